import CommandTree
import ManagementAPI

/// The command `workspaces terminate`.
struct WorkspacesTerminate: Verb {
    let target: WorkspaceArguments

    static let node = Node(
        "terminate", summary: "remove workspaces of a self-hosted platform, by force",
        discussion: [
            """
            Removes each workspace and everything below it and stops their containers; the server does not ask. It is an \
            operation of the self-hosted platform: on a tenant's server, molecule workspaces delete is what removes one \
            and molecule workspaces pause what only stops it.
            """
        ],
        operands: [Workspaces.idsOperand], options: [CredentialFinder.keyOption],
        examples: [Example("Remove one without being asked.", "molecule workspaces terminate nightly-reports --yes")],
        environment: Documented.credentials, files: [Documented.keyStore], statuses: Workspaces.statuses + [.partial],
        action: { arguments throws(UsageError) in
            WorkspacesTerminate(target: try WorkspaceArguments(arguments))
        })

    func run(in world: World) async throws(Failure) {
        let server = try WorkspaceServer(target.keys, in: world)
        let all = try await server.list()
        guard server.surface == .selfHosted else { throw .workspace(.selfHostedOnly) }
        var families: [String: WorkspaceFamily] = [:]
        for reference in target.references {
            // One that is not there is told when its turn comes.
            if let id = try? reference.id(among: all), let root = all.first(where: { $0.id == id }) {
                families[id] = WorkspaceFamily(root, among: all)
            }
        }
        let known = target.references.compactMap { reference in
            (try? reference.id(among: all)).flatMap { families[$0]?.sentence }
        }
        if !known.isEmpty { try world.confirm("Terminate \(known.joined(separator: "; "))?") }
        let found = families
        try await server.each(target.references, verb: "terminate", waits: false) { id throws(Failure) in
            try await terminate(id, found[id]?.root, server)
        }
    }

    private func terminate(
        _ id: String, _ before: Models.Workspace?, _ server: WorkspaceServer
    ) async throws(Failure) -> WorkspaceOutcome {
        do throws(Failure) {
            // The list has said that this is the self-hosted platform.
            let reply = try await server.world.call(
                Operations.selfHostedTerminateWorkspace, ["id": id], with: server.client)
            let below = (reply.document?["terminated_count"]?.integer ?? 1) - 1
            return WorkspaceOutcome(id, before, "terminated", detail: below > 0 ? "with \(below) below it" : nil)
        } catch {
            if error.reply?.kind == .notFound {
                // Another of the workspaces named, above this one, may have taken it along.
                guard before != nil else { throw .workspace(.unknown(id)) }
                return WorkspaceOutcome(id, before, "already terminated")
            }
            guard error.isOfLostReply, try await server.read(id) == nil else { throw error }
            return WorkspaceOutcome(id, before, "terminated", detail: "the reply was lost, but it is gone")
        }
    }
}
