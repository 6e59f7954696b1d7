/// Which of Moltnet's files a text is.
public enum MoltnetKind: String, Sendable {
    case server
    case node
    case bridge
    case client

    /// Tells by what stands at the top: the version, else the members that only one kind has.
    public init?(_ text: YAMLDocument) {
        let root = text.root
        switch text.text(of: root["version"]) {
        case "moltnet.v1": self = .server
        case "moltnet.node.v1": self = .node
        case "moltnet.bridge.v1": self = .bridge
        case "moltnet.client.v1", "spawnfile.moltnet-http-skill.v1": self = .client
        default:
            if root["auth"] != nil || root["network"] != nil || root["pairings"] != nil {
                self = .server
            } else if root["attachments"] != nil {
                self = root["attachments"]?.items.contains { $0["auth"] != nil } == true ? .client : .node
            } else if root["agent"] != nil, root["moltnet"] != nil {
                self = .bridge
            } else if root["moltnet"] != nil {
                self = .node
            } else {
                return nil
            }
        }
    }
}
