import JSON

/// What a Moltnet server tells.
extension MoltnetServer {
    /// What the network is, and what the one who asks may do in it.
    static func network(_ server: MoltnetServer, _ call: MoltnetRoute.Call) throws(MoltnetRefusal) -> HTTPResponse {
        let (settings, release) = (server.settings, server.release)
        func flag(_ name: String, _ truth: Bool) -> JSONValue.Member { .init(name, .bool(truth)) }
        var capabilities = [flag("human_ingress", settings.hasHumanIngress), flag("pairings", true)]
        if release.hasDirectMessages { capabilities.append(flag("direct_messages", settings.hasDirectMessages)) }
        if release.hasPublicRead {
            capabilities.append(flag("public_read", settings.isPublic))
            capabilities.append(.init("agent_registration", .string(settings.registration)))
        }
        var members: [JSONValue.Member] = [
            .init("id", .string(settings.networkID)), .init("name", .string(settings.networkName)),
            .init("version", .string(release.number)),
        ]
        if release.hasProtocols {
            members.append(.init("protocols", ["attach": "moltnet.attach.v1", "http": "moltnet.http.v1"]))
        }
        members.append(.init("capabilities", .object(capabilities)))
        if release.hasProtocols {
            let canSend = settings.hasHumanIngress && call.caller.has(["write"])
            members.append(.init("console", .object([flag("can_send_human", canSend)])))
        }
        return HTTPResponse(status: 200, .object(members))
    }

    /// The rooms that the one who asks may see: a partner and a stranger see the public ones.
    static func rooms(_ server: MoltnetServer, _ call: MoltnetRoute.Call) throws(MoltnetRefusal) -> HTTPResponse {
        let rooms = server.settings.rooms.filter { $0.isPublic || call.caller.seesPrivate }
        return HTTPResponse(status: 200, ["rooms": .array(rooms.map(\.json))])
    }

    /// One room.
    static func room(_ server: MoltnetServer, _ call: MoltnetRoute.Call) throws(MoltnetRefusal) -> HTTPResponse {
        HTTPResponse(status: 200, try server.visibleRoom(call).json)
    }

    /// What was said in a room.
    static func messages(_ server: MoltnetServer, _ call: MoltnetRoute.Call) throws(MoltnetRefusal) -> HTTPResponse {
        let room = try server.visibleRoom(call)
        return HTTPResponse(status: 200, ["messages": .array(server.store.messages(in: room.id).map(\.json))])
    }

    private func visibleRoom(_ call: MoltnetRoute.Call) throws(MoltnetRefusal) -> MoltnetSettings.Room {
        let room = settings.rooms.first { $0.id == call.id && ($0.isPublic || call.caller.seesPrivate) }
        guard let room else { throw .notFound("room \"\(call.id)\" not found") }
        return room
    }

    /// The agents that are known.
    static func agents(_ server: MoltnetServer, _ call: MoltnetRoute.Call) throws(MoltnetRefusal) -> HTTPResponse {
        HTTPResponse(status: 200, ["agents": .array(server.store.agents.map { server.described($0) })])
    }

    /// One agent.
    static func agent(_ server: MoltnetServer, _ call: MoltnetRoute.Call) throws(MoltnetRefusal) -> HTTPResponse {
        guard server.store.knows(call.id) else { throw .notFound("agent \"\(call.id)\" not found") }
        return HTTPResponse(status: 200, server.described(call.id))
    }

    private func described(_ agent: String) -> JSONValue {
        var members: [JSONValue.Member] = [.init("id", .string(agent)), .init("name", .string(agent))]
        if release.tellsConnected { members.append(.init("connected", .bool(store.isConnected(agent)))) }
        return .object(members)
    }

    /// The outbound ends, with what the last call made of each.
    static func pairings(_ server: MoltnetServer, _ call: MoltnetRoute.Call) throws(MoltnetRefusal) -> HTTPResponse {
        let items: [JSONValue] = server.settings.pairings.map { pairing in
            let isBroken = server.store.isBroken(pairing: pairing.id)
            var members: [JSONValue.Member] = [
                .init("id", .string(pairing.id)), .init("remote_network_id", .string(pairing.network)),
                .init("remote_base_url", .string(pairing.url)),
                .init("status", .string(isBroken ? "error" : "connected")),
            ]
            if isBroken { members.append(.init("reason", "remote_request_failed")) }
            return .object(members)
        }
        return HTTPResponse(status: 200, ["pairings": .array(items)])
    }

    /// What the network at the other end of a pairing says of itself.
    static func partnerNetwork(
        _ server: MoltnetServer, _ call: MoltnetRoute.Call
    ) throws(MoltnetRefusal) -> HTTPResponse {
        guard let pairing = server.settings.pairings.first(where: { $0.id == call.id }) else {
            throw .notFound("pairing \"\(call.id)\" not found")
        }
        let answer = MoltnetPartner(pairing).ask("GET", "/v1/network")
        server.store.note(pairing: pairing.id, isBroken: answer?.status != 200)
        guard let answer, answer.status == 200 else { throw .badGateway }
        var response = HTTPResponse(status: 200, contentType: "application/json; charset=utf-8", body: "")
        response.body = answer.body
        return response
    }

    /// Counters, of which the sandbox has one.
    static func metrics(_ server: MoltnetServer, _ call: MoltnetRoute.Call) throws(MoltnetRefusal) -> HTTPResponse {
        HTTPResponse(
            status: 200, contentType: "text/plain; version=0.0.4; charset=utf-8",
            body: "moltnet_agents \(server.store.agents.count)\n")
    }

    /// The console, or the cookie that opens it: the token comes with the address, and is kept unchecked.
    static func console(_ server: MoltnetServer, _ call: MoltnetRoute.Call) throws(MoltnetRefusal) -> HTTPResponse {
        if let token = call.request.accessToken {
            var response = toConsole()
            response.add("Set-Cookie", "moltnet_auth=\(token); Path=/; HttpOnly; SameSite=Lax")
            return response
        }
        let caller = try MoltnetCaller.of(call.request, server.settings, server.release)
        if caller.identity == nil, !caller.isUnchecked, !server.settings.isPublic {
            throw .unauthorized("authorization required")
        }
        let scopes = ["observe"] + (server.release.hasPublicRead ? ["admin"] : [])
        if caller.identity != nil, !caller.has(scopes) { throw .forbidden() }
        return HTTPResponse(
            status: 200, contentType: "text/html; charset=utf-8",
            body: "<!doctype html><title>Moltnet</title><div id=\"root\"></div>\n")
    }
}

extension MoltnetCaller {
    /// Whether it sees rooms that are not public.
    fileprivate var seesPrivate: Bool { has(["observe", "admin"]) }
}

extension MoltnetSettings.Room {
    /// The room as it is answered.
    fileprivate var json: JSONValue {
        [
            "id": .string(id), "name": .string(name), "members": .array(members.map { .string($0) }),
            "visibility": .string(isPublic ? "public" : "private"),
        ]
    }
}
