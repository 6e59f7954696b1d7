/// Where one scalar stands in a text, and how it is written; what it says is asked of the document.
public struct YAMLScalar: Sendable, Equatable {
    /// How a scalar is written.
    public enum Style: Sendable {
        case plain
        case singleQuoted
        case doubleQuoted
    }

    /// The line, from 1.
    public let line: Int
    /// The column, from 1, in bytes; that of the quote where there is one.
    public let column: Int
    /// The bytes of the text, between its quotes.
    public let range: Range<Int>
    /// How it is written.
    public let style: Style
}
