import CommandTree

/// The command `workspaces budget get`.
struct WorkspaceBudgetGet: Verb {
    let target: WorkspaceArguments

    static let node = Node(
        "get", summary: "show what a workspace may spend and has spent",
        discussion: ["Shows limit, spend and what remains of each period the server has."],
        operands: [Workspaces.idOperand], options: [CredentialFinder.keyOption],
        examples: [Example("Show a budget.", "molecule workspaces budget get atlas")],
        environment: Documented.credentials, files: [Documented.keyStore], statuses: Workspaces.statuses,
        action: { arguments throws(UsageError) in WorkspaceBudgetGet(target: try WorkspaceArguments(arguments)) })

    func run(in world: World) async throws(Failure) {
        let server = try WorkspaceServer(target.keys, in: world)
        let workspace = try await server.require(target.first)
        let budget = try await server.budget(workspace.id ?? "")
        try world.output.print(budget.report(workspace, isTable: world.output.format == .table))
    }
}
