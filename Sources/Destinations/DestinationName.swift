import Rotation

/// A destination as typed: a kind and what follows its colon.
public struct DestinationName: Sendable, Equatable {
    /// The kind.
    public let kind: DestinationKind
    /// What follows the colon; empty where the kind stands alone.
    public let rest: String

    /// What destinations there are, as a sentence.
    public static var spellings: String {
        let spellings = DestinationKind.allCases.map(\.spelling)
        return "A destination is \(spellings.dropLast().joined(separator: ", ")) or \(spellings.last ?? "")."
    }

    /// Reads `KIND:REST`, or a kind that stands alone; `nil` for an unknown kind, or a rest that is none of its.
    public init?(_ text: String) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard let word = parts.first, let kind = DestinationKind(rawValue: String(word)),
            kind.rest.isEmpty == (parts.count == 1)
        else { return nil }
        self.kind = kind
        rest = parts.count == 1 ? "" : String(parts[1])
        guard kind.takes(rest) else { return nil }
    }

    /// The destination as it is typed.
    public var text: String { kind.rest.isEmpty ? kind.rawValue : "\(kind.rawValue):\(rest)" }

    /// Whether it means the same in every directory.
    public var isAbsolute: Bool { kind != .environmentFile || rest.hasPrefix("/") }

    /// The name with a relative path made absolute, since a rotation may be resumed from another directory.
    public func absolute(in directory: String) -> String {
        isAbsolute ? text : "\(kind.rawValue):\(directory)/\(rest)"
    }

    /// The place in a plan.
    public func place(in directory: String) -> RotationPlan.Place {
        RotationPlan.Place(absolute(in: directory), deploys: kind.deploys)
    }

    /// The destination itself.
    public func destination(in context: DestinationContext) -> any Destination {
        let variable = context.variable
        return switch kind {
        case .environmentFile: EnvironmentFileDestination(path: rest, variable: variable)
        case .command: CommandDestination(command: rest, runner: context.runner)
        case .fly: FlyDestination(app: rest, variable: variable, pause: context.pause, in: context.programs)
        case .github: GitHubDestination(repository: rest, variable: variable, in: context.programs)
        case .gitea: GiteaDestination(repository: rest, variable: variable, server: context.gitea)
        case .railway:
            RailwayDestination(service: rest, variable: variable, pause: context.pause, in: context.programs)
        case .globalSecret: PlatformSecretDestination(workspace: nil, key: variable, platform: context.platform)
        case .workspaceSecret: PlatformSecretDestination(workspace: rest, key: variable, platform: context.platform)
        case .githubOutput: GitHubOutputDestination(output: rest, workflow: context.workflow)
        }
    }
}
