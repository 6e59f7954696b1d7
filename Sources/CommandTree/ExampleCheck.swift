extension Program {
    /// What is wrong with the examples of a command: each must call it, or for a group something below it.
    func exampleDefects(_ command: Command<Action>, _ path: [String]) -> [String] {
        var found: [String] = []
        if command.makeAction != nil, !command.isHidden, command.examples.isEmpty { found.append("has no example") }
        for example in command.examples {
            if !example.purpose.hasSuffix(".") { found.append("has an example whose purpose lacks a full stop") }
            let calls = simpleCommands(in: example.commandLine).compactMap(programCall)
            if calls.isEmpty { found.append("has an example that does not run the program: \(example.commandLine)") }
            var isReached = false
            for call in calls {
                do throws(UsageError) {
                    isReached = try leads(parse(call.words, environment: call.environment), to: path) || isReached
                } catch {
                    found.append("has an example that does not parse: \(example.commandLine): \(error.message)")
                    isReached = true
                }
            }
            if !calls.isEmpty, !isReached { found.append("has an example of something else: \(example.commandLine)") }
        }
        return found
    }

    private func leads(_ invocation: Invocation<Action>, to path: [String]) -> Bool {
        switch invocation {
        case .run(_, let arguments): arguments.path.starts(with: path)
        case .help(let helpPath): path.isEmpty || helpPath == path
        case .version, .topic: path.isEmpty
        }
    }

    /// The words after the program's name, and the variables set before it; `nil` if another program is run.
    private func programCall(_ words: [String]) -> (words: [String], environment: [String: String])? {
        var rest = words[...]
        var environment: [String: String] = [:]
        while let word = rest.first, let sign = word.firstIndex(of: "="), !word.hasPrefix("-") {
            environment[String(word[..<sign])] = String(word[word.index(after: sign)...])
            rest.removeFirst()
        }
        return rest.popFirst() == root.name ? (Array(rest), environment) : nil
    }
}

/// The simple commands of a line of shell, split into words; quotes are removed, redirections dropped, and nothing is
/// expanded: `"$NAME"` stays `$NAME`.
private func simpleCommands(in line: String) -> [[String]] {
    var commands: [[String]] = [[]]
    var word: String?
    var quote: Character?
    var isRedirected = false
    func endWord() {
        if let finished = word {
            if isRedirected { isRedirected = false } else { commands[commands.count - 1].append(finished) }
        }
        word = nil
    }
    var rest = Substring(line)
    while let character = rest.popFirst() {
        if let open = quote {
            if character == open { quote = nil } else { word = (word ?? "") + String(character) }
            continue
        }
        switch character {
        case "'", "\"":
            quote = character
            word = word ?? ""
        case "\\":
            // A backslash before the end of a line joins it to the next.
            if let next = rest.popFirst(), next != "\n" { word = (word ?? "") + String(next) }
        case " ", "\t": endWord()
        case "|", "&", ";", "\n", "(", ")":
            endWord()
            commands.append([])
        case "<", ">":
            // A number right before the sign is a file descriptor.
            if word?.allSatisfy(\.isNumber) == true { word = nil }
            endWord()
            isRedirected = true
        case "#" where word == nil: rest = rest[(rest.firstIndex(of: "\n") ?? rest.endIndex)...]
        default: word = (word ?? "") + String(character)
        }
    }
    endWord()
    return commands.filter { !$0.isEmpty }
}
