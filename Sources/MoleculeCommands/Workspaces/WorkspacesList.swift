import CommandTree
import JSON
import Keyfile
import ManagementAPI

/// The command `workspaces list`.
struct WorkspacesList: Verb {
    let keys: [KeyName]
    let status: String?

    static let node = Node(
        "list", summary: "list the workspaces",
        discussion: [
            """
            Lists every workspace that is not removed, in order of creation. SPEND is what its agent has reported in \
            all, in US cents except in tables; limits are shown by molecule workspaces budget get.
            """
        ],
        options: [
            .value("status", Value("STATUS", .choice(Workspaces.states)), "List only those with this status."),
            CredentialFinder.keyOption,
        ],
        examples: [
            Example("List them.", "molecule workspaces list"),
            Example("Get the ids of those that failed.", "molecule workspaces list --status failed -q"),
        ],
        environment: Documented.credentials, files: [Documented.keyStore], statuses: Workspaces.statuses,
        action: { arguments throws(UsageError) in
            WorkspacesList(keys: try CredentialFinder.names(arguments), status: arguments.text("status"))
        })

    func run(in world: World) async throws(Failure) {
        let all = try await WorkspaceServer(keys, in: world).list()
        let shown = status.map { wanted in all.filter { $0.status == wanted } } ?? all
        let isTable = world.output.format == .table
        let names = Dictionary(all.map { ($0.id ?? "", $0.name ?? "-") }) { first, _ in first }
        let rows = shown.map { workspace in
            [
                workspace.id ?? "-", workspace.name ?? "-", workspace.status ?? "-", workspace.runtime ?? "-",
                workspace.tier.map(String.init) ?? "-",
                // A name for people; an id for programs, which look it up.
                workspace.parentId.map { isTable ? names[$0] ?? $0 : $0 } ?? "-",
                workspace.activeTasks.map(String.init) ?? "-",
                workspace.monthlySpend.map { isTable ? Cents.text($0) : String($0) } ?? "-",
            ]
        }
        if shown.isEmpty, isTable { world.output.remark("There are no such workspaces.") }
        try world.output.print(
            .list(
                shown.map(\.document),
                columns: ["ID", "NAME", "STATUS", "RUNTIME", "TIER", "PARENT", "TASKS", "SPEND"], rows: rows,
                names: shown.compactMap(\.id)))
    }
}
