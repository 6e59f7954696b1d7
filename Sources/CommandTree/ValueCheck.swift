/// What is wrong with a value, said without repeating what may be a secret.
struct ValueProblem {
    /// What follows the name of the option, variable or operand, such as `must be one of a or b.`.
    let message: String
    /// What to type instead, if it can be told.
    let hint: String?

    init(_ message: String, hint: String? = nil) {
        self.message = message
        self.hint = hint
    }
}

extension Value {
    /// What is wrong with a text as this value; `nil` if its shape fits.
    func problem(with text: String) -> ValueProblem? {
        if text.isEmpty { return ValueProblem("must not be empty.") }
        switch shape {
        case .text, .file, .directory, .shellCommand, .dynamic:
            return nil
        case .choice(let choices):
            return choiceProblem(text, choices.map(\.word))
        case .integer(let range):
            if let number = Int(text), range.contains(number) { return nil }
            return ValueProblem("must be a whole number \(wording(of: range))\(echoed(text)).")
        case .duration:
            if Value.duration(from: text) != nil { return nil }
            return ValueProblem(
                "must be a length of time above zero and at most 7 days\(echoed(text)).",
                hint: "Write it like 90s, 5m, 1h30m or 250ms; a bare number is seconds.")
        case .prefixed(let prefixes):
            return prefixProblem(text, prefixes)
        }
    }

    /// Whether a token-shaped text is refused here: where text goes on as it is, unlike a path or a command.
    var refusesSecrets: Bool {
        switch shape {
        case .text, .dynamic: true
        case .choice, .integer, .duration, .file, .directory, .shellCommand, .prefixed: false
        }
    }

    private func choiceProblem(_ text: String, _ words: [String]) -> ValueProblem? {
        if words.contains(text) { return nil }
        let hint = suggestion(for: text, among: words).map { "Did you mean '\($0)'?" }
        return ValueProblem("must be \(oneOf(words))\(echoed(text)).", hint: hint)
    }

    private func prefixProblem(_ text: String, _ prefixes: [Prefix]) -> ValueProblem? {
        let word = text.prefix { $0 != ":" }
        let hasRest = word.endIndex < text.endIndex
        guard let prefix = prefixes.first(where: { $0.word == word && $0.rest.isEmpty != hasRest }) else {
            let near = suggestion(for: String(word), among: prefixes.map(\.word))
            let start = prefixes.first { $0.word == near }?.start
            return ValueProblem(
                "must be \(oneOf(prefixes.map(\.spelling))).", hint: start.map { "Did you mean '\($0)'?" })
        }
        guard hasRest, text.index(after: word.endIndex) == text.endIndex else { return nil }
        return ValueProblem("needs \(prefix.rest) after '\(prefix.word):'.")
    }
}

/// `from 1 to 64`, or only the end that says something.
func wording(of range: ClosedRange<Int>) -> String {
    if range.upperBound == Int.max { return "of at least \(range.lowerBound)" }
    return "from \(range.lowerBound) to \(range.upperBound)"
}

/// `one of a, b or c`; a single word alone.
private func oneOf(_ words: [String]) -> String {
    (words.count > 1 ? "one of " : "") + enumeration(words)
}

/// `a, b or c`.
func enumeration(_ words: [String]) -> String {
    guard let last = words.last, words.count > 1 else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " or " + last
}

/// `, not 'word'` if the word may be repeated; nothing otherwise.
private func echoed(_ text: String) -> String {
    isHarmless(text) ? ", not '\(text)'" : ""
}

/// Whether a word from the command line may be repeated in an error: short, plain and not token-shaped.
func isHarmless(_ word: String) -> Bool {
    guard (1...32).contains(word.utf8.count), !looksLikeSecret(word) else { return false }
    return word.utf8.allSatisfy { isLetterOrDigit($0) || "._/:-".utf8.contains($0) }
}

/// Whether an unknown option's name, already known not to be token-shaped, may be repeated in an error.
func isHarmlessOptionName(_ name: Substring) -> Bool {
    guard (1...32).contains(name.utf8.count) else { return false }
    return name.utf8.allSatisfy { isLetterOrDigit($0) || $0 == UInt8(ascii: "-") }
}

private func isLetterOrDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
    default: false
    }
}

/// `1st`, `2nd`, `3rd`, `4th`, `11th`.
func ordinal(_ number: Int) -> String {
    let suffix =
        switch (number % 10, number % 100) {
        case (_, 11...13): "th"
        case (1, _): "st"
        case (2, _): "nd"
        case (3, _): "rd"
        default: "th"
        }
    return "\(number)\(suffix)"
}
