import Rotation

/// What destinations are made with: the name of the secret and the ways out of this process.
public struct DestinationContext: Sendable {
    /// What the secret is called there, such as `ADMIN_TOKEN`.
    public var variable: String
    /// Where commands and programs run, and with what.
    public var programs: ExternalProgram.Setting
    /// The platform whose secrets are written.
    public var platform: PlatformAccess
    /// The Gitea server, asked for when a destination is one of its repositories.
    public var gitea: GiteaServer.Source
    /// The step of GitHub Actions that this process is part of.
    public var workflow: WorkflowStep
    /// Whether somebody asked to stop: deployments take minutes.
    public var isInterrupted: @Sendable () -> Bool

    /// A context.
    public init(
        variable: String, programs: ExternalProgram.Setting, platform: PlatformAccess,
        gitea: @escaping GiteaServer.Source, workflow: WorkflowStep,
        isInterrupted: @escaping @Sendable () -> Bool
    ) {
        self.variable = variable
        self.programs = programs
        self.platform = platform
        self.gitea = gitea
        self.workflow = workflow
        self.isInterrupted = isInterrupted
    }

    /// Waits between two looks at something that takes time.
    var pause: DeploymentPause { DeploymentPause(isInterrupted: isInterrupted) }

    /// Runs the operator's commands.
    var runner: CommandRunner { CommandRunner(programs) }
}
