import HostSystem
import JSON
import Synchronization

/// The server of organisations, billing and machines, and the tenants behind it.
///
/// What its contract leaves open is decided here as is likeliest, and told beside each operation. Some slugs stand for
/// what can happen: an organisation whose slug begins with `fail-` does not come up, one with `stall-` never begins to,
/// one with `sticky-` is deleted only when asked twice, one with `broke-` cannot pay, and the server of one with
/// `sick-` does not come back from a redeployment.
final class ControlPlane: Sendable {
    /// What a tenant is sent in place of a session that the control plane has looked at; no client can know it.
    static let vouchedCookie = "mcp_session=" + AccessToken.mint().text

    let configuration: SandboxConfiguration
    private let state: Mutex<ControlPlaneState>
    /// By organisation; made when first asked for.
    private let tenants = Mutex<[String: ServedSurface]>([:])

    init(_ configuration: SandboxConfiguration) {
        self.configuration = configuration
        state = Mutex(
            ControlPlaneState(seconds: configuration.provisioningSeconds, workspaces: configuration.workspaces))
    }

    /// Reads or changes the state, after what was due has happened.
    func with<Result: Sendable, Failure: Error>(
        _ body: (inout ControlPlaneState) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try state.withLock { (state: inout sending ControlPlaneState) throws(Failure) -> Result in
            state.settle()
            return try body(&state)
        }
    }

    func organization(_ slug: String) -> Organization? { with { $0.organization(slug) } }

    func organization(id: String) -> Organization? { with { $0.organizations.first { $0.id == id } } }

    /// The server of an organisation.
    func tenant(of organization: Organization) -> ServedSurface {
        tenants.withLock { tenants in
            if let tenant = tenants[organization.id] { return tenant }
            let metrics = RequestMetrics()
            var own = configuration
            own.surface = .tenant
            own.organizationID = organization.id
            own.deploymentMode = configuration.deploymentMode ?? .saas
            own.sessionCookie = ControlPlane.vouchedCookie
            own.workspaces = organization.workspaces
            let tenant = ServedSurface(
                Surface.tenant(own, metrics: metrics), metrics: metrics, rateLimit: configuration.rateLimit)
            tenants[organization.id] = tenant
            return tenant
        }
    }

    /// Forgets what the tenants have in memory alone.
    func forget() { for tenant in tenants.withLock({ Array($0.values) }) { tenant.forget() } }

    /// Asks an organisation's server as its administrator.
    ///
    /// - Throws: `Refusal` with 503 when it does not run.
    func ask(
        _ organization: Organization, _ method: String, _ path: String, body: [UInt8] = []
    ) throws(Refusal) -> HTTPResponse {
        guard organization.isRunning else { throw Refusal(503, "tenant is not running") }
        let headers: [HTTPRequest.Header] = [
            .init(name: "authorization", value: Array("Bearer \(organization.adminToken)".utf8)),
            .init(name: "x-molecule-org-id", value: Array(organization.id.utf8)),
        ]
        let request = HTTPRequest(
            method: method, target: path, path: path, minorVersion: 1, headers: headers, body: body)
        return tenant(of: organization).answer(
            request, from: .controlPlane, under: .init(adminToken: Array(organization.adminToken.utf8)))
    }

    /// Every operation.
    var routes: [Route] {
        organizationRoutes + billingRoutes + adminOrganizationRoutes + tenantRoutes + redeployRoutes
            + environmentRoutes + pinRoutes + machineRoutes
    }

    /// What the answers of a route that is going away carry (RFC 9745, RFC 8594).
    static let deprecation: [HTTPResponse.Header] = [
        .init(name: "Deprecation", value: "@1777593600"),
        .init(name: "Sunset", value: "Sat, 31 Oct 2026 23:59:59 GMT"),
    ]
}

extension Surface {
    static func controlPlane(_ controlPlane: ControlPlane) -> Surface {
        let health = Route("GET", "/health", .open) { _ in
            HTTPResponse(status: 200, ["service": "molecule-cp", "status": "ok"])
        }
        let routes = controlPlane.routes
        var surface = Surface(routes: [health] + routes + routes.map(\.deprecatedTwin))
        surface.gatekeeper = { gate, call in ControlPlaneGate.refusal(gate, call) }
        surface.forget = { controlPlane.forget() }
        return surface
    }
}

extension Route {
    /// The same operation below `/cp`, where it used to be and is still served, with the headers that say so.
    fileprivate var deprecatedTwin: Route {
        Route(method, "/cp" + pattern.dropFirst("/api/v1".count), gate) { call in
            var response = self.answer(call)
            response.headers += ControlPlane.deprecation
            return response
        }
    }
}
