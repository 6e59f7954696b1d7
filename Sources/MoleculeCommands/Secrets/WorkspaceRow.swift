import CommandTree
import JSON
import ManagementAPI

/// What matters of a workspace when a secret changes.
struct WorkspaceRow: Sendable {
    let id: String
    let name: String
    let status: String
    let runtime: String
    let parent: String?

    init?(_ item: JSONValue) {
        guard let id = item["id"]?.text else { return nil }
        self.id = id
        name = item["name"]?.text ?? ""
        status = item["status"]?.text ?? ""
        runtime = item["runtime"]?.text ?? ""
        parent = item["parent_id"]?.text
    }

    /// Whether it is stopped in a way that no write ends.
    var isAsleep: Bool { ["paused", "hibernated", "hibernating"].contains(status) }

    /// Whether it runs outside the platform, which then never restarts it.
    var isExternal: Bool { ["external", "kimi", "kimi-cli", "mock"].contains(runtime) }

    /// What it is called in sentences: names need not be unique.
    var label: String { "\(name) (\(id))" }

    /// Reads an id as typed.
    static func id(_ text: String) throws(UsageError) -> String {
        if let id = UUIDText.canonical(text) { return id }
        throw UsageError(
            "The id of a workspace is a UUID, such as 6f1c9d0e-6a53-4f0f-9a2b-0d6f3b6f0c11.",
            hint: "molecule workspaces list")
    }

    /// Reads one workspace; that it is not there, or has been removed, is a failure.
    static func one(_ id: String, _ world: World, _ client: ManagementClient) async throws(Failure) -> WorkspaceRow {
        let reply: Reply
        do throws(Failure) {
            reply = try await world.call(Operations.tenantGetWorkspace, ["id": id], with: client)
        } catch {
            guard case .call(.answer(let answer), _) = error else { throw error }
            switch answer.kind {
            case .notFound: throw missing(id)
            case .gone: throw removed(id)
            default: throw error
            }
        }
        guard let row = reply.document.flatMap(WorkspaceRow.init) else {
            throw .explained("The answer about workspace \(id) is no workspace.", hint: nil, .failure)
        }
        guard row.status != "removed" else { throw removed(id) }
        return row
    }

    /// All workspaces that have not been removed.
    static func all(_ world: World, _ client: ManagementClient) async throws(Failure) -> [WorkspaceRow] {
        let reply = try await world.call(Operations.tenantListWorkspaces, with: client)
        let rows = (reply.document?.items ?? []).compactMap(WorkspaceRow.init)
        return rows.filter { $0.status != "removed" }
    }

    private static func missing(_ id: String) -> Failure {
        .explained("There is no workspace \(id).", hint: "molecule workspaces list", .notFound)
    }

    private static func removed(_ id: String) -> Failure {
        .explained("The workspace \(id) has been removed.", hint: "molecule workspaces list", .notFound)
    }
}
