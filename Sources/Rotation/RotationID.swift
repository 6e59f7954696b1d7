import HostSystem

/// The name of one rotation: `r-`, the time it was planned in UTC, and six random hexadecimal digits.
public struct RotationID: Sendable, Hashable, Comparable {
    /// The name, such as `r-20261120T230102Z-9f3a1c`.
    public let text: String

    /// A new name for a rotation planned now.
    public static func new(at time: Timestamp) throws(SystemError) -> RotationID {
        let random = TextEncoding.hexadecimal(try SystemRandom.bytes(3))
        return RotationID(unchecked: "r-\(time.compactText)-\(String(decoding: random, as: UTF8.self))")
    }

    /// Accepts a name of that form; `nil` otherwise, so that a name is never a path.
    public init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == "r", parts[1].utf8.count == 16, parts[2].utf8.count == 6,
            parts[1].utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x54 || $0 == 0x5A }),
            parts[2].utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) })
        else { return nil }
        self.text = text
    }

    private init(unchecked text: String) { self.text = text }

    /// Orders by the second of planning; those of one second have no order that means anything.
    public static func < (first: RotationID, second: RotationID) -> Bool { first.text < second.text }
}
