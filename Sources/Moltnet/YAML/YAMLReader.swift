/// Reads the part of YAML that configuration files are written in: block mappings and sequences, flow collections, and
/// scalars of one line.
///
/// Everything else is refused with its place, not guessed at: a wrong guess here writes a server a token nobody has. So
/// is what readers of YAML 1.1 and 1.2 read differently as far as it concerns structure.
struct YAMLReader {
    /// A line with something on it besides blanks and comments.
    struct Line {
        let number: Int
        /// Where what is not read yet begins.
        var start: Int
        /// Where its break begins.
        let end: Int
        /// How far in what is not read yet stands.
        var indent: Int
        /// Whether what stands before is blank.
        var isWhole = true
    }

    let bytes: [UInt8]
    /// Where lines begin.
    var lineStarts: [Int] = []
    var lines: [Line] = []
    var index = 0

    /// How deep collections may lie in one another.
    static let maximumDepth = 32

    init(_ bytes: [UInt8]) throws(YAMLDefect) {
        self.bytes = bytes
        try requireText()
        try split()
    }

    /// The root.
    mutating func read() throws(YAMLDefect) -> YAMLNode {
        guard let first = lines.first else {
            return YAMLNode(content: .absent, line: 1, column: 1, lastLine: 1)
        }
        let root = try block(indent: first.indent, depth: 0)
        if index < lines.count { throw defect(lines[index].start, "is indented in a way that fits nothing above it") }
        return root
    }

    // MARK: - Places

    /// The line and the column of a byte, from 1.
    func place(_ offset: Int) -> (line: Int, column: Int) {
        var (low, high) = (0, lineStarts.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if lineStarts[middle] <= offset { low = middle } else { high = middle }
        }
        return (low + 1, offset - (lineStarts.isEmpty ? 0 : lineStarts[low]) + 1)
    }

    func defect(_ offset: Int, _ reason: String) -> YAMLDefect {
        let place = place(offset)
        return YAMLDefect(line: place.line, column: place.column, reason: reason)
    }

    // MARK: - Lines

    /// Refuses bytes that are no text, and characters that some readers take for line breaks.
    private func requireText() throws(YAMLDefect) {
        guard bytes.count <= YAMLDocument.limit else {
            throw YAMLDefect(line: 1, column: 1, reason: "begins a text of more than \(YAMLDocument.limit) bytes")
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw YAMLDefect(line: 1, column: 1, reason: "begins a text that is not UTF-8")
        }
        var line = 1
        var previous: Unicode.Scalar = "\n"
        for (position, scalar) in text.unicodeScalars.enumerated() {
            let isAllowed =
                switch scalar.value {
                case 0x09, 0x0A, 0x20...0x7E, 0xA0...0x2027, 0x202A...0xD7FF, 0xE000...0xFEFE, 0xFF00...0xFFFD: true
                case 0x0D: true
                case 0xFEFF: position == 0
                case 0x10000...: true
                default: false
                }
            // A carriage return alone ends a line for some and none for others.
            guard isAllowed, previous != "\r" || scalar == "\n" else {
                throw YAMLDefect(line: line, column: 1, reason: "has a control character")
            }
            if scalar == "\n" { line += 1 }
            previous = scalar
        }
        if previous == "\r" { throw YAMLDefect(line: line, column: 1, reason: "has a control character") }
    }

    private mutating func split() throws(YAMLDefect) {
        var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        var isStarted = false
        while start < bytes.count || lineStarts.isEmpty {
            lineStarts.append(start)
            let lineBreak = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
            let end = lineBreak > start && bytes[lineBreak - 1] == 0x0D ? lineBreak - 1 : lineBreak
            let content = bytes[start..<end].firstIndex { $0 != 0x20 } ?? end
            let next = lineBreak + 1
            defer { start = next }
            guard content < end, bytes[content] != UInt8(ascii: "#") else { continue }
            if bytes[content] == 0x09 { throw defect(content, "is indented with a tab") }
            if content == start, bytes[content] == UInt8(ascii: "%") { throw defect(content, "is a YAML directive") }
            if content == start, try isMarker(content, end) {
                // The mark before the first document says nothing; more than one document is not what Moltnet reads.
                guard !isStarted, bytes[content] == UInt8(ascii: "-") else {
                    throw defect(content, "ends the first document, and Moltnet reads no other")
                }
                isStarted = true
                continue
            }
            isStarted = true
            lines.append(Line(number: lineStarts.count, start: content, end: end, indent: content - start))
        }
    }

    /// Whether a line is `---` or `...`, which may carry nothing else.
    private func isMarker(_ start: Int, _ end: Int) throws(YAMLDefect) -> Bool {
        let word = bytes[start..<min(start + 3, end)]
        guard word.elementsEqual("---".utf8) || word.elementsEqual("...".utf8) else { return false }
        guard start + 3 == end || bytes[start + 3] == 0x20 || bytes[start + 3] == 0x09 else { return false }
        try requireEnd(start + 3, end)
        return true
    }

    /// Refuses anything but blanks and a comment.
    func requireEnd(_ position: Int, _ end: Int) throws(YAMLDefect) {
        let next = bytes[position..<end].firstIndex { $0 != 0x20 } ?? end
        guard next < end else { return }
        if bytes[next] == UInt8(ascii: "#"), next > position { return }
        throw defect(next, bytes[next] == 0x09 ? "has a tab" : "has something after a value that is complete")
    }
}
