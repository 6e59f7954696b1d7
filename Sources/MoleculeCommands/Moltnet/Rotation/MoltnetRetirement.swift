import HostSystem
import Keyfile
import Moltnet
import Rotation

/// Ends the overlap of two values: drops the old entry, has the server restarted, and proves the old value refused.
struct MoltnetRetirement: Retirement {
    let destination: MoltnetServerDestination
    let restart: MoltnetRestart
    let liveness: MoltnetLiveness
    /// Whether the agents are connected once more, which says nothing while both values work.
    let attached: MoltnetAttachmentProof?
    let patience: Duration

    var statement: String {
        "drops the old entry, \(restart.command.map { "runs \($0)" } ?? "waits for a restart"), and proves the old value refused"
    }

    func isOldRetired(_ old: Secret?) async throws(StepFailure) -> Bool? {
        guard let old else { return nil }
        switch await liveness.probe.askCarefully(old) {
        case .accepted: return false
        case .refused: return true
        case .strange, .unreachable: return nil
        }
    }

    func retireOld(
        _ old: Secret?, replacement new: Secret, obtained: Timestamp
    ) async throws(StepFailure) -> String? {
        try destination.drop(except: new)
        guard let old else { return "dropped; the old value is not at hand to be tried" }
        let prove = { () async throws(StepFailure) in
            _ = try await liveness.prove(new, retired: old, patience: patience)
        }
        if restart.command != nil, try await isOldRetired(old) != true {
            try await restart.restart(restart.runner, until: prove)
        } else {
            try await prove()
        }
        do throws(StepFailure) { _ = try await attached?.prove(new, retired: old, patience: patience) } catch {
            throw StepFailure(
                error.kind, "the old value is refused, and \(error.reason)",
                hint: "Was it restarted with its new file? Restart it, then go on.")
        }
        return "dropped, and proven refused"
    }

    /// The new value has gone from the file with the restoring of the old one.
    func retireNew(_ new: Secret?, old: Secret?) async throws(StepFailure) -> String? { nil }
}
