import JSON

/// The server of the ADMIN_TOKEN document.
///
/// The document gives paths and purposes, and one fact about a body: the list has a numeric `count`. What it leaves
/// open is decided here after the tenant server, which is the nearest that is known:
///
/// - The list is `{"count", "workspaces"}`, the items are the tenant's, removed ones are left out of both.
/// - Pause and resume answer, cascade and fail as the tenant's do, in the mode with a local container engine. Nothing
///   runs in the sandbox, so a resumed workspace stays `provisioning`.
/// - Terminate has no counterpart. It takes the workspace and all its descendants to `removed` without asking, as a
///   confirmed delete does, and answers in the form of pause: `{"status":"removed","terminated_count"}`, 404
///   `workspace not found or already terminated`.
/// - An id that is no UUID is 500 `lookup failed`, as the tenant's lifecycle calls have it.
/// - Metrics are the tenant's `GET /metrics`, behind the gate.
/// - Tier promotion takes `{"workspace_id", "tier"}`; without `tier` it is the next one. It answers
///   `{"status":"promoted","workspace_id","tier"}`, 400 `invalid request body`, 404 `workspace not found`, and 400
///   `tier must be higher than the current tier`. As elsewhere, nothing is restarted by it.
extension Surface {
    static func selfHosted(store: WorkspaceStore, metrics: RequestMetrics) -> Surface {
        Surface(routes: [
            health,
            Route("GET", "/admin/workspaces", .admin) { _ in
                let items = store.listed.map(\.json)
                return HTTPResponse(status: 200, ["count": .integer(Int64(items.count)), "workspaces": .array(items)])
            },
            Route("POST", "/admin/workspaces/:id/pause", .admin) { call in
                Lifecycle.pause.answer(call.workspaceID, store)
            },
            Route("POST", "/admin/workspaces/:id/resume", .admin) { call in
                Lifecycle.resume.answer(call.workspaceID, store)
            },
            Route("POST", "/admin/workspaces/:id/terminate", .admin) { call in
                Lifecycle.terminate.answer(call.workspaceID, store)
            },
            Route("GET", "/admin/metrics", .admin) { _ in Surface.metrics(metrics) },
            Route("POST", "/admin/tier-promote", .admin) { call in promote(call.request, store) },
        ])
    }

    private static func promote(_ request: HTTPRequest, _ store: WorkspaceStore) -> HTTPResponse {
        let invalid = HTTPResponse(status: 400, error: "invalid request body")
        let body: JSONValue
        do { body = try JSONValue.parse(request.body) } catch { return invalid }
        guard let id = body["workspace_id"]?.text, !id.isEmpty else { return invalid }
        let tier = body["tier"]?.integer
        // A tier of another type must not be taken for one that is left out.
        if tier == nil, let given = body["tier"], given != .null { return invalid }
        do {
            let reached = try store.promote(id, to: tier)
            return HTTPResponse(
                status: 200, ["status": "promoted", "workspace_id": .string(id), "tier": .integer(reached)])
        } catch {
            return error.response(notFound: "workspace not found")
        }
    }
}

/// The three calls that change a workspace's status.
enum Lifecycle {
    case pause, resume, terminate

    func answer(_ id: String, _ store: WorkspaceStore) -> HTTPResponse {
        do {
            return switch self {
            case .pause: HTTPResponse(status: 200, ["status": "paused", "paused_count": .integer(try store.pause(id))])
            case .resume:
                HTTPResponse(status: 200, ["status": "provisioning", "resumed_count": .integer(try store.resume(id))])
            case .terminate:
                HTTPResponse(status: 200, ["status": "removed", "terminated_count": .integer(try store.terminate(id))])
            }
        } catch {
            return error.response(notFound: "workspace not found or \(excuse)")
        }
    }

    private var excuse: String {
        switch self {
        case .pause: "already paused"
        case .resume: "not paused"
        case .terminate: "already terminated"
        }
    }
}

extension WorkspaceFailure {
    /// The answer, in the servers' words but for the last, which only the sandbox can give.
    func response(notFound: String) -> HTTPResponse {
        switch self {
        case .invalidID: HTTPResponse(status: 500, error: "lookup failed")
        case .notFound: HTTPResponse(status: 404, error: notFound)
        case .ancestorPaused(let name):
            HTTPResponse(status: 409, error: "parent workspace \"\(name)\" is paused — resume it first")
        case .tierNotHigher: HTTPResponse(status: 400, error: "tier must be higher than the current tier")
        case .notSaved: HTTPResponse(status: 500, error: "the sandbox could not save its state")
        }
    }
}
