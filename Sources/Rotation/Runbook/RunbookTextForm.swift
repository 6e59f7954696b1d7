/// What a text of a runbook must look like, once it holds no placeholder.
public enum RunbookTextForm: Sendable, Equatable {
    case text
    /// A shell command: settings in it may hold nothing that a shell reads as anything but a word.
    case command
    /// An https address, or an http one of a loopback host.
    case url
    case choice([String])
    case integer(ClosedRange<Int>)
    /// HTTP statuses separated by commas.
    case statuses
    case headerName
    /// The word before a credential; may be empty.
    case scheme

    /// What it is, as the end of "must be".
    public var wording: String {
        switch self {
        case .text: "a text"
        case .command: "a shell command"
        case .url: "an https address, or an http one of a loopback host"
        case .choice(let words): words.joined(separator: ", ")
        case .integer(let range): "a whole number from \(range.lowerBound) to \(range.upperBound), as a text"
        case .statuses: "HTTP statuses separated by commas, such as 401,403"
        case .headerName: "the name of a header"
        case .scheme: "one word, or empty"
        }
    }

    /// Whether a text is of this form.
    func fits(_ text: String) -> Bool {
        switch self {
        case .text, .command: true
        case .url: RunbookTextForm.isAddress(text)
        case .choice(let words): words.contains(text)
        case .integer(let range): Int(text).map { range.contains($0) && String($0) == text } ?? false
        case .statuses:
            text.split(separator: ",", omittingEmptySubsequences: false).allSatisfy { status in
                status.utf8.count == 3 && Int(status).map { (100...599).contains($0) } ?? false
            }
        case .headerName: !text.isEmpty && text.utf8.allSatisfy { RunbookTextForm.isNameByte($0) }
        case .scheme: text.utf8.allSatisfy { RunbookTextForm.isNameByte($0) }
        }
    }

    /// Letters, digits, `-` and `_`.
    static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }

    private static func isAddress(_ text: String) -> Bool {
        guard text.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != 0x40 }) else { return false }
        if text.hasPrefix("https://") { return text.utf8.count > "https://".utf8.count }
        guard text.hasPrefix("http://") else { return false }
        let authority = text.dropFirst("http://".count).prefix { !"/?#".contains($0) }
        let host = authority.hasPrefix("[") ? authority.prefix { $0 != "]" } + "]" : authority.prefix { $0 != ":" }
        return host == "localhost" || host == "[::1]" || host.hasPrefix("127.")
    }
}
