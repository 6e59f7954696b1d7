/// Which members a file of Moltnet's may have: it refuses every other name.
///
/// Source: the configuration structures of Moltnet v0.1.13 and of the version that the product's page was written for.
indirect enum MoltnetShape: Sendable {
    case scalar
    case list(MoltnetShape)
    case mapping([String: MoltnetShape])
    /// Not looked into.
    case any

    static let server = mapping([
        "version": .scalar,
        "network": .mapping(["id": .scalar, "name": .scalar]),
        "server": .mapping([
            "listen_addr": .scalar, "human_ingress": .scalar, "direct_messages": .scalar, "debug_events": .scalar,
            "trust_forwarded_proto": .scalar, "allowed_origins": .list(.scalar), "console": .any, "data_path": .scalar,
        ]),
        "auth": .mapping([
            "mode": .scalar, "public_read": .scalar, "agent_registration": .scalar,
            "tokens": .list(
                .mapping(["id": .scalar, "value": .scalar, "scopes": .list(.scalar), "agents": .list(.scalar)])),
        ]),
        "storage": .mapping([
            "kind": .scalar, "json": .mapping(["path": .scalar]), "sqlite": .mapping(["path": .scalar]),
            "postgres": .mapping(["dsn": .scalar]),
        ]),
        "rooms": .list(
            .mapping([
                "id": .scalar, "name": .scalar, "members": .list(.scalar), "visibility": .scalar,
                "write_policy": .scalar,
            ])),
        "pairings": .list(
            .mapping([
                "id": .scalar, "remote_network_id": .scalar, "remote_network_name": .scalar,
                "remote_base_url": .scalar, "token": .scalar, "status": .scalar,
            ])),
    ])

    private static let tokens: [String: MoltnetShape] = [
        "token": .scalar, "token_env": .scalar, "token_path": .scalar,
    ]
    private static let connection: [String: MoltnetShape] = [
        "base_url": .scalar, "network_id": .scalar, "auth_mode": .scalar, "registration": .scalar,
        "static_token": .scalar,
    ]

    static let node = mapping([
        "version": .scalar, "moltnet": .mapping(tokens.merging(connection) { own, _ in own }),
        "attachments": .list(
            .mapping([
                "agent": .mapping(["id": .scalar, "name": .scalar]), "moltnet": .mapping(tokens), "runtime": .any,
                "rooms": .list(
                    .mapping(["id": .scalar, "wake": .scalar, "read": .scalar, "reply": .scalar])),
                "dms": .mapping(["enabled": .scalar, "wake": .scalar, "read": .scalar, "reply": .scalar]),
            ])),
    ])

    /// A bridge file may have what it likes: unknown names are ignored there.
    static func of(_ kind: MoltnetKind) -> MoltnetShape {
        switch kind {
        case .server: server
        case .node: node
        case .bridge, .client: .any
        }
    }

    /// What does not fit, in the order of the text: its line, the code, and the end of a sentence about it.
    func misfits(_ node: YAMLNode, at path: String = "") -> [Misfit] {
        switch (self, node.content) {
        case (.any, _), (_, .absent), (.scalar, .scalar): return []
        case (.list(let shape), .sequence(let items)):
            return items.enumerated().flatMap { shape.misfits($1, at: "\(path)[\($0)]") }
        case (.mapping(let shapes), .mapping(let members)):
            return members.flatMap { member -> [Misfit] in
                let place = path.isEmpty ? member.name : "\(path).\(member.name)"
                guard let shape = shapes[member.name] else {
                    return [Misfit(line: member.line, path: path, isUnknown: true)]
                }
                return shape.misfits(member.value, at: place)
            }
        default: return [Misfit(line: node.line, path: path, isUnknown: false)]
        }
    }

    /// Something that does not fit.
    struct Misfit: Equatable {
        let line: Int
        /// The member that it is in, or that is of another kind; empty for the top.
        let path: String
        /// Whether it is a name that is not known.
        let isUnknown: Bool
    }
}
