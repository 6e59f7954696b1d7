import CommandTree
import ManagementAPI

/// The command `workspaces terminate`.
struct WorkspacesTerminate: Verb {
    let request: FleetRequest

    static let node = Node(
        "terminate", summary: "remove workspaces of a self-hosted platform, by force",
        discussion: [
            """
            Removes each workspace and everything below it and stops their containers; the server does not ask. It is an \
            operation of the self-hosted platform: on a tenant's server, molecule workspaces delete is what removes one \
            and molecule workspaces pause what only stops it.
            """
        ] + FleetRequest.discussion,
        operands: [FleetRequest.operand], options: FleetRequest.options + [CredentialFinder.keyOption],
        examples: [Example("Remove one without being asked.", "molecule workspaces terminate nightly-reports --yes")],
        environment: Documented.credentials, files: WorkspacesChange.files,
        statuses: Workspaces.statuses + FleetRequest.statuses,
        action: { arguments throws(UsageError) in
            WorkspacesTerminate(request: try FleetRequest(arguments, operands: arguments.operands("ID")))
        })

    func run(in world: World) async throws(Failure) {
        guard let reference = request.single else {
            return try await Fleet(request: request, action: .terminate, patience: nil).run(in: world)
        }
        let server = try WorkspaceServer(request.keys, in: world)
        let all = try await server.list()
        guard server.surface == .selfHosted else { throw .workspace(.selfHostedOnly) }
        let id = try reference.id(among: all)
        let root = all.first { $0.id == id }
        if let root { try world.confirm("Terminate \(WorkspaceFamily(root, among: all).sentence)?") }
        try world.output.print([try await server.terminate(id, root)])
    }
}

extension WorkspaceServer {
    /// Removes one of a self-hosted platform's, which the list has shown that it is.
    func terminate(_ id: String, _ before: Models.Workspace?) async throws(Failure) -> WorkspaceOutcome {
        do throws(Failure) {
            let reply = try await world.call(Operations.selfHostedTerminateWorkspace, ["id": id], with: client)
            let below = (reply.document?["terminated_count"]?.integer ?? 1) - 1
            return WorkspaceOutcome(id, before, "terminated", detail: below > 0 ? "with \(below) below it" : nil)
        } catch {
            if error.reply?.kind == .notFound {
                // Someone else was quicker, or the one it stood below has taken it along.
                guard before != nil else { throw .workspace(.unknown(id)) }
                return WorkspaceOutcome(id, before, "already terminated")
            }
            guard error.isOfLostReply, try await read(id) == nil else { throw error }
            return WorkspaceOutcome(id, before, "terminated", detail: "the reply was lost, but it is gone")
        }
    }
}
