/// What is shown of a selection before anything is done to it, and asked about it.
struct FleetDialogue: Sendable {
    let action: FleetAction
    let selection: FleetSelection
    let tree: FleetTree
    /// Whether every workspace was typed.
    let isTyped: Bool
    let confirmation: String?

    /// Shows the selection and asks once; what cannot be undone is asked about in any case.
    func confirm(in world: World) throws(Failure) {
        let companions = companions
        let question = sentence(companions)
        if case .delete(let deletion) = action {
            try checkCascade(deletion, companions, world)
            if deletion.isForGood || confirmation != nil { return try confirmByCount(question, world) }
        }
        if isTyped, !action.isDestructive || world.settings.isConfirmed { return world.output.remark("\(question).") }
        if world.settings.isConfirmed { return world.output.remark("\(question).") }
        do throws(Failure) { try world.confirm("\(question)?") } catch {
            guard case .refused(let reason, let hint) = error else { throw error }
            throw .refused("\(reason) It is about this: \(question).", hint: hint)
        }
    }

    /// Those below the selection that the action would take along.
    private var companions: [Int] {
        guard action.cascade != .none else { return [] }
        return selection.companions(in: tree).filter { row in
            switch action.cascade {
            case .none: false
            case .pause: tree.rows[row].status != "paused"
            case .resume: tree.rows[row].status == "paused"
            case .remove: true
            }
        }
    }

    private func sentence(_ companions: [Int], isQuestion: Bool = true) -> String {
        let verb = isQuestion ? action.question : action.question.prefix(1).lowercased() + action.question.dropFirst()
        var text = "\(verb) \(selection.sentence(in: tree))"
        if !companions.isEmpty {
            let names = companions.prefix(5).map { tree.rows[$0].label }.joined(separator: ", ")
            let more = companions.count > 5 ? " and \(companions.count - 5) more" : ""
            text += "; \(companions.count) below them, not selected, would go along: \(names)\(more)"
        }
        let rows = Set(selection.items.compactMap(\.row) + companions)
        let tasks = rows.reduce(0) { $0 + tree.rows[$1].activeTasks }
        if action.isDestructive, tasks > 0 { text += "; they work on \(tasks) task\(tasks == 1 ? "" : "s")" }
        return TerminalText.safe(text)
    }

    /// What is below and was not selected wants to be meant, as for one workspace.
    private func checkCascade(_ deletion: WorkspaceDeletion, _ companions: [Int], _ world: World) throws(Failure) {
        guard !companions.isEmpty, !deletion.isCascading,
            world.settings.isConfirmed || world.settings.isUnattended || confirmation != nil
        else { return }
        let names = companions.prefix(10).map { tree.rows[$0].label }.joined(separator: ", ")
        let more = companions.count > 10 ? " and \(companions.count - 10) more" : ""
        throw .refused(
            "Below the selection there are \(companions.count) others, which would go with it: \(names)\(more).",
            hint: "Add --cascade if they are meant as well.")
    }

    /// What is for good wants more than a yes: for many, their number.
    private func confirmByCount(_ question: String, _ world: World) throws(Failure) {
        let count = String(selection.items.count)
        let hint = "Add --confirm COUNT, with the number of workspaces selected."
        var given = confirmation
        if given == nil {
            guard !world.settings.isUnattended, !world.settings.isConfirmed else {
                throw .refused("This is for good, and wants the number of workspaces: \(question).", hint: hint)
            }
            let prompt = "\(question), for good.\nType the number of workspaces to go on: "
            do { given = String(decoding: try world.ask(prompt, true), as: UTF8.self) } catch {
                throw .refused("This is for good, and wants the number of workspaces: \(question).", hint: hint)
            }
        }
        guard given == count else {
            throw .refused(
                "That is not the number of workspaces selected, which is \(count); nothing was done.", hint: hint)
        }
    }

    /// Tells what would be done, and what would go along; fails as the run itself would.
    func rehearse(in world: World) throws(Failure) {
        let companions = companions
        world.output.remark("Would \(sentence(companions, isQuestion: false)).")
        let outcomes = outcomes
        try world.output.print(outcomes)
        if case .delete(let deletion) = action {
            try checkCascade(deletion, companions, world)
            if !companions.isEmpty, !deletion.isCascading {
                world.output.remark("Where nobody is asked, it wants --cascade.")
            }
        }
        let failures = outcomes.compactMap(\.failure)
        guard let first = failures.first else { return }
        throw .partial(
            "\(failures.count) of \(FleetSelection.count(outcomes.count)) would fail.",
            hint: failures.count == 1 ? first.hint : nil)
    }

    /// What would become of each workspace, by the rules of the servers.
    private var outcomes: [WorkspaceOutcome] {
        var tree = tree
        var queue = FleetQueue(parents: selection.parents(in: tree))
        var outcomes: [Int: WorkspaceOutcome] = [:]
        while let item = queue.take() {
            let selected = selection.items[item]
            if let trouble = selection.troubles[item] {
                outcomes[item] = WorkspaceOutcome(selected.text, trouble, result: "would fail")
            } else if let row = selected.row {
                outcomes[item] = outcome(of: row, in: &tree)
            } else {
                outcomes[item] = WorkspaceOutcome(
                    selected.text, nil, "would \(action.verb)", detail: "it is not listed")
            }
            queue.finish(item)
        }
        return selection.items.indices.compactMap { outcomes[$0] }
    }

    /// What would become of one, noted in the tree for those below it.
    private func outcome(of row: Int, in tree: inout FleetTree) -> WorkspaceOutcome {
        let before = tree.rows[row]
        let status = "it is \(before.status ?? "-")"
        if let settled = action.settled(before, in: tree) {
            guard before.takenBy != nil else { return settled }
            let detail = settled.detail ?? status
            return WorkspaceOutcome(before.id, before.workspace, "would go along", detail: detail)
        }
        if let refusal = action.refusal(before, in: tree, at: row) {
            var outcome = WorkspaceOutcome(before.id, .workspace(refusal), result: "would fail")
            outcome.name = before.name
            return outcome
        }
        tree.apply(action.cascade, to: row)
        // What is below one that is paused can start once that does.
        if case .restart = action { tree.restart(row) }
        return WorkspaceOutcome(before.id, before.workspace, "would \(action.verb)", detail: status)
    }
}
