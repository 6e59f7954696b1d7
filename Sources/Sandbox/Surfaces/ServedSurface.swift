/// A surface as it is served, in the order of the real servers, with the budgets and counters that belong to it.
final class ServedSurface: Sendable {
    /// What of the deployment and of faults a request is answered under.
    struct Conditions: Sendable {
        /// The `ADMIN_TOKEN` in force.
        var adminToken: [UInt8]?
        /// What the control plane compares credentials with.
        var controlPlane = ControlPlaneCredentials()
        /// Whether the server's database cannot be reached.
        var isDatastoreDown = false
    }

    let surface: Surface
    private let limiter: RateLimiter
    private let metrics: RequestMetrics

    init(_ surface: Surface, metrics: RequestMetrics, rateLimit: SandboxConfiguration.RateLimit) {
        self.surface = surface
        self.metrics = metrics
        limiter = RateLimiter(rateLimit)
    }

    /// Forgets what a restart forgets.
    func forget() {
        limiter.clear()
        surface.forget()
    }

    /// Slash redirect, cross-origin check, rate limit, tenant guard, security headers, gate, handler.
    func answer(_ request: HTTPRequest, from peer: Peer, under conditions: Conditions) -> HTTPResponse {
        if let redirect = surface.slashRedirect(request) { return redirect }
        let added: [HTTPResponse.Header]
        switch surface.crossOrigin(request) {
        case .end(let response): return response
        case .pass(let headers): added = headers
        }
        let match = surface.route(request).map { route, call in
            var call = call
            call.adminToken = conditions.adminToken
            call.controlPlane = conditions.controlPlane
            call.rateKey = surface.rateKey(request, peer)
            call.isDatastoreDown = conditions.isDatastoreDown
            return (route, call)
        }
        var response: HTTPResponse
        if surface.isUnlimited(conditions.adminToken) {
            response = counted(request, match)
            response.add("X-Ratelimit-Limit", "unlimited")
        } else {
            response = limited(request, match, key: surface.rateKey(request, peer))
        }
        response.headers += added
        return response
    }

    private func limited(_ request: HTTPRequest, _ match: (Route, Route.Call)?, key: String) -> HTTPResponse {
        let verdict = limiter.take(key)
        var response = verdict.isAllowed ? counted(request, match) : verdict.refusal
        // A route's own limit puts its numbers in place of these.
        if !response.headers.contains(where: { $0.name == RateLimiter.limitHeader }) {
            response.headers += verdict.headers
        }
        return response
    }

    private func counted(_ request: HTTPRequest, _ match: (Route, Route.Call)?) -> HTTPResponse {
        let start = Monotonic.seconds
        let response = surface.tenantGuard(request) ?? gated(match)
        metrics.count(
            method: request.method, route: match?.0.pattern ?? "unmatched", status: response.status,
            seconds: Monotonic.seconds - start)
        return response
    }

    private func gated(_ match: (Route, Route.Call)?) -> HTTPResponse {
        var response: HTTPResponse
        if let (route, call) = match {
            var call = call
            response = surface.gatekeeper(route.gate, &call) ?? route.answer(call)
        } else {
            response = surface.unknownRoute
        }
        for (name, value) in Surface.securityHeaders { response.add(name, value) }
        return response
    }
}
