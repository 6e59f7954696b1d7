import HostSystem

/// The gates of the tenant server, whose order of evaluation shows in what an odd request is answered.
struct TenantGate: Sendable {
    let tenant: Tenant

    /// The answer to a request that may not pass; notes the org key of one that may.
    func refusal(_ gate: Route.Gate, _ call: inout Route.Call) -> HTTPResponse? {
        do throws(Refusal) {
            switch gate {
            case .open: break
            case .admin: try admit(toAdmin: &call)
            case .workspace: try admit(toWorkspace: &call)
            // Of the control plane, which a tenant does not mount.
            case .session, .controlPlaneAdmin, .provision: throw Refusal(404, "not found")
            }
            return nil
        } catch {
            return error.response
        }
    }

    private func admit(toAdmin call: inout Route.Call) throws(Refusal) {
        // The one query whose failure is reported is the first.
        if call.isDatastoreDown { throw Refusal(Surface.datastoreUnavailable) }
        let isClosed = tenant.with { $0.hasLiveTokens } || call.adminToken != nil
        if !isClosed || tenant.isDevelopment(call.adminToken) || isSession(call.request) { return }
        guard let bearer = AdminAuth.bearer(of: call.request) else { throw Refusal(401, "admin auth required") }
        if try useOrgKey(bearer, &call) { return }
        let isAccepted =
            if let token = call.adminToken {
                constantTimeEqual(bearer, token)
            } else {
                tenant.with { $0.useWorkspaceToken(bearer) }
            }
        guard isAccepted else { throw Refusal(401, "invalid admin auth token") }
    }

    private func admit(toWorkspace call: inout Route.Call) throws(Refusal) {
        guard let bearer = AdminAuth.bearer(of: call.request) else {
            let isKnown = tenant.isMay ? isSession(call.request) : isOwnPage(call.request)
            guard isKnown || tenant.isDevelopment(call.adminToken) else {
                throw Refusal(401, "missing workspace auth token")
            }
            return
        }
        if let token = call.adminToken, constantTimeEqual(bearer, token) { return }
        // A failing database looks like a wrong token here.
        guard !call.isDatastoreDown else { throw Refusal(401, "invalid workspace auth token") }
        if try useOrgKey(bearer, &call) { return }
        try requireOwnToken(bearer, call.workspaceID)
    }

    /// Of `state` and the values of secrets: only the workspace's own token, as soon as it has one.
    func requireOwnToken(_ call: Route.Call) throws(Refusal) {
        let id = call.workspaceID
        guard tenant.with({ !$0.liveTokens(of: Identifier.stored(id) ?? id).isEmpty }) else { return }
        guard let bearer = AdminAuth.bearer(of: call.request) else {
            throw Refusal(401, "missing workspace auth token")
        }
        try requireOwnToken(bearer, id)
    }

    private func requireOwnToken(_ bearer: [UInt8], _ id: String) throws(Refusal) {
        guard tenant.with({ $0.useWorkspaceToken(bearer, of: id) }) else {
            throw Refusal(401, "invalid workspace auth token")
        }
    }

    private func useOrgKey(_ bearer: [UInt8], _ call: inout Route.Call) throws(Refusal) -> Bool {
        call.orgKeyPrefix = tenant.with { $0.useOrgKey(bearer)?.prefix }
        return call.orgKeyPrefix != nil
    }

    /// The whole header counts; the name of the cookie does not.
    private func isSession(_ request: HTTPRequest) -> Bool {
        guard let cookie = tenant.configuration.sessionCookie else { return false }
        return request.text(ofHeader: "cookie") == cookie
    }

    private func isOwnPage(_ request: HTTPRequest) -> Bool {
        tenant.configuration.hasCanvasProxy && request.isFromOwnPage
    }
}
