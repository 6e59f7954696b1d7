import Keyfile

/// A server file (`Moltnet`): what it says of tokens, and where.
public struct MoltnetServerDocument: Sendable {
    /// The text.
    public let text: YAMLDocument
    /// `network.id`.
    public let networkID: String?
    /// `server.listen_addr`.
    public let listenAddress: String?
    /// `auth.mode`; `nil` where nothing, or nothing known, is said.
    public let authMode: MoltnetAuthMode?
    /// `auth.public_read`, which `auth.mode: open` implies.
    public let isPublic: Bool
    /// `auth.agent_registration`.
    public let registration: String?
    /// `auth.tokens`.
    public let tokens: [MoltnetToken]
    /// `pairings`.
    public let pairings: [MoltnetPairing]
    /// The ids in `rooms`.
    public let rooms: [String]
    /// `storage.postgres.dsn`, where `storage.kind` is `postgres`.
    public let databaseAddress: Secret?

    /// Takes what is known from a text; what is missing or of another kind is left out.
    public init(_ text: YAMLDocument) {
        self.text = text
        let root = text.root
        networkID = text.text(of: root["network"]?["id"])
        listenAddress = text.text(of: root["server"]?["listen_addr"])
        authMode = text.text(of: root["auth"]?["mode"]).flatMap { MoltnetAuthMode(rawValue: $0) }
        isPublic = authMode == .open || text.truth(of: root["auth"]?["public_read"]) == true
        registration = text.text(of: root["auth"]?["agent_registration"])
        let entries = root["auth"]?["tokens"]?.items ?? []
        tokens = entries.enumerated().map { MoltnetToken($1, index: $0, in: text) }
        pairings = (root["pairings"]?.items ?? []).map { MoltnetPairing($0, in: text) }
        rooms = (root["rooms"]?.items ?? []).compactMap { text.text(of: $0["id"]) }
        let isPostgres = text.text(of: root["storage"]?["kind"]) == "postgres"
        databaseAddress = isPostgres ? text.secret(of: root["storage"]?["postgres"]?["dsn"]) : nil
    }

    /// Whether the file holds a secret, so that Moltnet refuses it unless it is private.
    public var holdsSecret: Bool {
        tokens.contains { $0.value != nil } || pairings.contains { $0.value != nil } || databaseAddress != nil
    }

    /// The entries of an id.
    public func tokens(withID id: String) -> [MoltnetToken] { tokens.filter { $0.id == id } }
}
