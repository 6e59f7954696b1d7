import Keyfile

extension Runbook.Shape {
    /// Why a value is not of this shape, as the end of a sentence about it; `nil` when it is.
    ///
    /// Names the kind of trouble and never what the value holds.
    public func defect(of value: Secret) -> String? {
        value.reveal { bytes in
            if bytes.isEmpty { return "is empty" }
            if let reason = characterDefect(bytes) { return reason }
            if !prefixes.isEmpty, prefix(of: bytes) == nil { return "does not begin with \(Self.list(prefixes))" }
            if bytes.count < length.lowerBound { return "is shorter than \(length.lowerBound) bytes" }
            if bytes.count > length.upperBound { return "is longer than \(length.upperBound) bytes" }
            return formDefect(bytes)
        }
    }

    /// The longest of the prefixes that a value has.
    public func prefix(of value: Secret) -> String? { value.reveal { prefix(of: $0) } }

    private func prefix(of bytes: [UInt8]) -> String? {
        prefixes.filter { bytes.starts(with: $0.utf8) }.max { $0.utf8.count < $1.utf8.count }
    }

    private func characterDefect(_ bytes: [UInt8]) -> String? {
        let allowsSpaces = form == "words" || form == "mailbox"
        let bad = bytes.indices.first { index in
            if bytes[index] == 0x20, allowsSpaces { return index == 0 || index == bytes.count - 1 }
            return !(0x21...0x7E).contains(bytes[index])
        }
        guard let bad else { return nil }
        let kind =
            switch bytes[bad] {
            case 0x0A, 0x0D: "a line break"
            case 0x20, 0x09: "a space or tab"
            case 0x80...: "a byte outside ASCII"
            default: "a control character"
            }
        return "has \(kind) at byte \(bad + 1)"
    }

    private func formDefect(_ bytes: [UInt8]) -> String? {
        switch form {
        case "hex":
            let isHexadecimal = bytes.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x41...0x46).contains(byte) || (0x61...0x66).contains(byte)
            }
            return isHexadecimal ? nil : "has something other than hexadecimal digits"
        case "uri":
            let scheme = bytes.prefix { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2B }
            let rest = bytes.dropFirst(scheme.count)
            return !scheme.isEmpty && rest.starts(with: "://".utf8) && rest.count > 3 ? nil : "is no URI"
        case "mailbox": return Self.isMailbox(bytes) ? nil : "is no mailbox such as Name <box@example.com>"
        default: return nil
        }
    }

    /// An address, or a name with an address in angle brackets behind it.
    private static func isMailbox(_ bytes: [UInt8]) -> Bool {
        var address = bytes[...]
        if bytes.last == UInt8(ascii: ">") {
            guard let open = bytes.lastIndex(of: UInt8(ascii: "<")) else { return false }
            address = bytes[(open + 1)..<(bytes.count - 1)]
        }
        let parts = address.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        return parts.count == 2 && !parts[0].isEmpty && parts[1].contains(UInt8(ascii: "."))
            && !address.contains { $0 == 0x20 || "<>,;".utf8.contains($0) }
    }

    private static func list(_ prefixes: [String]) -> String {
        guard prefixes.count > 1, let last = prefixes.last else { return prefixes.joined() }
        return "\(prefixes.dropLast().joined(separator: ", ")) or \(last)"
    }
}
