import HostSystem
import JSON

/// The server behind the sockets: what happens to a request, in the order of the real one.
final class Platform: Sendable {
    private let deployment: Deployment
    private let limiter: RateLimiter
    private let metrics: RequestMetrics
    private let surface: Surface
    private let faults: [Fault]
    private let log: RequestLog?

    init(_ configuration: SandboxConfiguration) throws(SandboxError) {
        let overlap = configuration.faults.filter { $0.kind == .flap }.map(\.requests.upperBound).max() ?? 0
        deployment = try Deployment(file: configuration.environmentFile, overlap: overlap)
        limiter = RateLimiter(configuration.rateLimit)
        faults = configuration.faults.filter { $0.kind != .flap }
        let metrics = RequestMetrics()
        let store = try WorkspaceStore(directory: configuration.stateDirectory)
        var surface =
            switch configuration.surface {
            case .selfHosted: Surface.selfHosted(store: store, metrics: metrics)
            case .tenant:
                Surface.tenant(
                    release: configuration.tenantRelease, organizationID: configuration.organizationID, store: store,
                    metrics: metrics)
            }
        surface.hasCanvasProxy = configuration.hasCanvasProxy
        self.metrics = metrics
        self.surface = surface
        if let path = configuration.logPath { log = try RequestLog(path) } else { log = nil }
    }

    /// Deploys anew: the environment is read again, and what lived in memory alone is forgotten.
    func reload() {
        deployment.reload()
        limiter.clear()
    }

    /// What becomes of a request: the answer, or what a fault makes of it.
    func action(for request: HTTPRequest, from peer: Peer) -> HTTPAction {
        let snapshot = deployment.receive()
        let faults = self.faults.filter { $0.requests.contains(snapshot.sequence) }
        var delay = 0.0
        var decisive: Fault.Kind?
        for fault in faults {
            if case .delay(let seconds) = fault.kind { delay += seconds } else { decisive = decisive ?? fault.kind }
        }
        let answer = { self.answer(request, from: peer, adminToken: snapshot.inForce) }
        let reply = Platform.reply(to: request, from: peer, fault: decisive, answer: answer)
        var status: Int?
        if case .whole(let response) = reply { status = response.status }
        // Before anything is sent: who has the answer finds the line.
        log?.add(
            sequence: snapshot.sequence, request,
            credential: AdminAuth.credential(of: request, token: snapshot.current), status: status, faults: faults)
        return HTTPAction(delay: delay, reply: reply)
    }

    /// Access log, slash redirect, rate limit, tenant guard, security headers, gate, handler.
    private func answer(_ request: HTTPRequest, from peer: Peer, adminToken: [UInt8]?) -> HTTPResponse {
        if let redirect = surface.slashRedirect(request) { return redirect }
        let verdict = limiter.take(surface.rateKey(request, peer))
        var response: HTTPResponse
        if verdict.isAllowed {
            response = counted(request, adminToken: adminToken)
        } else {
            response = HTTPResponse(
                status: 429,
                ["error": "rate limit exceeded", "retry_after": .integer(Int64(verdict.secondsToReset))])
            response.add("Retry-After", "\(verdict.secondsToReset)")
        }
        // As Go spells them; names of headers have no case.
        response.add("X-Ratelimit-Limit", "\(limiter.limit.requests)")
        response.add("X-Ratelimit-Remaining", "\(verdict.remaining)")
        response.add("X-Ratelimit-Reset", "\(verdict.secondsToReset)")
        return response
    }

    private func counted(_ request: HTTPRequest, adminToken: [UInt8]?) -> HTTPResponse {
        let start = Monotonic.seconds
        let match = surface.route(request)
        let response = surface.tenantGuard(request) ?? gated(request, match, adminToken: adminToken)
        metrics.count(
            method: request.method, route: match?.0.pattern ?? "unmatched", status: response.status,
            seconds: Monotonic.seconds - start)
        return response
    }

    private func gated(_ request: HTTPRequest, _ match: (Route, Route.Call)?, adminToken: [UInt8]?) -> HTTPResponse {
        var response: HTTPResponse
        if let (route, call) = match {
            let refusal = route.gate == .admin ? AdminAuth.refusal(of: request, token: adminToken) : nil
            response = refusal ?? route.handler(call)
        } else {
            response = surface.unknownRoute
        }
        for (name, value) in Surface.securityHeaders { response.add(name, value) }
        return response
    }
}

extension Platform {
    /// Applies a fault.
    ///
    /// `answer` handles the request, so whether it is called is what a fault's moment is about.
    private static func reply(
        to request: HTTPRequest, from peer: Peer, fault: Fault.Kind?, answer: () -> HTTPResponse
    ) -> HTTPAction.Reply {
        let nothing: @Sendable () -> Void = {}
        switch fault {
        case nil, .delay, .flap: return .whole(answer())
        case .drop(let moment):
            if moment != .before { _ = answer() }
            return .cut(sending: [], then: nothing)
        case .killClient(let moment):
            let bytes = moment == .before ? [] : answer().serialized(answering: request, closing: false)
            let half = moment == .half ? Array(bytes.prefix(bytes.count / 2)) : []
            return .cut(sending: half, then: { ClientProcess.kill(peer) })
        case .garbage:
            // Not the start of any protocol, and not text.
            return .cut(sending: (0..<64).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ 129) }, then: nothing)
        case .html: return .whole(Surface.page)
        case .status(let code): return .whole(refusal(code))
        case .redirect(let url):
            var response = HTTPResponse(status: 307)
            response.add("Location", url)
            return .whole(response)
        }
    }

    /// What stands in front of a server, or a server in trouble, answers.
    ///
    /// The body is the platform's own where it has one.
    private static func refusal(_ code: Int) -> HTTPResponse {
        switch code {
        case 401: return HTTPResponse(status: 401, error: "invalid admin auth token")
        case 429:
            var response = HTTPResponse(status: 429, ["error": "rate limit exceeded", "retry_after": 1])
            response.add("Retry-After", "1")
            return response
        default: return HTTPResponse(status: code, error: HTTPResponse.reason(code).lowercased())
        }
    }
}
