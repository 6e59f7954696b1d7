import CommandTree

/// The command `workspaces wait`.
struct WorkspacesWait: Verb {
    let target: WorkspaceArguments
    let goal: String
    let patience: Duration

    static let node = Node(
        "wait", summary: "wait until a workspace has a status",
        discussion: [
            """
            Reads the workspace until it has the status, twice a second at first and every 5 seconds later. Ends with \
            status 7 when it has become one that leads nowhere, such as failed, with the reason where it is known, and \
            with status 9 when the time is over. A server that is out of reach for a while is waited for.
            """,
            "Waiting for removed is over as well when the workspace is gone altogether.",
        ],
        operands: [Workspaces.idOperand],
        options: [
            .value(
                "for", Value("STATUS", .choice(Workspaces.states)), required: true, "The status to wait for."),
            .value("wait", Value("DURATION", .duration), default: "10m", "For how long at most."),
            CredentialFinder.keyOption,
        ],
        examples: [Example("Wait until one is online.", "molecule workspaces wait atlas --for online --wait 5m")],
        environment: Documented.credentials, files: [Documented.keyStore],
        statuses: Workspaces.statuses + [.interrupted, .terminated],
        action: { arguments throws(UsageError) in try WorkspacesWait(arguments) })

    init(_ arguments: Arguments) throws(UsageError) {
        target = try WorkspaceArguments(arguments)
        goal = arguments.text("for") ?? ""
        patience = arguments.duration("wait") ?? .seconds(600)
    }

    func run(in world: World) async throws(Failure) {
        let server = try WorkspaceServer(target.keys, in: world)
        let id = try await server.resolve(target.first)
        if case .id = target.first, goal != "removed" {
            do throws(Failure) {
                if try await server.read(id) == nil { throw .workspace(.unknown(id)) }
            } catch { guard error.isPassing else { throw error } }
        }
        let dead: Set<String> = goal == "failed" ? [] : ["failed"]
        let now = try await WorkspaceWait(goal: goal, patience: patience, dead: dead).run(id, on: server)
        try world.output.print(WorkspaceOutcome(id, now, goal).report)
    }
}
