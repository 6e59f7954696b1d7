import HostSystem
import Rotation

/// The time that is left of an overlap: how long the old value works after the new one was had.
struct OverlapClock {
    let state: RotationState
    let now: Timestamp

    /// A warning when most of the overlap has gone and the new value is not proven live; of 24 hours, when 20 have.
    var warning: String? {
        guard state.outcome == nil, !state.isRollingBack,
            let hours = state.plan.settings[RunbookPlanSetting.overlapHours].flatMap({ Int64($0) }),
            let obtained = state.time(of: .obtain),
            state.plan.proofs.indices.contains(where: { state.progress(of: .verify($0)) != .done })
        else { return nil }
        let length = hours * 3_600_000
        let gone = now.milliseconds - obtained.milliseconds
        guard gone * 24 >= length * 20 else { return nil }
        let end = Timestamp(milliseconds: obtained.milliseconds + length)
        return gone >= length
            ? "The old value ended at \(end.text), and the new one is not proven live."
            : "The old value ends at \(end.text), and the new one is not proven live yet."
    }
}
