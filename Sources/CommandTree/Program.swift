/// The whole command line: a tree of commands with what belongs to the program rather than to any of them.
///
/// The root's name is the program's name and the root's options are the global ones.
public struct Program<Action: Sendable>: Sendable {
    /// The node above all others; a group.
    public let root: Command<Action>
    /// What `--version` prints after the program's name.
    public let version: String
    /// The date on every manual page, such as `November 20, 2026`; fixed, so that the pages are reproducible.
    public let manualDate: String
    /// What stands at the end of the program's own manual page, about the program as a whole.
    public let sections: [ReferencePage.Section]

    /// Describes a program.
    public init(
        root: Command<Action>, version: String, manualDate: String, sections: [ReferencePage.Section] = []
    ) {
        self.root = root
        self.version = version
        self.manualDate = manualDate
        self.sections = sections
    }

    /// The command these words lead to, without the program's name; `nil` if there is none.
    ///
    /// Hidden ones are found.
    public func command(at path: [String]) -> Command<Action>? {
        var node = root
        for word in path {
            guard let child = node.subcommands.first(where: { $0.name == word }) else { return nil }
            node = child
        }
        return node
    }

    /// Every command with the words that lead to it, the root first, each group before what is below it.
    public func allCommands(includingHidden: Bool = true) -> [(path: [String], command: Command<Action>)] {
        var found: [(path: [String], command: Command<Action>)] = []
        func visit(_ command: Command<Action>, _ path: [String]) {
            found.append((path, command))
            for child in command.subcommands where includingHidden || !child.isHidden {
                visit(child, path + [child.name])
            }
        }
        visit(root, [])
        return found
    }

    /// The words a user types for a command, with the program's name.
    func commandLine(_ path: [String]) -> String {
        ([root.name] + path).joined(separator: " ")
    }

    /// The options of one command that are not global; none for the root, whose options are the global ones.
    func ownOptions(at path: [String]) -> [Option] {
        path.isEmpty ? [] : command(at: path)?.options ?? []
    }

    /// The options every command accepts, with the two the parser itself provides.
    var globalOptions: [Option] {
        root.options + builtInOptions
    }
}

/// Where the words `help` may lead besides to commands.
public enum HelpTopic: String, CaseIterable, Sendable {
    /// The table of exit statuses.
    case exitStatus = "exit-status"
    /// Every environment variable the program reads.
    case environment

    /// One line without a full stop: what the topic is about.
    public var summary: String {
        switch self {
        case .exitStatus: "What each exit status means"
        case .environment: "The environment variables that are read"
        }
    }
}

/// The options the parser answers without running anything; no command may declare them.
let builtInOptions: [Option] = [
    .flag("help", short: "h", "Show help and exit."),
    .flag("version", "Show the version and exit."),
]

extension Option {
    /// The option as error messages name it, such as `--dry-run`.
    var spelling: String { "--\(name)" }
}

extension Command {
    /// The commands below this one that help, completion and the manual mention.
    var visibleSubcommands: [Command<Action>] {
        subcommands.filter { !$0.isHidden }
    }
}
