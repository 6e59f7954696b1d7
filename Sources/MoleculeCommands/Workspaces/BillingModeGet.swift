import CommandTree

/// The command `workspaces billing-mode get`.
struct BillingModeGet: Verb {
    let target: WorkspaceArguments

    static let node = Node(
        "get", summary: "show who pays for a workspace's model",
        discussion: ["Shows the mode in force and whether it was set or follows from the model. Since May 2026."],
        operands: [Workspaces.idOperand], options: [CredentialFinder.keyOption],
        examples: [Example("Show the mode.", "molecule workspaces billing-mode get atlas")],
        environment: Documented.credentials, files: [Documented.keyStore], statuses: Workspaces.statuses,
        action: { arguments throws(UsageError) in BillingModeGet(target: try WorkspaceArguments(arguments)) })

    func run(in world: World) async throws(Failure) {
        let server = try WorkspaceServer(target.keys, in: world)
        // The operation answers for ids that nobody has, too.
        let workspace = try await server.require(target.first)
        let mode = try await server.billingMode(workspace.id ?? "")
        try world.output.print(BillingMode.report(workspace, mode))
    }
}
