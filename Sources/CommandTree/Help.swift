extension Program {
    /// The help of a command; the root's if the path leads nowhere.
    ///
    /// Lines are wrapped at `width`, at least 40.
    public func help(for path: [String], width: Int) -> String {
        guard let command = command(at: path) else { return help(for: [], width: width) }
        var page = TextLayout(width: width)
        page.paragraph("Usage: " + usage(for: path), hanging: 7)
        for paragraph in [sentence(command.summary)] + command.discussion {
            page.blank()
            page.paragraph(paragraph)
        }
        section("Commands", command.visibleSubcommands.map { ($0.name, sentence($0.summary)) }, &page)
        let topics = path.isEmpty ? HelpTopic.allCases : []
        section("Help topics", topics.map { ("help " + $0.rawValue, sentence($0.summary)) }, &page)
        section("Operands", command.operands.map { ($0.name, describe($0.summary, $0.value.notes)) }, &page) { row in
            command.operands[row].value.describedWords
        }
        options("Options", ownOptions(at: path), &page)
        options(path.isEmpty ? "Options" : "Global options", globalOptions, &page)
        section("Environment", variables(at: path).map { ($0.name, $0.summary) }, &page)
        section("Files", files(at: path).map { ($0.path, $0.summary) }, &page)
        section("Exit status", exitStatusRows(statuses(at: path)), &page)
        examples(of: command, &page)
        page.blank()
        let related = relatedCommandLines(path).map { "'\($0)'" }.joined(separator: ", ")
        page.paragraph("See also: \(related).", hanging: 4)
        return page.text
    }

    /// The text of a help topic, wrapped at `width`.
    public func help(for topic: HelpTopic, width: Int) -> String {
        var page = TextLayout(width: width)
        page.paragraph(sentence(topic.summary))
        page.blank()
        switch topic {
        case .exitStatus: page.definitions(exitStatusRows(ExitStatus.allCases))
        case .environment: page.definitions(variables(at: []).map { ($0.name, $0.summary) })
        }
        return page.text
    }

    private func describe(_ summary: String, _ notes: [String]) -> String {
        ([sentence(summary)] + notes).joined(separator: " ")
    }

    private func section(
        _ title: String, _ rows: [(term: String, text: String)], _ page: inout TextLayout,
        below: (Int) -> [(term: String, text: String)] = { _ in [] }
    ) {
        guard !rows.isEmpty else { return }
        page.blank()
        page.verbatim("\(title):")
        // Rows with words of their own are laid out in one block each, so that the words follow their term.
        var block: [(term: String, text: String)] = []
        for (index, row) in rows.enumerated() {
            block.append(row)
            block += below(index).map { ("        " + $0.term, $0.text) }
        }
        page.definitions(block)
    }

    private func options(_ title: String, _ options: [Option], _ page: inout TextLayout) {
        section(title, options.map { ($0.listedSpelling, describe($0.summary, $0.notes)) }, &page) { row in
            options[row].value?.describedWords ?? []
        }
    }

    private func exitStatusRows(_ statuses: [ExitStatus]) -> [(term: String, text: String)] {
        let longest = statuses.map(\.name.count).max() ?? 0
        return statuses.map { status in
            let number = String(status.rawValue)
            let padding = String(repeating: " ", count: 3 - number.count)
            let tail = String(repeating: " ", count: longest - status.name.count)
            return (padding + number + "  " + status.name + tail, status.meaning)
        }
    }

    private func examples(of command: Command<Action>, _ page: inout TextLayout) {
        let examples = shownExamples(of: command)
        guard !examples.isEmpty else { return }
        page.blank()
        page.verbatim("Examples:")
        for example in examples {
            page.paragraph(example.purpose, indent: 2)
            for line in example.commandLine.split(separator: "\n", omittingEmptySubsequences: false) {
                page.verbatim("      " + line)
            }
        }
    }

    /// The examples of a command; for a group without any, the first of each of the first commands below it.
    func shownExamples(of command: Command<Action>) -> [Example] {
        guard command.examples.isEmpty else { return command.examples }
        return Array(command.visibleSubcommands.compactMap { shownExamples(of: $0).first }.prefix(3))
    }

    private func relatedCommandLines(_ path: [String]) -> [String] {
        let siblings = siblingPaths(of: path).map { commandLine($0) }
        let topics = path.isEmpty ? ["help COMMAND"] : []
        return (topics + ["help \(HelpTopic.exitStatus.rawValue)"]).map { "\(root.name) \($0)" } + siblings
    }
}
