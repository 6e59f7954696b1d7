import Keyfile

/// A YAML text that was understood: its bytes, and where everything stands in them.
public struct YAMLDocument: Sendable, CustomReflectable {
    /// The bytes, which may hold secrets.
    public let bytes: [UInt8]
    /// The root.
    public let root: YAMLNode

    /// The most bytes that a text may have: a configuration of a thousand tokens is well below it.
    public static let limit = 1 << 20

    /// Reads a text; what is not understood in all of its parts is refused.
    public init(_ bytes: [UInt8]) throws(YAMLDefect) {
        self.bytes = bytes
        var reader = try YAMLReader(bytes)
        root = try reader.read()
    }

    /// Nothing: a dump shows no bytes.
    public var customMirror: Mirror { Mirror(self, children: []) }

    /// What a scalar says; empty for the words that stand for nothing.
    public func text(of scalar: YAMLScalar) -> String {
        String(decoding: content(of: scalar), as: UTF8.self)
    }

    /// What a node says, if it is a scalar or nothing at all.
    public func text(of node: YAMLNode?) -> String? {
        guard let node else { return nil }
        return switch node.content {
        case .scalar(let scalar): text(of: scalar)
        case .absent: ""
        case .mapping, .sequence: nil
        }
    }

    /// A scalar's text as a secret, without the blanks around it, as Moltnet takes it; `nil` where nothing is left.
    public func secret(of node: YAMLNode?) -> Secret? {
        guard let scalar = node?.scalar else { return nil }
        let isBlank: (UInt8) -> Bool = { $0 == 0x20 || (0x09...0x0D).contains($0) }
        let content = content(of: scalar).drop(while: isBlank)
        let end = content.lastIndex { !isBlank($0) }
        return end.map { Secret(Array(content[...$0])) }
    }

    /// The truth a node states, as Moltnet's reader takes it; `nil` where it states none.
    ///
    /// It keeps the words of YAML 1.1 where a truth is wanted, in quotes or not.
    public func truth(of node: YAMLNode?) -> Bool? {
        guard let scalar = node?.scalar else { return nil }
        let text = text(of: scalar)
        if scalar.style == .plain {
            if ["true", "True", "TRUE"].contains(text) { return true }
            if ["false", "False", "FALSE"].contains(text) { return false }
        }
        if ["y", "Y", "yes", "Yes", "YES", "on", "On", "ON"].contains(text) { return true }
        if ["n", "N", "no", "No", "NO", "off", "Off", "OFF"].contains(text) { return false }
        return nil
    }

    /// The texts of a sequence of scalars.
    public func texts(of node: YAMLNode?) -> [String] { node?.items.compactMap { text(of: $0) } ?? [] }

    /// The bytes that a scalar stands for.
    func content(of scalar: YAMLScalar) -> [UInt8] {
        let raw = Array(bytes[scalar.range])
        switch scalar.style {
        case .plain: return YAMLDocument.isNull(raw) ? [] : raw
        case .singleQuoted, .doubleQuoted:
            // The reader has read it once.
            return YAMLQuoted.content(raw, scalar.style) ?? []
        }
    }

    /// The plain words that stand for nothing.
    private static func isNull(_ raw: [UInt8]) -> Bool {
        ["", "~", "null", "Null", "NULL"].contains(String(decoding: raw, as: UTF8.self))
    }
}
