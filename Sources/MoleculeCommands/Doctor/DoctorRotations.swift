import HostSystem
import Rotation

/// Looks at what did not end: rotations, and mints of org keys.
struct DoctorRotations {
    let world: World

    func look() -> [DoctorFinding] {
        let identifiers: [RotationID]
        do { identifiers = try world.rotationIDs() } catch { return [.failure(.rotations, error)] }
        var findings: [DoctorFinding] = []
        for id in identifiers {
            do throws(Failure) {
                let state = try world.rotation(id)
                guard state.outcome == nil else { continue }
                findings.append(unfinished(id, state))
            } catch { findings.append(.failure(.rotations, error)) }
        }
        if findings.isEmpty {
            let text =
                switch identifiers.count {
                case 0: "there has been no rotation"
                case 1: "the one rotation has ended"
                case let count: "all \(count) rotations have ended"
                }
            findings.append(.ok(.rotations, text))
        }
        return findings + mints()
    }

    private func unfinished(_ id: RotationID, _ state: RotationState) -> DoctorFinding {
        let clock = OverlapClock(state: state, now: .now).warning.map { "; \($0.withoutFullStop)" } ?? ""
        return .warning(
            .rotations,
            "\(id.text) of \(state.plan.key.text) is \(RotationReport.word(state)) since \(state.updated.text)\(clock)",
            next: "molecule rotations resume \(id.text), or molecule rotations rollback \(id.text)")
    }

    /// Mints that were killed: the next one of the same name makes them good.
    private func mints() -> [DoctorFinding] {
        // A directory that cannot be read is told among the files.
        guard let directory = try? SafeDirectory.open(world.orgKeyRecordsPath) else { return [] }
        let records = ((try? directory.names()) ?? []).filter { !$0.hasPrefix(".") }
        guard !records.isEmpty else { return [] }
        return [
            .warning(
                .rotations, "\(records.count) mint\(records.count == 1 ? "" : "s") of org keys did not end",
                next: "type the same mint again, or see what is live: molecule org tokens list")
        ]
    }
}
