import HostSystem
import JSON

/// What the Moltnet server takes from its configuration.
struct MoltnetSettings: Sendable {
    /// Who is let in.
    enum Mode: String {
        case none, bearer, open
    }

    /// A static token.
    struct Token: Sendable {
        /// The SHA-256 of the value, which is all that the server keeps.
        let digest: [UInt8]
        /// What owns an agent: `token:` and the id, or what of the value stands for one.
        let identity: String
        let scopes: Set<String>
        let agents: [String]
    }

    /// A room.
    struct Room: Sendable {
        let id: String
        let name: String
        let members: [String]
        let isPublic: Bool
    }

    /// The outbound end of a pairing.
    struct Pairing: Sendable {
        let id: String
        let network: String
        let url: String
        let token: String
    }

    private(set) var networkID = "local"
    private(set) var networkName = "Local"
    private(set) var listenAddress = ":8787"
    private(set) var hasHumanIngress = true
    private(set) var hasDirectMessages = true
    private(set) var mode = Mode.none
    private(set) var isPublic = false
    private(set) var registration = "disabled"
    private(set) var tokens: [Token] = []
    private(set) var rooms: [Room] = []
    private(set) var pairings: [Pairing] = []
    /// The file that the store stands for; `nil` keeps it in memory.
    private(set) var storePath: String?
    /// Whether the document holds something that only its owner may read.
    private(set) var holdsSecrets = false

    /// The settings without a document: no authentication at all.
    init() {}

    /// Reads a document.
    ///
    /// - Throws: What the server says about it.
    init(_ document: JSONValue, _ release: MoltnetRelease) throws(MoltnetText.Failure) {
        try MoltnetKeys.check(document, release)
        if let version = document["version"]?.word, version != "moltnet.v1" {
            throw .init(reason: "unsupported version \"\(version)\"")
        }
        networkID = document["network"]?["id"]?.word ?? networkID
        networkName = document["network"]?["name"]?.word ?? networkID
        let server = document["server"]
        listenAddress = server?["listen_addr"]?.word ?? listenAddress
        hasHumanIngress = server?["human_ingress"]?.truth != false
        hasDirectMessages = server?["direct_messages"]?.truth != false
        try readAuthentication(document["auth"], release)
        for (index, room) in (document["rooms"]?.items ?? []).enumerated() {
            guard let id = room["id"]?.word else { throw .init(reason: "rooms[\(index)].id is required") }
            rooms.append(
                Room(
                    id: id, name: room["name"]?.word ?? id, members: room["members"]?.words ?? [],
                    isPublic: room["visibility"]?.word == "public"))
        }
        try readPairings(document["pairings"]?.items ?? [])
        let storage = document["storage"]
        let kind = storage?["kind"]?.word ?? "memory"
        storePath = storage?[kind]?["path"]?.word
        if kind == "postgres", storage?["postgres"]?["dsn"]?.word != nil { holdsSecrets = true }
    }

    private mutating func readAuthentication(
        _ auth: JSONValue?, _ release: MoltnetRelease
    ) throws(MoltnetText.Failure) {
        let name = auth?["mode"]?.word ?? "none"
        guard let mode = Mode(rawValue: name), mode != .open || release.hasAgentTokens else {
            throw .init(reason: "unsupported auth mode \"\(name)\"")
        }
        self.mode = mode
        registration = auth?["agent_registration"]?.word ?? registration
        guard ["disabled", "token", "open"].contains(registration) else {
            throw .init(reason: "unsupported auth.agent_registration \"\(registration)\"")
        }
        isPublic = auth?["public_read"]?.truth == true
        let entries = auth?["tokens"]?.items ?? []
        if entries.contains(where: { $0["value"]?.word != nil }) { holdsSecrets = true }
        // Without a mode nobody looks at the tokens, not even to see whether they are in order.
        guard mode != .none else { return }
        if mode == .open { (isPublic, registration) = (true, "open") }
        for (index, entry) in entries.enumerated() { tokens.append(try MoltnetSettings.token(entry, index)) }
        if mode == .bearer, tokens.isEmpty { throw .init(reason: "bearer auth requires at least one token") }
    }

    private static func token(_ entry: JSONValue, _ index: Int) throws(MoltnetText.Failure) -> Token {
        let place = "auth.tokens[\(index)]"
        guard let value = entry["value"]?.word else { throw .init(reason: "\(place).value is required") }
        let scopes = entry["scopes"]?.words ?? []
        guard !scopes.isEmpty else { throw .init(reason: "\(place).scopes is required") }
        for scope in scopes where !["observe", "write", "admin", "attach", "pair"].contains(scope) {
            throw .init(reason: "\(place).scope \"\(scope)\" is unsupported")
        }
        let digest = SHA256.digest(value.utf8)
        let digits = String(decoding: TextEncoding.hexadecimal(digest).prefix(16), as: UTF8.self)
        return Token(
            digest: digest, identity: "token:\(entry["id"]?.word ?? "tok_\(digits)")", scopes: Set(scopes),
            agents: entry["agents"]?.words ?? [])
    }

    private mutating func readPairings(_ entries: [JSONValue]) throws(MoltnetText.Failure) {
        for (index, entry) in entries.enumerated() {
            guard let id = entry["id"]?.word else { throw .init(reason: "pairings[\(index)].id is required") }
            guard let url = entry["remote_base_url"]?.word else {
                throw .init(reason: "pairings[\(index)].remote_base_url is required")
            }
            let token = entry["token"]?.word ?? ""
            if !token.isEmpty { holdsSecrets = true }
            pairings.append(
                Pairing(id: id, network: entry["remote_network_id"]?.word ?? "", url: url, token: token))
        }
    }

    /// An agent that two tokens of different ids list, which newer servers do not start with.
    var contestedAgent: String? {
        var owners: [String: String] = [:]
        for token in tokens {
            for agent in token.agents
            where owners.updateValue(token.identity, forKey: agent) ?? token.identity
                != token.identity
            { return agent }
        }
        return nil
    }
}

extension JSONValue {
    /// The text of a scalar without blanks around it; `nil` when it is blank or no scalar.
    fileprivate var word: String? {
        guard let text else { return nil }
        let isBlank = { (character: Character) in character.isWhitespace }
        var rest = text.drop(while: isBlank)
        while let last = rest.last, isBlank(last) { rest.removeLast() }
        return rest.isEmpty ? nil : String(rest)
    }

    /// The truth that a word stands for; the server's reader keeps those of YAML 1.1 where it wants a truth.
    fileprivate var truth: Bool? {
        switch word {
        case "true", "True", "TRUE", "y", "Y", "yes", "Yes", "YES", "on", "On", "ON": true
        case "false", "False", "FALSE", "n", "N", "no", "No", "NO", "off", "Off", "OFF": false
        default: nil
        }
    }

    /// The texts of a list.
    fileprivate var words: [String]? { items?.compactMap(\.word) }
}
