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
    func table() -> [String] {
        guard !columns.isEmpty, !rows.isEmpty else { return [] }
        let lines = [columns] + rows.map { $0.map(TerminalText.safe) }
        let widths = columns.indices.map { column in
            lines.map { column < $0.count ? TerminalText.width($0[column]) : 0 }.max() ?? 0
        }
        return lines.map { line in
            let cells = line.enumerated().map { index, cell in
                index == line.count - 1 ? cell : TerminalText.padded(cell, to: widths[index])
            }
            return cells.joined(separator: "  ")
        }
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
