import JSON
import ManagementAPI

/// How thoroughly a workspace is deleted.
struct WorkspaceDeletion: Sendable {
    /// Whether what is below it goes as well.
    var isCascading: Bool
    /// Whether its rows and all that hangs on them go too.
    let purges: Bool
    /// Whether its machine's volume is erased.
    let erasesData: Bool

    /// Whether nothing can bring it back.
    var isForGood: Bool { purges || erasesData }

    /// Deletes a workspace; one that is removed or gone already is fine.
    ///
    /// The name is sent always: since May the server wants it, and April does not look at it. With `readsBack` the
    /// workspace is read again, to see that it is gone.
    func run(
        _ workspace: Models.Workspace, _ id: String, on server: WorkspaceServer, readsBack: Bool = true
    ) async throws(Failure) -> WorkspaceOutcome {
        let result: (word: String, below: Int64)
        do throws(Failure) {
            let reply = try await server.call(Operations.tenantDeleteWorkspace, values(workspace, id))
            result = (
                reply.document?["status"]?.text == "purged" ? "purged" : "removed",
                reply.document?["cascade_deleted"]?.integer ?? 0
            )
        } catch {
            return try await judged(error, workspace, id, server)
        }
        let now = readsBack ? try await server.read(id) : nil
        guard now == nil || now?.isRemoved == true else {
            throw .workspace(.noEffect(workspace.label, id: id, wanted: "removed", status: now?.status ?? "-"))
        }
        var outcome = WorkspaceOutcome(
            id, workspace.with(status: readsBack ? now?.status : "removed"), result.word,
            detail: result.below > 0 ? "with \(result.below) below it" : nil)
        outcome.extra = [.init("cascade_deleted", .integer(result.below))]
        return outcome
    }

    private func values(_ workspace: Models.Workspace, _ id: String) -> [String: String] {
        var values = ["id": id]
        if let name = workspace.name, !name.isEmpty { values["X-Confirm-Name"] = name }
        if isCascading { values["confirm"] = "true" }
        if purges { values["purge"] = "true" }
        if erasesData { values["erase_data"] = "true" }
        return values
    }

    /// What a refusal means, and whether what was wanted is so all the same.
    private func judged(
        _ failure: Failure, _ workspace: Models.Workspace, _ id: String, _ server: WorkspaceServer
    ) async throws(Failure) -> WorkspaceOutcome {
        let document = failure.reply?.document
        switch failure.reply?.kind {
        case .notFound: return WorkspaceOutcome(id, workspace.with(status: nil), "already removed")
        case .gone:
            if purges { throw .workspace(.tooLateToPurge(workspace.label)) }
            return WorkspaceOutcome(id, workspace.with(status: "removed"), "already removed")
        case .invalid:
            guard let name = document?["workspace_name"]?.text else { throw failure }
            throw .workspace(.renamed(workspace.label, now: name))
        case .conflict:
            guard let children = document?["children"]?.items else { throw failure }
            throw .workspace(.childrenAppeared(workspace.label, names: children.compactMap { $0["name"]?.text }))
        case .serverError:
            guard let count = document?["stop_failures"]?.integer else { throw failure }
            throw .workspace(.stopFailed(workspace.label, id: id, count: count))
        default: break
        }
        // A purge shows in that not even the row is left.
        guard failure.isOfLostReply else { throw failure }
        let now = try await server.read(id)
        guard now == nil || !purges && now?.isRemoved == true else { throw failure }
        return WorkspaceOutcome(
            id, workspace.with(status: now?.status), now == nil ? "purged" : "removed",
            detail: "the reply was lost, but it is gone")
    }
}

extension Models.Workspace {
    /// The same with another status, or none.
    func with(status: String?) -> Models.Workspace {
        let members = (document.members ?? []).filter { $0.name != "status" }
        return Models.Workspace(.object(members + [.init("status", .optional(status))]))
    }
}
