import Keyfile

/// A node file (`MoltnetNode`), or a bridge file, which is one attachment with its own connection.
public struct MoltnetNodeDocument: Sendable {
    /// The text.
    public let text: YAMLDocument
    /// `moltnet.base_url`.
    public let address: String?
    /// `moltnet.network_id`.
    public let networkID: String?
    /// `moltnet.auth_mode`.
    public let authMode: String?
    /// The token that attachments without one of their own use.
    public let token: MoltnetTokenSource
    /// `attachments`; the one of a bridge file.
    public let attachments: [MoltnetAttachment]
    /// Whether it is a bridge file.
    public let isBridge: Bool

    /// Takes what is known from a text; what is missing or of another kind is left out.
    public init(_ text: YAMLDocument) {
        self.text = text
        let root = text.root
        let connection = root["moltnet"]
        address = text.text(of: connection?["base_url"])
        networkID = text.text(of: connection?["network_id"])
        authMode = text.text(of: connection?["auth_mode"])
        token = MoltnetTokenSource(connection, in: text)
        isBridge = root["attachments"] == nil && root["agent"] != nil
        attachments =
            isBridge
            ? [MoltnetAttachment(bridge: root, in: text)]
            : (root["attachments"]?.items ?? []).map { MoltnetAttachment($0, in: text) }
    }

    /// Whether the file holds a secret, so that Moltnet refuses it unless it is private.
    public var holdsSecret: Bool {
        token.value != nil || attachments.contains { $0.token.value != nil || $0.runtimeToken != nil }
    }

    /// Every token that opens the server: the shared one first.
    public var sources: [MoltnetTokenSource] { [token] + (isBridge ? [] : attachments.map(\.token)) }
}

extension MoltnetAttachment {
    /// The one attachment of a bridge file, whose token is the shared one.
    fileprivate init(bridge root: YAMLNode, in document: YAMLDocument) {
        self.init(root, in: document)
    }
}
