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

    private static func line(_ cells: [String], _ widths: [Int]) -> String {
        let padded = cells.enumerated().map { index, cell in
            index == cells.count - 1 ? cell : TerminalText.padded(cell, to: widths[index])
        }
        return padded.joined(separator: "  ")
    }
}
