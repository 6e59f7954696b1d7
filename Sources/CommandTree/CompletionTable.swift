/// What the shells need to know of the tree, as rows a small function in each shell looks up.
///
/// Keys are the words of a command joined by spaces (empty for the root), `@`, and one of: nothing (the command
/// exists), `commands`, `options`, `topics`, an option's spelling, an operand's number, `+` for every further operand, `--` for a command line. Looking
/// up an option under the root's key finds the global ones.
struct CompletionTable {
    /// One word to offer, and what it means.
    struct Candidate {
        let word: String
        let summary: String
    }

    /// What a row answers.
    enum Answer {
        /// These words.
        case words([Candidate])
        /// Text nobody can guess.
        case nothing
        case files
        case directories
        /// A command of another program, with its arguments.
        case commandLine
        /// A command name, as the start of a shell command in one word.
        case shellCommand
        /// What the program itself answers for a kind.
        case dynamic(String)
        /// Words that end with a colon; file names follow those in `paths`.
        case prefixed([Candidate], paths: [String])
    }

    private(set) var rows: [(key: String, answer: Answer)] = []

    init<Action>(_ program: Program<Action>) {
        for entry in program.allCommands(includingHidden: true) {
            // A hidden command is not offered, but what follows it must not be taken for something else.
            let key = entry.path.joined(separator: " ")
            add(entry.command, key, isRoot: entry.path.isEmpty)
        }
        rows.append(("@options", options(program.globalOptions)))
        addValues(program.root.options, "")
        rows.append(("@topics", .words(HelpTopic.allCases.map { Candidate(word: $0.rawValue, summary: $0.summary) })))
    }

    private mutating func add<Action>(_ command: Command<Action>, _ key: String, isRoot: Bool) {
        rows.append(("\(key)@", .nothing))
        if command.makeAction == nil {
            var words = command.visibleSubcommands.map { Candidate(word: $0.name, summary: $0.summary) }
            if isRoot { words.append(Candidate(word: "help", summary: "Show the help of a command or topic")) }
            rows.append(("\(key)@commands", .words(words)))
        }
        if !isRoot {
            if !command.options.isEmpty { rows.append(("\(key)@options", options(command.options))) }
            addValues(command.options, key)
        }
        for (index, operand) in command.operands.enumerated() {
            switch operand.arity {
            case .one, .optional: rows.append(("\(key)@\(index + 1)", answer(for: operand.value)))
            case .zeroOrMore, .oneOrMore: rows.append(("\(key)@+", answer(for: operand.value)))
            case .commandLine, .optionalCommandLine: rows.append(("\(key)@--", .commandLine))
            }
        }
    }

    private func options(_ options: [Option]) -> Answer {
        .words(
            options.flatMap { option in
                let long = Candidate(word: option.spelling, summary: option.summary)
                let short = option.short.map { Candidate(word: "-\($0)", summary: option.summary) }
                return [long] + (short.map { [$0] } ?? [])
            })
    }

    private mutating func addValues(_ options: [Option], _ key: String) {
        for option in options {
            guard let value = option.value else { continue }
            rows.append(("\(key)@\(option.spelling)", answer(for: value)))
            if let short = option.short { rows.append(("\(key)@-\(short)", answer(for: value))) }
        }
    }

    private func answer(for value: Value) -> Answer {
        switch value.shape {
        case .choice(let choices): .words(choices.map { Candidate(word: $0.word, summary: $0.summary) })
        case .file: .files
        case .directory: .directories
        case .shellCommand: .shellCommand
        case .dynamic(let kind): .dynamic(kind)
        case .prefixed(let prefixes):
            .prefixed(
                prefixes.map { Candidate(word: $0.start, summary: $0.summary) },
                paths: prefixes.filter(\.isPath).map(\.start))
        case .text, .integer, .duration: .nothing
        }
    }

    /// The rows as the arms of a shell's `case`, in which `answer` writes what to do; arms that do the same are one.
    func arms(_ arm: (_ keys: [String], _ answer: [String]) -> String, describing: (Candidate) -> String) -> String {
        var order: [[String]] = []
        var keys: [[String]: [String]] = [:]
        for row in rows {
            let words = fields(of: row.answer, describing)
            if keys[words] == nil { order.append(words) }
            keys[words, default: []].append(row.key)
        }
        return order.map { arm(keys[$0] ?? [], $0) }.joined()
    }

    /// An answer as the fields of an array: its kind, then its words.
    private func fields(of answer: Answer, _ describing: (Candidate) -> String) -> [String] {
        switch answer {
        case .words(let words): ["words"] + words.map(describing)
        case .nothing: ["nothing"]
        case .files: ["files"]
        case .directories: ["directories"]
        case .commandLine: ["command-line"]
        case .shellCommand: ["shell-command"]
        case .dynamic(let kind): ["dynamic", kind]
        case .prefixed(let words, let paths): ["prefixed", paths.joined(separator: " ")] + words.map(describing)
        }
    }
}

/// A word in single quotes for a POSIX shell or zsh.
func posixQuoted(_ text: String) -> String {
    let parts = text.split(separator: "'", omittingEmptySubsequences: false)
    return "'" + parts.joined(separator: "'\\''") + "'"
}

/// The name of a shell function, made from the program's.
func shellIdentifier(_ name: String) -> String {
    String(name.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
}

extension String {
    /// The template with `@PROGRAM@`, `@FUNCTION@` and `@TABLE@` filled in.
    func filledIn(program: String, table: String) -> String {
        var lines: [String] = []
        for line in split(separator: "\n", omittingEmptySubsequences: false) {
            if line == "@TABLE@" {
                lines.append(String(table.dropLast()))
            } else {
                let named = line.replacing("@FUNCTION@", with: shellIdentifier(program))
                lines.append(String(named.replacing("@PROGRAM@", with: program)))
            }
        }
        return lines.joined(separator: "\n")
    }
}
