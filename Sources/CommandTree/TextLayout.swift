/// Lays out help text in columns of a fixed width.
struct TextLayout {
    /// The widest a line may get, in characters; words longer than that stick out.
    let width: Int
    private(set) var lines: [String] = []

    init(width: Int) {
        // Narrower terminals than this get lines that wrap by themselves, rather than columns of one word.
        self.width = max(width, 40)
    }

    /// Everything laid out so far, with a newline at the end.
    var text: String {
        lines.map { $0 + "\n" }.joined()
    }

    /// A line as it is, such as a command line to copy.
    mutating func verbatim(_ line: String) {
        lines.append(line)
    }

    /// An empty line, unless one stands there already.
    mutating func blank() {
        if let last = lines.last, !last.isEmpty { lines.append("") }
    }

    /// A wrapped paragraph; lines after the first are indented by `hanging` more.
    mutating func paragraph(_ text: String, indent: Int = 0, hanging: Int = 0) {
        var line = spaces(indent)
        var isEmpty = true
        for word in text.split(separator: " ") {
            if !isEmpty, line.count + 1 + word.count > width {
                lines.append(line)
                line = spaces(indent + hanging)
                isEmpty = true
            }
            if !isEmpty { line += " " }
            line += word
            isEmpty = false
        }
        if !isEmpty { lines.append(line) }
    }

    /// Terms with their explanations in a second column; a term too long for its column stands on its own line.
    mutating func definitions(_ rows: [(term: String, text: String)], indent: Int = 2) {
        let longest = rows.map(\.term.count).filter { $0 <= 26 }.max() ?? 0
        let column = min(indent + longest + 2, width / 2)
        for row in rows {
            let start = lines.count
            paragraph(row.text, indent: column)
            let term = spaces(indent) + row.term
            if term.count + 2 <= column, start < lines.count {
                lines[start] = term + String(lines[start].dropFirst(term.count))
            } else {
                lines.insert(String(term.reversed().drop { $0 == " " }.reversed()), at: start)
            }
        }
    }

    private func spaces(_ count: Int) -> String {
        String(repeating: " ", count: count)
    }
}
