import HostSystem
import ManagementAPI

/// Hibernation, to which the servers say yes whether it happens or not.
extension WorkspaceLifecycle {
    /// Lets a workspace hibernate; one that does already is fine.
    func hibernate(_ id: String, isForced: Bool) async throws(Failure) -> WorkspaceOutcome {
        var failure: Failure?
        do throws(Failure) {
            let values = ["id": id].merging(isForced ? ["force": "true"] : [:]) { $1 }
            _ = try await server.call(Operations.tenantHibernateWorkspace, values)
        } catch { failure = error }
        if let failure, failure.reply?.kind != .notFound, failure.reply?.kind != .conflict, !failure.isOfLostReply {
            throw failure
        }
        // A list will show whether the yes is true.
        if failure == nil, !readsBack {
            return WorkspaceOutcome(id, nil, "hibernated", detail: "molecule workspaces restart \(id) wakes it")
        }
        guard let now = try await settled(id) else { throw .workspace(.unknown(id)) }
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
    private func settled(_ id: String) async throws(Failure) -> Models.Workspace? {
        var now = try await server.read(id)
        for _ in 0..<20 where now?.status == "hibernating" {
            await Pause.nap(milliseconds: 500)
            now = try await server.read(id)
        }
        return now
    }
}
