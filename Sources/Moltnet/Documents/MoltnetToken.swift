import Keyfile

/// One entry of `auth.tokens` of a server file.
///
/// Operator, attachment and pairing are uses of one kind of token: only scopes and agents tell them apart.
public struct MoltnetToken: Sendable {
    /// What the scopes of a token are for.
    public enum Use: String, Sendable {
        case `operator`
        case attachment
        case pairing
        /// Scopes of an operator beside those of a node or of a partner.
        case mixed
        /// No scope that is known.
        case unknown
    }

    /// Its place in the list, from 0.
    public let index: Int
    /// The stable name; `nil` where there is none, and then a new value is a new identity.
    public let id: String?
    /// The entry in the text.
    public let node: YAMLNode
    /// Where the value stands.
    public let scalar: YAMLScalar?
    /// The value without the blanks around it, as Moltnet takes it.
    public let value: Secret?
    /// The scopes that are known.
    public let scopes: [MoltnetScope]
    /// How many words stand in `scopes`, known or not.
    public let scopeCount: Int
    /// The agents that the token may act as; none where that is not limited.
    public let agents: [String]

    /// The line the entry begins on, from 1.
    public var line: Int { node.line }
    /// What it is called for people: its id, or its number.
    public var label: String { id.map { "'\($0)'" } ?? "number \(index + 1)" }

    /// What it is for.
    public var use: Use {
        let known = Set(scopes)
        let isOperator = known.contains(.observe) || known.contains(.admin)
        if known.contains(.attach) { return isOperator || known.contains(.pair) ? .mixed : .attachment }
        if known.contains(.pair) { return isOperator ? .mixed : .pairing }
        return known.isEmpty ? .unknown : .operator
    }

    init(_ node: YAMLNode, index: Int, in document: YAMLDocument) {
        self.index = index
        self.node = node
        let name = document.secret(of: node["id"])?.reveal { String(decoding: $0, as: UTF8.self) }
        id = name
        scalar = node["value"]?.scalar
        value = document.secret(of: node["value"])
        let words = document.texts(of: node["scopes"])
        scopes = words.compactMap { MoltnetScope(rawValue: $0) }
        scopeCount = words.count
        agents = document.texts(of: node["agents"])
    }
}
