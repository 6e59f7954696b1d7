/// The `NAME=value` lines of a file of secrets.
struct SecretLines: Sendable {
    private(set) var pairs: [(name: String, value: String)] = []

    /// Reads lines; empty ones and those that begin with `#` are passed over, and quotes around a value are removed.
    ///
    /// What shells and Compose read differently is refused with its line, never guessed.
    init(_ bytes: [UInt8], _ source: String) throws(Failure) {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw .value("is not UTF-8", source: source)
        }
        // Both ends of a line are one character each.
        let rows = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
        for (index, row) in rows.enumerated() {
            var line = row.drop { $0 == " " || $0 == "\t" }
            if line.isEmpty || line.first == "#" { continue }
            if line.hasPrefix("export ") { line = line.dropFirst("export ".count) }
            func refuse(_ reason: String) -> Failure { .value("has \(reason) in line \(index + 1)", source: source) }
            guard let equals = line.firstIndex(of: "=") else { throw refuse("no '='") }
            let name = line[..<equals]
            guard !name.isEmpty, name.utf8.allSatisfy(SecretLines.isNameByte) else { throw refuse("no usable name") }
            guard !pairs.contains(where: { $0.name == name }) else { throw refuse("a name that stood before") }
            guard let value = SecretLines.unquoted(line[line.index(after: equals)...]) else {
                throw refuse("a quote or escape that can be read in more than one way")
            }
            guard !value.isEmpty else { throw refuse("an empty value") }
            pairs.append((String(name), value))
        }
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "_") || (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
            || (0x61...0x7A).contains(byte)
    }

    /// The value without its quotes, or `nil` where quotes do not enclose all of it.
    private static func unquoted(_ text: Substring) -> String? {
        guard let first = text.first, first == "\"" || first == "'" else {
            return text.contains("\"") || text.contains("'") || text.contains("\\") ? nil : String(text)
        }
        let inner = text.dropFirst().dropLast()
        guard text.count >= 2, text.last == first, !inner.contains(first), first == "'" || !inner.contains("\\") else {
            return nil
        }
        return String(inner)
    }
}
