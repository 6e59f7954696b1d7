import CommandTree
import JSON
import Keyfile
import ManagementAPI

/// The command `secrets unset`.
struct SecretsUnset: Verb {
    let key: String
    let scope: SecretScope
    let keys: [KeyName]

    static let node = Node(
        "unset", summary: "remove a secret",
        discussion: [
            """
            Removes a global secret, or a workspace's own one; a workspace that overrode a global secret then sees that \
            one again. A secret that a workspace only inherits is not removed there. Since no value can be read back, a \
            confirmation is always asked for; --yes gives it in scripts.
            """, Secrets.consequences,
        ],
        operands: [Operand(Value("KEY", .text), .one, "The name of the secret.")],
        options: SecretScope.options + [CredentialFinder.keyOption],
        examples: [Example("Remove a global secret.", "molecule secrets unset SEARCH_API_KEY --global --yes")],
        environment: Documented.credentials, files: [Documented.keyStore],
        statuses: [.refused, .unverified] + Secrets.statuses,
        action: { arguments throws(UsageError) in try SecretsUnset(arguments) })

    init(_ arguments: Arguments) throws(UsageError) {
        key = try SecretKey.parseExisting(arguments.operand("KEY") ?? "")
        scope = try SecretScope.required(arguments)
        keys = try CredentialFinder.names(arguments)
    }

    func run(in world: World) async throws(Failure) {
        let client = try world.client(for: .tenant, keys: keys)
        let impact = try await WriteImpact.look(scope, [key], world, client)
        let records = try await scope.records(world, client)
        guard records.own(key, in: scope) != nil else { throw absent(records) }
        for line in impact.sentences(scope) { world.output.remark(line) }
        try world.confirm("Remove \(key) from \(scope.place)? Its value cannot be read back.")
        let writer = SecretWriter(world: world, client: client, scope: scope)
        if try await writer.delete(key) {
            world.output.remark("The reply was lost, but the list shows that it is gone.")
        }
        // The server has said that it is deleted; a list that cannot be read does not say otherwise.
        let after = try? await scope.records(world, client)
        if after?.own(key, in: scope) != nil {
            throw .explained(
                "The server said that \(key) was removed, but its list still shows it.",
                hint: "molecule secrets list \(scope.words)", .unverified)
        }
        let isInherited = after?.contains { $0.key == key } == true
        if isInherited { world.output.remark("The workspace now sees the global secret \(key).") }
        let document: [JSONValue.Member] = [
            .init("key", .string(key)), .init("scope", .string(scope.word)),
            .init("workspace_id", .optional(scope.workspace)), .init("result", "removed"),
            .init("inherited", after == nil ? .null : .bool(isInherited)),
        ]
        try world.output.print(
            Report(
                .object(document + impact.members), rows: [[key, scope.word, "removed"]],
                remarks: ["\(key) in \(scope.place): removed."], names: [key]))
    }

    /// Why there is nothing to remove.
    private func absent(_ records: [SecretRecord]) -> Failure {
        if let id = scope.workspace, records.contains(where: { $0.key == key }) {
            return .explained(
                "Workspace \(id) has no secret \(key) of its own: it inherits the global one.",
                hint:
                    "Remove that for all workspaces with molecule secrets unset \(key) --global, or override it with molecule secrets set \(key) \(scope.words).",
                .notFound)
        }
        return .explained(
            "\(key) is not among \(scope.place).", hint: "molecule secrets list \(scope.words)", .notFound)
    }
}
