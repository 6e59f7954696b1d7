import JSON

extension Tenant {
    /// Looks at the server itself, and small repairs.
    var adminRoutes: [Route] {
        var routes = [
            Route("GET", "/admin/liveness", .admin, readLiveness),
            Route("GET", "/admin/schedules/health", .admin, readScheduleHealth),
            Route("POST", "/admin/a2a-queue/drop-stale", .admin, dropStale),
            Route("GET", "/admin/github-installation-token", .admin) { _ throws(Refusal) in throw Self.noGitHub },
            Route("GET", "/workspaces/:id/github-installation-token", .workspace) { _ throws(Refusal) in
                throw Self.noGitHub
            },
            Route("GET", "/workspaces/:id/console", .admin) { [self] _ throws(Refusal) in
                // The control plane that would be asked is not there.
                throw rules.mode == .saas
                    ? Refusal(502, "control plane returned an error fetching console output")
                    : Refusal(501, "console output unavailable on this deployment (no control plane)")
            },
        ]
        if rules.mode == .docker {
            routes.append(Route("POST", "/admin/workspace-images/refresh", .admin, refreshImages))
        }
        return routes
    }

    private static let noGitHub = Refusal(500, "token refresh failed")

    private func readLiveness(_ call: Route.Call) -> HTTPResponse {
        // Ticks every 30 seconds; the last was a while ago.
        let age: Int64 = 4
        return HTTPResponse(
            status: 200,
            [
                "subsystems": [
                    "scheduler": [
                        "last_tick_at": .string(Moment.now.adding(seconds: -age).text), "seconds_ago": .integer(age),
                    ]
                ]
            ])
    }

    private func readScheduleHealth(_ call: Route.Call) -> HTTPResponse {
        with { state in
            let items = state.schedules.compactMap { schedule in
                state.present(schedule.workspaceID).map { (name: $0.name, schedule) }
            }.sorted { ($0.name, $0.1.name) < ($1.name, $1.1.name) }
            return HTTPResponse(status: 200, .array(items.map { $1.item(of: $0) }))
        }
    }

    private func dropStale(_ call: Route.Call) throws(Refusal) -> HTTPResponse {
        let age = call.request.parameter("max_age_minutes") ?? ""
        guard age.isEmpty || Int(age).map({ $0 >= 1 }) == true else {
            throw Refusal(400, "max_age_minutes must be a positive integer")
        }
        var only: String?
        if let text = call.request.parameter("workspace_id"), !text.isEmpty {
            guard let id = Identifier.stored(text) else { throw Refusal(500, "failed to drop stale items") }
            only = id
        }
        let wanted = only
        return with { state in
            let ids = state.staleMessages.keys.filter { wanted == nil || $0 == wanted }
            let dropped = ids.reduce(0) { $0 + (state.staleMessages.removeValue(forKey: $1) ?? 0) }
            return HTTPResponse(status: 200, ["dropped": .integer(Int64(dropped))])
        }
    }

    private func refreshImages(_ call: Route.Call) throws(Refusal) -> HTTPResponse {
        let known =
            isMay
            ? ["claude-code", "codex", "hermes", "openclaw"]
            : ["claude-code", "langgraph", "crewai", "autogen", "deepagents", "hermes", "gemini-cli", "openclaw"]
        let wanted = call.request.parameter("runtime") ?? ""
        guard wanted.isEmpty || known.contains(wanted) else {
            throw Refusal(400, ["error": .string("unknown runtime: \(wanted)"), "known_runtimes": .strings(known)])
        }
        let pulled = wanted.isEmpty ? known : [wanted]
        return HTTPResponse(status: 200, ["pulled": .strings(pulled), "failed": [], "recreated": []])
    }
}

extension Schedule {
    fileprivate func item(of workspace: String) -> JSONValue {
        let next = lastRunAt?.adding(seconds: staleAfter / 2)
        let isStale = lastRunAt.map { $0.adding(seconds: staleAfter) < .now } ?? false
        let status = lastRunAt == nil ? "never_run" : isStale ? "stale" : "ok"
        return [
            "workspace_id": .string(workspaceID), "workspace_name": .string(workspace), "schedule_id": .string(id),
            "schedule_name": .string(name), "cron_expr": .string(expression),
            "last_run_at": .optional(lastRunAt?.text), "expected_next_run": .optional(next?.text),
            "status": .string(status), "stale_threshold_seconds": .integer(staleAfter),
        ]
    }
}
