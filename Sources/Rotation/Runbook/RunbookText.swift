/// Texts with placeholders: `${name}` stands for a setting, and a `$` before anything else for itself.
enum RunbookText {
    /// A piece of a text.
    enum Piece: Equatable {
        case literal(Substring)
        case setting(Substring)
        /// A `${` that has no `}` after it, or no name between.
        case malformed
    }

    /// The pieces in order.
    static func pieces(_ text: String) -> [Piece] {
        var pieces: [Piece] = []
        var rest = text[...]
        while let start = rest.firstRange(of: "${") {
            if start.lowerBound > rest.startIndex { pieces.append(.literal(rest[..<start.lowerBound])) }
            guard let end = rest[start.upperBound...].firstIndex(of: "}"), isName(rest[start.upperBound..<end]) else {
                pieces.append(.malformed)
                rest = rest[start.upperBound...]
                continue
            }
            pieces.append(.setting(rest[start.upperBound..<end]))
            rest = rest[rest.index(after: end)...]
        }
        if !rest.isEmpty { pieces.append(.literal(rest)) }
        return pieces
    }

    /// The names of the settings a text names.
    static func settings(in text: String) -> [String] {
        pieces(text).compactMap { if case .setting(let name) = $0 { String(name) } else { nil } }
    }

    /// The text with settings filled in; one that is not there stays as it was written.
    static func filled(_ text: String, with values: [String: String]) -> String {
        pieces(text).map { piece in
            switch piece {
            case .literal(let text): String(text)
            case .setting(let name): values[String(name)] ?? "${\(name)}"
            case .malformed: "${"
            }
        }.joined()
    }

    /// Whether a text can be the name of a setting: lower-case letters, digits and `_`, at most 64, a letter first.
    static func isName(_ text: some StringProtocol) -> Bool {
        guard let first = text.utf8.first, (0x61...0x7A).contains(first), text.utf8.count <= 64 else { return false }
        return text.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F }
    }

    /// Whether a text can be a part of a text: not empty, not endless, without control characters.
    static func isPlain(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= RunbookFormat.textLimit
            && !text.unicodeScalars.contains { $0.properties.generalCategory == .control }
    }

    /// Whether a text can be typed after an option as it is: lower-case letters, digits and `-`, a letter first.
    static func isWord(_ text: String) -> Bool {
        guard let first = text.utf8.first, (0x61...0x7A).contains(first), text.utf8.count <= 64 else { return false }
        return text.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
    }

    /// Whether a text can be the name of a secret: capitals, digits and `_`, at most 128, a letter first.
    static func isSecretName(_ text: String) -> Bool {
        guard let first = text.utf8.first, (0x41...0x5A).contains(first), text.utf8.count <= 128 else { return false }
        return text.utf8.allSatisfy { (0x41...0x5A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F }
    }

    /// Whether a shell reads a text as one plain word wherever it stands.
    static func isPlainWord(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { RunbookTextForm.isNameByte($0) || "./:@%+=,".utf8.contains($0) }
    }
}
