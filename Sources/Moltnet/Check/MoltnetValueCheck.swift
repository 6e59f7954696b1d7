import Keyfile

/// What a token's own text says against it.
struct MoltnetValueCheck {
    /// Shorter than 32 characters of hexadecimal, a value has fewer than 128 bits.
    static let shortest = 32

    let path: String
    let line: Int
    /// What the value is: the start of a sentence, such as "The value of token 'a'".
    let what: String

    private static let repair = "Rotate it: molecule moltnet rotate --id ID"

    func findings(_ value: Secret) -> [MoltnetFinding] {
        if isPlaceholder(value) {
            return [
                .init(
                    .placeholder, path, line: line,
                    "\(what) looks like a placeholder, which Moltnet takes as it stands",
                    repair: MoltnetValueCheck.repair)
            ]
        }
        guard value.count < MoltnetValueCheck.shortest else { return [] }
        return [
            .init(
                .shortValue, path, line: line, "\(what) has \(value.count) characters, which can be guessed",
                repair: MoltnetValueCheck.repair)
        ]
    }

    private func isPlaceholder(_ value: Secret) -> Bool {
        value.reveal { bytes in
            let text = String(decoding: bytes, as: UTF8.self).lowercased()
            let starts = ["paste-", "replace-with-", "dev-", "changeme", "change-me", "your-", "todo"]
            return starts.contains { text.hasPrefix($0) } || text.hasPrefix("<") && text.hasSuffix(">")
                || zip(text.utf8, text.utf8.dropFirst()).contains { $0 == 0x24 && $1 == 0x7B }
        }
    }
}
