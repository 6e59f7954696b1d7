extension Program {
    /// Reads a command line against the tree.
    ///
    /// `words` is what was typed without the program's name. Variables are looked up in `environment` only. Errors
    /// never repeat what may be a secret; the caller ends with the status `usage`.
    public func parse(
        _ words: [String], environment: [String: String]
    ) throws(UsageError) -> Invocation<Action> {
        var scanner = CommandLineScanner(program: self)
        scanner.scan(words)
        if let error = scanner.commandError { throw error }
        if scanner.wantsHelp { return .help(path: scanner.path) }
        if scanner.wantsVersion { return .version }
        if let error = scanner.error { throw error }
        if let words = scanner.helpWords { return try resolveHelp(words, under: scanner.path) }
        guard let makeAction = scanner.command.makeAction else { return .help(path: scanner.path) }
        let arguments = try arguments(of: scanner, environment)
        do {
            return .run(try makeAction(arguments), arguments)
        } catch {
            // A verb that refuses its arguments need not know where in the tree it hangs.
            throw error.path.isEmpty ? UsageError(error.message, hint: error.hint, path: scanner.path) : error
        }
    }

    /// `help admin-token verify` and `help exit-status`; words after a verb's name are not looked at.
    private func resolveHelp(_ words: [String], under path: [String]) throws(UsageError) -> Invocation<Action> {
        if path.isEmpty, words.count == 1, let topic = HelpTopic(rawValue: words[0]), command(at: words) == nil {
            return .topic(topic)
        }
        var path = path
        for word in words {
            let known = command(at: path + [word])
            // `help help` asks for the same page as `help`.
            if known == nil, word == "help" { continue }
            guard known != nil else { throw unknownCommand(word, position: path.count + 2, under: path) }
            path.append(word)
        }
        return .help(path: path)
    }

    private func arguments(
        of scanner: CommandLineScanner<Action>, _ environment: [String: String]
    ) throws(UsageError) -> Arguments {
        let applicable = scanner.command.options + root.options
        var values = scanner.optionValues
        var sources: [String: Arguments.Source] = values.mapValues { _ in .commandLine }
        for option in applicable where values[option.name] == nil {
            guard let value = option.value else { continue }
            if let variable = option.variable, let text = environment[variable], !text.isEmpty {
                if let problem = value.problem(with: text) {
                    throw UsageError(
                        "The variable \(variable) \(problem.message)", hint: problem.hint, path: scanner.path)
                }
                values[option.name] = [text]
                sources[option.name] = .environment(variable: variable)
            } else if let defaultValue = option.defaultValue {
                values[option.name] = [defaultValue]
                sources[option.name] = .builtInDefault
            }
        }
        let operands = try assignOperands(scanner)
        for option in applicable where option.isRequired && values[option.name] == nil {
            throw missingOption(option, scanner.path)
        }
        return Arguments(
            declaredOptions: Set(applicable.map(\.name)), declaredOperands: Set(scanner.command.operands.map(\.name)),
            optionValues: values, operandValues: operands, sources: sources, path: scanner.path)
    }

    private func assignOperands(_ scanner: CommandLineScanner<Action>) throws(UsageError) -> [String: [String]] {
        let operands = scanner.command.operands
        let takesCommandLine = operands.last?.arity.isCommandLine == true
        var words = (scanner.operands + (takesCommandLine ? [] : scanner.afterDashes))[...]
        var values: [String: [String]] = [:]
        for operand in operands {
            switch operand.arity {
            case .one, .optional: values[operand.name] = words.popFirst().map { [$0] }
            case .zeroOrMore, .oneOrMore:
                values[operand.name] = Array(words)
                words = []
            case .commandLine, .optionalCommandLine: values[operand.name] = scanner.afterDashes
            }
        }
        if let word = words.first {
            throw unexpectedOperand(word, position: words.startIndex + 1, of: scanner.command, scanner.path)
        }
        for operand in operands {
            let given = values[operand.name] ?? []
            if given.isEmpty, ![.optional, .zeroOrMore, .optionalCommandLine].contains(operand.arity) {
                throw missingOperand(operand, scanner.path)
            }
            if !operand.arity.isCommandLine { try check(given, of: operand, scanner.path) }
        }
        return values
    }

    private func check(_ words: [String], of operand: Operand, _ path: [String]) throws(UsageError) {
        for word in words {
            let problem = operand.value.problem(with: word)
            if problem != nil || operand.value.refusesSecrets, looksLikeSecret(word) {
                throw secretTyped("The operand \(operand.name)", path)
            }
            if let problem {
                throw UsageError("The operand \(operand.name) \(problem.message)", hint: problem.hint, path: path)
            }
        }
    }
}
