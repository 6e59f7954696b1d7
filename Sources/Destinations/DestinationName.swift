import Rotation

/// The kinds of destination, as they are typed before the colon.
public enum DestinationKind: String, Sendable, CaseIterable {
    case environmentFile = "env-file"
    case command = "exec"
    case fly
    case github

    /// The name of what follows the colon.
    public var rest: String {
        switch self {
        case .environmentFile: "PATH"
        case .command: "COMMAND"
        case .fly: "APP"
        case .github: "OWNER/REPO"
        }
    }

    /// Whether what is put there becomes live by a step of its own.
    public var deploys: Bool { self == .fly }

    /// The destination as it is typed, such as `fly:APP`.
    public var spelling: String { "\(rawValue):\(rest)" }

    /// Whether a text can follow the colon.
    func takes(_ text: String) -> Bool {
        switch self {
        case .environmentFile, .command: !text.isEmpty
        case .fly: FlyApp.isName(text)
        case .github: RepositoryName.isValid(text, hosts: true)
        }
    }

    /// What it means, without a full stop.
    public var summary: String {
        switch self {
        case .environmentFile: "set the variable in a Compose or systemd environment file"
        case .command: "hand the value to a shell command on its standard input"
        case .fly: "stage a secret of a Fly.io app with flyctl, then deploy it"
        case .github: "set an Actions secret of a GitHub repository with gh"
        }
    }
}

/// A destination as typed: a kind and what follows its colon.
public struct DestinationName: Sendable, Equatable {
    /// The kind.
    public let kind: DestinationKind
    /// What follows the colon.
    public let rest: String

    /// What destinations there are, as a sentence.
    public static var spellings: String {
        let spellings = DestinationKind.allCases.map(\.spelling)
        return "A destination is \(spellings.dropLast().joined(separator: ", ")) or \(spellings.last ?? "")."
    }

    /// Reads `KIND:REST`; `nil` for an unknown kind, or a rest that is none of its.
    public init?(_ text: String) {
        guard let colon = text.firstIndex(of: ":"), let kind = DestinationKind(rawValue: String(text[..<colon])) else {
            return nil
        }
        self.kind = kind
        rest = String(text[text.index(after: colon)...])
        guard kind.takes(rest) else { return nil }
    }

    /// The name with a relative path made absolute, since a rotation may be resumed from another directory.
    public func absolute(in directory: String) -> String {
        let isRelative = kind == .environmentFile && !rest.hasPrefix("/")
        return "\(kind.rawValue):\(isRelative ? "\(directory)/\(rest)" : rest)"
    }

    /// The place in a plan.
    public func place(in directory: String) -> RotationPlan.Place {
        RotationPlan.Place(absolute(in: directory), deploys: kind.deploys)
    }

    /// The destination itself.
    public func destination(in context: DestinationContext) -> any Destination {
        switch kind {
        case .environmentFile: EnvironmentFileDestination(path: rest, variable: context.variable)
        case .command: CommandDestination(command: rest, runner: context.runner)
        case .fly: FlyDestination(app: rest, variable: context.variable, in: context.programs)
        case .github: GitHubDestination(repository: rest, variable: context.variable, in: context.programs)
        }
    }
}
