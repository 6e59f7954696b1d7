import JSON

/// The YAML that Moltnet's documents are written in: block and flow collections, plain and quoted scalars, comments.
///
/// Every scalar is text, as the server keeps values that look like numbers; `null`, `~` and nothing are null. The server
/// reads all of YAML; what goes beyond this (anchors, tags, scalars over several lines) is refused here.
struct MoltnetText {
    /// Why a text cannot be read, in the words of the server's reader where they are known.
    struct Failure: Error {
        let reason: String
    }

    private struct Line {
        let number: Int
        var indent: Int
        var text: Substring
        var isItem: Bool { text == "-" || text.hasPrefix("- ") }
    }

    private var lines: [Line] = []
    private var position = 0

    /// The first document of a text.
    static func parse(_ text: String) throws(Failure) -> JSONValue {
        var reader = try MoltnetText(text)
        guard let first = reader.next else { return .null }
        let value = try reader.node(first.indent)
        if let line = reader.next { throw failure(line, "did not find expected key") }
        return value
    }

    private init(_ text: String) throws(Failure) {
        let mark: Unicode.Scalar = "\u{FEFF}"
        let text = text.unicodeScalars.first == mark ? String(text.unicodeScalars.dropFirst()) : text
        // A carriage return and a line feed are one character.
        let lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
        for (index, raw) in lines.enumerated() {
            if raw == "---" || raw == "..." {
                if self.lines.isEmpty { continue }
                // The server reads the first document only.
                return
            }
            let indent = raw.prefix { $0 == " " }.count
            let content = MoltnetText.withoutComment(raw.dropFirst(indent))
            if content.isEmpty { continue }
            if let last = self.lines.last, MoltnetText.isOpen(last.text) {
                self.lines[self.lines.count - 1].text = Substring("\(last.text) \(content)")
                continue
            }
            let line = Line(number: index + 1, indent: indent, text: content)
            if content.first == "\t" {
                throw MoltnetText.failure(line, "found character that cannot start any token")
            }
            self.lines.append(line)
        }
    }

    private var next: Line? { position < lines.count ? lines[position] : nil }

    private static func failure(_ line: Line, _ reason: String) -> Failure {
        Failure(reason: "yaml: line \(line.number): \(reason)")
    }

    private mutating func node(_ indent: Int) throws(Failure) -> JSONValue {
        guard let line = next else { return .null }
        if line.isItem { return try sequence(indent) }
        if MoltnetText.keyEnd(line.text) != nil { return try mapping(indent) }
        position += 1
        return try scalar(line)
    }

    private mutating func sequence(_ indent: Int) throws(Failure) -> JSONValue {
        var items: [JSONValue] = []
        while let line = next, line.indent == indent, line.isItem {
            let rest = line.text.dropFirst().drop { $0 == " " }
            if rest.isEmpty {
                position += 1
                if let inner = next, inner.indent > indent {
                    items.append(try node(inner.indent))
                } else {
                    items.append(.null)
                }
            } else {
                // What follows the dash is a node of its own, as far in as it stands.
                lines[position].indent = indent + line.text.count - rest.count
                lines[position].text = rest
                items.append(try node(lines[position].indent))
            }
        }
        return .array(items)
    }

    private mutating func mapping(_ indent: Int) throws(Failure) -> JSONValue {
        var members: [JSONValue.Member] = []
        var places: [String: Int] = [:]
        while let line = next, line.indent == indent, !line.isItem {
            guard let end = MoltnetText.keyEnd(line.text) else {
                throw MoltnetText.failure(line, "could not find expected ':'")
            }
            let key = try scalar(Line(number: line.number, indent: 0, text: line.text[..<end])).text ?? ""
            if let before = places.updateValue(line.number, forKey: key) {
                throw MoltnetText.failure(line, "mapping key \"\(key)\" already defined at line \(before)")
            }
            let rest = line.text[line.text.index(after: end)...].drop { $0 == " " }
            position += 1
            if !rest.isEmpty {
                members.append(.init(key, try scalar(Line(number: line.number, indent: 0, text: rest))))
            } else if let inner = next, inner.indent > indent || inner.indent == indent && inner.isItem {
                members.append(.init(key, try node(inner.indent)))
            } else {
                members.append(.init(key, .null))
            }
        }
        if let line = next, line.indent > indent { throw MoltnetText.failure(line, "did not find expected key") }
        return .object(members)
    }

    private func scalar(_ line: Line) throws(Failure) -> JSONValue {
        var rest = line.text
        let value = try MoltnetText.flow(&rest, in: line, until: [])
        guard rest.allSatisfy({ $0 == " " }) else { throw MoltnetText.failure(line, "did not find expected key") }
        return value
    }

    /// One value, up to one of some characters.
    private static func flow(_ rest: inout Substring, in line: Line, until ends: [Character]) throws(Failure)
        -> JSONValue
    {
        rest = rest.drop { $0 == " " }
        switch rest.first {
        case "[":
            var items: [JSONValue] = []
            try collection(&rest, in: line, closing: "]") { rest throws(Failure) in
                items.append(try flow(&rest, in: line, until: [",", "]"]))
            }
            return .array(items)
        case "{":
            var members: [JSONValue.Member] = []
            try collection(&rest, in: line, closing: "}") { rest throws(Failure) in
                let key = try flow(&rest, in: line, until: [":"]).text ?? ""
                guard rest.popFirst() == ":" else { throw failure(line, "did not find expected ',' or '}'") }
                members.append(.init(key, try flow(&rest, in: line, until: [",", "}"])))
            }
            return .object(members)
        case "\"", "'": return .string(try quoted(&rest, in: line))
        case "@", "`", "%": throw failure(line, "found character that cannot start any token")
        case "&", "*", "!", "|", ">": throw failure(line, "the sandbox reads no anchor, tag or block scalar")
        default:
            let end = rest.firstIndex { ends.contains($0) } ?? rest.endIndex
            var plain = rest[..<end]
            rest = rest[end...]
            while plain.last == " " { plain.removeLast() }
            return ["", "~", "null", "Null", "NULL"].contains(plain) ? .null : .string(String(plain))
        }
    }

    private static func collection(
        _ rest: inout Substring, in line: Line, closing: Character,
        _ item: (inout Substring) throws(Failure) -> Void
    ) throws(Failure) {
        rest.removeFirst()
        while true {
            rest = rest.drop { $0 == " " }
            if rest.first == closing { break }
            try item(&rest)
            rest = rest.drop { $0 == " " }
            if rest.first == "," {
                rest.removeFirst()
            } else if rest.first != closing {
                throw failure(line, "did not find expected ',' or '\(closing)'")
            }
        }
        rest.removeFirst()
    }

    private static func quoted(_ rest: inout Substring, in line: Line) throws(Failure) -> String {
        let quote = rest.removeFirst()
        var text = ""
        while let character = rest.popFirst() {
            if character == quote {
                guard quote == "'", rest.first == "'" else { return text }
                text.append(rest.removeFirst())
            } else if character == "\\", quote == "\"" {
                let escapes: [Character: Character] = ["n": "\n", "t": "\t", "\\": "\\", "\"": "\"", "/": "/"]
                guard let meant = rest.popFirst().flatMap({ escapes[$0] }) else {
                    throw failure(line, "found unknown escape character")
                }
                text.append(meant)
            } else {
                text.append(character)
            }
        }
        throw failure(line, "found unexpected end of stream")
    }

    /// Where the colon after a key stands; `nil` where no key begins the text.
    static func keyEnd(_ text: Substring) -> Substring.Index? {
        guard let first = text.first, first != "[", first != "{" else { return nil }
        var start = text.startIndex
        if first == "\"" || first == "'" {
            guard let close = text.dropFirst().firstIndex(of: first) else { return nil }
            start = close
        }
        return text[start...].indices.first { index in
            let after = text.index(after: index)
            return text[index] == ":" && (after == text.endIndex || text[after] == " ")
        }
    }

    /// A line without its comment and the blanks at its end.
    private static func withoutComment(_ text: Substring) -> Substring {
        var quote: Character?
        var before: Character = " "
        var end = text.endIndex
        for index in text.indices {
            let character = text[index]
            if let open = quote {
                if character == open, open == "'" || before != "\\" { quote = nil }
            } else if character == "#", before == " " || before == "\t" {
                end = index
                break
            } else if character == "\"" || character == "'", " [{,:-".contains(before) {
                quote = character
            }
            before = before == "\\" && character == "\\" ? " " : character
        }
        var result = text[..<end]
        while let last = result.last, last == " " || last == "\t" { result.removeLast() }
        return result
    }
}
