import JSON

extension Tenant {
    /// What May added and no other noun has.
    var mayRoutes: [Route] {
        [
            // `dev` is what the server says when its build was not stamped.
            Route("GET", "/buildinfo", .open) { _ in HTTPResponse(status: 200, ["git_sha": "dev"]) },
            Route("GET", "/uploads/limits", .open) { _ in
                HTTPResponse(
                    status: 200,
                    [
                        "per_file_bytes": 104_857_600, "per_request_bytes": 104_857_600,
                        "max_attachments_per_message": 10,
                    ])
            }, Route("POST", "/admin/workspaces/:id/tokens", .admin, mintTokenAsAdmin),
            Route("PATCH", "/workspaces/:id/abilities", .admin, setAbilities),
            Route("GET", "/workspaces/:id/provider", .workspace) { _ throws(Refusal) in throw Self.retired },
            Route("PUT", "/workspaces/:id/provider", .workspace) { _ throws(Refusal) in throw Self.retired },
            Route("GET", "/admin/delegations", .admin, listDelegations),
            Route("GET", "/admin/delegations/stats", .admin) { _ in
                let names = ["queued", "dispatched", "in_progress", "completed", "failed", "stuck"]
                return HTTPResponse(status: 200, .object(names.map { .init($0, 0) }))
            }, Route("GET", "/admin/schedules/orphans", .admin, listOrphans),
            Route("POST", "/admin/schedules/reap-orphans", .admin, reapOrphans),
            Route("POST", "/admin/templates/refresh", .admin) { _ throws(Refusal) in
                throw Refusal(
                    500,
                    "template cache refresh requires MOLECULE_TEMPLATE_GITEA_TOKEN or MOLECULE_GITEA_TOKEN")
            },
        ]
    }

    private static let retired = Refusal(
        410,
        [
            "code": "PROVIDER_ENDPOINT_RETIRED", "error": "the provider follows from the model; set the model instead",
            "issue": "internal#718",
        ])

    private func setAbilities(_ call: Route.Call) throws(Refusal) -> HTTPResponse {
        let id = try call.parsedID(failed: "update failed")
        let body = try RequestBody(call.request.body, else: .invalidBody)
        let mayBroadcast = try body.truth("broadcast_enabled")
        let mayTalk = try body.truth("talk_to_user_enabled")
        guard mayBroadcast != nil || mayTalk != nil else { throw Refusal(400, "at least one ability field required") }
        return try with { state throws(Refusal) in
            guard let index = state.index(id), state.present(id) != nil else { throw .workspaceNotFound }
            if let mayBroadcast { state.workspaces[index].mayBroadcast = mayBroadcast }
            if let mayTalk { state.workspaces[index].mayTalkToUser = mayTalk }
            state.touch(index)
            return HTTPResponse(status: 200, ["status": "updated"])
        }
    }

    /// No agent runs here, so none ever delegates.
    private func listDelegations(_ call: Route.Call) throws(Refusal) -> HTTPResponse {
        let allowed = ["in_flight", "stuck", "failed", "completed"]
        var status = call.request.parameter("status") ?? ""
        if status.isEmpty { status = "in_flight" }
        guard allowed.contains(status) else {
            throw Refusal(
                400,
                [
                    "error": "unknown status filter", "allowed": .strings(allowed),
                    "requested_status": .string(status),
                ])
        }
        let text = call.request.parameter("limit") ?? ""
        guard let limit = text.isEmpty ? 100 : Int64(text), (1...1_000).contains(limit) else {
            throw Refusal(400, ["error": "limit must be 1..1000", "requested": .string(text)])
        }
        return HTTPResponse(
            status: 200, ["delegations": [], "count": 0, "status": .string(status), "limit": .integer(limit)])
    }

    /// Schedules whose workspace is removed or gone.
    private func listOrphans(_ call: Route.Call) -> HTTPResponse {
        with { state in
            let orphans = state.schedules.filter { state.present($0.workspaceID) == nil }
            return HTTPResponse(
                status: 200,
                .array(
                    orphans.map { schedule in
                        [
                            "workspace_id": .string(schedule.workspaceID),
                            "workspace_status": state.row(schedule.workspaceID) == nil ? "missing" : "removed",
                            "schedule_id": .string(schedule.id), "schedule_name": .string(schedule.name),
                            "source": "template", "enabled": .bool(schedule.isEnabled),
                            "cron_expr": .string(schedule.expression),
                        ]
                    }))
        }
    }

    private func reapOrphans(_ call: Route.Call) -> HTTPResponse {
        with { state in
            let orphans = state.schedules.indices.filter {
                state.schedules[$0].isEnabled && state.present(state.schedules[$0].workspaceID) == nil
            }
            for index in orphans { state.schedules[index].isEnabled = false }
            return HTTPResponse(status: 200, ["repointed": 0, "disabled": .integer(Int64(orphans.count))])
        }
    }
}
