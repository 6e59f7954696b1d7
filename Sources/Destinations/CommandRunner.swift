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

    /// A runner in the setting of other programs.
    public init(_ setting: ExternalProgram.Setting) {
        self.init(directory: setting.directory, environment: setting.environment, deadline: setting.deadline)
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
