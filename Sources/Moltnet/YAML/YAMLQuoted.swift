/// What stands between quotes, read and written.
enum YAMLQuoted {
    /// The bytes that a quoted text stands for; `nil` for an escape that is none.
    static func content(_ raw: [UInt8], _ style: YAMLScalar.Style) -> [UInt8]? {
        var content: [UInt8] = []
        var rest = raw[...]
        while let byte = rest.popFirst() {
            switch (style, byte) {
            // A quote within single quotes is written twice.
            case (.singleQuoted, UInt8(ascii: "'")):
                guard rest.popFirst() == UInt8(ascii: "'") else { return nil }
                content.append(byte)
            case (.doubleQuoted, UInt8(ascii: "\\")):
                guard let escaped = escape(&rest) else { return nil }
                content += escaped
            default: content.append(byte)
            }
        }
        return content
    }

    private static let plainEscapes: [UInt8: [UInt8]] = [
        UInt8(ascii: "0"): [0], UInt8(ascii: "a"): [7], UInt8(ascii: "b"): [8], UInt8(ascii: "t"): [9],
        UInt8(ascii: "n"): [10], UInt8(ascii: "v"): [11], UInt8(ascii: "f"): [12], UInt8(ascii: "r"): [13],
        UInt8(ascii: "e"): [27], UInt8(ascii: " "): [0x20], UInt8(ascii: "\""): [0x22], UInt8(ascii: "/"): [0x2F],
        UInt8(ascii: "\\"): [0x5C], UInt8(ascii: "N"): Array("\u{85}".utf8), UInt8(ascii: "_"): Array("\u{A0}".utf8),
        UInt8(ascii: "L"): Array("\u{2028}".utf8), UInt8(ascii: "P"): Array("\u{2029}".utf8),
    ]
    private static let codeLengths: [UInt8: Int] = [UInt8(ascii: "x"): 2, UInt8(ascii: "u"): 4, UInt8(ascii: "U"): 8]

    private static func escape(_ rest: inout ArraySlice<UInt8>) -> [UInt8]? {
        guard let letter = rest.popFirst() else { return nil }
        if let content = plainEscapes[letter] { return content }
        guard let length = codeLengths[letter], rest.count >= length else { return nil }
        let digits = rest.prefix(length)
        rest = rest.dropFirst(length)
        let isHexadecimal = digits.allSatisfy { Character(Unicode.Scalar($0)).isHexDigit }
        guard isHexadecimal, let code = UInt32(String(decoding: digits, as: UTF8.self), radix: 16),
            let scalar = Unicode.Scalar(code)
        else { return nil }
        return Array(String(Character(scalar)).utf8)
    }

    /// A value as it stands between quotes of a style; `nil` where it cannot stand there.
    ///
    /// Control characters are not written: no token has one.
    static func raw(_ value: [UInt8], _ style: YAMLScalar.Style) -> [UInt8]? {
        guard value.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else { return nil }
        switch style {
        case .plain: return value
        case .singleQuoted: return value.flatMap { $0 == UInt8(ascii: "'") ? [$0, $0] : [$0] }
        case .doubleQuoted:
            return value.flatMap {
                $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") ? [UInt8(ascii: "\\"), $0] : [$0]
            }
        }
    }
}
