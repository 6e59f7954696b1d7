/// What is typed with a leading dash.
public struct Option: Sendable {
    /// The long name without dashes, such as `dry-run`.
    public let name: String
    /// The one-letter name without its dash, if there is one.
    public let short: Character?
    /// The value the option takes; `nil` for a flag.
    public let value: Value?
    /// Whether the option may be given more than once.
    ///
    /// Repeating any other option with a value is a usage error.
    public let repeats: Bool
    /// Whether the command cannot run without it.
    public let isRequired: Bool
    /// The environment variable that gives the value when the option is absent.
    public let variable: String?
    /// The value when neither the option nor its variable is given, as it would be typed.
    public let defaultValue: String?
    /// One sentence for help, completion and the manual, with a full stop.
    public let summary: String

    /// An option without a value.
    public static func flag(_ name: String, short: Character? = nil, _ summary: String) -> Option {
        Option(
            name: name, short: short, value: nil, repeats: false, isRequired: false, variable: nil, defaultValue: nil,
            summary: summary)
    }

    /// An option with a value.
    public static func value(
        _ name: String, short: Character? = nil, _ value: Value, repeats: Bool = false, required: Bool = false,
        variable: String? = nil, default defaultValue: String? = nil, _ summary: String
    ) -> Option {
        Option(
            name: name, short: short, value: value, repeats: repeats, isRequired: required, variable: variable,
            defaultValue: defaultValue, summary: summary)
    }
}

/// What is typed without a leading dash.
public struct Operand: Sendable {
    /// How often an operand may be given.
    public enum Arity: Sendable {
        case one
        case optional
        case zeroOrMore
        case oneOrMore
        /// A command line for another program: everything after `--`, at least one word.
        case commandLine
        /// The same, where a verb may also do without: its action says when.
        case optionalCommandLine

        /// Whether it is what stands after `--`.
        var isCommandLine: Bool { self == .commandLine || self == .optionalCommandLine }
    }

    /// The name in help and in error messages, in capitals, such as `NAME`; it is also `value.placeholder`.
    public var name: String { value.placeholder }
    /// How often it may be given.
    public let arity: Arity
    /// Its shape, for checking and completing.
    public let value: Value
    /// One sentence for help and the manual, with a full stop.
    public let summary: String

    /// Declares an operand.
    public init(_ value: Value, _ arity: Arity = .one, _ summary: String) {
        self.arity = arity
        self.value = value
        self.summary = summary
    }
}

/// The shape of a value: how it is checked, named in help, and completed by a shell.
public struct Value: Sendable {
    /// The shapes there are.
    public enum Shape: Sendable {
        /// Any text that is not empty.
        case text
        /// One of a few words.
        case choice([Choice])
        /// A whole number in a range.
        case integer(ClosedRange<Int>)
        /// A length of time such as `90s`, `5m` or `1h30m`; a bare number is seconds.
        case duration
        /// A path; completes file names.
        case file
        /// A path; completes directory names.
        case directory
        /// A shell command, given as one word.
        case shellCommand
        /// Completed by asking the program itself (`molecule __complete KIND`), checked as text.
        case dynamic(kind: String)
        /// `PREFIX:REST`, where each prefix has its own shape after the colon, such as `env-file:PATH`.
        case prefixed([Prefix])
    }

    /// One word of a choice.
    public struct Choice: Sendable {
        /// The word as typed.
        public let word: String
        /// What choosing it means, without a full stop; may be empty.
        public let summary: String

        /// Names a choice.
        public init(_ word: String, _ summary: String = "") {
            self.word = word
            self.summary = summary
        }
    }

    /// One prefix of a prefixed value.
    public struct Prefix: Sendable {
        /// The word before the colon.
        public let word: String
        /// The name of what follows the colon, in capitals; empty where the word stands alone, without a colon.
        public let rest: String
        /// Whether what follows is a path, completed as one.
        public let isPath: Bool
        /// What it means, without a full stop.
        public let summary: String

        /// Names a prefix.
        public init(_ word: String, rest: String, isPath: Bool, _ summary: String) {
            self.word = word
            self.rest = rest
            self.isPath = isPath
            self.summary = summary
        }

        /// What is typed before the rest: the word, with its colon where something follows.
        var start: String { rest.isEmpty ? word : "\(word):" }
        /// What is typed, such as `env-file:PATH`.
        var spelling: String { start + rest }
    }

    /// The name of the value in help, in capitals, such as `PATH`.
    public let placeholder: String
    /// How it is checked and completed.
    public let shape: Shape

    /// Declares a value.
    public init(_ placeholder: String, _ shape: Shape) {
        self.placeholder = placeholder
        self.shape = shape
    }
}
