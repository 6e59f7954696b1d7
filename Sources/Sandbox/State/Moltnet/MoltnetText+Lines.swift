/// Collections over several lines.
extension MoltnetText {
    /// Whether a collection begins on a line whose bracket stands on a later one.
    static func isOpen(_ text: Substring) -> Bool {
        var rest = text
        while rest.hasPrefix("- ") { rest = rest.dropFirst(2).drop { $0 == " " } }
        if let end = keyEnd(rest) { rest = rest[rest.index(after: end)...].drop { $0 == " " } }
        guard let first = rest.first, "[{".contains(first) else { return false }
        var depth = 0
        var quote: Character?
        var before: Character = " "
        for character in rest {
            if let open = quote {
                if character == open, open == "'" || before != "\\" { quote = nil }
            } else if "[{".contains(character) {
                depth += 1
            } else if "]}".contains(character) {
                depth -= 1
            } else if character == "\"" || character == "'", " [{,:".contains(before) {
                quote = character
            }
            before = before == "\\" && character == "\\" ? " " : character
        }
        return depth > 0
    }
}
