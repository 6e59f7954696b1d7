import Keyfile

/// One agent that a node attaches.
public struct MoltnetAttachment: Sendable {
    /// `agent.id`.
    public let agent: String?
    /// The entry in the text.
    public let node: YAMLNode
    /// Its own token, where it does not take the shared one.
    public let token: MoltnetTokenSource
    /// `runtime.token`: the local runtime's own bearer.
    public let runtimeToken: Secret?
    /// `runtime.workspace_path`, into which the node writes the token.
    public let workspace: String?

    init(_ node: YAMLNode, in document: YAMLDocument) {
        self.node = node
        agent = document.text(of: node["agent"]?["id"])
        token = MoltnetTokenSource(node["moltnet"], in: document)
        runtimeToken = document.secret(of: node["runtime"]?["token"])
        workspace = document.text(of: node["runtime"]?["workspace_path"])
    }
}
