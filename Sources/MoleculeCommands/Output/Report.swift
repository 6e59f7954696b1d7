import HostSystem
import JSON

/// What a verb has to tell, in every form it may be asked for.
public struct Report: Sendable {
    /// The document for `json` and `yaml`: one object.
    public var document: JSONValue
    /// The heads of the columns; none for a report that is not tabular.
    public var columns: [String]
    /// The rows, for `table` and `tsv`.
    public var rows: [[String]]
    /// Lines for people, after the table.
    public var remarks: [String]
    /// What `--quiet` prints.
    public var names: [String]

    /// A report.
    public init(
        _ document: JSONValue, columns: [String] = [], rows: [[String]] = [], remarks: [String] = [],
        names: [String] = []
    ) {
        self.document = document
        self.columns = columns
        self.rows = rows
        self.remarks = remarks
        self.names = names
    }

    /// A list: its items stand under `items`.
    public static func list(
        _ items: [JSONValue], columns: [String], rows: [[String]], names: [String], remarks: [String] = []
    ) -> Report {
        Report(["items": .array(items)], columns: columns, rows: rows, remarks: remarks, names: names)
    }

    /// The rows with their columns aligned, under their heads.
    ///
    /// On a terminal of so many columns, times are said, and what is too long is cut.
    func table(fitting terminal: Int? = nil) -> [String] {
        guard !columns.isEmpty, !rows.isEmpty else { return [] }
        let now = Timestamp.now
        let lines =
            [columns]
            + rows.map { row in
                row.map { terminal == nil ? TerminalText.safe($0) : TerminalText.safe(RelativeTime.cell($0, now: now)) }
            }
        var widths = columns.indices.map { column in
            lines.map { column < $0.count ? TerminalText.width($0[column]) : 0 }.max() ?? 0
        }
        if let terminal { widths = Report.fitted(widths, columns, into: terminal) }
        return lines.map { line in
            let cells = line.enumerated().map { index, cell in
                let shown = terminal == nil || index >= widths.count ? cell : TerminalText.cut(cell, to: widths[index])
                return index == line.count - 1 ? shown : TerminalText.padded(shown, to: widths[index])
            }
            return cells.joined(separator: "  ")
        }
    }

    /// Widths that a terminal has room for, as far as that is possible: the widest column gives way first.
    ///
    /// What is copied to the next command line is never cut: ids and names. No column gets narrower than its head, nor
    /// than eight columns.
    static func fitted(_ widths: [Int], _ columns: [String], into terminal: Int) -> [Int] {
        let kept: Set = ["ID", "NAME", "KEY", "SLUG", "PATH", "OPERATION"]
        var widths = widths
        var excess = widths.reduce(0, +) + 2 * (widths.count - 1) - terminal
        let floors = columns.map { max(8, TerminalText.width($0)) }
        while excess > 0 {
            let flexible = widths.indices.filter { !kept.contains(columns[$0]) && widths[$0] > floors[$0] }
            guard let widest = flexible.max(by: { widths[$0] < widths[$1] }) else { break }
            // Down to the next widest at once, so that a table of many columns is not narrowed by single steps.
            let next = flexible.filter { $0 != widest }.map { widths[$0] }.max() ?? 0
            let step = min(excess, widths[widest] - max(floors[widest], min(next, widths[widest] - 1)))
            widths[widest] -= step
            excess -= step
        }
        return widths
    }

    /// The rows, tab-separated, with tabs, newlines and backslashes escaped.
    func tsv() -> [String] {
        rows.map { row in row.map(Report.escaped).joined(separator: "\t") }
    }

    private static func escaped(_ cell: String) -> String {
        guard cell.utf8.contains(where: { $0 < 0x20 || $0 == 0x5C }) else { return TerminalText.safe(cell) }
        var result = ""
        for character in cell.unicodeScalars {
            switch character {
            case "\t": result += "\\t"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\\": result += "\\\\"
            default: result.unicodeScalars.append(character)
            }
        }
        return TerminalText.safe(result)
    }
}
