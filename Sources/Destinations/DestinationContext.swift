import Rotation

/// What destinations are made with: the name of the secret and the ways out of this process.
public struct DestinationContext: Sendable {
    /// What the secret is called there, such as `ADMIN_TOKEN`.
    public var variable: String
    /// Where commands and programs run, and with what.
    public var programs: ExternalProgram.Setting

    /// A context.
    public init(variable: String, programs: ExternalProgram.Setting) {
        self.variable = variable
        self.programs = programs
    }

    /// Runs the operator's commands.
    var runner: CommandRunner { CommandRunner(programs) }
}
