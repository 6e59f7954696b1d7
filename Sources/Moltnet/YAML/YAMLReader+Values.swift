/// Names, scalars and flow collections.
extension YAMLReader {
    /// Whether a line begins with the name of a member.
    func beginsMember(_ line: Line) throws(YAMLDefect) -> Bool {
        switch bytes[line.start] {
        case UInt8(ascii: "["), UInt8(ascii: "{"): return false
        case UInt8(ascii: "'"), UInt8(ascii: "\""):
            let (_, end) = try quoted(line.start, line.end)
            let next = bytes[end..<line.end].firstIndex { $0 != 0x20 }
            return next.map { bytes[$0] == UInt8(ascii: ":") } ?? false
        default: return nameEnd(line.start, line.end) != nil
        }
    }

    /// Where the colon of a plain name stands.
    private func nameEnd(_ start: Int, _ end: Int) -> Int? {
        var position = start
        while position < end {
            if bytes[position] == UInt8(ascii: "#"), position > start, bytes[position - 1] == 0x20 { return nil }
            if bytes[position] == UInt8(ascii: ":"), isBlankOrEnd(position + 1, end) { return position }
            position += 1
        }
        return nil
    }

    private func isBlankOrEnd(_ position: Int, _ end: Int) -> Bool {
        position >= end || bytes[position] == 0x20 || bytes[position] == 0x09
    }

    /// The name of a member of a block mapping, and what follows its colon.
    func memberName(_ start: Int, _ end: Int) throws(YAMLDefect) -> (String, Int) {
        let isQuoted = [UInt8(ascii: "'"), UInt8(ascii: "\"")].contains(bytes[start])
        if isQuoted {
            let (scalar, after) = try quoted(start, end)
            let colon = bytes[after..<end].firstIndex { $0 != 0x20 }
            guard let colon, bytes[colon] == UInt8(ascii: ":"), isBlankOrEnd(colon + 1, end) else {
                throw defect(start, "is neither a name with its value nor an item of a list")
            }
            return (text(of: scalar), colon + 1)
        }
        try requirePlainStart(start, end)
        guard let colon = nameEnd(start, end) else {
            throw defect(start, "is neither a name with its value nor an item of a list")
        }
        return (try plainName(start, colon), colon + 1)
    }

    private func plainName(_ start: Int, _ colon: Int) throws(YAMLDefect) -> String {
        var last = colon
        while last > start, bytes[last - 1] == 0x20 { last -= 1 }
        guard last > start else { throw defect(start, "has a value without a name") }
        let name = bytes[start..<last]
        if name.contains(0x09) { throw defect(start, "has a tab") }
        if name.elementsEqual("<<".utf8) { throw defect(start, "merges another mapping") }
        return String(decoding: name, as: UTF8.self)
    }

    private func text(of scalar: YAMLScalar) -> String {
        // The reader has read it once.
        String(decoding: YAMLQuoted.content(Array(bytes[scalar.range]), scalar.style) ?? [], as: UTF8.self)
    }

    /// A scalar or a flow collection, and where it ends.
    func value(_ start: Int, isFlow: Bool, depth: Int) throws(YAMLDefect) -> (YAMLNode, Int) {
        guard depth < YAMLReader.maximumDepth else { throw defect(start, "lies too deep") }
        let lineEnd = self.lineEnd(start)
        switch bytes[start] {
        case UInt8(ascii: "["): return try flowSequence(start, depth: depth)
        case UInt8(ascii: "{"): return try flowMapping(start, depth: depth)
        case UInt8(ascii: "'"), UInt8(ascii: "\""):
            let (scalar, end) = try quoted(start, lineEnd)
            return (node(scalar), end)
        default:
            let scalar = try plain(start, lineEnd, isFlow: isFlow)
            return (node(scalar), scalar.range.upperBound)
        }
    }

    func lineEnd(_ start: Int) -> Int {
        let lineBreak = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
        return lineBreak > start && bytes[lineBreak - 1] == 0x0D ? lineBreak - 1 : lineBreak
    }

    private func node(_ scalar: YAMLScalar) -> YAMLNode {
        YAMLNode(content: .scalar(scalar), line: scalar.line, column: scalar.column, lastLine: scalar.line)
    }

    /// A text in quotes, and what follows them.
    func quoted(_ start: Int, _ end: Int) throws(YAMLDefect) -> (YAMLScalar, Int) {
        let quote = bytes[start]
        let style: YAMLScalar.Style = quote == UInt8(ascii: "'") ? .singleQuoted : .doubleQuoted
        var position = start + 1
        while position < end {
            if bytes[position] == 0x09 { throw defect(position, "has a tab") }
            if style == .doubleQuoted, bytes[position] == UInt8(ascii: "\\") {
                position += 2
                continue
            }
            guard bytes[position] == quote else {
                position += 1
                continue
            }
            guard style == .singleQuoted, position + 1 < end, bytes[position + 1] == quote else { break }
            position += 2
        }
        guard position < end else { throw defect(start, "opens a quote that it does not close") }
        let place = place(start)
        let scalar = YAMLScalar(line: place.line, column: place.column, range: start + 1..<position, style: style)
        guard YAMLQuoted.content(Array(bytes[scalar.range]), style) != nil else {
            throw defect(start, "has an escape that is not understood")
        }
        return (scalar, position + 1)
    }

    /// Refuses what begins something else than a plain scalar.
    func requirePlainStart(_ start: Int, _ end: Int) throws(YAMLDefect) {
        let refused: [UInt8: String] = [
            UInt8(ascii: "&"): "has an anchor", UInt8(ascii: "*"): "has an alias", UInt8(ascii: "!"): "has a tag",
            UInt8(ascii: "|"): "begins a text of several lines", UInt8(ascii: ">"): "begins a text of several lines",
            UInt8(ascii: "%"): "begins a value with a reserved character",
            UInt8(ascii: "@"): "begins a value with a reserved character",
            UInt8(ascii: "`"): "begins a value with a reserved character",
            UInt8(ascii: ","): "has a comma where a value should be",
            UInt8(ascii: "]"): "has a bracket where a value should be",
            UInt8(ascii: "}"): "has a bracket where a value should be",
            UInt8(ascii: "["): "has a collection where a name should be",
            UInt8(ascii: "{"): "has a collection where a name should be",
            UInt8(ascii: "#"): "has a comment where a value should be",
        ]
        if let reason = refused[bytes[start]] { throw defect(start, reason) }
        let isMark = [UInt8(ascii: "-"), UInt8(ascii: "?"), UInt8(ascii: ":")].contains(bytes[start])
        if isMark, isBlankOrEnd(start + 1, end) { throw defect(start, "has a mark where a value should be") }
    }

    /// A scalar without quotes.
    func plain(_ start: Int, _ end: Int, isFlow: Bool) throws(YAMLDefect) -> YAMLScalar {
        try requirePlainStart(start, end)
        let flowMarks = Array(",[]{}".utf8)
        var position = start
        while position < end {
            let byte = bytes[position]
            if byte == 0x09 { throw defect(position, "has a tab") }
            if byte == UInt8(ascii: "#"), bytes[position - 1] == 0x20 { break }
            if isFlow, flowMarks.contains(byte) { break }
            let isColon = byte == UInt8(ascii: ":")
            if isColon, isFlow, position + 1 < end, flowMarks.contains(bytes[position + 1]) { break }
            if isColon, isBlankOrEnd(position + 1, end) {
                if isFlow { break }
                throw defect(position, "has a second colon; put the value in quotes")
            }
            position += 1
        }
        var last = position
        while last > start, bytes[last - 1] == 0x20 { last -= 1 }
        // Some readers take these for a mark of their own within brackets.
        if isFlow, [UInt8(ascii: "-"), UInt8(ascii: "?"), UInt8(ascii: ":")].contains(bytes[start]) {
            throw defect(start, "begins a value with a mark; put it in quotes")
        }
        guard last > start else { throw defect(start, "has nothing where a value should be") }
        let place = place(start)
        return YAMLScalar(line: place.line, column: place.column, range: start..<last, style: .plain)
    }
}
