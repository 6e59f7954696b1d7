import Rotation

/// What destinations are made with: the name of the secret and the ways out of this process.
public struct DestinationContext: Sendable {
    /// What the secret is called there, such as `ADMIN_TOKEN`.
    public var variable: String
    /// Runs the operator's commands.
    public var runner: CommandRunner

    /// A context.
    public init(variable: String, runner: CommandRunner) {
        self.variable = variable
        self.runner = runner
    }
}
