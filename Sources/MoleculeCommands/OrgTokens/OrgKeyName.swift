import CommandTree
import HostSystem

/// The name of an org key: the server takes any text, and this program one that can be read back in a list.
enum OrgKeyName {
    /// The server's limit, in bytes.
    static let maximumLength = 100
    /// `-YYYYMMDDThhmmssZ`, which tells the keys of successive rotations apart.
    static let stampLength = 17

    /// The name, if the server would take it and a terminal shows it as it is.
    static func checked(_ text: String, option: String) throws(UsageError) -> String {
        guard text.utf8.count <= maximumLength else {
            throw UsageError(
                "The name of an org key is at most \(maximumLength) bytes long, and this one has \(text.utf8.count).",
                hint: "Shorten \(option).")
        }
        guard text.first?.isWhitespace == false, text.last?.isWhitespace == false, TerminalText.safe(text) == text
        else {
            throw UsageError(
                "The name of an org key has no blanks around it and no characters that cannot be seen.",
                hint: "Give \(option) a name such as ci-deploy.")
        }
        return text
    }

    /// The name without the time that a rotation put behind it.
    static func base(_ name: String) -> String { hasStamp(name) ? String(name.dropLast(stampLength)) : name }

    /// The name of the key that replaces one of this name, at a time.
    static func successor(of name: String, at time: Timestamp) -> String { "\(base(name))-\(time.compactText)" }

    private static func hasStamp(_ name: String) -> Bool {
        let bytes = Array(name.utf8.suffix(stampLength))
        guard name.utf8.count > stampLength, bytes[0] == UInt8(ascii: "-"), bytes[9] == UInt8(ascii: "T"),
            bytes[16] == UInt8(ascii: "Z")
        else { return false }
        return (bytes[1..<9] + bytes[10..<16]).allSatisfy { (0x30...0x39).contains($0) }
    }
}
