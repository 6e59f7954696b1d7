import HostSystem

/// Names a value without revealing it: the first 8 hexadecimal digits of HMAC-SHA256 under the key entry's own random
/// salt.
///
/// Thirty-two bits tell versions apart; the salt keeps a list of likely values from being tried against a journal.
public struct Fingerprint: Sendable, Hashable {
    /// The 8 digits.
    public let text: String

    /// The fingerprint of a value under a salt.
    public init(of secret: Secret, salt: [UInt8]) {
        let code = secret.reveal { HMACSHA256.code(key: salt, message: $0) }
        text = String(decoding: TextEncoding.hexadecimal(Array(code.prefix(4))), as: UTF8.self)
    }

    /// Reads 8 lower-case hexadecimal digits; `nil` for anything else.
    public init?(text: String) {
        let isValid = text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
        guard text.utf8.count == 8, isValid else { return nil }
        self.text = text
    }
}
