import HostSystem
import JSON

/// What has been seen of workspaces over a time, and how it is shown.
struct WorkspacesView: Sendable {
    /// One that was seen for the first time, has another status, or is gone.
    struct Change: Sendable {
        let at: Timestamp
        let id: String
        let name: String?
        /// `gone` for one that is no longer listed, or no longer selected.
        let status: String
        /// `nil` for one that was not there before.
        let former: String?

        var item: Output.Item {
            let document: JSONValue = [
                "at": .string(at.text), "id": .string(id), "name": .optional(name), "status": .string(status),
                "was": .optional(former),
            ]
            return Output.Item(document: document, cells: [at.text, id, name ?? "-", status, former ?? "-"], name: id)
        }
    }

    private struct Seen: Sendable {
        let row: FleetTree.Row
        let former: String?
        let since: Timestamp
    }

    /// Of the columns of a change, where they are printed as a table that is not drawn in place.
    static let widths = [24, 36, 24, 14, 14]
    /// What matters most first: a narrow terminal cuts the rest.
    private static let columns = ["NAME", "STATUS", "CHANGE", "TASKS", "RUNTIME", "ID"]

    private let interval: Duration
    private var order: [String] = []
    private var seen: [String: Seen] = [:]
    private var lookedAt: Timestamp?
    /// Why the last look failed; `nil` when it did not.
    var trouble: String?

    init(interval: Duration) { self.interval = interval }

    /// Whether nothing has been seen yet.
    var isNew: Bool { lookedAt == nil }

    /// Notes what there is now; gives what has changed.
    mutating func note(_ rows: [FleetTree.Row], at now: Timestamp) -> [Change] {
        let before = seen
        let wasNew = isNew
        var changes: [Change] = []
        var next: [String: Seen] = [:]
        next.reserveCapacity(rows.count)
        for row in rows {
            let status = row.status ?? "-"
            let old = before[row.id]
            if let old, old.row.status == row.status {
                next[row.id] = Seen(row: row, former: old.former, since: old.since)
                continue
            }
            let former = old.map { $0.row.status ?? "-" } ?? (wasNew ? nil : "not listed")
            next[row.id] = Seen(row: row, former: former, since: now)
            changes.append(Change(at: now, id: row.id, name: row.name, status: status, former: former))
        }
        for id in order where next[id] == nil {
            guard let old = before[id] else { continue }
            changes.append(
                Change(at: now, id: id, name: old.row.name, status: "gone", former: old.row.status ?? "-"))
        }
        (order, seen, lookedAt, trouble) = (rows.map(\.id), next, now, nil)
        return changes
    }

    /// The table, under its heads, and a last line about all.
    func lines(at now: Timestamp) -> [String] {
        let rows = order.compactMap { seen[$0] }.map { cells($0, now) }
        var widths = WorkspacesView.columns.map(TerminalText.width)
        for row in rows {
            for (index, cell) in row.enumerated() { widths[index] = max(widths[index], TerminalText.width(cell)) }
        }
        let table = ([WorkspacesView.columns] + rows).map { row in
            row.enumerated().map { index, cell in
                index == row.count - 1 ? cell : TerminalText.padded(cell, to: widths[index])
            }.joined(separator: "  ")
        }
        return table + [summary(now)]
    }

    private func cells(_ seen: Seen, _ now: Timestamp) -> [String] {
        let change = seen.former.map { former in
            let seconds = max(0, now.milliseconds - seen.since.milliseconds) / 1000
            let age = seconds < 120 ? "\(seconds) s" : "\(seconds / 60) min"
            return "was \(former), \(age) ago"
        }
        return [
            TerminalText.safe(seen.row.name ?? "-"), TerminalText.safe(seen.row.status ?? "-"), change ?? "-",
            String(seen.row.activeTasks), TerminalText.safe(seen.row.runtime ?? "-"), seen.row.id,
        ]
    }

    private func summary(_ now: Timestamp) -> String {
        var counts: [String: Int] = [:]
        for id in order { counts[seen[id]?.row.status ?? "-", default: 0] += 1 }
        let parts = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.value) \($0.key)" }
        let total = FleetSelection.count(order.count) + (parts.isEmpty ? "" : ": " + parts.joined(separator: ", "))
        if let trouble { return "\(total); last look failed: \(trouble)" }
        let time = lookedAt.map { $0.text.dropFirst(11).prefix(8) } ?? "-"
        return "\(total); as of \(time) UTC, every \(FleetScreen.tenths(interval / .seconds(1))) s; Ctrl-C ends"
    }
}
