import Keyfile

/// What a server file says that Moltnet refuses, or that is hardly meant.
struct MoltnetServerCheck {
    let path: String
    let server: MoltnetServerDocument

    var findings: [MoltnetFinding] {
        MoltnetTextCheck.shape(server.text, .server, path) + MoltnetTextCheck.version(server.text, .server, path)
            + authFindings + server.tokens.flatMap(findings) + agentFindings + duplicates
            + server.pairings.flatMap(findings)
    }

    /// Whether the tokens are looked at by the server.
    private var isGuarded: Bool { server.authMode == .bearer || server.authMode == .open }

    private var authFindings: [MoltnetFinding] {
        let auth = server.text.root["auth"]
        let line = auth?["mode"]?.line ?? auth?.line ?? 1
        var findings: [MoltnetFinding] = []
        let mode = server.text.text(of: auth?["mode"]) ?? ""
        if !mode.isEmpty, server.authMode == nil {
            findings.append(
                .init(
                    .authMode, path, line: line, "auth.mode is none of those that Moltnet knows",
                    repair: "mode: bearer"))
        } else if !isGuarded {
            let what = server.tokens.isEmpty ? "" : ", and the tokens are ignored"
            findings.append(
                .init(
                    .authOff, path, line: line, "auth.mode is absent or none: everyone is let in\(what)",
                    repair: "mode: bearer"))
        }
        if server.authMode == .bearer, server.tokens.isEmpty {
            findings.append(
                .init(
                    .noTokens, path, line: line, "auth.mode is bearer, and there is no token",
                    repair: "molecule moltnet init shows what a file looks like"))
        }
        let registration = server.registration ?? ""
        if !["", "disabled", "token", "open"].contains(registration) {
            findings.append(
                .init(
                    .registration, path, line: auth?["agent_registration"]?.line ?? line,
                    "auth.agent_registration is none of disabled, token and open",
                    repair: "agent_registration: disabled"
                ))
        }
        return findings
    }

    private func findings(_ token: MoltnetToken) -> [MoltnetFinding] {
        var findings: [MoltnetFinding] = []
        func add(_ code: MoltnetFinding.Code, _ line: Int?, _ reason: String, _ repair: String) {
            findings.append(.init(code, path, line: line ?? token.line, reason, repair: repair))
        }
        // With auth off nothing of this is validated.
        if isGuarded {
            if token.value == nil {
                add(.missingValue, token.scalar?.line, "Token \(token.label) has no value", "Set one in double quotes")
            }
            if token.scopeCount == 0 {
                add(
                    .missingScopes, token.node["scopes"]?.line, "Token \(token.label) has no scopes",
                    "scopes: [observe]")
            } else if token.scopes.count < token.scopeCount {
                add(
                    .unknownScope, token.node["scopes"]?.line,
                    "Token \(token.label) has a scope that Moltnet does not know",
                    "Use \(MoltnetScope.allCases.map(\.rawValue).joined(separator: ", "))")
            }
        }
        if token.id == nil {
            add(
                .noID, nil,
                "Token \(token.label) has no id, so a new value makes it another one and its agents are lost",
                "Add id: NAME before anything is attached with it")
        }
        if token.scopes.contains(.attach), token.agents.isEmpty {
            add(
                .noAgents, token.node["scopes"]?.line, "Token \(token.label) may attach as any agent",
                "agents: [ID], with the agents of its node")
        }
        if token.use == .mixed {
            add(
                .mixedScopes, token.node["scopes"]?.line,
                "Token \(token.label) mixes the scopes of an operator, a node or a partner",
                "Make a token for each of them")
        }
        if let value = token.value, let line = token.scalar?.line {
            if value.reveal({ $0.starts(with: "magt_v1_".utf8) }) {
                add(
                    .agentToken, line,
                    "The value of token \(token.label) is shaped like one that the server gives agents",
                    "Rotate it: molecule moltnet rotate --id ID")
            }
            findings += MoltnetValueCheck(path: path, line: line, what: "The value of token \(token.label)")
                .findings(value)
        }
        return findings
    }

    private var agentFindings: [MoltnetFinding] {
        var owners: [String: String] = [:]
        var findings: [MoltnetFinding] = []
        for token in server.tokens {
            let line = token.node["agents"]?.line ?? token.line
            for agent in token.agents {
                if let finding = MoltnetTextCheck.agentID(agent, path, line: line) { findings.append(finding) }
                let identity = token.id ?? "#\(token.index)"
                if let owner = owners[agent], owner != identity {
                    findings.append(
                        .init(
                            .agentTwice, path, line: line,
                            "Agent '\(agent)' stands under two tokens of different ids, with which Moltnet does not start",
                            repair: "Leave it under one of them"))
                }
                owners[agent] = owners[agent] ?? identity
            }
        }
        return findings
    }

    private var duplicates: [MoltnetFinding] {
        var findings: [MoltnetFinding] = []
        for (index, token) in server.tokens.enumerated() {
            let earlier = server.tokens[..<index]
            if let id = token.id, let first = earlier.first(where: { $0.id == id }) {
                findings.append(
                    .init(
                        .duplicateID, path, line: token.line,
                        "Id '\(id)' stands on line \(first.line) too; Moltnet takes both, as during a rotation with overlap",
                        repair: "molecule moltnet rotate --id \(id) --retire, once the old value is not used any more"))
            }
            if let value = token.value, let first = earlier.first(where: { $0.value?.matches(value) == true }) {
                findings.append(
                    .init(
                        .duplicateValue, path, line: token.scalar?.line ?? token.line,
                        "The value of token \(token.label) is also that of token \(first.label), which Moltnet takes it for",
                        repair: "Rotate one of them: molecule moltnet rotate --id ID"))
            }
        }
        return findings
    }

    private func findings(_ pairing: MoltnetPairing) -> [MoltnetFinding] {
        var findings: [MoltnetFinding] = []
        if (pairing.id ?? "").isEmpty {
            findings.append(
                .init(.pairing, path, line: pairing.node.line, "A pairing has no id", repair: "id: NAME"))
        }
        let line = pairing.node["remote_base_url"]?.line ?? pairing.node.line
        let address = pairing.address ?? ""
        if address.isEmpty {
            findings.append(
                .init(
                    .pairing, path, line: line, "A pairing has no remote_base_url",
                    repair: "remote_base_url: https://HOST"))
        } else if let finding = MoltnetTextCheck.address(
            address, what: "The address of a pairing", path, line: line)
        {
            findings.append(finding)
        }
        if let value = pairing.value, let scalar = pairing.scalar {
            findings += MoltnetValueCheck(path: path, line: scalar.line, what: "The token of a pairing").findings(value)
        }
        return findings
    }
}
