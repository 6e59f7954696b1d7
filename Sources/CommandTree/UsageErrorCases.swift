/// The sentences the parser refuses a command line with; in one place, so that what they repeat can be reviewed.
extension Program {
    func secretTyped(_ subject: String, _ path: [String]) -> UsageError {
        UsageError(
            "\(subject) looks like a secret, and secrets are never typed on the command line, because other users of "
                + "the machine see them in the process list and the shell writes them to its history.",
            hint: valueHint(path), path: path)
    }

    /// How a command takes a value instead; `--from-key` of most commands names a credential, and no value.
    private func valueHint(_ path: [String]) -> String {
        let known = command(at: path)?.options.map(\.name) ?? []
        let sources = ["from-stdin", "from-file", "from-env", "from-command"].filter(known.contains)
        guard let last = sources.last else {
            return "Keep it as a key entry, which is passed with --from-key: molecule keys add --help"
        }
        let list = sources.dropLast().map { "--\($0)" }.joined(separator: ", ")
        return "Pass it with \(list.isEmpty ? "" : "\(list) or ")--\(last)."
    }

    func unknownCommand(_ word: String, position: Int, under path: [String]) -> UsageError {
        if looksLikeSecret(word) { return secretTyped("The \(ordinal(position)) word", path) }
        let shown = isHarmless(word) ? "command '\(word)'" : "such command (the \(ordinal(position)) word)"
        return UsageError(
            "There is no \(shown) in '\(commandLine(path))'.", hint: commandSuggestion(word, under: path), path: path)
    }

    /// A verb of that name elsewhere in the tree is meant more often than a sibling spelt a little like it.
    func commandSuggestion(_ word: String, under path: [String]) -> String {
        let siblings = command(at: path)?.visibleSubcommands.map(\.name) ?? []
        let elsewhere = allCommands(includingHidden: false).map(\.path).filter { $0.last == word }.prefix(3)
        if !elsewhere.isEmpty {
            return "Did you mean \(enumeration(elsewhere.map { "'\(commandLine($0))'" }))?"
        }
        if let near = suggestion(for: word, among: siblings + ["help"]) { return "Did you mean '\(near)'?" }
        return seeHelp(path)
    }

    func unknownOption(_ name: Substring, applicable: [Option], under path: [String]) -> UsageError {
        if looksLikeSecret(String(name)) { return secretTyped("A word that begins with '-'", path) }
        let subject = isHarmlessOptionName(name) ? "option '--\(name)'" : "such option"
        let command = commandLine(path)
        return UsageError(
            "There is no \(subject) in '\(command)'.", hint: optionHint(String(name), applicable, path), path: path)
    }

    private func optionHint(_ name: String, _ applicable: [Option], _ path: [String]) -> String {
        let isVerb = command(at: path)?.makeAction != nil
        if !isVerb, belongsBelow(name, path) { return "Write '--\(name)' after the whole name of its command." }
        if let near = suggestion(for: name, among: applicable.map(\.name)) { return "Did you mean '--\(near)'?" }
        if ["token", "secret", "password", "passwd"].contains(where: { name.contains($0) }) {
            return "Secrets are not typed on the command line: see --from-stdin, --from-file, --from-env, --from-key."
        }
        return seeHelp(path)
    }

    private func belongsBelow(_ name: String, _ path: [String]) -> Bool {
        allCommands(includingHidden: false).contains { entry in
            entry.path.starts(with: path) && entry.command.options.contains { $0.name == name }
        }
    }

    func unknownShort(_ letter: Character, in word: Substring, under path: [String]) -> UsageError {
        if looksLikeSecret(String(word)) { return secretTyped("A word that begins with '-'", path) }
        let shown = isHarmlessOptionName(Substring(String(letter))) ? "option '-\(letter)'" : "such one-letter option"
        return UsageError("There is no \(shown) in '\(commandLine(path))'.", hint: seeHelp(path), path: path)
    }

    func longNameAfterOneDash(_ option: Option, under path: [String]) -> UsageError {
        UsageError("'-\(option.name)' has one dash.", hint: "Did you mean '\(option.spelling)'?", path: path)
    }

    func unexpectedValue(_ option: Option, under path: [String]) -> UsageError {
        UsageError("Option '\(option.spelling)' takes no value.", hint: seeHelp(path), path: path)
    }

    func missingValue(_ option: Option, isFollowedByDash: Bool, under path: [String]) -> UsageError {
        let placeholder = option.value?.placeholder ?? "VALUE"
        let hint =
            isFollowedByDash
            ? "Write '\(option.spelling)=\(placeholder)' if the value begins with '-'." : seeHelp(path)
        return UsageError("Option '\(option.spelling)' needs a value, \(placeholder).", hint: hint, path: path)
    }

    func repeated(_ option: Option, under path: [String]) -> UsageError {
        UsageError("Option '\(option.spelling)' is given more than once.", hint: seeHelp(path), path: path)
    }

    func unexpectedOperand(_ word: String, position: Int, of command: Command<Action>, _ path: [String]) -> UsageError {
        if looksLikeSecret(word) { return secretTyped("The \(ordinal(position)) operand", path) }
        let shown = isHarmless(word) ? "operand '\(word)'" : "\(ordinal(position)) operand"
        let takesCommandLine = command.operands.last?.arity.isCommandLine == true
        let hint = takesCommandLine ? "Write the command line to run after '--'." : seeHelp(path)
        return UsageError("'\(commandLine(path))' does not take the \(shown).", hint: hint, path: path)
    }

    func missingOperand(_ operand: Operand, _ path: [String]) -> UsageError {
        if operand.arity == .commandLine {
            return UsageError(
                "'\(commandLine(path))' needs a command line to run, after '--'.",
                hint: "Write '\(commandLine(path)) … -- \(operand.name)'.", path: path)
        }
        return UsageError("'\(commandLine(path))' needs the operand \(operand.name).", hint: seeHelp(path), path: path)
    }

    func missingOption(_ option: Option, _ path: [String]) -> UsageError {
        let variable = option.variable.map { ", or set the variable \($0)" } ?? ""
        let placeholder = option.value.map { " \($0.placeholder)" } ?? ""
        return UsageError(
            "'\(commandLine(path))' needs the option '\(option.spelling)'.",
            hint: "Add '\(option.spelling)\(placeholder)'\(variable).", path: path)
    }

    func seeHelp(_ path: [String]) -> String {
        "See '\(commandLine(path)) --help'."
    }
}
