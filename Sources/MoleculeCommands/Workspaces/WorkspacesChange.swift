import CommandTree

/// The commands that change the status of workspaces: pause, resume, restart and hibernate.
struct WorkspacesChange: Verb {
    let request: FleetRequest
    let action: FleetAction
    let patience: Duration?

    /// The options they share.
    static let options = [Workspaces.waitOption] + FleetRequest.options + [CredentialFinder.keyOption]
    static let files = [Documented.keyStore, FleetRequest.file]

    init(_ action: FleetAction, _ arguments: Arguments, patience: Duration?) throws(UsageError) {
        request = try FleetRequest(arguments, operands: arguments.operands("ID"))
        self.action = action
        self.patience = patience
    }

    func run(in world: World) async throws(Failure) {
        guard let reference = request.single else {
            return try await Fleet(request: request, action: action, patience: patience).run(in: world)
        }
        let server = try WorkspaceServer(request.keys, in: world)
        let lifecycle = WorkspaceLifecycle(server: server, patience: patience)
        let id = try await server.resolve(reference)
        try world.output.print([try await lifecycle.run(action, id)])
    }
}

extension WorkspaceLifecycle {
    /// Changes one workspace.
    fileprivate func run(_ action: FleetAction, _ id: String) async throws(Failure) -> WorkspaceOutcome {
        switch action {
        case .pause: return try await pause(id)
        case .resume: return try await resume(id)
        case .restart(let revives, let resets): return try await restart(id, revives: revives, resets: resets)
        case .hibernate(let isForced): return try await hibernate(id, isForced: isForced)
        case .delete, .terminate, .revokeTokens: preconditionFailure("these have commands of their own")
        }
    }
}
