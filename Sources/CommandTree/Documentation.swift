/// What help and the manual tell about a command that its own node does not hold.
extension Program {
    /// The statuses a command may end with, in the order of their numbers; a group's are those of its commands.
    func statuses(at path: [String]) -> [ExitStatus] {
        var found: Set<ExitStatus> = [.ok, .failure, .usage]
        if path.isEmpty { found.formUnion(ExitStatus.allCases) }
        for command in commands(from: path) { found.formUnion(command.statuses) }
        return ExitStatus.allCases.filter(found.contains)
    }

    /// The variables a command reads: of its options, its own, then of the global options.
    ///
    /// A group's are also those of its commands. A variable documented in its own right takes that text.
    func variables(at path: [String]) -> [DocumentedVariable] {
        var found: [DocumentedVariable] = []
        func add(_ variable: DocumentedVariable) {
            if !found.contains(where: { $0.name == variable.name }) { found.append(variable) }
        }
        let commands = commands(from: path)
        for variable in commands.flatMap(\.environment) { add(variable) }
        for option in commands.flatMap(\.options) + root.options {
            guard let name = option.variable else { continue }
            add(DocumentedVariable(name, "The value of \(option.spelling) when the option is absent."))
        }
        // A verb's page would otherwise drown in what every command reads.
        for variable in root.environment where path.isEmpty || found.isEmpty { add(variable) }
        return found
    }

    /// The files a command touches; a group's are those of its commands.
    func files(at path: [String]) -> [DocumentedFile] {
        var found: [DocumentedFile] = []
        for file in commands(from: path).flatMap(\.files) where !found.contains(where: { $0.path == file.path }) {
            found.append(file)
        }
        return found
    }

    /// A command's examples; a group's own, then the first of each command below it.
    func examples(at path: [String]) -> [Example] {
        let own = command(at: path)?.examples ?? []
        guard own.isEmpty || path.isEmpty else { return own }
        return own + (command(at: path)?.visibleSubcommands ?? []).flatMap { examples(at: path + [$0.name]).prefix(1) }
    }

    /// The visible commands beside this one.
    func siblingPaths(of path: [String]) -> [[String]] {
        guard let name = path.last else { return [] }
        let parent = Array(path.dropLast())
        let siblings = command(at: parent)?.visibleSubcommands.map(\.name) ?? []
        return siblings.filter { $0 != name }.map { parent + [$0] }
    }

    /// A command and every visible one below it.
    private func commands(from path: [String]) -> [Command<Action>] {
        var found: [Command<Action>] = []
        func visit(_ command: Command<Action>) {
            found.append(command)
            command.visibleSubcommands.forEach(visit)
        }
        if let command = command(at: path) { visit(command) }
        return found
    }
}
