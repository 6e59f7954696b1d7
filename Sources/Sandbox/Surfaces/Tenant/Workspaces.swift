import JSON

extension Tenant {
    /// Workspaces themselves; what is below `/workspaces/:id` stands with its noun.
    var workspaceRoutes: [Route] {
        [
            Route("GET", "/workspaces", .admin, listWorkspaces), Route("POST", "/workspaces", .admin, createWorkspace),
            Route("GET", "/workspaces/:id", .open, readWorkspace),
            Route("PATCH", "/workspaces/:id", .workspace, patchWorkspace),
            Route("DELETE", "/workspaces/:id", .admin, deleteWorkspace),
            Route("GET", "/workspaces/:id/state", .workspace, readState),
        ]
    }

    private func listWorkspaces(_ call: Route.Call) -> HTTPResponse {
        with { state in
            // A row without a tier cannot be read and is silently missing.
            let rows = state.workspaces.filter { $0.status != .removed && $0.tier != nil }
            let timeouts = state.timeouts
            return HTTPResponse(status: 200, .array(rows.map { state.json($0, timeouts) }))
        }
    }

    private func readWorkspace(_ call: Route.Call) throws(Refusal) -> HTTPResponse {
        let id = try call.parsedID()
        return try with { state throws(Refusal) in
            guard let row = state.row(id) else { throw .workspaceNotFound }
            guard row.tier != nil else { throw Refusal(500, "query failed") }
            if isMay, row.status == .removed, !call.request.isTrue("include_removed") {
                throw Refusal(
                    410,
                    [
                        "error": "workspace removed", "id": .string(call.workspaceID),
                        "hint": "Regenerate workspace + token from the canvas → Tokens tab",
                        "removed_at": .string(row.updatedAt.text),
                    ])
            }
            let hidden = [
                "budget_limit", "monthly_spend", "current_task", "last_sample_error", "workspace_dir",
                "provision_timeout_ms",
            ]
            let members = (state.json(row, state.timeouts).members ?? []).filter { !hidden.contains($0.name) }
            return HTTPResponse(status: 200, .object(members).adding("last_outbound_at", nil))
        }
    }

    private func readState(_ call: Route.Call) throws(Refusal) -> HTTPResponse {
        let id = try call.storedID("auth check failed")
        try TenantGate(tenant: self).requireOwnToken(call)
        let name = JSONValue.string(call.workspaceID)
        return try with { state throws(Refusal) in
            guard let row = state.row(id) else {
                throw Refusal(404, ["workspace_id": name, "deleted": true])
            }
            guard row.status != .removed else {
                throw Refusal(404, ["workspace_id": name, "status": "removed", "deleted": true])
            }
            return HTTPResponse(
                status: 200,
                [
                    "workspace_id": name, "status": .string(row.status.rawValue),
                    "paused": .bool(row.status == .paused), "deleted": false,
                ])
        }
    }
}

extension TenantState {
    /// Seconds that workspaces may take to come up, by runtime, as the first template that sets them has it.
    var timeouts: [String: Int64] {
        let set = templates.compactMap { template in
            template.runtime.flatMap { runtime in template.timeout.map { (runtime, $0) } }
        }
        return Dictionary(set) { first, _ in first }
    }

    /// The item of the listing.
    func json(_ workspace: Workspace, _ timeouts: [String: Int64]) -> JSONValue {
        let json = rules.isMay ? workspace.mayJSON : workspace.json
        return timeouts[workspace.runtime].map { json.adding("provision_timeout_ms", .integer($0 * 1_000)) } ?? json
    }
}
