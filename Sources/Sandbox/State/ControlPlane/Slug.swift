/// The names of organisations.
enum Slug {
    /// Those that stand for something else on the same domain; the real list is longer.
    static let reserved: Set = ["app", "www", "api", "admin", "cp", "dashboard", "billing", "status", "docs"]

    /// Whether it is one: 3 to 32 lower-case letters, digits and hyphens, the first a letter.
    static func isValid(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        let isLetter = { (byte: UInt8) in (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) }
        guard (3...32).contains(bytes.count), isLetter(bytes[0]) else { return false }
        return bytes.allSatisfy { isLetter($0) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "-") }
    }
}
