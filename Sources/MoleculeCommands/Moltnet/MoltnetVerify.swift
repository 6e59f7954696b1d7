import CommandTree
import HostSystem
import JSON
import Keyfile
import ManagementAPI
import Moltnet

/// The command `moltnet verify`.
struct MoltnetVerify: Verb {
    let config: String?
    let nodes: [String]
    let url: String?

    static let node = Node(
        "verify", summary: "prove that a Moltnet server takes the tokens of its file, and no others",
        discussion: [
            """
            Asks the server: for its health, without a token; for its network without a token and with a random one, which \
            must both be refused; and with every token of the file, which must all open the network of the file. A token \
            is sent only after the address has answered like a Moltnet server.
            """,
            """
            Then for every token what it may do, and what it must not, by its scopes, with requests that change nothing; \
            for every pairing whether the partner is reached; and for every agent that a token or a node's file names \
            whether it is connected. Before v0.1.3 an attachment's token is not shown the network, and before v0.1.7 \
            nobody is told who is connected; both are taken into account.
            """,
            """
            A server reads its file when it starts. A value that it refuses while it takes an earlier one, which the key \
            store holds from a rotation, is told as waiting for a restart. A value that a rotation has retired must be \
            refused.
            """,
        ],
        options: [
            MoltnetCommands.configOption,
            .value(
                "node", Value("FILE", .file), repeats: true,
                "A node's file whose agents must be connected; may be repeated. Without it the one that a node would use."
            ),
            MoltnetSite.addressOption,
        ],
        examples: [
            Example("Verify the server on this machine.", "molecule moltnet verify"),
            Example(
                "Verify it as the other machines reach it, as data.",
                "molecule moltnet verify --url https://moltnet.example.com -o json"),
        ],
        environment: MoltnetCommands.variables, files: MoltnetCommands.files + [Documented.keyStore],
        statuses: [.unauthenticated, .notFound, .unavailable, .insecureFile, .unverified],
        action: { arguments throws(UsageError) in
            let (config, nodes) = (arguments.text("config"), arguments.texts("node"))
            try MoltnetCommands.requireNoSecret(inFiles: [config].compactMap { $0 } + nodes)
            return MoltnetVerify(config: config, nodes: nodes, url: arguments.text("url"))
        })

    func run(in world: World) async throws(Failure) {
        let site = try MoltnetSite(config, in: world)
        let origin = try site.origin(url, nodes: nodes, in: world)
        let call = MoltnetVerifyCall(
            transport: world.transport(), origin: origin, deadline: world.settings.deadline)
        var run = MoltnetVerifyRun(
            server: site.server, versions: try versions(of: site, at: origin, in: world),
            agents: try agents(of: site, in: world),
            call: call)
        await run.run()
        if let number = SignalWatch.received { throw .signalled(number, hint: nil) }
        let document: JSONValue = [
            "origin": .string(origin.text), "file": .string(site.path), "network": .optional(site.server.networkID),
            "version": .optional(run.release.text), "verified": .bool(run.trouble == nil),
            "trouble": .optional(run.trouble?.word), "probes": .array(run.probes.map(\.json)),
        ]
        let isGood = run.trouble == nil
        try world.output.print(
            Report(
                document, columns: ["PROBE", "OF", "VERDICT", "FINDING"], rows: run.probes.map(\.cells),
                remarks: isGood ? ["ok: \(origin.text) takes the tokens of \(site.path), and no others."] : [],
                names: [isGood ? "verified" : "not verified"]))
        if let trouble = run.trouble { throw trouble.failure(origin.text, site.path) }
    }

    /// Other values of each token than the one in the file.
    private func versions(
        of site: MoltnetSite, at origin: Origin, in world: World
    ) throws(Failure) -> [String: [MoltnetVerifyRun.KnownVersion]] {
        var versions: [String: [MoltnetVerifyRun.KnownVersion]] = [:]
        for token in site.server.tokens {
            guard let id = token.id, let value = token.value else { continue }
            // No entry is the usual case, and one that cannot be read is told by commands about it.
            guard let name = try? site.keyName(id), let entry = try? world.keyStore.load(name) else { continue }
            // A value is shown to no server but its own; another network may have the same id.
            guard entry.origin == origin else { continue }
            let isSettled = entry.pending == nil && entry.current?.secret.matches(value) == true
            versions[id] = [(entry.current, false), (entry.pending, false), (entry.previous, isSettled)].compactMap {
                version, isRetired in
                version.map { .init(value: $0.secret, isRetired: isRetired) }
            }
        }
        return versions
    }

    /// Those that tokens are limited to, and those that nodes attach.
    private func agents(of site: MoltnetSite, in world: World) throws(Failure) -> [String] {
        let ambient = nodes.isEmpty ? [MoltnetSite.discovery(in: world).node?.path].compactMap { $0 } : []
        var agents = site.server.tokens.filter { $0.scopes.contains(.attach) }.flatMap(\.agents)
        for path in nodes.map(world.absolute) + ambient {
            agents += MoltnetNodeDocument(try MoltnetSite.document(path)).attachments.compactMap(\.agent)
        }
        var seen: Set<String> = []
        return agents.filter { seen.insert($0).inserted }
    }
}
