import Keyfile

/// One entry of `pairings` of a server file: the outbound end of a link to another server.
public struct MoltnetPairing: Sendable {
    /// Its name.
    public let id: String?
    /// The entry in the text.
    public let node: YAMLNode
    /// The other server.
    public let address: String?
    /// Where the token stands.
    public let scalar: YAMLScalar?
    /// The token that the other server has in its own list.
    public let value: Secret?

    init(_ node: YAMLNode, in document: YAMLDocument) {
        self.node = node
        id = document.text(of: node["id"])
        address = document.text(of: node["remote_base_url"])
        scalar = node["token"]?.scalar
        value = document.secret(of: node["token"])
    }
}
