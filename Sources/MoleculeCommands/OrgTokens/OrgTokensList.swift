import CommandTree
import HostSystem
import JSON
import Keyfile

/// The command `org tokens list`.
struct OrgTokensList: Verb {
    let keys: [KeyName]

    static let node = Node(
        "list", summary: "list the live org keys",
        discussion: [
            """
            Shows every key that is not revoked, newest first: its id, the first characters of its value, its name, who \
            minted it, and when it was used last. Values cannot be shown again. The server lists 500 keys at most.
            """,
            """
            A key that minted another stands as org-token: and its prefix; one that was minted with ADMIN_TOKEN as \
            admin-token, which the server also says of anyone it let in without asking.
            """,
        ],
        options: [CredentialFinder.keyOption],
        examples: [
            Example("List the org keys.", "molecule org tokens list"),
            Example("Their ids alone, with a stored credential.", "molecule org tokens list --from-key production -q"),
        ],
        environment: Documented.credentials, files: [Documented.keyStore], statuses: OrgTokens.callStatuses,
        action: { arguments throws(UsageError) in OrgTokensList(keys: try CredentialFinder.names(arguments)) })

    func run(in world: World) async throws(Failure) {
        let desk = try OrgKeyDesk(keys, in: world)
        let live = try await desk.list()
        try world.output.print(
            .list(
                live.map { OrgKeyReport.document($0, isInUse: desk.isInUse($0)) }, columns: OrgKeyReport.columns,
                rows: live.map(OrgKeyReport.row), names: live.map(\.id), remarks: remarks(live)))
    }

    private func remarks(_ live: [OrgKey]) -> [String] {
        if live.isEmpty { return ["No org keys yet: molecule org tokens mint --name NAME."] }
        guard live.count >= OrgKeyDesk.maximumListed else { return [] }
        return ["The server lists \(OrgKeyDesk.maximumListed) keys at most; there may be older ones."]
    }
}

/// Org keys as data and as rows.
enum OrgKeyReport {
    static let columns = ["ID", "PREFIX", "NAME", "CREATED BY", "CREATED", "LAST USED"]

    static func document(_ key: OrgKey, isInUse: Bool) -> JSONValue {
        [
            "id": .string(key.id), "prefix": .string(key.prefix),
            "name": .optional(key.name.isEmpty ? nil : key.name), "created_by": .optional(key.createdBy),
            "created_at": .optional(time(key.createdAt)), "last_used_at": .optional(time(key.lastUsedAt)),
            "in_use": .bool(isInUse),
        ]
    }

    static func row(_ key: OrgKey) -> [String] {
        [
            key.id, key.prefix, key.name.isEmpty ? "-" : key.name, key.createdBy ?? "-", time(key.createdAt) ?? "-",
            time(key.lastUsedAt) ?? "never",
        ]
    }

    /// A time in the one form this program prints; as the server wrote it when it cannot be read.
    private static func time(_ text: String?) -> String? {
        text.map { Timestamp(anyForm: $0)?.text ?? $0 }
    }
}
