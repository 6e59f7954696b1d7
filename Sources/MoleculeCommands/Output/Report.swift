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

    /// Rows with their columns aligned, under their heads.
    struct Table {
        let lines: [String]
        /// The heads of columns for which there was no room.
        let omitted: [String]
    }

    /// The rows as a table.
    ///
    /// On a terminal of so many columns, times are said, and what is too long is cut or left out.
    func table(fitting terminal: Int? = nil) -> Table {
        guard !columns.isEmpty, !rows.isEmpty else { return Table(lines: [], omitted: []) }
        let now = Timestamp.now
        let lines =
            [columns]
            + rows.map { row in
                row.map { terminal == nil ? TerminalText.safe($0) : TerminalText.safe(RelativeTime.cell($0, now: now)) }
            }
        let widths = columns.indices.map { column in
            lines.map { column < $0.count ? TerminalText.width($0[column]) : 0 }.max() ?? 0
        }
        let layout = terminal.map { TableLayout(widths, columns, into: $0) } ?? TableLayout(widths)
        let aligned = lines.map { line in
            let cells = zip(layout.places, layout.widths).filter { $0.0 < line.count }.map { place, width in
                let shown = terminal == nil ? line[place] : TerminalText.cut(line[place], to: width)
                return place == layout.places.last ? shown : TerminalText.padded(shown, to: width)
            }
            return cells.joined(separator: TableLayout.gap)
        }
        return Table(lines: aligned, omitted: layout.omitted)
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
