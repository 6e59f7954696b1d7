import HostSystem
import JSON

extension Output {
    /// One of many things that are printed as they arrive.
    struct Item {
        let document: JSONValue
        let cells: [String]
        /// What `--quiet` prints; `nil` for nothing.
        let name: String?
    }

    private var printsNames: Bool { settings.isQuiet && (format == .table || format == .tsv) }

    /// Prints the heads of the columns, where data is printed as a table.
    func printHead(_ columns: [String], widths: [Int]) throws(Failure) {
        guard format == .table, !printsNames else { return }
        try write([Output.line(columns, widths)])
    }

    /// Prints things that have arrived: under `json` an object on each line, under `yaml` a document each.
    func print(items: [Item], widths: [Int]) throws(Failure) {
        if printsNames { return try write(items.compactMap(\.name)) }
        switch format {
        case .json: try write(items.map(\.document.compact))
        case .yaml: try write(items.flatMap { ["---"] + YAMLWriter.lines($0.document) })
        case .tsv: try write(Report(.null, rows: items.map(\.cells)).tsv())
        case .table: try write(items.map { Output.line($0.cells.map(TerminalText.safe), widths) })
        }
    }

    /// Prints things that are all there, with columns as wide as they need.
    func print(items: [Item], columns: [String]) throws(Failure) {
        if format == .table, let tableWidth, !printsNames, !items.isEmpty {
            let table = Report(.null, columns: columns, rows: items.map(\.cells)).table(fitting: tableWidth)
            try write(table.lines)
            return tellOmitted(table)
        }
        var widths = columns.map(TerminalText.width)
        if format == .table {
            for item in items {
                for (index, cell) in item.cells.enumerated() {
                    widths[index] = max(widths[index], TerminalText.width(TerminalText.safe(cell)))
                }
            }
        }
        try printHead(columns, widths: widths)
        try print(items: items, widths: widths)
    }

    /// Prints what became of workspaces, in the form of a run over many, however many they are.
    func print(_ outcomes: [WorkspaceOutcome]) throws(Failure) {
        try print(items: outcomes.map(\.item), columns: WorkspaceOutcome.columns)
    }

    /// Draws lines on a terminal over those that were drawn before; gives how many there are now.
    ///
    /// Lines are cut to the terminal's size as it is now, since one that wraps or scrolls away cannot be drawn over: of
    /// lines that are too many the last one stays, and the one before it tells how many are missing.
    func redraw(_ lines: [String], over drawn: Int) throws(Failure) -> Int {
        let (columns, rows) = (Terminal.width(standardOutput) ?? 80, Terminal.height(standardOutput) ?? 24)
        var shown = lines
        if shown.count > rows - 1, rows > 3 {
            let missing = shown.count - (rows - 3)
            shown = Array(shown.prefix(rows - 3)) + ["… and \(missing - 1) more"] + shown.suffix(1)
        }
        let body = shown.map { TerminalText.cut(TerminalText.safe($0), to: columns - 1) + "\u{1B}[K\r\n" }.joined()
        try print((drawn > 0 ? "\u{1B}[\(drawn)A\r" : "") + body + "\u{1B}[J")
        return shown.count
    }

    private static func line(_ cells: [String], _ widths: [Int]) -> String {
        let padded = cells.enumerated().map { index, cell in
            index == cells.count - 1 ? cell : TerminalText.padded(cell, to: widths[index])
        }
        return padded.joined(separator: "  ")
    }
}
