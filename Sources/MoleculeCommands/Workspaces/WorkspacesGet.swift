import CommandTree
import JSON
import ManagementAPI

/// The command `workspaces get`.
struct WorkspacesGet: Verb {
    let target: WorkspaceArguments

    static let node = Node(
        "get", summary: "show one workspace",
        discussion: [
            """
            Shows a workspace, also one that is removed. What only the list tells, such as the reason of a failure and \
            what was spent, is added where the credential is good for the list.
            """
        ],
        operands: [Workspaces.idOperand], options: [CredentialFinder.keyOption],
        examples: [
            Example("Show one.", "molecule workspaces get atlas"),
            Example("Show one as data.", "molecule workspaces get 6f1c9d0e-6a53-4f0f-9a2b-0d6f3b6f0c11 -o json"),
        ],
        environment: Documented.credentials, files: [Documented.keyStore], statuses: Workspaces.statuses,
        action: { arguments throws(UsageError) in WorkspacesGet(target: try WorkspaceArguments(arguments)) })

    func run(in world: World) async throws(Failure) {
        let server = try WorkspaceServer(target.keys, in: world)
        let id = try await server.resolve(target.first)
        guard let single = try await server.read(id) else { throw .workspace(.unknown(id)) }
        var all: [Models.Workspace] = []
        // What the list adds is good to have, and no reason to show nothing.
        do throws(Failure) { all = try await server.list() } catch {
            guard error.status == .unauthenticated || error.status == .forbidden else { throw error }
        }
        let listed = all.first { $0.id == id }?.document.members ?? []
        let members = single.document.members ?? []
        let added = listed.filter { member in !members.contains { $0.name == member.name } }
        let workspace = Models.Workspace(.object(members + added))
        let parent = workspace.parentId.map { id in all.first { $0.id == id }?.name.map { "\($0) (\(id))" } ?? id }
        let rows = WorkspacesGet.rows(workspace, parent: parent)
        try world.output.print(
            Report(workspace.document, columns: ["FIELD", "VALUE"], rows: rows, names: [id]))
    }

    private static func rows(_ workspace: Models.Workspace, parent: String?) -> [[String]] {
        let tasks = workspace.activeTasks.map { count in
            workspace.maxConcurrentTasks.map { "\(count) of \($0)" } ?? String(count)
        }
        let fields: [(String, String?)] = [
            ("id", workspace.id), ("name", workspace.name), ("status", workspace.status),
            ("reason", workspace.lastSampleError), ("role", workspace.role), ("runtime", workspace.runtime),
            ("tier", workspace.tier.map(String.init)), ("parent", parent), ("url", workspace.url),
            ("tasks", tasks), ("current task", workspace.currentTask), ("directory", workspace.workspaceDir),
            ("spend", workspace.monthlySpend.map(Cents.text)), ("last outbound", workspace.lastOutboundAt),
        ]
        return fields.compactMap { name, value in value.flatMap { $0.isEmpty ? nil : [name, $0] } }
    }
}
