import Rotation

/// The kinds of destination, as they are typed before the colon.
public enum DestinationKind: String, Sendable, CaseIterable {
    case environmentFile = "env-file"
    case command = "exec"

    /// The name of what follows the colon.
    public var rest: String {
        switch self {
        case .environmentFile: "PATH"
        case .command: "COMMAND"
        }
    }

    /// Whether what is put there becomes live by a step of its own.
    public var deploys: Bool { false }

    /// What it means, without a full stop.
    public var summary: String {
        switch self {
        case .environmentFile: "set the variable in a Compose or systemd environment file"
        case .command: "hand the value to a shell command on its standard input"
        }
    }
}

/// A destination as typed: a kind and what follows its colon.
public struct DestinationName: Sendable, Equatable {
    /// The kind.
    public let kind: DestinationKind
    /// What follows the colon.
    public let rest: String

    /// Reads `KIND:REST`; `nil` for an unknown kind or an empty rest.
    public init?(_ text: String) {
        guard let colon = text.firstIndex(of: ":"), let kind = DestinationKind(rawValue: String(text[..<colon])) else {
            return nil
        }
        self.kind = kind
        rest = String(text[text.index(after: colon)...])
        guard !rest.isEmpty else { return nil }
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
        }
    }
}
