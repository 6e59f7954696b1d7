import CommandTree

/// The command `workspaces restart`.
struct WorkspacesRestart: Verb {
    let target: WorkspaceArguments
    let patience: Duration?
    let revives: Bool
    let resets: Bool

    static let node = Node(
        "restart", summary: "start workspaces again, from whatever status they have",
        discussion: [
            """
            Stops and starts each workspace; this also wakes one that hibernates. Those below it are not touched. Where \
            the platform runs the workspace, its tokens are revoked by the start. A workspace whose agent runs \
            elsewhere has nothing that could be restarted since May 2026, which is told.
            """,
            """
            The servers restart a removed workspace too, and so undo a delete: here that needs --revive.
            """,
        ],
        operands: [Workspaces.idsOperand],
        options: [
            .flag("revive", "Bring a removed workspace back."),
            .flag("reset", "Begin with a new session of the agent."), Workspaces.waitOption,
            CredentialFinder.keyOption,
        ],
        examples: [
            Example("Restart one after its secrets changed.", "molecule workspaces restart atlas --wait 5m"),
            Example(
                "Undo a delete.",
                "molecule workspaces restart --revive 6f1c9d0e-6a53-4f0f-9a2b-0d6f3b6f0c11"),
        ],
        environment: Documented.credentials, files: [Documented.keyStore],
        statuses: Workspaces.statuses + [.partial, .interrupted, .terminated],
        action: { arguments throws(UsageError) in try WorkspacesRestart(arguments) })

    init(_ arguments: Arguments) throws(UsageError) {
        target = try WorkspaceArguments(arguments)
        patience = arguments.duration("wait")
        revives = arguments.flag("revive")
        resets = arguments.flag("reset")
    }

    func run(in world: World) async throws(Failure) {
        let server = try WorkspaceServer(target.keys, in: world)
        let lifecycle = WorkspaceLifecycle(server: server, patience: patience)
        let (revives, resets) = (revives, resets)
        try await server.each(target.references, verb: "restart", waits: patience != nil) { id throws(Failure) in
            try await lifecycle.restart(id, revives: revives, resets: resets)
        }
    }
}
