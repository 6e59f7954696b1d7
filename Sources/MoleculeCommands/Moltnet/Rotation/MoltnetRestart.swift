import Destinations
import Keyfile
import Rotation

/// Restarts a server with the operator's command, or has somebody restart it, and waits until it takes the value in its file.
struct MoltnetRestart: Deployment {
    /// `nil` where nothing here restarts the server, and it is only waited for.
    let command: String?
    let runner: CommandRunner
    let probe: MoltnetProbe
    let liveness: MoltnetLiveness
    let patience: Duration
    /// The value that the server must not take any more when it takes this one; `nil` while both work.
    let unwanted: @Sendable (Secret) throws(StepFailure) -> Secret?

    var statement: String { "\(command.map { "runs \($0), and " } ?? "")waits until the server accepts the value" }

    func isDeployed(_ value: Secret) async throws(StepFailure) -> Bool? {
        guard await probe.askCarefully(value) == .accepted else { return false }
        guard let other = try unwanted(value) else { return true }
        return await probe.ask(other) == .refused
    }

    func deploy(_ value: Secret) async throws(StepFailure) {
        let other = try unwanted(value)
        try await restart(runner) { () async throws(StepFailure) in
            _ = try await liveness.prove(value, retired: other, patience: patience)
        }
    }

    /// Restarts, and believes what the server does and not how the command ended: a server with an open event stream ends
    /// with status 1.
    func restart(
        _ runner: CommandRunner, until isDone: () async throws(StepFailure) -> Void
    ) async throws(StepFailure) {
        var complaint: StepFailure?
        do throws(StepFailure) { if let command { try await runner.run(command) } } catch { complaint = error }
        do throws(StepFailure) { try await isDone() } catch { throw complaint ?? error }
    }
}
