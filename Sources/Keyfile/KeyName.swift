/// The name of a key entry, which is also the name of its file: 1 to 64 of `A-Z a-z 0-9 . _ -`, not starting with `.`
/// or `-`, so that it can be neither a path, nor hidden, nor taken for an option.
public struct KeyName: Sendable, Hashable, Comparable {
    /// The name.
    public let text: String

    /// Accepts a name of that form; `nil` otherwise.
    public init?(_ text: String) {
        let isValid = text.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
        }
        guard isValid, (1...64).contains(text.utf8.count), !text.hasPrefix("."), !text.hasPrefix("-") else {
            return nil
        }
        // The suffix is that of the store's own lock files.
        guard !text.hasSuffix(".lock") else { return nil }
        self.text = text
    }

    /// Orders by the bytes of the names.
    public static func < (first: KeyName, second: KeyName) -> Bool { first.text < second.text }
}
