import HostSystem
import JSON

/// What a Moltnet server lets others do.
extension MoltnetServer {
    /// Takes a message for a room, and passes it on to the partners, to each once: what one does not take is lost.
    static func send(_ server: MoltnetServer, _ call: MoltnetRoute.Call) throws(MoltnetRefusal) -> HTTPResponse {
        let body = try document(call.request)
        guard let room = body["room"]?.text, server.settings.rooms.contains(where: { $0.id == room }) else {
            throw .invalid("room is required")
        }
        let sender = body["from"]?.text ?? ""
        let isPartner = call.caller.has(["pair"]) && !call.caller.has(["write"])
        if isPartner, server.store.knows(sender) { throw .forbidden("pair tokens cannot assert local agents") }
        if !isPartner, !sender.isEmpty { try server.checkSender(sender, call.caller) }
        let message = MoltnetStore.Message(
            id: "msg_\(server.store.messages(in: room).count + 1)", room: room, sender: sender,
            text: body["text"]?.text ?? "")
        server.store.add(message)
        if !isPartner {
            for pairing in server.settings.pairings {
                let answer = MoltnetPartner(pairing).ask("POST", "/v1/messages", body: message.json)
                server.store.note(pairing: pairing.id, isBroken: answer?.status != 202)
            }
        }
        return HTTPResponse(status: 202, ["message_id": .string(message.id), "accepted": true])
    }

    /// Whether the caller may speak as an agent.
    private func checkSender(_ agent: String, _ caller: MoltnetCaller) throws(MoltnetRefusal) {
        guard release.hasAgentTokens, let identity = caller.identity else { return }
        guard caller.agents.isEmpty || caller.agents.contains(agent) else {
            throw .forbidden("agent \"\(agent)\" is not allowed for this token")
        }
        guard store.claim(agent, for: identity) else {
            throw .conflict("agent \"\(agent)\" is already registered with different credentials")
        }
    }

    /// Gives an agent to the credential that asks.
    static func register(_ server: MoltnetServer, _ call: MoltnetRoute.Call) throws(MoltnetRefusal) -> HTTPResponse {
        guard let agent = try document(call.request)["agent_id"]?.text, !agent.isEmpty else {
            throw .invalid("agent_id is required")
        }
        try server.checkAttachment(of: agent, call.caller)
        return HTTPResponse(status: 201, ["id": .string(agent)])
    }

    /// Forgets an agent.
    static func removeAgent(
        _ server: MoltnetServer, _ call: MoltnetRoute.Call
    ) throws(MoltnetRefusal) -> HTTPResponse {
        guard server.store.remove(call.id) else { throw .notFound("agent \"\(call.id)\" not found") }
        return HTTPResponse(status: 204)
    }

    /// Opens an agent's socket, where one is asked for.
    static func attach(_ server: MoltnetServer, _ call: MoltnetRoute.Call) throws(MoltnetRefusal) -> HTTPResponse {
        guard call.request.text(ofHeader: "upgrade")?.lowercased() == "websocket",
            let key = call.request.text(ofHeader: "sec-websocket-key")
        else { return HTTPResponse(status: 400, contentType: "text/plain; charset=utf-8", body: "Bad Request\n") }
        var response = HTTPResponse(status: 101)
        response.add("Upgrade", "websocket")
        response.add("Connection", "Upgrade")
        response.add("Sec-WebSocket-Accept", WebSocket.accept(key))
        let caller = call.caller
        response.session = { server.converse(WebSocket(socket: $0, isClient: false), with: caller) }
        return response
    }

    /// What is said on an agent's socket: HELLO, IDENTIFY, and READY or ERROR; it lasts until one side closes it.
    private func converse(_ socket: WebSocket, with caller: MoltnetCaller) {
        var socket = socket
        guard socket.send(["type": "HELLO", "network_id": .string(settings.networkID)]) else { return }
        guard let identify = socket.receive(), identify["type"]?.text == "IDENTIFY" else { return }
        let agent = identify["agent"]?["id"]?.text ?? ""
        let identity = caller.identity ?? "anonymous"
        do throws(MoltnetRefusal) {
            let network = identify["network_id"]?.text ?? ""
            guard network == settings.networkID else {
                throw .conflict("attachment network_id \"\(network)\" does not match \"\(settings.networkID)\"")
            }
            try checkAttachment(of: agent, caller)
            guard store.attach(agent, identity) else {
                throw .conflict("agent \"\(agent)\" is already attached with different credentials")
            }
        } catch {
            _ = socket.send(["type": "ERROR", "error": .string(error.text)])
            return
        }
        defer { store.detach(agent) }
        guard socket.send(["type": "READY", "agent_id": .string(agent)]) else { return }
        while socket.receive() != nil {}
    }

    private func checkAttachment(of agent: String, _ caller: MoltnetCaller) throws(MoltnetRefusal) {
        guard caller.agents.isEmpty || caller.agents.contains(agent) else {
            throw .forbidden("attachment agent.id \"\(agent)\" is not allowed for this token")
        }
        guard store.claim(agent, for: caller.identity ?? "anonymous") else {
            throw .conflict("agent \"\(agent)\" is already registered with different credentials")
        }
    }

    private static func document(_ request: HTTPRequest) throws(MoltnetRefusal) -> JSONValue {
        // A text that stops in the middle is told apart by what would complete it, which is enough for the probes.
        do { return try JSONValue.parse(request.body) } catch {
            let isCut = request.body.isEmpty || request.body.last == UInt8(ascii: "{")
            throw .invalid(isCut ? "unexpected EOF" : "invalid JSON")
        }
    }
}
