/// The spellings of a UUID that the servers take, which differ from place to place.
enum Identifier {
    /// A random UUID of version 4, variant 1 (RFC 9562).
    static func random() -> String {
        var bytes = (0..<16).map { _ in UInt8.random(in: .min ... .max) }
        bytes[6] = bytes[6] & 0x0F | 0x40
        bytes[8] = bytes[8] & 0x3F | 0x80
        return canonical(bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined())
    }

    /// Whether this is the lower-case form of 36 characters and no other.
    static func isCanonical(_ text: String) -> Bool { stored(text) == text }

    /// Whether Go's parser takes it: 36 characters in any case, 32 digits, and both in `{}` or after `urn:uuid:`.
    static func isParsable(_ text: String) -> Bool {
        let text = text.lowercased()
        if text.hasPrefix("urn:uuid:") { return isHyphenated(String(text.dropFirst(9))) }
        // Go looks at the length alone to tell braces, and not at the braces.
        if text.utf8.count == 38 { return isHyphenated(String(text.dropFirst().dropLast())) }
        return isHyphenated(text) || text.utf8.count == 32 && text.utf8.allSatisfy(isDigit)
    }

    /// The form in which the database keeps what it takes for a UUID; `nil` on what its query fails.
    ///
    /// PostgreSQL takes any case, braces around it, and a hyphen or none after every fourth digit.
    static func stored(_ text: String) -> String? {
        var rest = Array(text.lowercased().utf8)[...]
        if rest.first == UInt8(ascii: "{") {
            guard rest.last == UInt8(ascii: "}") else { return nil }
            rest = rest.dropFirst().dropLast()
        }
        var digits: [UInt8] = []
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "-"), digits.count % 4 == 0, (4...28).contains(digits.count), rest.first != byte {
                continue
            }
            guard isDigit(byte) else { return nil }
            digits.append(byte)
        }
        return digits.count == 32 ? canonical(String(decoding: digits, as: UTF8.self)) : nil
    }

    private static func isHyphenated(_ text: String) -> Bool {
        let groups = text.split(separator: "-", omittingEmptySubsequences: false)
        return groups.map(\.utf8.count) == [8, 4, 4, 4, 12] && groups.allSatisfy { $0.utf8.allSatisfy(isDigit) }
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
    }

    /// Puts the hyphens between 32 digits.
    private static func canonical(_ digits: String) -> String {
        var text = ""
        for (index, digit) in digits.enumerated() {
            if [8, 12, 16, 20].contains(index) { text += "-" }
            text.append(digit)
        }
        return text
    }
}
