import Glibc
import HostSystem
import Keyfile

/// What a node or bridge file says that Moltnet refuses, or that is hardly meant.
struct MoltnetNodeCheck {
    let path: String
    let node: MoltnetNodeDocument

    private var kind: MoltnetKind { node.isBridge ? .bridge : .node }

    var findings: [MoltnetFinding] {
        MoltnetTextCheck.shape(node.text, kind, path) + MoltnetTextCheck.version(node.text, kind, path)
            + wakeFindings + connectionFindings + staticFindings + node.sources.flatMap(findings)
            + node.attachments.flatMap(findings)
    }

    private var connectionLine: Int { node.text.root["moltnet"]?.line ?? 1 }

    /// `read` and `reply` have been `wake` since v0.1.13, which refuses the old names.
    private var wakeFindings: [MoltnetFinding] {
        guard !node.isBridge else { return [] }
        return node.attachments.flatMap { attachment -> [MoltnetFinding] in
            let places = (attachment.node["rooms"]?.items ?? []) + [attachment.node["dms"]].compactMap { $0 }
            return places.flatMap(\.members).filter { ["read", "reply"].contains($0.name) }.map {
                .init(
                    .unknownKey, path, line: $0.line,
                    "read and reply are refused from v0.1.13 on, which has wake for them",
                    repair: "wake: mentions, or stay below v0.1.13")
            }
        }
    }

    private var connectionFindings: [MoltnetFinding] {
        let connection = node.text.root["moltnet"]
        var findings: [MoltnetFinding] = []
        if (node.networkID ?? "").isEmpty {
            findings.append(
                .init(
                    .connection, path, line: connectionLine, "moltnet.network_id is missing",
                    repair: "network_id: ID, the server's network.id"))
        }
        let line = connection?["base_url"]?.line ?? connectionLine
        if (node.address ?? "").isEmpty {
            findings.append(
                .init(
                    .connection, path, line: line, "moltnet.base_url is missing", repair: "base_url: https://HOST"))
        } else if let finding = MoltnetTextCheck.address(
            node.address ?? "", what: "moltnet.base_url", path, line: line)
        {
            findings.append(finding)
        }
        let mode = node.authMode ?? ""
        let modeLine = connection?["auth_mode"]?.line ?? connectionLine
        if !["", "none", "bearer", "open"].contains(mode) {
            findings.append(
                .init(
                    .authMode, path, line: modeLine, "moltnet.auth_mode is none of none, bearer and open",
                    repair: "auth_mode: bearer"))
        }
        if mode == "none", node.sources.contains(where: { !$0.isEmpty }) {
            findings.append(
                .init(
                    .tokenNotSent, path, line: modeLine,
                    "moltnet.auth_mode is none, so the token beside it is never sent",
                    repair: "auth_mode: bearer"))
        }
        return findings
    }

    /// A shared token in open mode.
    private var staticFindings: [MoltnetFinding] {
        guard node.authMode == "open", !node.token.isEmpty else { return [] }
        let connection = node.text.root["moltnet"]
        guard node.text.truth(of: connection?["static_token"]) == true else {
            return [
                .init(
                    .staticToken, path, line: node.token.line ?? connectionLine,
                    "A shared token in open mode needs static_token: true", repair: "static_token: true")
            ]
        }
        guard node.token.value?.reveal({ $0.starts(with: "magt_v1_".utf8) }) == true else { return [] }
        return [
            .init(
                .staticToken, path, line: node.token.line ?? connectionLine,
                "A shared token must not be one that the server has given an agent", repair: "Use a static token")
        ]
    }

    private func findings(_ source: MoltnetTokenSource) -> [MoltnetFinding] {
        let line = source.line ?? connectionLine
        var findings: [MoltnetFinding] = []
        if [source.value != nil, source.variable != nil, source.path != nil].count(where: { $0 }) > 1 {
            findings.append(
                .init(
                    .severalSources, path, line: line,
                    "More than one of token, token_env and token_path is given, and only the first of them counts",
                    repair: "Leave one of them"))
        }
        if let value = source.value, let scalar = source.scalar {
            findings += MoltnetValueCheck(path: path, line: scalar.line, what: "The token").findings(value)
        }
        if let place = source.path { findings += MoltnetTokenFile(place, beside: path).findings(path, line: line) }
        return findings
    }

    private func findings(_ attachment: MoltnetAttachment) -> [MoltnetFinding] {
        var findings: [MoltnetFinding] = []
        let line = attachment.node["agent"]?["id"]?.line ?? attachment.node.line
        if let agent = attachment.agent, let finding = MoltnetTextCheck.agentID(agent, path, line: line) {
            findings.append(finding)
        }
        guard let workspace = attachment.workspace, !workspace.isEmpty else { return findings }
        let copy = "\(workspace)/.moltnet/config.json"
        if let status = MoltnetFile.status(copy, isFollowing: true) {
            let isLoose = status.mode & 0o077 != 0
            var finding = MoltnetFinding(
                .workspaceCopy, path, line: attachment.node["runtime"]?["workspace_path"]?.line ?? line,
                "The node keeps a copy of the token in \(copy)\(isLoose ? ", which others can read" : "")",
                repair: isLoose
                    ? InsecureFile(path: copy, problem: .mode(status.modeText)).repair
                    : "Keep it 0600; it follows a rotation when the node delivers again")
            if isLoose { finding.repairedPath = copy }
            findings.append(finding)
        }
        return findings
    }
}
