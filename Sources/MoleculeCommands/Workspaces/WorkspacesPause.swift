import CommandTree

/// The command `workspaces pause`.
struct WorkspacesPause: Verb {
    let target: WorkspaceArguments
    let patience: Duration?

    static let node = Node(
        "pause", summary: "pause workspaces and those below them",
        discussion: [
            """
            Stops each workspace and everything below it until it is resumed. One that is paused already is success. \
            Tokens stay valid. On a tenant from before May 2026 that has one machine a workspace, the machine runs on.
            """
        ],
        operands: [Workspaces.idsOperand], options: [Workspaces.waitOption, CredentialFinder.keyOption],
        examples: [
            Example("Pause one.", "molecule workspaces pause nightly-reports"),
            Example("Pause two; a failure of one does not stop the other.", "molecule workspaces pause atlas scribe"),
        ],
        environment: Documented.credentials, files: [Documented.keyStore],
        statuses: Workspaces.statuses + [.partial, .unverified, .interrupted, .terminated],
        action: { arguments throws(UsageError) in try WorkspacesPause(arguments) })

    init(_ arguments: Arguments) throws(UsageError) {
        target = try WorkspaceArguments(arguments)
        patience = arguments.duration("wait")
    }

    func run(in world: World) async throws(Failure) {
        let server = try WorkspaceServer(target.keys, in: world)
        let lifecycle = WorkspaceLifecycle(server: server, patience: patience)
        try await server.each(target.references, verb: "pause", waits: patience != nil) { id throws(Failure) in
            try await lifecycle.pause(id)
        }
    }
}
