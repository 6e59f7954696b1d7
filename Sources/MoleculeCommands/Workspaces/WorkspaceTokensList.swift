import CommandTree

/// The command `workspaces tokens list`.
struct WorkspaceTokensList: Verb {
    let target: WorkspaceArguments

    static let node = Node(
        "list", summary: "list the live tokens of a workspace",
        discussion: ["Lists id, first characters and last use of each token; only who has a token knows its value."],
        operands: [Workspaces.idOperand], options: [CredentialFinder.keyOption],
        examples: [Example("List them.", "molecule workspaces tokens list atlas")],
        environment: Documented.credentials, files: [Documented.keyStore], statuses: Workspaces.statuses,
        action: { arguments throws(UsageError) in WorkspaceTokensList(target: try WorkspaceArguments(arguments)) })

    func run(in world: World) async throws(Failure) {
        let server = try WorkspaceServer(target.keys, in: world)
        let workspace = try await server.require(target.first)
        let tokens = try await server.tokens(of: workspace.id ?? "")
        try world.output.print(
            .list(
                tokens.map(\.document), columns: ["ID", "PREFIX", "CREATED", "LAST USED"],
                rows: tokens.map { [$0.id ?? "-", $0.prefix ?? "-", $0.createdAt ?? "-", $0.lastUsedAt ?? "never"] },
                names: tokens.compactMap(\.id)))
    }
}
