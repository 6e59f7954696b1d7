import JSON

/// A Moltnet server: a network of rooms and agents behind static tokens, which are read once, at the start.
///
/// Statuses, codes and texts of refusals are those of the real one. What its own documents leave open and no client here
/// depends on is decided by us: the bodies of lists, of messages, and of the frames on an agent's socket.
final class MoltnetServer: Sendable {
    let settings: MoltnetSettings
    let release: MoltnetRelease
    let store: MoltnetStore
    private let routes: [MoltnetRoute]

    /// Reads the configuration, opens the store and binds agents, in this order.
    init(_ configuration: SandboxConfiguration) throws(SandboxError) {
        release = configuration.moltnetRelease
        settings = try MoltnetFile.load(configuration.moltnetFile, release)
        store = try MoltnetStore(settings.storePath)
        routes = MoltnetRoute.all(release)
        if release.rebindsAgents {
            for token in settings.tokens {
                for agent in token.agents { store.rebind(agent, to: token.identity) }
            }
        }
    }

    /// The answer to a request, with the name that it is known by in the server's log.
    func answer(_ request: HTTPRequest, isDatastoreDown: Bool) -> HTTPResponse {
        let name = MoltnetServer.requestID(of: request)
        var response: HTTPResponse
        do throws(MoltnetRefusal) {
            response = try handled(request, isDatastoreDown)
        } catch {
            response = HTTPResponse(
                status: error.status,
                ["code": .string(error.code), "error": .string(error.text), "request_id": .string(name)])
        }
        response.add("X-Request-Id", name)
        return response
    }

    private func handled(_ request: HTTPRequest, _ isDatastoreDown: Bool) throws(MoltnetRefusal) -> HTTPResponse {
        let path = Route.segments(of: request.path)
        for route in routes {
            guard let parameters = route.match(request.method, path) else { continue }
            if isDatastoreDown { throw .unavailable }
            let caller = try admitted(to: route, request)
            return try route.handler(self, .init(request: request, parameters: parameters, caller: caller))
        }
        guard request.method == "GET" || request.method == "HEAD" else {
            return HTTPResponse(status: 405, contentType: "text/plain; charset=utf-8", body: "Method Not Allowed\n")
        }
        return MoltnetServer.toConsole()
    }

    /// Who asks, when they may.
    private func admitted(to route: MoltnetRoute, _ request: HTTPRequest) throws(MoltnetRefusal) -> MoltnetCaller {
        let gate = route.gate(settings)
        // A server that strangers may read looks at a credential wherever there is one, but for the one it only keeps.
        let isBootstrap = request.path == "/console/" && request.accessToken != nil
        if gate == .open, isBootstrap || !settings.isPublic { return MoltnetCaller() }
        let caller = try MoltnetCaller.of(request, settings, release)
        guard caller.identity == nil, !caller.isUnchecked else {
            guard gate == .open || caller.has(route.scopes(settings)) else { throw .forbidden() }
            return caller
        }
        switch gate {
        case .open, .registration: return caller
        case .reading where settings.isPublic: return caller
        case .reading, .scopes: throw .unauthorized("authorization required")
        }
    }

    /// Where everything unknown leads.
    static func toConsole() -> HTTPResponse {
        var response = HTTPResponse(
            status: 307, contentType: "text/html; charset=utf-8",
            body: "<a href=\"/console/\">Temporary Redirect</a>.\n\n")
        response.add("Location", "/console/")
        return response
    }

    /// The name the client gave the request, if it can be one, or a fresh one.
    private static func requestID(of request: HTTPRequest) -> String {
        let given = request.text(ofHeader: "x-request-id") ?? ""
        let isValid = given.utf8.allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
            default: "-._:".utf8.contains(byte)
            }
        }
        guard given.isEmpty || !isValid || given.utf8.count > 128 else { return given }
        let number = String(UInt64.random(in: .min ... .max), radix: 16)
        return "req_" + String(repeating: "0", count: 16 - number.count) + number
    }
}
