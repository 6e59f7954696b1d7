extension Program {
    /// What is wrong with the tree itself, one sentence each; empty for a sound tree.
    ///
    /// For tests, not for users.
    public func defects() -> [String] {
        var found: [String] = []
        let names = Set(allCommands().flatMap(\.command.options).map(\.name) + builtInOptions.map(\.name))
        for (path, command) in allCommands() {
            let context = commandLine(path)
            let complaints =
                nodeDefects(command, path) + optionDefects(command, path) + operandDefects(command)
                + mentionDefects(command, names) + exampleDefects(command, path)
            found += complaints.map { "\(context): \($0)" }
        }
        return found
    }

    private func nodeDefects(_ command: Command<Action>, _ path: [String]) -> [String] {
        var found: [String] = []
        let isVerb = command.makeAction != nil
        if isVerb, !command.subcommands.isEmpty { found.append("has both subcommands and an action") }
        if !isVerb, command.subcommands.isEmpty { found.append("has neither subcommands nor an action") }
        if !isVerb, !path.isEmpty, !command.options.isEmpty {
            found.append("is a group with options, which nothing reads")
        }
        if command.summary.isEmpty { found.append("has no summary") }
        if let last = command.summary.last, ".!?:,; ".contains(last) {
            found.append("has a summary that ends with '\(last)'")
        }
        if command.summary.contains("\n") { found.append("has a summary of several lines") }
        // Two underscores mark what only scripts call, such as `__complete`.
        let name = command.isHidden && command.name.hasPrefix("__") ? command.name.dropFirst(2) : command.name[...]
        if !isPlainName(name) {
            found.append("has a name that is not lower-case letters, digits and '-'")
        }
        if path.isEmpty, command.subcommands.contains(where: { $0.name == "help" }) { found.append("hides 'help'") }
        for name in duplicates(command.subcommands.map(\.name)) { found.append("has two commands named '\(name)'") }
        for status in duplicates(command.statuses.map(\.name)) { found.append("names the status '\(status)' twice") }
        return found
    }

    private func optionDefects(_ command: Command<Action>, _ path: [String]) -> [String] {
        let global = path.isEmpty ? builtInOptions : globalOptions
        var found: [String] = []
        for name in duplicates(command.options.map(\.name)) { found.append("has two options named '--\(name)'") }
        for short in duplicates(command.options.compactMap { $0.short.map(String.init) }) {
            found.append("has two options named '-\(short)'")
        }
        for option in command.options {
            let isShort = option.short != nil && global.contains { $0.short == option.short }
            let isLong = global.contains { $0.name == option.name }
            if isLong { found.append("\(option.spelling) hides a global option") }
            if isShort { found.append("\(option.spelling) hides the short name of a global option") }
            if !isPlainName(option.name[...]) {
                found.append("\(option.spelling) is not lower-case letters, digits and '-'")
            }
            if !option.summary.hasSuffix(".") { found.append("\(option.spelling) has a summary without a full stop") }
            if let defaultValue = option.defaultValue, let problem = option.value?.problem(with: defaultValue) {
                found.append("\(option.spelling) has a default that \(problem.message)")
            }
            if option.isRequired, option.defaultValue != nil {
                found.append("\(option.spelling) is required but has a default")
            }
            if let value = option.value { found += valueDefects(value, of: option.spelling) }
        }
        return found
    }

    private func operandDefects(_ command: Command<Action>) -> [String] {
        var found: [String] = []
        for name in duplicates(command.operands.map(\.name)) { found.append("has two operands named \(name)") }
        for (operand, next) in zip(command.operands, command.operands.dropFirst()) {
            switch operand.arity {
            case .commandLine, .optionalCommandLine:
                found.append("\(operand.name) takes every word, but is not the last operand")
            // A command line after `--` is no operand among these.
            case .zeroOrMore where !next.arity.isCommandLine, .oneOrMore where !next.arity.isCommandLine:
                found.append("\(operand.name) takes every word, but is not the last operand")
            case .optional where next.arity == .one || next.arity == .oneOrMore:
                found.append("\(operand.name) is optional, but \(next.name) after it is not")
            case .one, .optional, .zeroOrMore, .oneOrMore: break
            }
        }
        for operand in command.operands {
            if !operand.summary.hasSuffix(".") { found.append("\(operand.name) has a summary without a full stop") }
            found += valueDefects(operand.value, of: operand.name)
        }
        return found
    }

    private func valueDefects(_ value: Value, of owner: String) -> [String] {
        var found: [String] = []
        var words: [String] = []
        if case .choice(let choices) = value.shape { words = choices.map(\.word) }
        if case .prefixed(let prefixes) = value.shape { words = prefixes.map(\.word) }
        if case .choice = value.shape, words.isEmpty { found.append("\(owner) offers no choice") }
        for word in duplicates(words) { found.append("\(owner) offers '\(word)' twice") }
        if value.placeholder.isEmpty || value.placeholder != value.placeholder.uppercased() {
            found.append("\(owner) has a placeholder that is not in capitals")
        }
        return found
    }

    private func mentionDefects(_ command: Command<Action>, _ names: Set<String>) -> [String] {
        let texts =
            [command.summary] + command.discussion + command.options.map(\.summary) + command.operands.map(\.summary)
            + command.environment.map(\.summary) + command.files.map(\.summary)
        return texts.flatMap(optionMentions).filter { !names.contains($0) }.map {
            "mentions '--\($0)', which does not exist"
        }
    }

    /// The names after `--` in a text; a `--` that stands alone, or inside a word, is none.
    private func optionMentions(in text: String) -> [String] {
        var found: [String] = []
        var rest = text.utf8[...]
        var before: UInt8 = UInt8(ascii: " ")
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "-"), rest.first == byte, !isNameByte(before) {
                let name = rest.dropFirst().prefix(while: isNameByte)
                rest = rest.dropFirst(1 + name.count)
                if !name.isEmpty { found.append(String(decoding: name, as: UTF8.self)) }
            }
            before = byte
        }
        return found
    }

    private func duplicates(_ names: [String]) -> [String] {
        var seen: Set<String> = []
        return names.filter { !seen.insert($0).inserted }
    }

    private func isPlainName(_ name: Substring) -> Bool {
        !name.isEmpty && !name.hasPrefix("-") && name.utf8.allSatisfy(isNameByte)
    }
}

private func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): true
    default: false
    }
}
