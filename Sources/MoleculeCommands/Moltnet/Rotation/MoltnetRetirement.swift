import Destinations
import HostSystem
import Keyfile
import Moltnet
import Rotation

/// Ends the overlap of two values: drops the old entry, has the server restarted, and proves the old value refused.
struct MoltnetRetirement: Retirement {
    let destination: MoltnetServerDestination
    let restart: MoltnetRestart
    let liveness: MoltnetLiveness
    /// What is proven once more of those who use the token, which says nothing while both values work.
    let users: [any LivenessProof]
    /// Waits for somebody to say that people have the new value; `nil` where no people are waited for.
    let hand: HandStep?
    /// The key entry that has the new value.
    let key: KeyName
    let patience: Duration

    private var instruction: String {
        "Give the operators the new value (molecule keys show \(key.text) --reveal); then the old one ends"
    }

    var statement: String {
        let wait = hand == nil ? "" : "waits for somebody to say that the operators have the new value; then "
        let command = restart.command.map { "runs \($0)" } ?? "waits for a restart"
        let again = users.isEmpty ? "" : ", and asks once more for those who use it"
        return "\(wait)drops the old entry, \(command), and proves the old value refused\(again)"
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
        // What has been dropped already was answered for.
        if try destination.isOverlapping(beside: new) { try hand?.require(instruction) }
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
        do throws(StepFailure) {
            for proof in users { _ = try await proof.prove(new, retired: old, patience: patience) }
        } catch {
            throw StepFailure(
                error.kind, "the old value is refused, and \(error.reason)",
                hint: "Was it restarted with its new file? Restart it")
        }
        return "dropped, and proven refused"
    }

    /// The new value has gone from the file with the restoring of the old one.
    func retireNew(_ new: Secret?, old: Secret?) async throws(StepFailure) -> String? { nil }
}
