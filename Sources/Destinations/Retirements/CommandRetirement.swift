import HostSystem
import Keyfile
import Rotation

/// A shell command that gets the value on its standard input and ends it at its issuer.
public struct CommandRetirement: Retirement, Inspectable {
    private let command: String
    private let runner: CommandRunner
    private let old: HandStep
    private let new: HandStep
    private let check: RefusalCheck

    /// A retirement by a command; `old` and `new` are for values that are not at hand.
    public init(
        command: String, runner: CommandRunner, old: HandStep, new: HandStep, proofs: [any RefusalProof],
        pace: ProofPace, patience: Duration
    ) {
        self.command = command
        self.runner = runner
        self.old = old
        self.new = new
        check = RefusalCheck(proofs: proofs, pace: pace, patience: patience)
    }

    /// What it does.
    public var statement: String {
        let confirmation =
            check.proofs.isEmpty ? "its status is believed" : "then asks whether the old value is refused"
        return "runs a command with the old value on its standard input; \(confirmation): \(command)"
    }

    /// The shell must be able to read the command.
    public func inspect() async throws(StepFailure) -> String { try await runner.inspect(command) }

    /// Whether the old value is refused.
    public func isOldRetired(_ old: Secret?) async throws(StepFailure) -> Bool? { try await check.isRefused(old) }

    /// Runs the command, then confirms.
    public func retireOld(
        _ old: Secret?, replacement: Secret, obtained: Timestamp
    ) async throws(StepFailure) -> String? {
        guard let old else {
            try self.old.require(
                "The old value was never in the key store, so no command can be given it; end it by hand")
            return "somebody said that it is ended"
        }
        return try await end(old)
    }

    /// Runs the command with the new value.
    public func retireNew(_ new: Secret?, old: Secret?) async throws(StepFailure) -> String? {
        guard let new else {
            try self.new.require("A new value may exist although it never arrived; end it by hand, if there is one")
            return "somebody said that it is ended"
        }
        return try await end(new)
    }

    private func end(_ value: Secret) async throws(StepFailure) -> String {
        try await runner.run(command, input: value)
        return try await check.require(value)
    }
}
