import JSON

/// The keys that a server's configuration may have; any other is refused.
indirect enum MoltnetKeys {
    case scalar
    case anything
    case list(of: MoltnetKeys)
    case map([String: MoltnetKeys])

    /// Refuses a key that the release does not know.
    static func check(_ document: JSONValue, _ release: MoltnetRelease) throws(MoltnetText.Failure) {
        if document != .null { try shape(in: release).check(document, at: "") }
    }

    private static func shape(in release: MoltnetRelease) -> MoltnetKeys {
        func scalars(_ names: String...) -> MoltnetKeys {
            .map(Dictionary(uniqueKeysWithValues: names.map { ($0, .scalar) }))
        }
        var server: [String: MoltnetKeys] = [
            "listen_addr": .scalar, "human_ingress": .scalar, "debug_events": .scalar,
            "trust_forwarded_proto": .scalar, "allowed_origins": .list(of: .scalar), "data_path": .scalar,
            "console": .anything,
        ]
        if release.hasDirectMessages { server["direct_messages"] = .scalar }
        var auth: [String: MoltnetKeys] = [
            "mode": .scalar,
            "tokens": .list(
                of: .map([
                    "id": .scalar, "value": .scalar, "scopes": .list(of: .scalar), "agents": .list(of: .scalar),
                ])),
        ]
        var room: [String: MoltnetKeys] = ["id": .scalar, "name": .scalar, "members": .list(of: .scalar)]
        if release.hasPublicRead {
            auth["public_read"] = .scalar
            auth["agent_registration"] = .scalar
            room["visibility"] = .scalar
            room["write_policy"] = .scalar
        }
        return .map([
            "version": .scalar, "network": scalars("id", "name"), "server": .map(server), "auth": .map(auth),
            "storage": .map([
                "kind": .scalar, "json": scalars("path"), "sqlite": scalars("path"), "postgres": scalars("dsn"),
            ]),
            "rooms": .list(of: .map(room)),
            "pairings": .list(
                of: scalars("id", "remote_network_id", "remote_network_name", "remote_base_url", "token", "status")),
        ])
    }

    private func check(_ value: JSONValue, at place: String) throws(MoltnetText.Failure) {
        switch (self, value) {
        case (_, .null), (.anything, _), (.scalar, .string): break
        case (.list(let inner), .array(let items)): for item in items { try inner.check(item, at: place) }
        case (.map(let keys), .object(let members)):
            for member in members {
                guard let inner = keys[member.name] else {
                    throw .init(reason: "field \(member.name) not found in \(place.isEmpty ? "Moltnet" : place)")
                }
                try inner.check(member.value, at: place.isEmpty ? member.name : "\(place).\(member.name)")
            }
        // The server shows up to seven characters of the value here; a sandbox need not.
        default: throw .init(reason: "cannot unmarshal into \(place)")
        }
    }
}
