import Keyfile

/// Where a node takes a token from: the first of these that is configured, with no fall-through.
public struct MoltnetTokenSource: Sendable {
    /// Where the inline token stands.
    public let scalar: YAMLScalar?
    /// The inline token.
    public let value: Secret?
    /// The variable it is taken from.
    public let variable: String?
    /// The file it is taken from.
    public let path: String?
    /// The line of the first of them, from 1.
    public let line: Int?

    init(_ node: YAMLNode?, in document: YAMLDocument) {
        scalar = node?["token"]?.scalar
        value = document.secret(of: node?["token"])
        variable = document.text(of: node?["token_env"]).flatMap { $0.isEmpty ? nil : $0 }
        path = document.text(of: node?["token_path"]).flatMap { $0.isEmpty ? nil : $0 }
        let names: Set = ["token", "token_env", "token_path"]
        line = node?.members.first { names.contains($0.name) }?.line
    }

    /// Whether there is none.
    public var isEmpty: Bool { value == nil && variable == nil && path == nil }
}
