import CommandTree
import JSON
import Keyfile
import ManagementAPI

/// The command `secrets set`.
struct SecretsSet: Verb {
    let key: String
    let scope: SecretScope
    let source: ValueSource?
    let keys: [KeyName]

    static let node = Node(
        "set", summary: "set a secret",
        discussion: [
            """
            The value comes from a prompt without echo, or from one of the options that name a source; it is never an \
            argument. Exactly one newline at the end is removed, and everything else is sent byte for byte: several \
            lines, quotes, any UTF-8 but NUL, at most 65536 bytes. An empty value is refused. Afterwards the list is \
            read, to see that the secret is there.
            """, Secrets.consequences,
            """
            Writing the same value again restarts again. A server of May refuses keys of model vendors for a workspace \
            that is billed through the platform; and a global secret by the name of a code host's token, such as \
            GITHUB_TOKEN, keeps every workspace from starting, which is why a confirmation is asked for.
            """,
        ],
        operands: [SecretKey.operand],
        options: SecretScope.options + ValueSource.options + [CredentialFinder.keyOption],
        examples: [
            Example(
                "Be asked for the value of a secret of all workspaces.", "molecule secrets set SEARCH_API_KEY --global"),
            Example(
                "Take it from a program, for one workspace, in a script.",
                "pass show search | molecule secrets set SEARCH_API_KEY --workspace 6f1c9d0e-6a53-4f0f-9a2b-0d6f3b6f0c11 --from-stdin --yes"
            ),
            Example(
                "Store a key of several lines.",
                "molecule secrets set DEPLOY_KEY --global --from-file deploy.key --yes"),
        ],
        environment: Documented.credentials, files: [Documented.keyStore],
        statuses: [.refused, .conflict, .unverified] + Secrets.statuses,
        action: { arguments throws(UsageError) in try SecretsSet(arguments) })

    init(_ arguments: Arguments) throws(UsageError) {
        key = try SecretKey.parse(arguments.operand("KEY") ?? "")
        scope = try SecretScope.required(arguments)
        source = try ValueSource(arguments, key: false)
        keys = try CredentialFinder.names(arguments)
    }

    func run(in world: World) async throws(Failure) {
        let client = try world.client(for: .tenant, keys: keys)
        let given = try valueFromSource(in: world)
        let impact = try await WriteImpact.look(scope, [key], world, client)
        let records = try await scope.records(world, client)
        let before = records.own(key, in: scope)
        try confirm(impact, before, records, in: world)
        let value = if let given { given } else { try askForValue(in: world) }
        let writer = SecretWriter(world: world, client: client, scope: scope)
        let isReplyLost = try await writer.write(key, value, before: before)
        if isReplyLost { world.output.remark("The reply was lost, but the list shows that the value was stored.") }
        let found = await writer.missing([key])
        if let found, !found.keys.isEmpty {
            throw .explained(
                "The server said that \(key) was stored, but its list does not show it.",
                hint: "molecule secrets list \(scope.words)", .unverified)
        }
        try report(before, found?.records.own(key, in: scope), impact, in: world)
    }

    private func valueFromSource(in world: World) throws(Failure) -> Secret? {
        guard let source else {
            // Nothing should be asked of the server, or of a person, when there is nobody to type the value.
            if world.settings.isUnattended { throw SecretsSet.nobodyToAsk }
            return nil
        }
        let value = try source.fetch(in: world)
        try SecretValue.check(value, source: source.description)
        return value
    }

    private func askForValue(in world: World) throws(Failure) -> Secret {
        let typed: [UInt8]
        do { typed = try world.ask("Value for \(key) (not shown): ", false) } catch { throw SecretsSet.nobodyToAsk }
        let value = try ValueSource.trimmed(typed, "The value")
        try SecretValue.check(value, source: "The value")
        return value
    }

    private static let nobodyToAsk = Failure.refused(
        "The value is needed, and there is nobody to ask for it.",
        hint: "Pass --from-stdin, --from-file PATH or --from-env VARIABLE.")

    private func confirm(
        _ impact: WriteImpact, _ before: SecretRecord?, _ records: [SecretRecord], in world: World
    ) throws(Failure) {
        for line in impact.sentences(scope) { world.output.remark(line) }
        if before != nil {
            world.output.remark("\(key) is there already; writing it restarts also when the value is the same.")
        } else if scope != .global, records.contains(where: { $0.key == key }) {
            world.output.remark("It will override the global secret of the same name in this workspace.")
        }
        let isPoison = scope == .global && SecretKey.keepsWorkspacesFromStarting(key)
        if isPoison {
            world.output.remark(
                "A global secret called \(key) keeps every workspace that does not override it from starting, since May."
            )
        }
        guard impact.wantsConfirmation || isPoison else { return }
        let count = impact.rows(.restarts).count
        let restarts = count == 0 ? "" : " and restart \(count) workspace\(count == 1 ? "" : "s")"
        try world.confirm("Set \(key) in \(scope.place)\(restarts)?")
    }

    private func report(
        _ before: SecretRecord?, _ now: SecretRecord?, _ impact: WriteImpact, in world: World
    ) throws(Failure) {
        let result = before == nil ? "created" : "updated"
        let document: [JSONValue.Member] = [
            .init("key", .string(key)), .init("scope", .string(scope.word)),
            .init("workspace_id", .optional(scope.workspace)), .init("result", .string(result)),
            .init("read_back", .bool(now != nil)), .init("updated_at", .optional(now?.updated)),
        ]
        try world.output.print(
            Report(
                .object(document + impact.members), rows: [[key, scope.word, result, now?.updated ?? "-"]],
                remarks: ["\(key) in \(scope.place): \(result)."], names: [key]))
    }
}
