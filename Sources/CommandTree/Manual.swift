extension Program {
    /// The manual: one page for the program and one for every command that is not hidden, all with the same sections.
    public func manualPages() -> [ManualPage] {
        allCommands(includingHidden: false).map { entry in
            ManualPage(
                fileName: pageName(entry.path) + ".1", text: manualPage(for: entry.command, at: entry.path))
        }
    }

    private func pageName(_ path: [String]) -> String {
        ([root.name] + path).joined(separator: "-")
    }

    private func manualPage(for command: Command<Action>, at path: [String]) -> String {
        var page = ManualText()
        page.macro("Dd \(manualDate)")
        page.macro("Dt \(pageName(path).uppercased()) 1")
        page.macro("Os")
        page.section("NAME")
        page.macro("Nm \(ManualText.arguments(pageName(path)))")
        page.macro("Nd \(ManualText.arguments(lowercasedStart(command.summary)))")
        writeSynopsis(of: command, path, &page)
        writeDescription(of: command, path, &page)
        writeOptions(of: command, path, &page)
        writeEnvironment(path, &page)
        writeFiles(path, &page)
        writeExitStatus(path, &page)
        writeExamples(path, &page)
        writeSeeAlso(path, &page)
        if path.isEmpty { for section in sections { section.write(to: &page) } }
        return page.source
    }

    private func writeSynopsis(of command: Command<Action>, _ path: [String], _ page: inout ManualText) {
        page.section("SYNOPSIS")
        page.macro("Nm \(ManualText.arguments(root.name))")
        if !path.isEmpty { page.macro("Cm \(ManualText.arguments(path.joined(separator: " ")))") }
        for part in synopsis(of: command, path) {
            switch part {
            case .subcommand: page.macro("Ar command")
            case .anyOption: page.macro("Op Ar option ...")
            case .requiredOption(let option): page.macro(optionMacros(option, withShort: false))
            case .operand(let operand): page.macro(operandMacros(operand))
            }
        }
    }

    private func writeDescription(of command: Command<Action>, _ path: [String], _ page: inout ManualText) {
        page.section("DESCRIPTION")
        page.paragraphs([sentence(command.summary)] + command.discussion)
        if !command.operands.isEmpty {
            page.macro("Pp")
            page.text("The operands are:")
            page.definitions(
                command.operands.map {
                    ("Ar \(ManualText.arguments($0.name))", explanation($0.summary, $0.value))
                })
        }
        let subcommands = command.visibleSubcommands
        if !subcommands.isEmpty {
            page.macro("Pp")
            page.text("The commands are:")
            page.definitions(subcommands.map { ("Cm \(ManualText.arguments($0.name))", sentence($0.summary)) })
        }
    }

    private func writeOptions(of command: Command<Action>, _ path: [String], _ page: inout ManualText) {
        page.section("OPTIONS")
        let options = path.isEmpty ? globalOptions : ownOptions(at: path)
        page.definitions(
            options.map {
                (optionMacros($0, withShort: true), explanation($0.summary, $0.value, $0.notes))
            })
        if path.isEmpty {
            page.text("Every command accepts these options, before or after its name.")
        } else {
            if !options.isEmpty { page.macro("Pp") }
            page.text("The global options are accepted too, anywhere before")
            page.macro("Ql \\-\\- :")
            for (index, option) in globalOptions.enumerated() {
                let isLast = index == globalOptions.count - 1
                page.macro("Fl \(ManualText.arguments("-" + option.name))\(isLast ? " ;" : " ,")")
            }
            page.text("they are described in")
            page.macro("Xr \(root.name) 1 .")
        }
    }

    private func writeEnvironment(_ path: [String], _ page: inout ManualText) {
        page.section("ENVIRONMENT")
        let variables = variables(at: path)
        page.definitions(variables.map { ("Ev \(ManualText.arguments($0.name))", $0.summary) })
        if variables.isEmpty { page.text("No variables are read.") }
    }

    private func writeFiles(_ path: [String], _ page: inout ManualText) {
        page.section("FILES")
        // A command that names no file still runs beside those of the whole program.
        let own = files(at: path)
        let files = own.isEmpty ? root.files : own
        page.definitions(files.map { ("Pa \(ManualText.arguments($0.path))", $0.summary) })
        if files.isEmpty { page.text("No files are used but those named on the command line.") }
    }

    private func writeExitStatus(_ path: [String], _ page: inout ManualText) {
        page.section("EXIT STATUS")
        page.macro("Bl -tag -width Ds")
        for status in statuses(at: path) {
            page.macro("It \(status.rawValue) Pq \(ManualText.arguments(status.name))")
            page.text(status.meaning)
        }
        page.macro("El")
    }

    private func writeExamples(_ path: [String], _ page: inout ManualText) {
        page.section("EXAMPLES")
        let examples = examples(at: path)
        for (index, example) in examples.enumerated() {
            if index > 0 { page.macro("Pp") }
            page.text(example.purpose)
            page.literal(example.commandLine)
        }
        if examples.isEmpty {
            page.text("Show the help:")
            page.literal(commandLine(path) + " --help")
        }
    }

    private func writeSeeAlso(_ path: [String], _ page: inout ManualText) {
        page.section("SEE ALSO")
        let children = (command(at: path)?.visibleSubcommands ?? []).map { path + [$0.name] }
        let ancestors = path.indices.map { Array(path[..<$0]) }
        let related = (ancestors + siblingPaths(of: path) + children).map(pageName).sorted()
        for (index, name) in related.enumerated() {
            page.macro("Xr \(name) 1\(index == related.count - 1 ? "" : " ,")")
        }
        if related.isEmpty { page.text("The built-in help:") }
        if related.isEmpty { page.literal("\(root.name) help") }
    }

    private func optionMacros(_ option: Option, withShort: Bool) -> String {
        var macros = ""
        if withShort, let short = option.short { macros += "Fl \(short) , " }
        macros += "Fl \(ManualText.arguments("-" + option.name))"
        if let value = option.value { macros += " Ar \(ManualText.arguments(value.placeholder))" }
        return option.repeats ? macros + " ..." : macros
    }

    private func operandMacros(_ operand: Operand) -> String {
        let name = ManualText.arguments(operand.name)
        return switch operand.arity {
        case .one: "Ar \(name)"
        case .optional: "Op Ar \(name)"
        case .zeroOrMore: "Op Ar \(name) ..."
        case .oneOrMore: "Ar \(name) ..."
        case .commandLine: "Fl \\&- Ar \(name) ..."
        case .optionalCommandLine: "Op Fl \\&- Ar \(name) ..."
        }
    }

    private func explanation(_ summary: String, _ value: Value?, _ notes: [String]? = nil) -> String {
        let words = (value?.describedWords ?? []).map { word in
            word.text.isEmpty ? word.term : "\(word.term) (\(lowercasedStart(String(word.text.dropLast()))))"
        }
        let accepted = words.isEmpty ? [] : ["Accepts \(enumeration(words))."]
        return ([sentence(summary)] + accepted + (notes ?? value?.notes ?? [])).joined(separator: " ")
    }

    /// `.Nd` reads as the second half of a sentence; a word in capitals, such as an acronym, stays.
    private func lowercasedStart(_ summary: String) -> String {
        guard let first = summary.first, summary.dropFirst().first?.isLowercase == true else { return summary }
        return first.lowercased() + summary.dropFirst()
    }
}
