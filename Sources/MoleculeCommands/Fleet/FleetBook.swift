import ManagementAPI

/// What a run knows: what is to be done, under way and done, and what has become of it.
struct FleetBook: Sendable {
    /// One whose request is answered and whose status is still to be seen.
    private struct Claim {
        let item: Int
        let outcome: WorkspaceOutcome
        let since: ContinuousClock.Instant
    }

    let selection: FleetSelection
    private let action: FleetAction
    private let goal: FleetGoal?
    private(set) var tree: FleetTree
    private var queue: FleetQueue
    /// Results that wait for one before them.
    private var outcomes: [Int: WorkspaceOutcome] = [:]
    private var nextResult = 0
    private var claims: [Claim] = []
    /// What became of each item, a byte each.
    private var endings: [Ending]
    private(set) var failures: [Int: String] = [:]
    /// Why those are open whose request was answered.
    private(set) var unseen: [Int: String] = [:]
    private(set) var tally: FleetTally

    enum Ending: UInt8 {
        case open
        case done
        case failed
    }

    init(_ selection: FleetSelection, _ tree: FleetTree, _ action: FleetAction, _ goal: FleetGoal?) {
        self.selection = selection
        self.tree = tree
        self.action = action
        self.goal = goal
        queue = FleetQueue(parents: selection.parents(in: tree))
        endings = Array(repeating: .open, count: selection.items.count)
        tally = FleetTally(items: selection.items.count)
    }

    /// Whether something waits to be seen in a list.
    var hasClaims: Bool { !claims.isEmpty }

    /// The next item that needs a request; those that need none are settled on the way.
    mutating func take() -> (item: Int, target: FleetTarget)? {
        while let item = queue.take() {
            let selected = selection.items[item]
            if let trouble = selection.troubles[item] {
                finish(item, .failure(trouble))
            } else if let row = selected.row, let outcome = action.settled(tree.rows[row], in: tree) {
                queue.finish(item)
                // What one above it has taken along is so by the rules only.
                claimOrSettle(item, outcome, isRead: tree.rows[row].takenBy == nil)
            } else {
                let row = selected.row
                let target = FleetTarget(
                    id: selected.text, row: row.map { tree.rows[$0] },
                    hasDescendants: row.map { !tree.descendants(of: $0).isEmpty } ?? false)
                return (item, target)
            }
        }
        return nil
    }

    /// The request of an item is answered.
    mutating func finish(_ item: Int, _ result: Result<WorkspaceOutcome, Failure>) {
        let row = selection.items[item].row
        switch result {
        case .success(var outcome):
            let isRead = outcome.status != nil
            if let row {
                tree.apply(action.cascade, to: row)
                outcome.name = outcome.name ?? tree.rows[row].name
                if action.cascade != .none { outcome.status = outcome.status ?? tree.rows[row].status }
            }
            queue.finish(item)
            claimOrSettle(item, outcome, isRead: isRead)
        case .failure(let failure):
            queue.finish(item)
            settle(item, failure: explained(failure, row))
        }
    }

    /// Where a status has to be seen, it counts when the server was asked for it; an answer's yes does not show it.
    private mutating func claimOrSettle(_ item: Int, _ outcome: WorkspaceOutcome, isRead: Bool) {
        let isSeen = isRead && outcome.status == goal?.status
        if goal == nil || isSeen || outcome.result == "nothing to restart" { return settle(item, outcome) }
        claims.append(Claim(item: item, outcome: outcome, since: .now))
    }

    /// A refusal because of a paused workspace above, with its name.
    private func explained(_ failure: Failure, _ row: Int?) -> Failure {
        guard failure.reply?.kind == .conflict, let row, let ancestor = tree.topmostPaused(above: row) else {
            return failure
        }
        return .workspace(.ancestorPaused(tree.rows[row].label, ancestor: ancestor.label, id: ancestor.id))
    }

    private mutating func settle(_ item: Int, _ outcome: WorkspaceOutcome) {
        outcomes[item] = outcome
        endings[item] = .done
        tally.note(outcome.result, of: item)
    }

    private mutating func settle(_ item: Int, failure: Failure) {
        let selected = selection.items[item]
        var outcome = WorkspaceOutcome(selected.text, failure)
        outcome.name = selected.row.flatMap { tree.rows[$0].name }
        outcomes[item] = outcome
        endings[item] = .failed
        failures[item] = failure.message
    }

    /// Settles what a list shows.
    mutating func settle(_ look: FleetLook) {
        guard let goal else { return }
        let all = claims
        claims = []
        for claim in all {
            guard claim.since <= look.startedAt else {
                claims.append(claim)
                continue
            }
            let (id, label) = (claim.outcome.id, label(claim.item))
            let isTimeOver = look.startedAt - claim.since >= goal.patience
            switch goal.judge(look.rows[id], label, id: id, isTimeOver: isTimeOver) {
            case .reached:
                var outcome = claim.outcome
                outcome.status = goal.status
                settle(claim.item, outcome)
            case .pending: claims.append(claim)
            case .failed(let failure): settle(claim.item, failure: .workspace(failure))
            }
        }
    }

    /// Nobody looks any more, so what became of these is not known.
    ///
    /// They stay to be done, unless doing them again would do more than look.
    mutating func dropClaims(_ reason: String) {
        for claim in claims {
            guard action.isContinued else {
                settle(claim.item, WorkspaceOutcome(claim.outcome, detail: reason))
                continue
            }
            outcomes[claim.item] = WorkspaceOutcome(asked: claim.outcome, detail: reason)
            unseen[claim.item] = reason
        }
        claims = []
    }

    /// The statuses of those that were done so long ago cannot be read.
    mutating func failClaims(olderThan age: Duration, _ failure: Failure) {
        let now = ContinuousClock.now
        let all = claims
        claims = []
        for claim in all {
            if now - claim.since >= age {
                settle(claim.item, failure: failure)
            } else {
                claims.append(claim)
            }
        }
    }

    /// The results that are next in the order of the selection; `atTheEnd` those behind a gap as well.
    mutating func results(atTheEnd: Bool = false) -> [WorkspaceOutcome] {
        var ready: [WorkspaceOutcome] = []
        while let outcome = outcomes.removeValue(forKey: nextResult) {
            ready.append(outcome)
            nextResult += 1
        }
        if atTheEnd {
            ready += outcomes.keys.sorted().compactMap { outcomes[$0] }
            outcomes = [:]
        }
        return ready
    }

    /// Those that are no longer as they were left, by a list that was read afterwards.
    mutating func relapses(_ look: FleetLook) -> [Failure] {
        var found: [Failure] = []
        for item in endings.indices where endings[item] == .done {
            guard let row = selection.items[item].row else { continue }
            let seen = look.rows[tree.rows[row].id]?.status
            let isLost =
                switch action.cascade {
                case .pause: seen != "paused"
                case .remove: seen != nil && seen != "removed"
                case .none, .resume: false
                }
            guard isLost else { continue }
            let failure = WorkspaceFailure.noEffect(
                label(item), id: tree.rows[row].id, wanted: action.cascade == .pause ? "paused" : "removed",
                status: seen ?? "gone")
            endings[item] = .failed
            failures[item] = failure.message
            tally.forget(item)
            found.append(.workspace(failure))
        }
        return found
    }

    private func label(_ item: Int) -> String {
        let selected = selection.items[item]
        return selected.row.map { tree.rows[$0].label } ?? selected.text
    }

    /// How many are failed, not followed or not begun.
    var leftCount: Int { endings.count { $0 != .done } }

    /// What of these another run can take up, in the order of the selection.
    var left: [FailureFile.Item] {
        endings.indices.filter { endings[$0] != .done && selection.items[$0].isRepeatable }.map { item in
            let selected = selection.items[item]
            let name = selected.row.flatMap { tree.rows[$0].name }
            return FailureFile.Item(id: selected.text, name: name, reason: failures[item] ?? unseen[item])
        }
    }
}
