/// Bytes as text in the alphabets tokens use.
public enum TextEncoding {
    private static let standard = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    private static let urlSafe = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
    private static let digits = Array("0123456789abcdef".utf8)

    /// Base64 with padding (RFC 4648, 4).
    public static func base64(_ bytes: [UInt8]) -> [UInt8] {
        var text = encode(bytes, standard)
        while text.count % 4 != 0 { text.append(UInt8(ascii: "=")) }
        return text
    }

    /// Base64url without padding (RFC 4648, 5).
    public static func base64url(_ bytes: [UInt8]) -> [UInt8] { encode(bytes, urlSafe) }

    /// Lower-case hexadecimal.
    public static func hexadecimal(_ bytes: [UInt8]) -> [UInt8] {
        bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    }

    /// The bytes that lower- or upper-case hexadecimal text stands for, or `nil` when it is not that.
    public static func bytes(hexadecimal text: String) -> [UInt8]? {
        let values = text.map(\.hexDigitValue)
        guard values.count % 2 == 0, text.utf8.count == values.count else { return nil }
        var bytes: [UInt8] = []
        for index in stride(from: 0, to: values.count, by: 2) {
            guard let high = values[index], let low = values[index + 1] else { return nil }
            bytes.append(UInt8(high << 4 | low))
        }
        return bytes
    }

    private static func encode(_ bytes: [UInt8], _ alphabet: [UInt8]) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            var word: UInt32 = 0
            for byte in group { word = word << 8 | UInt32(byte) }
            word <<= 8 * UInt32(3 - group.count)
            for index in 0...group.count { text.append(alphabet[Int(word >> (18 - 6 * UInt32(index)) & 63)]) }
        }
        return text
    }
}
