import HostSystem
import Keyfile
import Rotation

/// Runs a shell command of the operator's with a clean environment.
public struct CommandRunner: Sendable {
    private let directory: String
    private let environment: [String: String]
    private let deadline: Duration

    /// A runner whose children start in this directory, get exactly this environment and may take this long.
    public init(directory: String, environment: [String: String], deadline: Duration) {
        self.directory = directory
        self.environment = environment
        self.deadline = deadline
    }

    /// Runs a command to its end; anything but status 0 is a failure.
    ///
    /// What it prints on standard error is shown as it is; its standard output goes the way given.
    public func run(_ command: String, input: [UInt8], output: ChildProcess.Output) async throws(StepFailure) {
        // The shell itself changes the directory: posix_spawn cannot, as far as Swift can see it.
        let mask = String(ProcessHardening.originalMask, radix: 8)
        let words = ["-c", "umask \"$3\" && cd -- \"$1\" && eval \"$2\"", "sh", directory, command, mask]
        var child = ChildProcess("/bin/sh", words, environment: environment, deadline: deadline)
        child.input = input
        child.output = output
        let ending: ChildProcess.Ending
        do { ending = try await child.run() } catch {
            throw StepFailure(.missing, "the command could not be started: \(error.explanation)")
        }
        switch ending {
        case .exited(0): return
        case .exited(127):
            throw StepFailure(.missing, "the command ended with status 127: a program in it was not found")
        case .exited(let status): throw StepFailure(.refused, "the command ended with status \(status)")
        case .signalled(let number): throw StepFailure(.refused, "the command was ended by signal \(number)")
        case .timedOut:
            throw StepFailure(
                .timedOut, "the command was still running after \(deadline.components.seconds) s and was killed")
        }
    }
}

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
    public func inspect() async throws(StepFailure) {
        do {
            // -n reads without running.
            let check = ChildProcess("/bin/sh", ["-n", "-c", command], environment: [:], deadline: .seconds(10))
            guard case .exited(0) = try await check.run() else {
                throw StepFailure(.malformed, "the shell cannot read the command of an exec: destination")
            }
        } catch let failure as StepFailure {
            throw failure
        } catch {
            throw StepFailure(.missing, "there is no shell to run the command of an exec: destination")
        }
    }

    /// Nobody can tell.
    public func holds(_ value: Secret) async throws(StepFailure) -> Bool? { nil }

    /// Runs the command.
    ///
    /// Its standard output is discarded: it may repeat what it was given.
    public func put(_ value: Secret) async throws(StepFailure) {
        // The value is followed by no newline: what arrives is what was stored.
        try await runner.run(command, input: value.reveal { $0 }, output: .discarded)
    }
}
