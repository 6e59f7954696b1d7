/// How a server lets callers in, as it stands in `auth.mode`.
public enum MoltnetAuthMode: String, Sendable, CaseIterable {
    /// Everyone; also when nothing is said.
    case none
    case bearer
    case open
}
