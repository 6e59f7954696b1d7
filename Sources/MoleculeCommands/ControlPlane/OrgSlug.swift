import CommandTree

/// The short name of an organisation, which is its address and can never be changed.
enum OrgSlug {
    static let operand = Operand(Value("SLUG", .text), .one, "The organisation's short name.")

    /// Reads a slug as typed: 3 to 32 lower-case letters, digits and hyphens, the first a letter.
    static func parse(_ text: String) throws(UsageError) -> String {
        let bytes = Array(text.utf8)
        let isLetter = { (byte: UInt8) in (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) }
        let isPart = { (byte: UInt8) in isLetter(byte) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "-") }
        guard (3...32).contains(bytes.count), isLetter(bytes[0]), bytes.allSatisfy(isPart) else {
            throw UsageError(
                "A slug is 3 to 32 lower-case letters, digits and hyphens, and begins with a letter.",
                hint: "molecule orgs list")
        }
        return text
    }

    /// The slug among the operands.
    static func operand(_ arguments: Arguments) throws(UsageError) -> String {
        try parse(arguments.operand("SLUG") ?? "")
    }
}
