import CommandTree
import HostSystem
import JSON
import Keyfile
import Moltnet

/// The command `moltnet tokens list`.
struct MoltnetTokensList: Verb {
    let config: String?
    let nodes: [String]

    static let node = Node(
        "list", summary: "list the static tokens of a server's file",
        discussion: [
            """
            Shows every entry of auth.tokens: its id, what its scopes are for, its scopes and agents, a fingerprint, \
            since when it is known to be in use, and which of the node files have it. Values are not shown.
            """,
            """
            The fingerprint is that of the key entry where a rotation keeps the value; else it is made under the \
            network's id, and left out for values of fewer than 32 characters, which could be guessed from it. A token \
            that no rotation has made has no known age.
            """,
        ],
        options: [
            MoltnetCommands.configOption,
            .value(
                "node", Value("FILE", .file), repeats: true,
                "A node's file to look for the tokens in; may be repeated. Without it the one that a node would use."),
        ],
        examples: [
            Example("List the tokens.", "molecule moltnet tokens list"),
            Example(
                "See which nodes use which.",
                "molecule moltnet tokens list --config Moltnet --node MoltnetNode --node other/MoltnetNode"),
        ],
        environment: MoltnetCommands.variables, files: MoltnetCommands.files + [Documented.keyStore],
        statuses: [.notFound, .insecureFile],
        action: { arguments throws(UsageError) in
            try requireNoSecret(inPaths: [arguments.text("config")].compactMap { $0 } + arguments.texts("node"))
            return MoltnetTokensList(config: arguments.text("config"), nodes: arguments.texts("node"))
        })

    func run(in world: World) async throws(Failure) {
        let site = try MoltnetSite(config, in: world)
        var users: [(path: String, node: MoltnetNodeDocument)] = []
        let ambient = nodes.isEmpty ? [MoltnetSite.discovery(in: world).node?.path].compactMap { $0 } : []
        for path in nodes.map(world.absolute) + ambient {
            users.append((path, MoltnetNodeDocument(try MoltnetSite.document(path))))
        }
        let rows = site.server.tokens.map { Row($0, site, users, in: world) }
        try world.output.print(
            .list(
                rows.map(\.document), columns: ["ID", "USE", "SCOPES", "AGENTS", "FINGERPRINT", "SINCE", "NODES"],
                rows: rows.map(\.cells), names: rows.compactMap(\.token.id),
                remarks: rows.isEmpty ? ["\(site.path) has no tokens."] : []))
    }

    /// One token and what is known of it.
    private struct Row {
        let token: MoltnetToken
        let fingerprint: String?
        let since: Timestamp?
        let nodes: [String]

        init(
            _ token: MoltnetToken, _ site: MoltnetSite, _ users: [(path: String, node: MoltnetNodeDocument)],
            in world: World
        ) {
            self.token = token
            nodes = users.filter { user in
                user.node.sources.contains { source in
                    let file = source.path.map { MoltnetTokenFile($0, beside: user.path) }
                    let value = source.value ?? (source.variable == nil ? file?.value : nil)
                    return value.map { token.value?.matches($0) == true } ?? false
                }
            }.map(\.path)
            // A store that cannot be read knows nothing of it, and tells why in commands of its own.
            let entry = token.id.flatMap { try? site.keyName($0) }.flatMap { try? world.keyStore.load($0) }
            let version = [entry?.current, entry?.pending, entry?.previous].compactMap { $0 }.first {
                token.value?.matches($0.secret) == true
            }
            since = version?.rotation == nil ? nil : version?.created
            let guessable = (token.value?.count ?? 0) < 32
            let salt = Array("moltnet \(site.server.networkID ?? "")".utf8)
            fingerprint =
                version?.fingerprint.text
                ?? (guessable ? nil : token.value.map { Fingerprint(of: $0, salt: salt).text })
        }

        var cells: [String] {
            [
                token.id ?? "-", token.use.rawValue, list(token.scopes.map(\.rawValue)), list(token.agents),
                fingerprint ?? "-", since?.text ?? "-", list(nodes),
            ]
        }

        private func list(_ words: [String]) -> String { words.isEmpty ? "-" : words.joined(separator: ",") }

        var document: JSONValue {
            [
                "id": .optional(token.id), "use": .string(token.use.rawValue),
                "scopes": .array(token.scopes.map { .string($0.rawValue) }),
                "agents": .array(token.agents.map { .string($0) }), "line": .integer(Int64(token.line)),
                "fingerprint": .optional(fingerprint), "since": .optional(since?.text),
                "nodes": .array(nodes.map { .string($0) }),
            ]
        }
    }
}
