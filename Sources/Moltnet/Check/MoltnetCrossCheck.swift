import Keyfile

/// What a server file and a node file say that does not go together.
struct MoltnetCrossCheck {
    let server: MoltnetServerDocument
    let serverPath: String
    let path: String
    let node: MoltnetNodeDocument

    var findings: [MoltnetFinding] {
        var findings: [MoltnetFinding] = []
        if let own = node.networkID, let other = server.networkID, own != other {
            findings.append(
                .init(
                    .networkMismatch, path, line: node.text.root["moltnet"]?["network_id"]?.line,
                    "moltnet.network_id is not the network.id of \(serverPath)", repair: "network_id: \(other)"))
        }
        for (index, source) in node.sources.enumerated() {
            guard let value = value(of: source) else { continue }
            let attachments = index > 0 ? [node.attachments[index - 1]] : node.attachments.filter(\.token.isEmpty)
            let users = node.isBridge ? node.attachments : attachments
            findings += self.findings(value, line: source.line, users)
        }
        return findings
    }

    private func value(of source: MoltnetTokenSource) -> Secret? {
        if let value = source.value { return value }
        guard source.variable == nil, let place = source.path else { return nil }
        return MoltnetTokenFile(place, beside: path).value
    }

    private func findings(_ value: Secret, line: Int?, _ users: [MoltnetAttachment]) -> [MoltnetFinding] {
        // With equal values the first entry is the one that counts.
        guard let token = server.tokens.first(where: { $0.value?.matches(value) == true }) else {
            return [
                .init(
                    .unknownNodeValue, path, line: line, "The token is that of no entry in \(serverPath)",
                    repair: "Rotate the node's token with both files: molecule moltnet rotate --id ID --node \(path)")
            ]
        }
        if token.scopes.contains(.observe) || token.scopes.contains(.admin) {
            return [
                .init(
                    .operatorInNode, path, line: line,
                    "The token is \(token.label) of \(serverPath), which may do what an operator may",
                    repair: "Give the node a token with attach and write alone")
            ]
        }
        guard token.scopes.contains(.attach) else {
            return [
                .init(
                    .unknownNodeValue, path, line: line,
                    "The token is \(token.label) of \(serverPath), which may not attach",
                    repair: "Give the node a token with attach and write")
            ]
        }
        guard !token.agents.isEmpty else { return [] }
        return users.compactMap { user in
            guard let agent = user.agent, !token.agents.contains(agent) else { return nil }
            return .init(
                .agentMismatch, path, line: user.node["agent"]?["id"]?.line ?? user.node.line,
                "Agent '\(agent)' is not among the agents of token \(token.label) in \(serverPath)",
                repair: "Add it to agents of that token, or give the agent its own")
        }
    }
}
