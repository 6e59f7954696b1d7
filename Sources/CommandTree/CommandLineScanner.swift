/// Walks the words of a command line once, from left to right, descending the tree and collecting options.
///
/// The first error is kept rather than thrown, because `--help` further right still wins over it.
struct CommandLineScanner<Action: Sendable> {
    let program: Program<Action>
    private(set) var command: Command<Action>
    private(set) var path: [String] = []
    private(set) var optionValues: [String: [String]] = [:]
    /// Words without a dash, before `--`.
    private(set) var operands: [String] = []
    /// Words after `--`.
    private(set) var afterDashes: [String] = []
    private(set) var wantsHelp = false
    private(set) var wantsVersion = false
    /// The words after `help`, once it was met in a group.
    private(set) var helpWords: [String]?
    private(set) var error: UsageError?
    /// A word that is no command.
    ///
    /// It ends the walk and wins over `--help`: help for something else would mislead.
    private(set) var commandError: UsageError?

    init(program: Program<Action>) {
        self.program = program
        self.command = program.root
    }

    mutating func scan(_ words: [String]) {
        var rest = words[...]
        var isAfterDashes = false
        while let word = rest.popFirst(), commandError == nil {
            if isAfterDashes || word == "-" || !word.hasPrefix("-") {
                scanPlain(word, isAfterDashes: isAfterDashes, position: rest.startIndex)
            } else if word == "--" {
                isAfterDashes = true
            } else if word.hasPrefix("--") {
                scanLong(word.dropFirst(2), &rest)
            } else {
                scanShorts(word.dropFirst(), &rest)
            }
        }
    }

    private var applicableOptions: [Option] {
        (path.isEmpty ? [] : command.options) + program.globalOptions
    }

    private mutating func record(_ found: UsageError) {
        if error == nil { error = found }
    }

    private mutating func scanPlain(_ word: String, isAfterDashes: Bool, position: Int) {
        if helpWords != nil {
            helpWords?.append(word)
        } else if command.makeAction != nil {
            if isAfterDashes { afterDashes.append(word) } else { operands.append(word) }
        } else if let child = command.subcommands.first(where: { $0.name == word }) {
            command = child
            path.append(word)
        } else if word == "help" {
            helpWords = []
        } else if let name = command.defaultSubcommand,
            let child = command.subcommands.first(where: { $0.name == name })
        {
            command = child
            path.append(name)
            operands.append(word)
        } else {
            commandError = error ?? program.unknownCommand(word, position: position, under: path)
        }
    }

    private mutating func scanLong(_ word: Substring, _ rest: inout ArraySlice<String>) {
        let name = word.prefix { $0 != "=" }
        let inline = name.endIndex < word.endIndex ? String(word[word.index(after: name.endIndex)...]) : nil
        guard let option = applicableOptions.first(where: { $0.name == name }) else {
            record(program.unknownOption(name, applicable: applicableOptions, under: path))
            return
        }
        if option.value != nil {
            take(option, inline: inline, &rest)
        } else if inline != nil {
            record(program.unexpectedValue(option, under: path))
        } else {
            setFlag(option)
        }
    }

    private mutating func scanShorts(_ word: Substring, _ rest: inout ArraySlice<String>) {
        // `-yes` would otherwise mean `-y -e -s`.
        if word.count > 1, let option = applicableOptions.first(where: { $0.name == word }) {
            record(program.longNameAfterOneDash(option, under: path))
            return
        }
        var letters = word
        while let letter = letters.popFirst() {
            guard let option = applicableOptions.first(where: { $0.short == letter }) else {
                record(program.unknownShort(letter, in: word, under: path))
                return
            }
            if option.value != nil {
                take(option, inline: letters.isEmpty ? nil : String(letters), &rest)
                return
            }
            setFlag(option)
        }
    }

    private mutating func setFlag(_ option: Option) {
        switch option.name {
        case "help": wantsHelp = true
        case "version": wantsVersion = true
        default: optionValues[option.name] = []
        }
    }

    private mutating func take(_ option: Option, inline: String?, _ rest: inout ArraySlice<String>) {
        if let inline {
            accept(option, inline)
        } else if let next = rest.first, canBeValue(next, of: option) {
            rest.removeFirst()
            accept(option, next)
        } else {
            record(program.missingValue(option, isFollowedByDash: !rest.isEmpty, under: path))
        }
    }

    /// An option where a value belongs is a value forgotten, most often an empty variable of a script.
    private func canBeValue(_ word: String, of option: Option) -> Bool {
        guard word.hasPrefix("-"), word != "-" else { return true }
        if case .integer = option.value?.shape { return Int(word) != nil }
        return false
    }

    private mutating func accept(_ option: Option, _ text: String) {
        guard let value = option.value else { return }
        if !option.repeats, optionValues[option.name] != nil {
            record(program.repeated(option, under: path))
            return
        }
        let problem = value.problem(with: text)
        if problem != nil || value.refusesSecrets, looksLikeSecret(text) {
            record(program.secretTyped("The value of option '\(option.spelling)'", path))
        } else if let problem {
            record(UsageError("Option '\(option.spelling)' \(problem.message)", hint: problem.hint, path: path))
        }
        optionValues[option.name, default: []].append(text)
    }
}
