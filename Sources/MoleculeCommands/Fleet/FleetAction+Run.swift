import ManagementAPI

extension FleetAction {
    /// Does it to one workspace; an interrupt stops it before its first request only.
    func run(_ target: FleetTarget, on server: WorkspaceServer) async throws(Failure) -> WorkspaceOutcome {
        let result = await FleetAttempt.$current.withValue(FleetAttempt()) {
            () async -> Result<WorkspaceOutcome, Failure> in
            do throws(Failure) { return .success(try await send(target, on: server)) } catch { return .failure(error) }
        }
        return try result.get()
    }

    private func send(_ target: FleetTarget, on server: WorkspaceServer) async throws(Failure) -> WorkspaceOutcome {
        let lifecycle = WorkspaceLifecycle(server: server, patience: nil, readsBack: false)
        switch self {
        case .pause: return try await lifecycle.pause(target.id)
        case .resume: return try await lifecycle.resume(target.id)
        case .restart(let revives, let resets):
            return try await lifecycle.restart(
                target.id, listed: target.row?.workspace, revives: revives, resets: resets)
        case .hibernate(let isForced): return try await lifecycle.hibernate(target.id, isForced: isForced)
        case .delete(var deletion):
            guard let row = target.row else { return try await FleetAction.delete(target.id, deletion, on: server) }
            deletion.isCascading = target.hasDescendants
            return try await deletion.run(row.workspace, target.id, on: server, readsBack: false)
        case .terminate: return try await server.terminate(target.id, target.row?.workspace)
        case .revokeTokens: return try await server.revokeEveryToken(of: target.id, target.row?.workspace)
        }
    }

    /// Deletes one that the list does not show: it is removed already, or was never there.
    private static func delete(
        _ id: String, _ deletion: WorkspaceDeletion, on server: WorkspaceServer
    ) async throws(Failure) -> WorkspaceOutcome {
        let found = try await server.read(id)
        if let found, !found.isRemoved || deletion.purges { return try await deletion.run(found, id, on: server) }
        let detail = found == nil ? "the server has no workspace with this id" : nil
        return WorkspaceOutcome(id, found, "already removed", detail: detail)
    }
}
