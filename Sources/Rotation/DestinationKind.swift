/// The kinds of destination, as they are typed before the colon.
public enum DestinationKind: String, Sendable, CaseIterable {
    case environmentFile = "env-file"
    case command = "exec"
    case fly
    case github
    case gitea
    case railway
    case globalSecret = "global-secret"
    case workspaceSecret = "workspace-secret"
    case githubOutput = "github-output"

    /// The name of what follows the colon; empty where the kind stands alone.
    public var rest: String {
        switch self {
        case .environmentFile: "PATH"
        case .command: "COMMAND"
        case .fly: "APP"
        case .github, .gitea: "OWNER/REPO"
        case .railway: "SERVICE"
        case .globalSecret: ""
        case .workspaceSecret: "ID"
        case .githubOutput: "NAME"
        }
    }

    /// Whether what is put there becomes live by a step of its own.
    public var deploys: Bool { self == .fly || self == .railway }

    /// Whether what is put there restarts workspaces of a platform.
    public var concernsFleet: Bool { self == .globalSecret || self == .workspaceSecret }

    /// The destination as it is typed, such as `fly:APP`.
    public var spelling: String { rest.isEmpty ? rawValue : "\(rawValue):\(rest)" }

    /// What it means, without a full stop.
    public var summary: String {
        switch self {
        case .environmentFile: "set the variable in a Compose or systemd environment file"
        case .command: "hand the value to a shell command on its standard input"
        case .fly: "stage a secret of a Fly.io app with flyctl, then deploy it"
        case .github: "set an Actions secret of a GitHub repository with gh"
        case .gitea: "set an Actions secret of a repository on the server in GITEA_SERVER_URL"
        case .railway: "set a variable of a Railway service with railway, then redeploy it"
        case .globalSecret: "set a secret of all workspaces of the platform, which restarts them"
        case .workspaceSecret: "set a secret of one workspace of the platform, which restarts it"
        case .githubOutput: "append a step output to the file in GITHUB_OUTPUT"
        }
    }
}
