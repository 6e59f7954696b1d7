import Keyfile
import Rotation

/// A shell command that gets the value on its standard input and says by its status whether it is live.
public struct CommandProof: LivenessProof, Inspectable {
    private let command: String
    private let runner: CommandRunner
    private let pace: ProofPace

    /// A proof with the settings of its kind; `nil` where they are not such settings.
    public init?(_ settings: [String: String], runner: CommandRunner, pace: ProofPace) {
        guard let command = settings["command"], !command.isEmpty else { return nil }
        self.command = command
        self.runner = runner
        self.pace = pace
    }

    /// What is asked.
    public var statement: String {
        "runs a command with the value on its standard input, which must succeed: \(command)"
    }

    /// The shell must be able to read the command.
    public func inspect() async throws(StepFailure) -> String { try await runner.inspect(command) }

    /// Runs the command until it succeeds.
    ///
    /// Its standard output is discarded: it may repeat what it was given.
    public func prove(_ value: Secret, retired: Secret?, patience: Duration) async throws(StepFailure) -> String? {
        try await pace.rounds(1, patience: patience) {
            do throws(StepFailure) {
                try await runner.run(command, input: value)
                return .good("the command succeeded")
            } catch {
                guard case .refused = error.kind else { return .failed(error) }
                return .bad(error.reason)
            }
        }
    }
}
