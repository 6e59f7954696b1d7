/// Writes mdoc, so that no text of the tree can be taken for a request and everything copies as it was written.
struct ManualText {
    private(set) var source = ""

    /// A macro without arguments from the tree, such as `.Bl -tag -width Ds`.
    mutating func macro(_ line: String) {
        source += ".\(line)\n"
    }

    mutating func section(_ title: String) {
        macro("Sh \(title)")
    }

    /// A paragraph of running text, a sentence a line: mandoc then knows where to put wider space, and warns otherwise.
    mutating func text(_ text: String) {
        var sentence: [Substring] = []
        for word in text.split(separator: " ") {
            sentence.append(word)
            let bare = word.reversed().drop { ")'\"".contains($0) }
            if let end = bare.first, ".!?".contains(end) {
                source += ManualText.line(sentence.joined(separator: " ")) + "\n"
                sentence = []
            }
        }
        if !sentence.isEmpty { source += ManualText.line(sentence.joined(separator: " ")) + "\n" }
    }

    /// Paragraphs with space between them.
    mutating func paragraphs(_ paragraphs: [String]) {
        for (index, paragraph) in paragraphs.enumerated() {
            if index > 0 { macro("Pp") }
            text(paragraph)
        }
    }

    /// A list of terms; each is the rest of an `.It` line, already escaped.
    mutating func definitions(_ rows: [(term: String, text: String)], width: String = "Ds") {
        guard !rows.isEmpty else { return }
        macro("Bl -tag -width \(width)")
        for row in rows {
            macro("It \(row.term)")
            text(row.text)
        }
        macro("El")
    }

    /// Lines to copy, as they are.
    mutating func literal(_ text: String) {
        macro("Bd -literal -offset indent")
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            source += ManualText.line(String(line)) + "\n"
        }
        macro("Ed")
    }

    /// Text for a line of its own: a leading dot or quote would make it a request.
    static func line(_ text: String) -> String {
        let escaped = escape(text)
        return escaped.hasPrefix(".") ? "\\&" + escaped : escaped
    }

    /// Text for the arguments of a macro: words that are macros or delimiters themselves are protected.
    static func arguments(_ text: String) -> String {
        text.split(separator: " ").map { word in
            let escaped = escape(String(word))
            let bytes = Array(word.utf8)
            let isShort = bytes.count <= 3 && bytes.allSatisfy { $0 < 0x80 }
            return isShort || "().,:;[]?!|".contains(word.first ?? "a") ? "\\&" + escaped : escaped
        }.joined(separator: " ")
    }

    /// Keeps what typesetters turn into typographic signs: hyphens, quotes, accents.
    static func escape(_ text: String) -> String {
        var escaped = ""
        for character in text {
            switch character {
            case "\\": escaped += "\\e"
            case "-": escaped += "\\-"
            case "'": escaped += "\\(aq"
            case "`": escaped += "\\(ga"
            case "\"": escaped += "\\(dq"
            case "^": escaped += "\\(ha"
            case "~": escaped += "\\(ti"
            default: escaped.append(character)
            }
        }
        return escaped
    }
}
