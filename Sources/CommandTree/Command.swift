/// One node of the command tree: a group of commands, or a verb that can be run.
///
/// The tree is plain data. The parser, help, the three shells' completions, the manual and the table of exit statuses
/// are functions of it, so none of them can disagree with another. `Action` is what a verb's arguments become; this
/// module does not know what it means to run one.
public struct Command<Action: Sendable>: Sendable {
    /// The word typed, such as `verify`: lower-case letters, digits and `-`.
    public let name: String
    /// One line without a full stop: what the command does, in the imperative.
    public let summary: String
    /// Paragraphs for `--help` and the manual's DESCRIPTION.
    ///
    /// May name options as `--name`.
    public let discussion: [String]
    /// What is typed without a leading dash, in order.
    ///
    /// Only the last may repeat.
    public let operands: [Operand]
    /// Options of this command alone.
    ///
    /// The root's `options` are global: accepted by every command, anywhere.
    public let options: [Option]
    /// The commands below this one.
    ///
    /// A node has either these or an action.
    public let subcommands: [Command<Action>]
    /// Command lines that work as typed, with what they do.
    public let examples: [Example]
    /// Environment variables this command reads besides those named by its options.
    public let environment: [DocumentedVariable]
    /// Files this command reads or writes.
    public let files: [DocumentedFile]
    /// The statuses this command ends with, beyond `ok`, `failure` and `usage`, which every command may end with.
    public let statuses: [ExitStatus]
    /// The command below a group that is meant when the first word after the group names none of them.
    public let defaultSubcommand: String?
    /// Whether help, completion and the manual leave the command out; it can still be run.
    public let isHidden: Bool
    /// Turns parsed arguments into an action; `nil` for a group.
    public let makeAction: (@Sendable (Arguments) throws(UsageError) -> Action)?

    /// A command that can be run.
    public init(
        _ name: String, summary: String, discussion: [String] = [], operands: [Operand] = [], options: [Option] = [],
        examples: [Example] = [], environment: [DocumentedVariable] = [], files: [DocumentedFile] = [],
        statuses: [ExitStatus] = [], isHidden: Bool = false,
        action: @escaping @Sendable (Arguments) throws(UsageError) -> Action
    ) {
        self.name = name
        self.summary = summary
        self.discussion = discussion
        self.operands = operands
        self.options = options
        self.subcommands = []
        self.defaultSubcommand = nil
        self.examples = examples
        self.environment = environment
        self.files = files
        self.statuses = statuses
        self.isHidden = isHidden
        self.makeAction = action
    }

    /// A group of commands, or the root.
    public init(
        _ name: String, summary: String, discussion: [String] = [], options: [Option] = [],
        subcommands: [Command<Action>], defaultSubcommand: String? = nil, examples: [Example] = [],
        environment: [DocumentedVariable] = [],
        files: [DocumentedFile] = []
    ) {
        self.name = name
        self.summary = summary
        self.discussion = discussion
        self.operands = []
        self.options = options
        self.subcommands = subcommands
        self.defaultSubcommand = defaultSubcommand
        self.examples = examples
        self.environment = environment
        self.files = files
        self.statuses = []
        self.isHidden = false
        self.makeAction = nil
    }
}

/// A command line that works as typed, and what it is for.
public struct Example: Sendable {
    /// One line, with a full stop: what the command line does.
    public let purpose: String
    /// The command line as a user types it in a POSIX shell, such as `molecule admin-token verify`.
    public let commandLine: String

    /// Names an example.
    public init(_ purpose: String, _ commandLine: String) {
        self.purpose = purpose
        self.commandLine = commandLine
    }
}

/// An environment variable a command reads.
public struct DocumentedVariable: Sendable {
    /// The variable's name, such as `ADMIN_TOKEN`.
    public let name: String
    /// What the variable does, as a sentence.
    public let summary: String

    /// Documents a variable.
    public init(_ name: String, _ summary: String) {
        self.name = name
        self.summary = summary
    }
}

/// A file a command reads or writes.
public struct DocumentedFile: Sendable {
    /// The path as users know it, such as `$XDG_CONFIG_HOME/molecule/keys/`.
    public let path: String
    /// What the file holds, as a sentence.
    public let summary: String

    /// Documents a file.
    public init(_ path: String, _ summary: String) {
        self.path = path
        self.summary = summary
    }
}
