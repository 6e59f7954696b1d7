/// One node of a YAML text with its place.
///
/// Holds the names of members, and of scalars only where they stand, since those may be secrets.
public struct YAMLNode: Sendable {
    /// What a node is.
    public enum Content: Sendable {
        case scalar(YAMLScalar)
        case mapping([Member])
        case sequence([YAMLNode])
        /// Nothing stands after the colon or the dash.
        case absent
    }

    /// One member of a mapping.
    public struct Member: Sendable {
        /// The name.
        public let name: String
        /// The line of the name, from 1.
        public let line: Int
        /// The value.
        public let value: YAMLNode
    }

    /// What it is.
    public let content: Content
    /// The line it begins on, from 1: for an item of a block sequence that of the dash.
    public let line: Int
    /// The column it begins in, from 1, in bytes.
    public let column: Int
    /// The last line that any of it stands on.
    public let lastLine: Int
    /// Whether it is an item of a block sequence, whose dash is the first thing on its line.
    var isOwnItem = false

    /// The value of a member, if this is a mapping that has it.
    public subscript(_ name: String) -> YAMLNode? {
        members.first { $0.name == name }?.value
    }

    /// The members in order; none where this is no mapping.
    public var members: [Member] {
        if case .mapping(let members) = content { members } else { [] }
    }

    /// The items in order; none where this is no sequence.
    public var items: [YAMLNode] {
        if case .sequence(let items) = content { items } else { [] }
    }

    /// The scalar, if this is one.
    public var scalar: YAMLScalar? {
        if case .scalar(let scalar) = content { scalar } else { nil }
    }

    /// Every scalar of the tree, in the order of the text.
    var scalars: [YAMLScalar] {
        switch content {
        case .scalar(let scalar): [scalar]
        case .mapping(let members): members.flatMap { $0.value.scalars }
        case .sequence(let items): items.flatMap(\.scalars)
        case .absent: []
        }
    }
}
