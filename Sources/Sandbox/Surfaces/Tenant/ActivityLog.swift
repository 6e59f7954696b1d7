import JSON

extension Tenant {
    private static let activityTypes = [
        "a2a_send", "a2a_receive", "task_update", "agent_log", "skill_promotion", "memory_write", "error",
    ]
    private static let maximumAge = 30 * 86_400

    func listActivity(_ call: Route.Call) throws(Refusal) -> HTTPResponse {
        let request = call.request
        let source = request.parameter("source") ?? ""
        guard ["", "canvas", "agent"].contains(source) else {
            throw Refusal(400, "source must be 'canvas' or 'agent'")
        }
        let limit = min(500, request.number("limit", in: 1...Int.max, else: 100))
        let window = isMay ? try ActivityWindow(request, Tenant.maximumAge) : ActivityWindow()
        let id = try call.storedID("query failed")
        return try with { state throws(Refusal) in
            var rows = state.activities.filter { row in
                row.workspaceID == id && request.allows("type", row.type)
                    && (source.isEmpty || (row.sourceID == nil) == (source == "canvas")) && window.contains(row)
            }.sorted { $0.createdAt < $1.createdAt }
            if let cursor = window.cursor {
                guard let place = state.activities.first(where: { $0.id == cursor && $0.workspaceID == id }) else {
                    throw Refusal(
                        410,
                        "since_id cursor not found (row may have been pruned or belongs to a different workspace); "
                            + "omit since_id to reset")
                }
                rows = rows.filter { $0.createdAt > place.createdAt }
            } else {
                rows.reverse()
            }
            return HTTPResponse(status: 200, .array(rows.prefix(limit).map(\.json)))
        }
    }

    func logActivity(_ call: Route.Call) throws(Refusal) -> HTTPResponse {
        let body = try RequestBody(call.request.body, else: .invalidBody)
        let type = try body.required("activity_type")
        var row = Activity(workspaceID: Identifier.stored(call.workspaceID) ?? "", type: type)
        row.status = try body.text("status").flatMap { $0.isEmpty ? nil : $0 } ?? "ok"
        row.sourceID = try body.text("source_id").flatMap { $0.isEmpty ? nil : $0 }
        row.targetID = try body.text("target_id").flatMap { $0.isEmpty ? nil : $0 }
        row.method = try body.text("method").flatMap { $0.isEmpty ? nil : $0 }
        row.summary = try body.text("summary").flatMap { $0.isEmpty ? nil : $0 }
        row.errorDetail = try body.text("error_detail").flatMap { $0.isEmpty ? nil : $0 }
        row.duration = try body.integer("duration_ms")
        row.requestBody = body["request_body"] ?? body["metadata"]
        row.responseBody = body["response_body"]
        guard Tenant.activityTypes.contains(type) else {
            throw Refusal(
                400, "invalid activity_type, must be one of: \(Tenant.activityTypes.joined(separator: ", "))")
        }
        // Compared with the path, so an administrator is refused as well.
        if let source = row.sourceID, source != call.workspaceID {
            throw Refusal(403, "source_id must match authenticated workspace")
        }
        let logged = row
        // A row that belongs to no workspace is refused by the database, which nobody hears of.
        with { if $0.row(logged.workspaceID) != nil { $0.activities.append(logged) } }
        return HTTPResponse(status: 200, ["status": "logged"])
    }
}

/// Which part of the activity is asked for, since May.
private struct ActivityWindow {
    private var start: Moment?
    private var end: Moment?
    private var peer: String?
    /// The row after which the answer begins, oldest first.
    private(set) var cursor: String?

    init() {}

    init(_ request: HTTPRequest, _ maximumAge: Int) throws(Refusal) {
        if let text = request.parameter("since_secs"), !text.isEmpty {
            guard let seconds = Int(text), seconds > 0 else {
                throw Refusal(400, "since_secs must be a positive integer")
            }
            start = Moment.now.adding(seconds: -Int64(min(seconds, maximumAge)))
        }
        if let text = request.parameter("peer_id"), !text.isEmpty {
            guard Identifier.isParsable(text) else { throw Refusal(400, "peer_id must be a UUID") }
            peer = Identifier.stored(text) ?? text
        }
        if let text = request.parameter("before_ts"), !text.isEmpty {
            guard let moment = Moment(text) else {
                throw Refusal(400, "before_ts must be an RFC3339 timestamp (e.g. 2026-05-01T00:00:00Z)")
            }
            end = moment
        }
        if let text = request.parameter("since_id"), !text.isEmpty {
            guard let id = Identifier.stored(text) else { throw Refusal(500, "cursor lookup failed") }
            cursor = id
        }
    }

    func contains(_ row: Activity) -> Bool {
        (start.map { row.createdAt >= $0 } ?? true) && (end.map { row.createdAt < $0 } ?? true)
            && (peer.map { row.sourceID == $0 || row.targetID == $0 } ?? true)
    }
}
