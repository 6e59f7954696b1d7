import HostSystem
import Rotation

/// The time that is left of an overlap: how long the old value works after the new one was had.
struct OverlapClock {
    let state: RotationState
    let now: Timestamp

    /// A warning when most of the overlap has gone and the new value is not proven live; of 24 hours, when 20 have.
    var warning: String? {
        guard state.outcome == nil, !state.isRollingBack,
            let overlap = state.plan.overlap, let end = state.overlapEnd,
            state.plan.proofs.indices.contains(where: { state.progress(of: .verify($0)) != .done })
        else { return nil }
        let left = end.milliseconds - now.milliseconds
        guard left * 24 <= overlap.milliseconds * 4 else { return nil }
        return left <= 0
            ? "The old value ended at \(end.text) at the latest, and the new one is not proven live."
            : "The old value ends at \(end.text) at the latest, and the new one is not proven live yet."
    }
}
