extension Program {
    /// The synopsis of a command on one line, without `Usage:`; the root's if the path leads nowhere.
    public func usage(for path: [String]) -> String {
        guard let command = command(at: path) else { return usage(for: []) }
        return ([commandLine(path)] + synopsis(of: command, path).map(\.text)).joined(separator: " ")
    }

    /// What may follow a command's name, in order.
    func synopsis(of command: Command<Action>, _ path: [String]) -> [SynopsisPart] {
        var parts: [SynopsisPart] = []
        for option in ownOptions(at: path) where option.isRequired {
            parts.append(.requiredOption(option))
        }
        if command.makeAction == nil { parts.append(.subcommand) }
        parts.append(.anyOption)
        parts += command.operands.map { .operand($0) }
        return parts
    }
}

/// One part of a synopsis.
enum SynopsisPart {
    case subcommand
    case anyOption
    case requiredOption(Option)
    case operand(Operand)

    /// The part as help shows it.
    var text: String {
        switch self {
        case .subcommand: "COMMAND"
        case .anyOption: "[OPTION]..."
        case .requiredOption(let option):
            option.spelling + (option.value.map { " \($0.placeholder)" } ?? "") + (option.repeats ? "..." : "")
        case .operand(let operand):
            switch operand.arity {
            case .one: operand.name
            case .optional: "[\(operand.name)]"
            case .zeroOrMore: "[\(operand.name)]..."
            case .oneOrMore: "\(operand.name)..."
            case .commandLine: "-- \(operand.name)..."
            case .optionalCommandLine: "[-- \(operand.name)...]"
            }
        }
    }
}

extension Option {
    /// The option as lists show it: `-o, --output FORMAT`, or `    --timeout TIME` to line up with those.
    var listedSpelling: String {
        let shortPart = short.map { "-\($0), " } ?? "    "
        return shortPart + spelling + (value.map { " \($0.placeholder)" } ?? "")
    }

    /// Short sentences on what the option accepts and where its value comes from, besides its summary.
    var notes: [String] {
        var notes = value?.notes ?? []
        if isRequired { notes.append("Required.") }
        if repeats { notes.append("May be given more than once.") }
        if let variable { notes.append("Variable: \(variable).") }
        if let defaultValue { notes.append("Default: \(defaultValue).") }
        return notes
    }
}

extension Value {
    /// Short sentences on what the value accepts.
    var notes: [String] {
        switch shape {
        case .choice(let choices) where !hasDescribedWords: ["One of \(enumeration(choices.map(\.word)))."]
        case .integer(let range): ["A whole number \(wording(of: range))."]
        case .duration: ["A length of time such as 90s, 5m or 1h30m."]
        case .text, .choice, .file, .directory, .shellCommand, .dynamic, .prefixed: []
        }
    }

    /// Words the value accepts that carry their own explanation.
    var describedWords: [(term: String, text: String)] {
        switch shape {
        case .choice(let choices) where hasDescribedWords: choices.map { ($0.word, sentence($0.summary)) }
        case .prefixed(let prefixes): prefixes.map { ($0.spelling, sentence($0.summary)) }
        case .text, .choice, .integer, .duration, .file, .directory, .shellCommand, .dynamic: []
        }
    }

    private var hasDescribedWords: Bool {
        guard case .choice(let choices) = shape else { return false }
        return choices.contains { !$0.summary.isEmpty }
    }
}

/// A summary with the full stop it does not carry.
func sentence(_ text: String) -> String {
    let start = text.prefix(1).uppercased() + text.dropFirst()
    return start.isEmpty || start.hasSuffix(".") ? start : start + "."
}
