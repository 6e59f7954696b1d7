import CommandTree

/// The command `workspaces resume`.
struct WorkspacesResume: Verb {
    let target: WorkspaceArguments
    let patience: Duration?

    static let node = Node(
        "resume", summary: "resume paused workspaces and those below them",
        discussion: [
            """
            Starts each workspace again, and every paused one below it, also those that were paused on their own. One \
            that is not paused is left alone, which is success. While a workspace above is paused nothing below starts: \
            then that one is named.
            """,
            """
            The server answers when the start begins. With --wait the command ends when the workspace is online, or \
            with what kept it from starting.
            """,
        ],
        operands: [Workspaces.idsOperand], options: [Workspaces.waitOption, CredentialFinder.keyOption],
        examples: [
            Example("Resume one and wait until it is online.", "molecule workspaces resume nightly-reports --wait 5m")
        ],
        environment: Documented.credentials, files: [Documented.keyStore],
        statuses: Workspaces.statuses + [.partial, .interrupted, .terminated],
        action: { arguments throws(UsageError) in try WorkspacesResume(arguments) })

    init(_ arguments: Arguments) throws(UsageError) {
        target = try WorkspaceArguments(arguments)
        patience = arguments.duration("wait")
    }

    func run(in world: World) async throws(Failure) {
        let server = try WorkspaceServer(target.keys, in: world)
        let lifecycle = WorkspaceLifecycle(server: server, patience: patience)
        try await server.each(target.references, verb: "resume", waits: patience != nil) { id throws(Failure) in
            try await lifecycle.resume(id)
        }
    }
}
