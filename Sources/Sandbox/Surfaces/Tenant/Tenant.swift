import HostSystem
import JSON
import Synchronization

/// The server of one organisation: what its operations share.
final class Tenant: Sendable {
    let rules: TenantState.Rules
    let configuration: SandboxConfiguration
    let metrics: RequestMetrics
    /// Of `POST /org/tokens` alone.
    let mintLimiter = RateLimiter(.init(requests: 10, seconds: 3_600))
    private let state: Mutex<TenantState>

    init(_ configuration: SandboxConfiguration, metrics: RequestMetrics) {
        let mode = configuration.deploymentMode ?? (configuration.organizationID == nil ? .docker : .saas)
        rules = TenantState.Rules(
            release: configuration.tenantRelease, mode: mode, provisioningSeconds: configuration.provisioningSeconds,
            timeScale: configuration.timeScale)
        self.configuration = configuration
        self.metrics = metrics
        state = Mutex(TenantState(rules, workspaces: configuration.workspaces, teamSize: configuration.teamSize))
    }

    var isMay: Bool { rules.isMay }

    /// Reads or changes the state, after what was due has happened.
    ///
    /// What is changed before a refusal stays changed, as it does on the servers, which have no transactions around
    /// their operations.
    func with<Result: Sendable, Failure: Error>(
        _ body: (inout TenantState) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try state.withLock { (state: inout sending TenantState) throws(Failure) -> Result in
            state.settle()
            return try body(&state)
        }
    }

    /// Whether development mode opens the server: only without an admin token.
    func isDevelopment(_ adminToken: [UInt8]?) -> Bool { adminToken == nil && configuration.isDevelopment }

    /// Every operation, those of both releases first.
    var routes: [Route] {
        let both =
            workspaceRoutes + lifecycleRoutes + budgetRoutes + secretRoutes + globalSecretRoutes + tokenRoutes
            + orgKeyRoutes + templateRoutes + orgTemplateRoutes + bundleRoutes + reportRoutes + adminRoutes
            + memoryRoutes + allowlistRoutes
        return both + (isMay ? billingRoutes + externalRoutes + mayRoutes : [testTokenRoute])
    }
}

extension Surface {
    static func tenant(_ configuration: SandboxConfiguration, metrics: RequestMetrics) -> Surface {
        let tenant = Tenant(configuration, metrics: metrics)
        let gate = TenantGate(tenant: tenant)
        var surface = Surface(
            routes: [health, Route("GET", "/metrics", .open) { _ in Surface.metrics(metrics) }] + tenant.routes)
        surface.gatekeeper = { gate.refusal($0, &$1) }
        surface.isUnlimited = { tenant.isDevelopment($0) }
        surface.forget = { tenant.mintLimiter.clear() }
        if tenant.isMay { surface.rateKey = mayRateKey }
        let names = ["Origin", "Content-Type", "X-Workspace-Id", "Authorization"]
        let crossOrigin = CrossOrigin(
            allowedHeaders: names + (tenant.isMay ? ["X-Molecule-Org-Id", "X-Molecule-Org-Slug"] : []))
        surface.crossOrigin = { crossOrigin.verdict($0) }
        if let organizationID = configuration.organizationID {
            let tenantGuard = TenantGuard(
                organizationID: organizationID, release: configuration.tenantRelease,
                hasCanvasProxy: configuration.hasCanvasProxy)
            surface.tenantGuard = { tenantGuard.refusal(of: $0) }
        }
        return surface
    }

    /// Since May the budget belongs to the organisation named in the header, else to the token, else to the address.
    private static func mayRateKey(_ request: HTTPRequest, _ peer: Peer) -> String {
        if let organization = request.text(ofHeader: "x-molecule-org-id"), !organization.isEmpty {
            return "org:\(organization)"
        }
        // The scheme is read in any case here, unlike at the gate.
        let scheme = Array("bearer ".utf8)
        if let value = request.bytes(ofHeader: "authorization"), value.count > scheme.count,
            String(decoding: value.prefix(scheme.count), as: UTF8.self).lowercased().utf8.elementsEqual(scheme)
        {
            let digest = TextEncoding.hexadecimal(SHA256.digest(value.dropFirst(scheme.count)))
            return "token:\(String(decoding: digest, as: UTF8.self))"
        }
        return peer.key
    }
}
