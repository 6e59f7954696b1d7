import Keyfile
import ManagementAPI
import Moltnet

/// Who uses the token, and who of them can be asked.
extension MoltnetPlanner {
    /// Asks who is connected now: who is not proves nothing by being absent, on the way there or back.
    ///
    /// Changes nothing. Where the server does not tell who is connected, all agents count as that.
    func users() async -> MoltnetUsers {
        var users = MoltnetUsers()
        await findAgents(&users)
        await findPartners(&users)
        return users
    }

    private var probe: MoltnetProbe {
        MoltnetProbe(
            transport: world.transport(), origin: origin, deadline: world.settings.deadline,
            networkID: site.server.networkID)
    }

    private func findAgents(_ users: inout MoltnetUsers) async {
        let named = attachedAgents
        let agents = token.agents + named.filter { !token.agents.contains($0) }
        // Without a command nobody restarts a node here, and one that is not restarted has the old value.
        guard token.scopes.contains(.attach), !verb.nodes.isEmpty, !agents.isEmpty,
            verb.serverCommand != nil || verb.nodeCommand != nil,
            let reader = MoltnetAttachmentProof.operatorToken(in: site.path)
        else { return }
        // A server that does not know the value is refused before anything begins.
        guard await probe.askCarefully(value) == .accepted else {
            users.agents = agents
            return
        }
        for agent in agents {
            let document = await probe.document(at: "/v1/agents/\(PercentEncoding.encode(agent))", reader)
            guard let document, document["connected"]?.bool != false else {
                users.doubts.append("Agent '\(agent)' is not connected now, so nothing is proven of it.")
                continue
            }
            users.agents.append(agent)
            if !named.contains(agent), verb.destinations.isEmpty {
                users.doubts.append(
                    "Agent '\(agent)' uses the token too, and no --node names its file: give its node the new value, or it is shut out."
                )
            }
        }
    }

    /// The agents that the node files attach with this token.
    private var attachedAgents: [String] {
        verb.nodes.map(world.absolute).flatMap { path -> [String] in
            // A file that cannot be read is told about when it is inspected.
            guard let text = try? MoltnetSite.document(path) else { return [] }
            let node = MoltnetNodeDocument(text)
            return node.attachments.filter { attachment in
                let source = attachment.token.isEmpty ? node.token : attachment.token
                let file = source.path.map { MoltnetTokenFile($0, beside: path) }
                let held = source.value ?? (source.variable == nil ? file?.value : nil)
                return held?.matches(value) == true
            }.compactMap(\.agent)
        }
    }

    private func findPartners(_ users: inout MoltnetUsers) async {
        guard token.scopes.contains(.pair) else { return }
        for path in verb.nodes.map(world.absolute) {
            let partner = MoltnetPartnerFile(
                path: path, transport: world.transport(), deadline: world.settings.deadline, own: origin,
                config: site.path)
            if case .good = await partner.reaches(with: value) { users.partners.append(path) }
        }
        if users.partners.isEmpty {
            users.doubts.append(
                "That the partner uses the new value is not proven here: run molecule moltnet verify there afterwards.")
        }
    }
}
