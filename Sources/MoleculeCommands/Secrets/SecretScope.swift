import CommandTree
import JSON
import ManagementAPI

/// Where a secret applies: everywhere, or in one workspace.
enum SecretScope: Sendable, Equatable {
    case global
    /// A workspace's id, in lower case.
    case workspace(String)

    static let options: [Option] = [
        .flag("global", "The secrets that every workspace sees."),
        .value("workspace", Value("ID", .dynamic(kind: "workspace-ids")), "The secrets of this workspace alone."),
    ]

    /// Reads the options; `nil` when neither is given.
    init?(_ arguments: Arguments) throws(UsageError) {
        switch (arguments.flag("global"), arguments.text("workspace")) {
        case (true, .some):
            throw UsageError("--global and --workspace exclude each other.", hint: "Give one of them.")
        case (true, nil): self = .global
        case (false, let id?): self = .workspace(try WorkspaceRow.id(id))
        case (false, nil): return nil
        }
    }

    /// Reads the options, one of which must be given.
    static func required(_ arguments: Arguments) throws(UsageError) -> SecretScope {
        if let scope = try SecretScope(arguments) { return scope }
        throw UsageError(
            "Which secrets are meant is not said.",
            hint: "Give --global, or --workspace ID; molecule workspaces list shows the ids.")
    }

    /// The options as typed, for commands in hints.
    var words: String {
        switch self {
        case .global: "--global"
        case .workspace(let id): "--workspace \(id)"
        }
    }

    /// What it is called in sentences.
    var place: String {
        switch self {
        case .global: "the global secrets"
        case .workspace(let id): "the secrets of workspace \(id)"
        }
    }

    /// The word in documents, which is the servers' own.
    var word: String { self == .global ? "global" : "workspace" }

    /// The workspace's id, if it is about one.
    var workspace: String? { if case .workspace(let id) = self { id } else { nil } }

    var listing: Operation {
        self == .global ? Operations.tenantListGlobalSecrets : Operations.tenantListWorkspaceSecrets
    }
    var writing: Operation {
        self == .global ? Operations.tenantPutGlobalSecret : Operations.tenantPutWorkspaceSecret
    }
    var deleting: Operation {
        self == .global ? Operations.tenantDeleteGlobalSecret : Operations.tenantDeleteWorkspaceSecret
    }
    var parameters: [String: String] { workspace.map { ["id": $0] } ?? [:] }

    /// The secrets seen there; a workspace's include the global ones that it does not override.
    func records(_ world: World, _ client: ManagementClient) async throws(Failure) -> [SecretRecord] {
        try SecretRecord.list(try await world.call(listing, parameters, with: client), listing)
    }
}

/// A secret as listings show it: never a value.
struct SecretRecord: Sendable {
    let key: String
    /// Whether it is a workspace's own.
    let isOwn: Bool
    let hasValue: Bool
    let created: String?
    let updated: String?

    private init?(_ item: JSONValue) {
        guard let key = item["key"]?.text else { return nil }
        self.key = key
        isOwn = item["scope"]?.text == "workspace"
        hasValue = item["has_value"]?.bool ?? true
        created = item["created_at"]?.text
        updated = item["updated_at"]?.text
    }

    /// The items of a listing.
    static func list(_ reply: Reply, _ operation: Operation) throws(Failure) -> [SecretRecord] {
        guard let document = reply.document, document == .null || document.items != nil else {
            throw .explained("The answer of \(operation.id) is no list of secrets.", hint: nil, .failure)
        }
        return (document.items ?? []).compactMap(SecretRecord.init)
    }
}

extension [SecretRecord] {
    /// The secret of this name that belongs to the scope itself.
    func own(_ key: String, in scope: SecretScope) -> SecretRecord? {
        first { $0.key == key && (scope == .global || $0.isOwn) }
    }
}
