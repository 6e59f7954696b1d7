/// Block mappings and sequences, whose structure is their indentation.
extension YAMLReader {
    /// The collection that begins on the current line, indented so far.
    mutating func block(indent: Int, depth: Int) throws(YAMLDefect) -> YAMLNode {
        let line = lines[index]
        guard depth < YAMLReader.maximumDepth else { throw defect(line.start, "lies too deep") }
        if isDash(line) { return try sequence(indent: indent, depth: depth) }
        if [UInt8(ascii: "{"), UInt8(ascii: "[")].contains(bytes[line.start]) {
            return try inline(line.start, depth: depth)
        }
        return try mapping(indent: indent, depth: depth)
    }

    /// Whether a line begins with the dash of an item.
    func isDash(_ line: Line) -> Bool {
        bytes[line.start] == UInt8(ascii: "-") && (line.start + 1 == line.end || bytes[line.start + 1] == 0x20)
    }

    private mutating func sequence(indent: Int, depth: Int) throws(YAMLDefect) -> YAMLNode {
        let start = place(lines[index].start)
        var items: [YAMLNode] = []
        while index < lines.count, lines[index].indent == indent, isDash(lines[index]) {
            items.append(try item(indent: indent, depth: depth))
        }
        let last = items.last?.lastLine ?? start.line
        return YAMLNode(content: .sequence(items), line: start.line, column: start.column, lastLine: last)
    }

    private mutating func item(indent: Int, depth: Int) throws(YAMLDefect) -> YAMLNode {
        let line = lines[index]
        let dash = place(line.start)
        let rest = try firstOfValue(line.start + 1, line.end)
        var node: YAMLNode
        if let rest {
            // What follows the dash is read as if it stood on a line of its own.
            lines[index].indent += rest - line.start
            lines[index].start = rest
            lines[index].isWhole = false
            let isCollection = isDash(lines[index]) ? true : try beginsMember(lines[index])
            node =
                isCollection
                ? try block(indent: lines[index].indent, depth: depth + 1) : try inline(rest, depth: depth + 1)
        } else {
            index += 1
            node = try nested(below: indent, at: dash, depth: depth)
        }
        try requireNoContinuation(indent)
        node = YAMLNode(content: node.content, line: dash.line, column: node.column, lastLine: node.lastLine)
        node.isOwnItem = line.isWhole
        return node
    }

    /// What stands on the lines below, further in; nothing where they are not.
    private mutating func nested(
        below indent: Int, at place: (line: Int, column: Int), depth: Int, mayBeItems: Bool = false
    ) throws(YAMLDefect) -> YAMLNode {
        if index < lines.count {
            let next = lines[index]
            // The items of a member's sequence may stand as far in as the member.
            if next.indent > indent || mayBeItems && next.indent == indent && isDash(next) {
                return try block(indent: next.indent, depth: depth + 1)
            }
        }
        return YAMLNode(content: .absent, line: place.line, column: place.column, lastLine: place.line)
    }

    private mutating func mapping(indent: Int, depth: Int) throws(YAMLDefect) -> YAMLNode {
        let start = place(lines[index].start)
        var members: [YAMLNode.Member] = []
        while index < lines.count, lines[index].indent == indent {
            let member = try member(indent: indent, depth: depth)
            if let first = members.first(where: { $0.name == member.name }) {
                throw YAMLDefect(
                    line: member.line, column: start.column, reason: "repeats the name of line \(first.line)")
            }
            members.append(member)
        }
        let last = members.last.map { max($0.line, $0.value.lastLine) } ?? start.line
        return YAMLNode(content: .mapping(members), line: start.line, column: start.column, lastLine: last)
    }

    private mutating func member(indent: Int, depth: Int) throws(YAMLDefect) -> YAMLNode.Member {
        let line = lines[index]
        let name = place(line.start)
        let (text, after) = try memberName(line.start, line.end)
        let value: YAMLNode
        if let rest = try firstOfValue(after, line.end) {
            if bytes[rest] == UInt8(ascii: "-"), rest + 1 == line.end || bytes[rest + 1] == 0x20 {
                throw defect(rest, "begins a list behind a name")
            }
            value = try inline(rest, depth: depth + 1)
            try requireNoContinuation(indent)
        } else {
            index += 1
            value = try nested(below: indent, at: place(after), depth: depth, mayBeItems: true)
            try requireNoContinuation(indent)
        }
        return YAMLNode.Member(name: text, line: name.line, value: value)
    }

    /// A scalar or a flow collection, after which its line ends.
    private mutating func inline(_ start: Int, depth: Int) throws(YAMLDefect) -> YAMLNode {
        let (node, end) = try value(start, isFlow: false, depth: depth)
        while index < lines.count, lines[index].end < end { index += 1 }
        // Whatever follows a collection of several lines on its last one.
        let lineEnd = index < lines.count ? lines[index].end : bytes.count
        try requireEnd(end, lineEnd)
        index += 1
        return node
    }

    private func requireNoContinuation(_ indent: Int) throws(YAMLDefect) {
        guard index < lines.count, lines[index].indent > indent else { return }
        throw defect(
            lines[index].start, "continues a value of the line above it, or is indented in a way that fits nothing")
    }

    /// Where a value begins after its colon or dash; `nil` where nothing stands there.
    private func firstOfValue(_ position: Int, _ end: Int) throws(YAMLDefect) -> Int? {
        guard let first = bytes[position..<end].firstIndex(where: { $0 != 0x20 }) else { return nil }
        if bytes[first] == UInt8(ascii: "#"), first > position { return nil }
        if bytes[first] == 0x09 { throw defect(first, "has a tab") }
        return first
    }
}
