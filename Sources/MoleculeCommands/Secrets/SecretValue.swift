import Keyfile

/// The value of a secret before it is sent.
enum SecretValue {
    /// The most a value may have: what one private file may hold.
    ///
    /// Servers set no limit.
    static let limit = 64 << 10

    /// Refuses what no environment variable can hold: anything but UTF-8, and NUL.
    ///
    /// Several lines are fine.
    static func check(_ secret: Secret, source: String) throws(Failure) {
        try secret.reveal { bytes throws(Failure) in
            if let reason = defect(of: bytes) { throw .value(reason, source: source) }
        }
    }

    /// What is wrong with the bytes, as the end of a sentence.
    static func defect(of bytes: [UInt8]) -> String? {
        if bytes.isEmpty { return "is empty" }
        if bytes.count > limit { return "is longer than \(limit) bytes" }
        if let place = bytes.firstIndex(of: 0) { return "has a NUL at byte \(place + 1)" }
        return String(validating: bytes, as: UTF8.self) == nil ? "is not UTF-8" : nil
    }
}
