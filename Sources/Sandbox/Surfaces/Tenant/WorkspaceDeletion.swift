import JSON

extension Tenant {
    /// April deletes whatever it is given; May wants a workspace that is there and a caller who knows its name.
    func deleteWorkspace(_ call: Route.Call) throws(Refusal) -> HTTPResponse {
        let id = try call.parsedID(failed: isMay ? "failed to check workspace" : "failed to check children")
        return try with { state throws(Refusal) in
            if isMay { try checkDeletion(of: id, call, state) }
            let children = state.children(of: id)
            guard children.isEmpty || call.request.isTrue("confirm") else { throw confirmation(children) }
            var ids = [id]
            if let index = state.index(id) { ids = state.remove(index) } else { state.log("WORKSPACE_REMOVED", id) }
            let isPurge = call.request.isTrue("purge")
            if isPurge { state.purge(ids) }
            return HTTPResponse(
                status: 200,
                [
                    "status": isPurge ? "purged" : "removed", "cascade_deleted": .integer(Int64(ids.count - 1)),
                ])
        }
    }

    private func checkDeletion(of id: String, _ call: Route.Call, _ state: TenantState) throws(Refusal) {
        guard let row = state.row(id) else { throw .workspaceNotFound }
        guard row.status != .removed else {
            throw Refusal(410, ["error": "workspace removed", "id": .string(call.workspaceID)])
        }
        // Byte for byte: a name with blanks around it cannot be confirmed, and an empty one needs no header.
        guard call.request.bytes(ofHeader: "x-confirm-name") ?? [] == Array(row.name.utf8) else {
            throw Refusal(
                400,
                [
                    "error": "destructive_action_requires_confirmation",
                    "hint": .string("Re-send the same request with header X-Confirm-Name: \(row.name)"),
                    "workspace_name": .string(row.name), "active_tasks": .integer(row.activeTasks),
                    "child_count": .integer(Int64(state.children(of: id).count)),
                    "schedule_count": .integer(Int64(state.schedules.count { $0.workspaceID == id })),
                ])
        }
    }

    private func confirmation(_ children: [Workspace]) -> Refusal {
        Refusal(
            409,
            [
                "status": "confirmation_required",
                "message": "This workspace has sub-workspaces. Delete with ?confirm=true to cascade delete.",
                "children": .array(children.map { ["id": .string($0.id), "name": .string($0.name)] }),
                "children_count": .integer(Int64(children.count)),
            ])
    }
}
