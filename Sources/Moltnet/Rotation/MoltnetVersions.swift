import Keyfile

/// The values that a rotation knows: what may stand in a file, and what may be replaced there.
public struct MoltnetVersions: Sendable {
    /// The value that is replaced; `nil` where it is not at hand.
    public let old: Secret?
    /// Every value that the rotation's key entry has.
    public let known: [Secret]

    /// The values of a rotation.
    public init(old: Secret?, known: [Secret]) {
        self.old = old
        self.known = known
    }

    /// Whether a value is one of them.
    func knows(_ value: Secret) -> Bool { known.contains { $0.matches(value) } }

    /// Whether a value is the one that is replaced.
    func isOld(_ value: Secret) -> Bool { old?.matches(value) == true }
}
