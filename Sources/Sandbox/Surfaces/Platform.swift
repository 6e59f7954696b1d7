import HostSystem
import JSON

/// The server behind the sockets: what happens to a request, in the order of the real one.
final class Platform: Sendable {
    private let deployment: Deployment
    private let served: ServedSurface
    /// What hands requests on to the tenants behind a control plane.
    private let edge: Edge?
    /// The server of another system, which shares only the sockets, the faults and the log.
    private let moltnet: MoltnetServer?
    private let faults: [Fault]
    private let log: RequestLog?
    private let record: TrafficRecord?

    init(_ configuration: SandboxConfiguration) throws(SandboxError) {
        let overlap = configuration.faults.filter { $0.kind == .flap }.map(\.requests.upperBound).max() ?? 0
        deployment = try Deployment(file: configuration.environmentFile, overlap: overlap)
        faults = configuration.faults.filter { $0.kind != .flap }
        let metrics = RequestMetrics()
        var surface: Surface
        var controlPlane: ControlPlane?
        var moltnet: MoltnetServer?
        switch configuration.surface {
        case .selfHosted:
            surface = Surface.selfHosted(
                store: try WorkspaceStore(
                    directory: configuration.stateDirectory,
                    seeds: Workspace.seeded(configuration.workspaces, teamSize: configuration.teamSize)),
                metrics: metrics)
        case .tenant: surface = Surface.tenant(configuration, metrics: metrics)
        case .controlPlane:
            let plane = ControlPlane(configuration)
            controlPlane = plane
            surface = Surface.controlPlane(plane)
        case .moltnet:
            moltnet = try MoltnetServer(configuration)
            surface = Surface(routes: [])
        }
        self.moltnet = moltnet
        surface.hasCanvasProxy = configuration.hasCanvasProxy
        served = ServedSurface(surface, metrics: metrics, rateLimit: configuration.rateLimit)
        edge = controlPlane.map { Edge(controlPlane: $0) }
        if let path = configuration.logPath { log = try RequestLog(path) } else { log = nil }
        if let path = configuration.recordPath {
            record = try TrafficRecord(path, of: configuration.surface)
        } else {
            record = nil
        }
    }

    /// Deploys anew: the environment is read again, and what lived in memory alone is forgotten.
    func reload() {
        deployment.reload()
        served.forget()
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
        let conditions = ServedSurface.Conditions(
            adminToken: snapshot.inForce, controlPlane: snapshot.controlPlane,
            isDatastoreDown: decisive == .datastoreDown)
        let answer = {
            self.moltnet?.answer(request, isDatastoreDown: conditions.isDatastoreDown)
                ?? self.edge?.answer(request, from: peer, under: conditions)
                ?? self.served.answer(request, from: peer, under: conditions)
        }
        let reply = Platform.reply(to: request, from: peer, fault: decisive, answer: answer)
        var response: HTTPResponse?
        if case .whole(let whole) = reply {
            response = whole
            delay += whole.delay
        }
        // Before anything is sent: who has the answer finds the line.
        let known = edge == nil ? snapshot.current : snapshot.controlPlane.adminBearer
        log?.add(
            sequence: snapshot.sequence, request, from: peer,
            credential: AdminAuth.credential(of: request, token: known),
            status: response?.status, faults: faults)
        // A server without its database answers in its own words; every other fault is none of the contract's.
        // Another system's traffic is none of the contract's either.
        if moltnet == nil { record?.add(request, response, isFault: decisive != nil && decisive?.isOfServer == false) }
        return HTTPAction(delay: delay, reply: reply)
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
        case nil, .delay, .flap, .datastoreDown: return .whole(answer())
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
        case .truncate:
            let response = answer()
            let bytes = response.serialized(answering: request, closing: false)
            // The head promises the whole body.
            return .cut(sending: Array(bytes.dropLast((response.body.count + 1) / 2)), then: nothing)
        case .html: return .whole(Surface.page)
        case .edge(let status): return .whole(EdgePage(rawValue: status)?.response ?? Surface.page)
        case .deprecated:
            var response = answer()
            response.headers += ControlPlane.deprecation
            return .whole(response)
        case .tooMany(let seconds): return .whole(tooMany(seconds))
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
        case 429: return tooMany(1)
        default: return HTTPResponse(status: code, error: HTTPResponse.reason(code).lowercased())
        }
    }

    /// The refusal of a client that sends too many requests, with the seconds it is to wait.
    private static func tooMany(_ seconds: Int) -> HTTPResponse {
        RateLimiter.refusal(secondsToReset: seconds)
    }
}
