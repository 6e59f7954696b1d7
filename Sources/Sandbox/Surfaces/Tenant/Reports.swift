import JSON

extension Tenant {
    /// What has happened: usage, ledger, activity, events, approvals.
    var reportRoutes: [Route] {
        [
            Route("GET", "/workspaces/:id/metrics", .workspace, readUsage),
            Route("GET", "/workspaces/:id/audit", .workspace, readAudit),
            Route("GET", "/workspaces/:id/activity", .workspace, listActivity),
            Route("POST", "/workspaces/:id/activity", .workspace, logActivity),
            Route("GET", "/events", .admin) { [self] _ in
                with { HTTPResponse(status: 200, $0.eventItems { _ in true }) }
            },
            Route("GET", "/events/:id", .admin) { [self] call throws(Refusal) in
                let id = try call.storedID("query failed")
                return with { HTTPResponse(status: 200, $0.eventItems { $0.workspaceID == id }) }
            }, Route("GET", "/approvals/pending", .admin, listApprovals),
        ]
    }

    /// The usage of the current day in UTC.
    ///
    /// No agent runs here, so nothing is ever used.
    private func readUsage(_ call: Route.Call) throws(Refusal) -> HTTPResponse {
        let id = try call.storedID("failed to verify workspace")
        guard with({ $0.row(id) != nil }) else { throw .workspaceNotFound }
        let day: Int64 = 86_400_000_000
        let start = Moment(microseconds: Moment.now.microseconds / day * day)
        return HTTPResponse(
            status: 200,
            [
                "input_tokens": 0, "output_tokens": 0, "total_calls": 0, "estimated_cost_usd": "0.000000",
                "period_start": .string(start.text), "period_end": .string(start.adding(seconds: 86_400).text),
            ])
    }

    /// `chain_valid` is null as on a server without `AUDIT_LEDGER_SALT`.
    private func readAudit(_ call: Route.Call) throws(Refusal) -> HTTPResponse {
        let request = call.request
        let from = try bound(request, "from", "2026-04-17T00:00:00Z")
        let to = try bound(request, "to", "2026-04-17T23:59:59Z")
        let id = try call.storedID("query failed")
        // A limit above the largest is cut to it; one that is none is the default.
        let limit = min(500, request.number("limit", in: 1...Int.max, else: 100))
        let offset = request.number("offset", in: 0...Int.max, else: 0)
        let matching = with { state in
            state.audit.filter { entry in
                entry.workspaceID == id && request.allows("agent_id", entry.agentID)
                    && request.allows("session_id", entry.sessionID) && (from.map { entry.timestamp >= $0 } ?? true)
                    && (to.map { entry.timestamp < $0 } ?? true)
            }
        }
        let page = matching.dropFirst(offset).prefix(limit).map(\.json)
        return HTTPResponse(
            status: 200,
            [
                "events": page.isEmpty ? nil : .array(page), "total": .integer(Int64(matching.count)),
                "chain_valid": nil,
            ])
    }

    private func bound(_ request: HTTPRequest, _ name: String, _ example: String) throws(Refusal) -> Moment? {
        guard let text = request.parameter(name), !text.isEmpty else { return nil }
        guard let moment = Moment(text) else { throw Refusal(400, "\(name) must be RFC 3339 (e.g. \(example))") }
        return moment
    }

    /// Looking at them denies those that have waited for 10 minutes.
    private func listApprovals(_ call: Route.Call) -> HTTPResponse {
        with { state in
            let limit = Moment.now.adding(seconds: -600)
            for index in state.approvals.indices
            where state.approvals[index].status == "pending" && state.approvals[index].createdAt < limit {
                state.approvals[index].status = "denied"
            }
            let pending = state.approvals.filter { $0.status == "pending" }.sorted { $0.createdAt > $1.createdAt }
            return HTTPResponse(
                status: 200,
                .array(
                    pending.prefix(50).map { approval in
                        [
                            "id": .string(approval.id), "workspace_id": .string(approval.workspaceID),
                            "workspace_name": .string(state.row(approval.workspaceID)?.name ?? ""),
                            "action": .string(approval.action), "reason": .optional(approval.reason),
                            "status": .string(approval.status), "created_at": .string(approval.createdAt.text),
                        ]
                    }))
        }
    }
}

extension HTTPRequest {
    /// Whether a filter in the query is missing, empty, or exactly this text.
    func allows(_ name: String, _ text: String) -> Bool {
        let wanted = parameter(name) ?? ""
        return wanted.isEmpty || wanted == text
    }
}

extension TenantState {
    /// The newest 100 events, newest first.
    fileprivate func eventItems(_ condition: (Event) -> Bool) -> JSONValue {
        .array(
            events.reversed().filter(condition).prefix(100).map { event in
                [
                    "id": .string(event.id), "event_type": .string(event.type),
                    "workspace_id": .optional(event.workspaceID), "payload": event.payload,
                    "created_at": .string(event.createdAt.text),
                ]
            })
    }
}
