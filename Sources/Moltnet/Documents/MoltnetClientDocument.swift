import Keyfile

/// A client file (`.moltnet/config.json`), which a node writes into the workspaces of agents, with their tokens.
public struct MoltnetClientDocument: Sendable {
    /// One connection and its token.
    struct Connection: Sendable {
        let address: String?
        let addressLine: Int
        let scalar: YAMLScalar?
        let value: Secret?
    }

    /// `attachments`.
    let connections: [Connection]

    /// Takes what is known from a text; what is missing or of another kind is left out.
    public init(_ text: YAMLDocument) {
        connections = (text.root["attachments"]?.items ?? []).map { entry in
            let token = entry["auth"]?["token"]
            return Connection(
                address: text.text(of: entry["base_url"]), addressLine: entry["base_url"]?.line ?? entry.line,
                scalar: token?.scalar, value: text.secret(of: token))
        }
    }

    /// Whether the file holds a secret, so that Moltnet refuses it unless it is private.
    public var holdsSecret: Bool { connections.contains { $0.value != nil } }
}
