/// One operation of a Moltnet server: who may ask for it, and what happens.
struct MoltnetRoute: Sendable {
    /// What a route asks of somebody without a credential.
    enum Gate: Sendable {
        /// Nothing.
        case open
        /// That the server may be read by strangers.
        case reading
        /// Nothing as long as anyone may register; otherwise it takes a scope.
        case registration
        /// It takes a scope.
        case scopes
    }

    /// What a handler gets.
    struct Call: Sendable {
        let request: HTTPRequest
        let parameters: [String: String]
        let caller: MoltnetCaller

        /// The id named in the path.
        var id: String { parameters["id"] ?? "" }
    }

    typealias Handler = @Sendable (MoltnetServer, Call) throws(MoltnetRefusal) -> HTTPResponse

    private let route: Route
    let handler: Handler
    let gate: @Sendable (MoltnetSettings) -> Gate
    let scopes: @Sendable (MoltnetSettings) -> [String]

    init(
        _ method: String, _ pattern: String, _ gate: Gate = .scopes, _ scopes: [String] = [],
        _ handler: @escaping Handler
    ) {
        self.init(method, pattern, { _ in gate }, { _ in scopes }, handler)
    }

    init(
        _ method: String, _ pattern: String, _ gate: @escaping @Sendable (MoltnetSettings) -> Gate,
        _ scopes: @escaping @Sendable (MoltnetSettings) -> [String], _ handler: @escaping Handler
    ) {
        // Only the path of it is used.
        route = Route(method, pattern, .open) { _ in HTTPResponse(status: 200) }
        self.gate = gate
        self.scopes = scopes
        self.handler = handler
    }

    /// What stood in the placeholders, when this route takes the request.
    func match(_ method: String, _ path: [Substring]) -> [String: String]? {
        route.match(method: method == "HEAD" ? "GET" : method, path: path)
    }
}

extension MoltnetRoute {
    /// Everything that a release mounts.
    static func all(_ release: MoltnetRelease) -> [MoltnetRoute] {
        let admin = release.hasPublicRead ? ["admin"] : []
        let reading = ["observe"] + admin
        let registration: @Sendable (MoltnetSettings) -> Gate = { $0.registration == "open" ? .registration : .scopes }
        var routes = [
            MoltnetRoute("GET", "/healthz", .open) { _, _ in HTTPResponse(status: 200, ["status": "ok"]) },
            MoltnetRoute("GET", "/readyz", .open) { _, _ in HTTPResponse(status: 200, ["status": "ready"]) },
            MoltnetRoute("GET", "/console/", .open, [], MoltnetServer.console),
            MoltnetRoute(
                "GET", "/v1/network", .reading, ["pair"] + reading + (release.hasProtocols ? ["attach"] : []),
                MoltnetServer.network),
            MoltnetRoute("GET", "/v1/rooms", .reading, ["pair"] + reading, MoltnetServer.rooms),
            MoltnetRoute("GET", "/v1/agents", .reading, ["pair"] + reading, MoltnetServer.agents),
            MoltnetRoute("GET", "/v1/rooms/:id", .reading, reading, MoltnetServer.room),
            MoltnetRoute("GET", "/v1/rooms/:id/messages", .reading, reading, MoltnetServer.messages),
            MoltnetRoute("GET", "/v1/agents/:id", .scopes, reading, MoltnetServer.agent),
            MoltnetRoute("GET", "/v1/pairings", .scopes, reading, MoltnetServer.pairings),
            MoltnetRoute("GET", "/v1/pairings/:id/network", .scopes, reading, MoltnetServer.partnerNetwork),
            MoltnetRoute("GET", "/metrics", .scopes, ["admin"], MoltnetServer.metrics),
            MoltnetRoute("POST", "/v1/messages", .scopes, ["write", "pair"], MoltnetServer.send),
            MoltnetRoute(
                "POST", "/v1/agents/register", registration,
                { settings in
                    let isOpenToAttachments = !release.hasPublicRead || settings.registration != "disabled"
                    return ["admin"] + (isOpenToAttachments ? ["attach"] : [])
                }, MoltnetServer.register),
            MoltnetRoute("GET", "/v1/attach", registration, { _ in ["attach"] }, MoltnetServer.attach),
        ]
        if release.hasRemovals {
            routes.append(MoltnetRoute("DELETE", "/v1/agents/:id", .scopes, ["admin"], MoltnetServer.removeAgent))
        }
        return routes
    }
}
