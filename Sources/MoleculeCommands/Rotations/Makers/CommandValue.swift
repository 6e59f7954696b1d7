import Destinations
import HostSystem
import Keyfile
import Rotation

/// A value that a shell command prints.
struct CommandValue: ValueMaker, Inspectable {
    let command: String
    let summary: String
    let runner: CommandRunner
    let rule: ValueRule

    var statement: String {
        let what = summary.withoutFullStop
        return "\(what.isEmpty ? "runs a command that prints it" : what): \(command)"
    }

    func inspect() async throws(StepFailure) -> String { try await runner.inspect(command) }

    /// Runs the command; one newline at the end of what it prints is not part of the value.
    func make(isRepeated: Bool, old: Secret?) async throws(StepFailure) -> Secret {
        let output = try await runner.capture(command, limit: PrivateFile.secretLimit)
        let value: Secret
        do { value = try ValueSource.trimmed(output, "What the command printed") } catch {
            throw StepFailure(error)
        }
        try rule.check(value, old: old)
        return value
    }
}
