import HostSystem
import Keyfile
import Rotation

/// `exec:COMMAND`: a shell command that gets the value, and nothing else, on its standard input.
public struct CommandDestination: Destination {
    private let command: String
    private let runner: CommandRunner

    /// A destination that hands values to `command`.
    public init(command: String, runner: CommandRunner) {
        self.command = command
        self.runner = runner
    }

    /// `exec:COMMAND`.
    public var name: String { "exec:\(command)" }

    /// What it does.
    public var statement: String {
        "runs a command with the value on its standard input; what it did with it cannot be read back"
    }

    /// The shell must be able to read the command.
    public func inspect() async throws(StepFailure) -> String {
        try await runner.inspect(command)
    }

    /// Nobody can tell.
    public func holds(_ value: Secret) async throws(StepFailure) -> Bool? { nil }

    /// Runs the command.
    ///
    /// Its standard output is discarded, and the value masked in its complaints: it may repeat what it was given.
    public func put(_ value: Secret) async throws(StepFailure) {
        // The value is followed by no newline: what arrives is what was stored.
        try await runner.run(command, input: value)
    }
}
