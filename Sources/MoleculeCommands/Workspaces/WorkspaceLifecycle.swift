import ManagementAPI

/// Pause, resume and restart with their servers' uneven answers evened out.
struct WorkspaceLifecycle: Sendable {
    let server: WorkspaceServer
    /// How long to wait for the status; `nil` not to wait.
    let patience: Duration?
    /// Whether each workspace is read again to see what it has become.
    ///
    /// A run over many sees that in one list instead.
    var readsBack = true

    /// Pauses a workspace and those below it; one that is paused already is fine.
    func pause(_ id: String) async throws(Failure) -> WorkspaceOutcome {
        let below: Int64
        do throws(Failure) {
            let reply = try await server.call(
                Operations.tenantPauseWorkspace, or: Operations.selfHostedPauseWorkspace, ["id": id])
            below = (reply.document?["paused_count"]?.integer ?? 1) - 1
        } catch {
            guard error.reply?.kind == .notFound || error.isOfLostReply else { throw error }
            // The servers say 404 for one that is paused as for one that is not there.
            let now = try await present(id)
            guard now.status == "paused" else { throw error }
            return error.isOfLostReply
                ? WorkspaceOutcome(id, now, "paused", detail: WorkspaceLifecycle.lost)
                : WorkspaceOutcome(id, now, "already paused")
        }
        guard readsBack else { return WorkspaceOutcome(id, nil, "paused", detail: WorkspaceLifecycle.below(below)) }
        let now = try await reach("paused", id)
        guard now?.status == "paused" else {
            throw .workspace(.noEffect(now?.label ?? id, id: id, wanted: "paused", status: now?.status ?? "gone"))
        }
        return WorkspaceOutcome(id, now, "paused", detail: WorkspaceLifecycle.below(below))
    }

    /// Resumes a workspace and the paused ones below it; one that is not paused is left alone.
    func resume(_ id: String) async throws(Failure) -> WorkspaceOutcome {
        var detail: String?
        do throws(Failure) {
            let reply = try await server.call(
                Operations.tenantResumeWorkspace, or: Operations.selfHostedResumeWorkspace, ["id": id])
            detail = WorkspaceLifecycle.below((reply.document?["resumed_count"]?.integer ?? 1) - 1)
        } catch {
            if error.reply?.kind == .conflict { throw try await explained(error, id) }
            guard error.reply?.kind == .notFound || error.isOfLostReply else { throw error }
            let now = try await present(id)
            guard now.status != "paused" else { throw error }
            guard error.isOfLostReply else { return try await notPaused(id, now) }
            detail = WorkspaceLifecycle.lost
        }
        return WorkspaceOutcome(id, try await reach("online", id), "resumed", detail: detail)
    }

    /// Starts a workspace again from whatever status it has; a removed one only when that is meant.
    ///
    /// `listed` is the workspace as a list has just shown it.
    func restart(
        _ id: String, listed: Models.Workspace? = nil, revives: Bool, resets: Bool
    ) async throws(Failure) -> WorkspaceOutcome {
        var found = listed
        if found == nil { found = try await server.read(id) }
        guard let before = found else { throw .workspace(.unknown(id)) }
        if before.isRemoved, !revives { throw .workspace(.restartRevives(before.label, id: id)) }
        var detail: String?
        do throws(Failure) {
            let values = ["id": id].merging(resets ? ["reset": "true"] : [:]) { $1 }
            let reply = try await server.call(Operations.tenantRestartWorkspace, values)
            if reply.document?["status"]?.text == "noop" {
                let detail = "its agent runs elsewhere (\(before.runtime ?? "external")); nothing was restarted"
                return WorkspaceOutcome(id, before, "nothing to restart", detail: detail)
            }
        } catch {
            if error.reply?.kind == .conflict { throw try await explained(error, id) }
            // A reply that was lost is told from the status only where the status shows the difference.
            guard error.isOfLostReply, before.status != "provisioning",
                try await server.read(id)?.status == "provisioning"
            else { throw error }
            detail = WorkspaceLifecycle.lost
        }
        let now = try await reach("online", id)
        return WorkspaceOutcome(id, now, before.isRemoved ? "revived" : "restarted", detail: detail)
    }

    private static let lost = "the reply was lost, but the status says so"

    private static func below(_ count: Int64) -> String? {
        count > 0 ? "with \(count) below it" : nil
    }

    /// What a workspace that did not have to be resumed is, and what to do where that is not what was hoped for.
    private func notPaused(_ id: String, _ now: Models.Workspace) async throws(Failure) -> WorkspaceOutcome {
        let status = now.status ?? "-"
        if patience == nil, ["hibernated", "failed", "offline"].contains(status) {
            let detail = "it is \(status); molecule workspaces restart \(id) starts it"
            return WorkspaceOutcome(id, now, "not paused", detail: detail)
        }
        let now = try await reach("online", id) ?? now
        return WorkspaceOutcome(id, now, "not paused", detail: "it is \(now.status ?? "-")")
    }

    /// Waits for a status where that was asked for, and reads the workspace in any case.
    ///
    /// What was done is done: a read that fails takes nothing of it away.
    private func reach(_ status: String, _ id: String) async throws(Failure) -> Models.Workspace? {
        guard readsBack else { return nil }
        if let patience {
            let dead: Set = status == "online" ? ["failed", "hibernated"] : []
            return try await WorkspaceWait(goal: status, patience: patience, dead: dead).run(id, on: server)
        }
        return try await server.read(id)
    }

    func present(_ id: String) async throws(Failure) -> Models.Workspace {
        guard let now = try await server.read(id) else { throw .workspace(.unknown(id)) }
        guard !now.isRemoved else { throw .workspace(.removed(now.label, id: id)) }
        return now
    }

    /// A refusal because of a paused workspace above, with the name and the command that helps.
    private func explained(_ failure: Failure, _ id: String) async throws(Failure) -> Failure {
        guard readsBack, let ancestor = try await server.topmostPaused(above: id), let ancestorID = ancestor.id else {
            return failure
        }
        let label = try await server.read(id)?.label ?? id
        return .workspace(.ancestorPaused(label, ancestor: ancestor.label, id: ancestorID))
    }
}
