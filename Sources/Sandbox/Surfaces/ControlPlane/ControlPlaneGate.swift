import HostSystem

/// The gates of the control plane.
///
/// Credentials are compared in constant time, and everything that is not the right one gets the same answer. A secret
/// that the control plane is deployed without lets nobody in; its routes are not even there in the case of the
/// provision secret.
enum ControlPlaneGate {
    static let unauthorized = HTTPResponse(status: 401, error: "invalid credentials")

    /// The answer to a request that may not pass; `nil` when it may.
    static func refusal(_ gate: Route.Gate, _ call: Route.Call) -> HTTPResponse? {
        let known = call.controlPlane
        switch gate {
        case .open: return nil
        case .session: return hasSession(call.request, known) ? nil : unauthorized
        case .controlPlaneAdmin: return has(known.adminBearer, call.request) ? nil : unauthorized
        case .provision:
            guard known.provisionSecret != nil else { return notMounted }
            return has(known.provisionSecret, call.request) ? nil : unauthorized
        // Of tenants.
        case .admin, .workspace: return notMounted
        }
    }

    /// Whether the request has the session cookie, among others or alone.
    static func hasSession(_ request: HTTPRequest, _ known: ControlPlaneCredentials) -> Bool {
        guard let session = known.session else { return false }
        let cookies = request.headers.filter { $0.name == "cookie" }.flatMap { $0.value.split(separator: 0x3B) }
        let wanted = Array("mcp_session=".utf8) + session
        return cookies.contains { constantTimeEqual(Array($0.drop { $0 == 0x20 }), wanted) }
    }

    private static func has(_ secret: [UInt8]?, _ request: HTTPRequest) -> Bool {
        guard let secret, let bearer = AdminAuth.bearer(of: request) else { return false }
        return constantTimeEqual(bearer, secret)
    }

    /// What a route that is not there is answered.
    static let notMounted = HTTPResponse(status: 404, contentType: "text/plain", body: "404 page not found")
}
