import Destinations
import Keyfile
import Rotation

/// Restarts a server with the operator's command, and waits until it takes the value in its file.
struct MoltnetRestart: Deployment {
    let command: String
    let runner: CommandRunner
    let probe: MoltnetProbe
    let liveness: MoltnetLiveness
    let patience: Duration

    var statement: String { "runs \(command), and waits until the server accepts the value" }

    func isDeployed(_ value: Secret) async throws(StepFailure) -> Bool? {
        await probe.ask(value) == .accepted
    }

    func deploy(_ value: Secret) async throws(StepFailure) {
        try await restart(runner) { () async throws(StepFailure) in
            _ = try await liveness.prove(value, retired: nil, patience: patience)
        }
    }

    /// Restarts, and believes what the server does and not how the command ended: a server with an open event stream ends
    /// with status 1.
    func restart(
        _ runner: CommandRunner, until isDone: () async throws(StepFailure) -> Void
    ) async throws(StepFailure) {
        var complaint: StepFailure?
        do throws(StepFailure) { try await runner.run(command) } catch { complaint = error }
        do throws(StepFailure) { try await isDone() } catch { throw complaint ?? error }
    }
}
