import CommandTree
import JSON
import Keyfile
import ManagementAPI

/// The command `secrets list`.
struct SecretsList: Verb {
    let scope: SecretScope
    let keys: [KeyName]

    static let node = Node(
        "list", summary: "list secrets, and which ones override others",
        discussion: [
            """
            Lists names and times, never values. With --workspace these are the workspace's own secrets and the global \
            ones that it inherits; otherwise the global ones, with the workspaces that override them, of which the first \
            20 are asked.
            """
        ],
        options: SecretScope.options + [CredentialFinder.keyOption],
        examples: [
            Example("List the global secrets.", "molecule secrets list"),
            Example(
                "List what one workspace sees.",
                "molecule secrets list --workspace 6f1c9d0e-6a53-4f0f-9a2b-0d6f3b6f0c11"),
        ],
        environment: Documented.credentials, files: [Documented.keyStore], statuses: Secrets.statuses,
        action: { arguments throws(UsageError) in
            SecretsList(scope: try SecretScope(arguments) ?? .global, keys: try CredentialFinder.names(arguments))
        })

    func run(in world: World) async throws(Failure) {
        let client = try world.client(for: .tenant, keys: keys)
        // A workspace that is not there lists the global secrets, as if it were.
        if let id = scope.workspace { _ = try await WorkspaceRow.one(id, world, client) }
        let records = try await scope.records(world, client)
        let shadowing = try await shadowing(records, world, client)
        var remarks = records.isEmpty ? ["No secrets yet: molecule secrets set KEY \(scope.words)."] : []
        if scope == .global {
            remarks += records.map(\.key).filter(SecretKey.keepsWorkspacesFromStarting).map {
                "\($0) keeps workspaces from starting, since May: molecule secrets unset \($0) --global"
            }
        }
        try world.output.print(
            .list(
                zip(records, shadowing).map { document($0, $1) },
                columns: ["KEY", "SCOPE", "SHADOWING", "CREATED", "UPDATED"],
                rows: zip(records, shadowing).map { record, shadow in
                    [record.key, word(record), shadow.text, record.created ?? "-", record.updated ?? "-"]
                }, names: records.map(\.key), remarks: remarks))
    }

    /// How a secret stands to others of its name.
    private struct Shadowing {
        let text: String
        let members: [JSONValue.Member]
    }

    private func shadowing(
        _ records: [SecretRecord], _ world: World, _ client: ManagementClient
    ) async throws(Failure) -> [Shadowing] {
        guard scope == .global else { return await ownShadowing(records, world, client) }
        guard !records.isEmpty else { return [] }
        let impact = try await WriteImpact.look(.global, [], world, client)
        if let obstacle = impact.obstacle {
            world.output.remark("Which workspaces override them could not be looked into. \(obstacle)")
        } else if !impact.unasked.isEmpty {
            world.output.remark("Not asked whether they override any: \(WriteImpact.list(impact.unasked)).")
        }
        return records.map { record in
            let rows = impact.overriders(of: record.key)
            let ids = JSONValue.array(rows.map { .string($0.id) })
            let text =
                impact.obstacle != nil
                ? "not looked into"
                : rows.isEmpty ? "-" : "overridden by \(rows.map(\.name).joined(separator: ", "))"
            return Shadowing(text: text, members: [.init("overridden_by", impact.obstacle == nil ? ids : .null)])
        }
    }

    private func ownShadowing(
        _ records: [SecretRecord], _ world: World, _ client: ManagementClient
    ) async -> [Shadowing] {
        // A workspace token may not see the global list; what is inherited is told by the workspace's own.
        let needsGlobal = records.contains(where: \.isOwn)
        let global = needsGlobal ? try? await SecretScope.global.records(world, client) : []
        return records.map { record in
            guard record.isOwn else { return Shadowing(text: "inherited", members: [.init("overrides_global", false)]) }
            guard let global else {
                return Shadowing(text: "not looked into", members: [.init("overrides_global", .null)])
            }
            let isOverriding = global.contains { $0.key == record.key }
            return Shadowing(
                text: isOverriding ? "overrides the global one" : "-",
                members: [.init("overrides_global", .bool(isOverriding))])
        }
    }

    private func word(_ record: SecretRecord) -> String { record.isOwn ? "workspace" : "global" }

    private func document(_ record: SecretRecord, _ shadowing: Shadowing) -> JSONValue {
        let members: [JSONValue.Member] = [
            .init("key", .string(record.key)), .init("scope", .string(word(record))),
            .init("has_value", .bool(record.hasValue)), .init("created_at", .optional(record.created)),
            .init("updated_at", .optional(record.updated)),
        ]
        return .object(members + shadowing.members)
    }
}
