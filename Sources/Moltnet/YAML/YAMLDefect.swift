/// Why a YAML text is refused untouched.
///
/// Names a place, never what stands there.
public struct YAMLDefect: Error, Sendable, Equatable {
    /// The line, from 1.
    public let line: Int
    /// The column, from 1, in bytes.
    public let column: Int
    /// What is wrong, as the end of a sentence about the line.
    public let reason: String
}
