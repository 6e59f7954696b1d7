/// Collections in brackets, which may go over several lines, as those of JSON do.
extension YAMLReader {
    func flowSequence(_ start: Int, depth: Int) throws(YAMLDefect) -> (YAMLNode, Int) {
        var items: [YAMLNode] = []
        var position = try skip(start + 1)
        while bytes[position] != UInt8(ascii: "]") {
            let (item, end) = try value(position, isFlow: true, depth: depth + 1)
            items.append(item)
            position = try separator(end, closing: UInt8(ascii: "]"))
        }
        return (node(.sequence(items), start, position), position + 1)
    }

    func flowMapping(_ start: Int, depth: Int) throws(YAMLDefect) -> (YAMLNode, Int) {
        var members: [YAMLNode.Member] = []
        var position = try skip(start + 1)
        while bytes[position] != UInt8(ascii: "}") {
            let (member, end) = try flowMember(position, depth: depth)
            if let first = members.first(where: { $0.name == member.name }) {
                throw defect(position, "repeats the name of line \(first.line)")
            }
            members.append(member)
            position = try separator(end, closing: UInt8(ascii: "}"))
        }
        return (node(.mapping(members), start, position), position + 1)
    }

    private func flowMember(_ start: Int, depth: Int) throws(YAMLDefect) -> (YAMLNode.Member, Int) {
        let isQuoted = [UInt8(ascii: "'"), UInt8(ascii: "\"")].contains(bytes[start])
        let lineEnd = lineEnd(start)
        let name: YAMLScalar
        var position: Int
        if isQuoted {
            (name, position) = try quoted(start, lineEnd)
        } else {
            name = try plain(start, lineEnd, isFlow: true)
            position = name.range.upperBound
        }
        position = bytes[position..<lineEnd].firstIndex { $0 != 0x20 } ?? lineEnd
        guard position < lineEnd, bytes[position] == UInt8(ascii: ":") else {
            throw defect(start, "has a name without a colon in its brackets")
        }
        let raw = Array(bytes[name.range])
        let text = String(decoding: YAMLQuoted.content(raw, name.style) ?? raw, as: UTF8.self)
        if text == "<<", !isQuoted { throw defect(start, "merges another mapping") }
        position = try skip(position + 1)
        let (value, end) = try value(position, isFlow: true, depth: depth + 1)
        return (YAMLNode.Member(name: text, line: name.line, value: value), end)
    }

    /// Goes over the comma after a value; gives where the next one, or the closing bracket, stands.
    private func separator(_ end: Int, closing: UInt8) throws(YAMLDefect) -> Int {
        let position = try skip(end)
        if bytes[position] == closing { return position }
        guard bytes[position] == UInt8(ascii: ",") else {
            throw defect(position, "has something in its brackets that is not understood")
        }
        return try skip(position + 1)
    }

    /// Goes over blanks, line breaks and comments; something must follow.
    private func skip(_ start: Int) throws(YAMLDefect) -> Int {
        var position = start
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x0A, 0x0D: position += 1
            case 0x09: throw defect(position, "has a tab")
            case UInt8(ascii: "#"):
                guard [0x20, 0x0A].contains(bytes[position - 1]) else {
                    throw defect(position, "has something in its brackets that is not understood")
                }
                position = lineEnd(position)
            default: return position
            }
        }
        throw defect(max(0, bytes.count - 1), "ends the text within brackets")
    }

    private func node(_ content: YAMLNode.Content, _ start: Int, _ end: Int) -> YAMLNode {
        let place = place(start)
        return YAMLNode(content: content, line: place.line, column: place.column, lastLine: self.place(end).line)
    }
}
