import CommandTree
import Keyfile

/// The files of a new network, as the product's page shows them.
struct MoltnetTemplates: Sendable {
    /// One file.
    struct Content {
        let name: String
        let what: String
        let bytes: Secret
    }

    let origin: Origin
    let network: String
    let agent: String

    init(host: String, network: String, agent: String) throws(UsageError) {
        // Why it is none says less than what it should be.
        guard let origin = (try? Origin("https://\(host)")).flatMap({ try? MoltnetTemplates.near($0, host) }) else {
            throw UsageError("--host takes a host, such as moltnet.example.com or localhost:8787.")
        }
        for (option, text) in [("--network", network), ("--agent", agent)] where !MoltnetTemplates.isName(text) {
            throw UsageError("\(option) takes letters, digits and ._:-, beginning with a letter or digit, 128 at most.")
        }
        self.origin = origin
        self.network = network
        self.agent = agent
    }

    /// This machine is reached without TLS.
    private static func near(_ origin: Origin, _ host: String) throws(Origin.Defect) -> Origin {
        origin.isLoopback ? try Origin("http://\(host)") : origin
    }

    /// Whether a text is one that Moltnet takes for an id.
    static func isName(_ text: String) -> Bool {
        let isFirst: (UInt8) -> Bool = {
            (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
        }
        guard let first = text.utf8.first, isFirst(first), text.utf8.count <= 128 else { return false }
        return text.utf8.allSatisfy { isFirst($0) || "._:-".utf8.contains($0) }
    }

    /// The three files; values stand in double quotes, so that no reader takes them for numbers.
    func files(operatorToken: Secret, attachmentToken: Secret, pairingToken: Secret) -> [Content] {
        let values = [("OPERATOR", operatorToken), ("ATTACHMENT", attachmentToken), ("PAIRING", pairingToken)]
        func content(_ name: String, _ what: String, _ text: String) -> Content {
            var bytes = Array(text.utf8)
            for (word, secret) in values {
                secret.reveal { value in bytes = MoltnetTemplates.replacing(Array("{\(word)}".utf8), value, in: bytes) }
            }
            return Content(name: name, what: what, bytes: Secret(bytes))
        }
        return [
            content(
                "moltnet-tokens.env", "the three tokens",
                "OPERATOR_TOKEN={OPERATOR}\nATTACHMENT_TOKEN={ATTACHMENT}\nPAIRING_TOKEN={PAIRING}\n"),
            content("Moltnet", "the server's file", serverText),
            content("MoltnetNode", "the node's file", nodeText),
        ]
    }

    private static func replacing(_ mark: [UInt8], _ value: [UInt8], in bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        var rest = bytes[...]
        while let byte = rest.first {
            if rest.starts(with: mark) {
                result += value
                rest = rest.dropFirst(mark.count)
            } else {
                result.append(byte)
                rest = rest.dropFirst()
            }
        }
        return result
    }

    private var serverText: String {
        """
        version: moltnet.v1

        network:
          id: \(quoted(network))
          name: \(quoted(network))

        server:
          listen_addr: \(quoted(listenAddress))
          human_ingress: true
          trust_forwarded_proto: \(origin.scheme == .https)
          allowed_origins:
            - \(quoted(origin.text))

        auth:
          mode: bearer
          tokens:
            # For people and the console.
            - id: operator-main
              value: "{OPERATOR}"
              scopes: [observe, write, admin]
            # For the node. Its id owns the agent: keep it, and change only the value.
            - id: \(quoted("attachment-\(agent)"))
              value: "{ATTACHMENT}"
              scopes: [attach, write]
              agents: [\(quoted(agent))]
            # For another Moltnet server.
            - id: inbound-pairing
              value: "{PAIRING}"
              scopes: [pair]

        storage:
          kind: sqlite
          sqlite:
            path: .moltnet/moltnet.db

        rooms:
          - id: general
            name: General
            members: [\(quoted(agent))]

        """
    }

    /// Behind a proxy every interface; without TLS this machine alone.
    private var listenAddress: String {
        guard origin.isLoopback else { return ":8787" }
        return "\(origin.host == "localhost" ? "127.0.0.1" : origin.host):\(origin.port)"
    }

    private var nodeText: String {
        """
        version: moltnet.node.v1

        moltnet:
          base_url: \(quoted(origin.text))
          network_id: \(quoted(network))
          token: "{ATTACHMENT}"

        attachments:
          - agent:
              id: \(quoted(agent))
              name: \(quoted(agent))
            runtime:
              kind: codex
              workspace_path: \(quoted("/srv/agents/\(agent)"))
            rooms:
              - id: general
                wake: mentions
            dms:
              enabled: true
              wake: all

        """
    }

    /// What the names may hold needs no escape.
    private func quoted(_ text: String) -> String { "\"\(text)\"" }
}
