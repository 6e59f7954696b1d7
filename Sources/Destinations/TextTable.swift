/// A table as a program prints it for people: a line of headings, then a line a row.
struct TextTable {
    /// The cells by heading; a heading without a cell is an empty text.
    let rows: [[String: String]]
    private let headings: [String]

    /// Finds the table in a text by the first of its columns, which must be there; `nil` when there is none.
    ///
    /// Cells stand between tabs where the line of headings has any, and otherwise below their headings.
    init?(_ text: [UInt8], columns: [String]) {
        let lines = String(decoding: text, as: UTF8.self).split(separator: "\n").map { String($0) }
        let start = lines.firstIndex { line in
            line.split(whereSeparator: \.isWhitespace).first.map(String.init) == columns[0]
        }
        guard let start else { return nil }
        let heading = lines[start]
        let cut = heading.contains("\t") ? TextTable.cutAtTabs : TextTable.cutter(heading, columns)
        let headings = cut(heading)
        guard headings.first == columns[0] else { return nil }
        self.headings = headings
        rows = lines[(start + 1)...].map { line in
            Dictionary(zip(headings, cut(line) + headings.map { _ in "" })) { first, _ in first }
        }
    }

    /// Whether there is a column of this heading.
    func has(_ column: String) -> Bool { headings.contains(column) }

    private static func cutAtTabs(_ line: String) -> [String] {
        line.split(separator: "\t", omittingEmptySubsequences: false).map(trimmed)
    }

    /// Cuts lines where the headings begin.
    private static func cutter(_ heading: String, _ columns: [String]) -> (String) -> [String] {
        let characters = Array(heading)
        let starts = columns.compactMap { column in
            let word = Array(column)
            return characters.indices.first { index in
                let isStart = index == 0 || characters[index - 1] == " "
                return isStart && characters[index...].starts(with: word)
            }
        }.sorted()
        return { line in
            let characters = Array(line)
            return starts.enumerated().map { number, start in
                let end = number + 1 < starts.count ? starts[number + 1] : characters.count
                guard start < min(end, characters.count) else { return "" }
                return trimmed(characters[start..<min(end, characters.count)])
            }
        }
    }

    private static func trimmed(_ text: some BidirectionalCollection<Character>) -> String {
        let start = text.drop { $0.isWhitespace }
        return String(start.reversed().drop { $0.isWhitespace }.reversed())
    }
}
