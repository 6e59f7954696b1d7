import CommandTree
import HostSystem
import ManagementAPI

/// The command `workspaces hibernate`.
struct WorkspacesHibernate: Verb {
    let target: WorkspaceArguments
    let isForced: Bool

    static let node = Node(
        "hibernate", summary: "let a workspace hibernate until it is restarted",
        discussion: [
            """
            Only a workspace that is online or degraded and has no task can hibernate. The servers say yes in any case, \
            and those from before May 2026 never do it: the status is read afterwards, and a yes without effect is told \
            with status 12. Nothing wakes the workspace by itself but molecule workspaces restart.
            """
        ],
        operands: [Workspaces.idOperand],
        options: [
            .flag("force", "Ask for it although tasks are running; the servers known so far then do nothing."),
            CredentialFinder.keyOption,
        ],
        examples: [Example("Let one hibernate.", "molecule workspaces hibernate nightly-reports")],
        environment: Documented.credentials, files: [Documented.keyStore],
        statuses: Workspaces.statuses + [.unverified],
        action: { arguments throws(UsageError) in
            WorkspacesHibernate(target: try WorkspaceArguments(arguments), isForced: arguments.flag("force"))
        })

    func run(in world: World) async throws(Failure) {
        let server = try WorkspaceServer(target.keys, in: world)
        let id = try await server.resolve(target.first)
        try world.output.print(WorkspaceOutcome.report([try await hibernate(id, server)]))
    }

    private func hibernate(_ id: String, _ server: WorkspaceServer) async throws(Failure) -> WorkspaceOutcome {
        var failure: Failure?
        do throws(Failure) {
            let values = ["id": id].merging(isForced ? ["force": "true"] : [:]) { $1 }
            _ = try await server.call(Operations.tenantHibernateWorkspace, values)
        } catch { failure = error }
        if let failure, failure.reply?.kind != .notFound, failure.reply?.kind != .conflict, !failure.isOfLostReply {
            throw failure
        }
        guard let now = try await settled(id, server) else { throw .workspace(.unknown(id)) }
        guard !now.isRemoved else { throw .workspace(.removed(now.label, id: id)) }
        let status = now.status ?? "-"
        if status == "hibernated" {
            let word = failure?.reply == nil ? "hibernated" : "already hibernated"
            return WorkspaceOutcome(id, now, word, detail: "molecule workspaces restart \(id) wakes it")
        }
        guard let failure else { throw .workspace(.noEffect(now.label, id: id, wanted: "hibernated", status: status)) }
        switch failure.reply?.kind {
        case .notFound: throw .workspace(.notHibernatable(now.label, status: status))
        case .conflict:
            guard let count = failure.reply?.document?["active_tasks"]?.integer else { throw failure }
            throw .workspace(.tasksRunning(now.label, count: count))
        default: throw failure
        }
    }

    /// The workspace once it is no longer on its way: `hibernating` lasts as long as its container takes to stop.
    private func settled(_ id: String, _ server: WorkspaceServer) async throws(Failure) -> Models.Workspace? {
        var now = try await server.read(id)
        for _ in 0..<20 where now?.status == "hibernating" {
            await Pause.nap(milliseconds: 500)
            now = try await server.read(id)
        }
        return now
    }
}
