import Foundation
import JSON
import TestSupport
import Testing

/// `moltnet verify` against servers and nodes in processes of their own.
@Suite(.blocking) struct MoltnetVerifyTests {
    private func verify(_ network: MoltnetNetwork, _ options: String...) throws -> Run {
        let run = try Run.molecule(
            ["moltnet", "verify", "--config", network.config, "--url", network.url] + options, home: network.home)
        for value in MoltnetNetwork.values {
            #expect(!run.output.contains(value) && !run.error.contains(value))
        }
        return run
    }

    private func probes(_ run: Run) throws -> [JSONValue] {
        try JSONValue.parse(Array(run.output.utf8))["probes"]?.items ?? []
    }

    /// What is wrong, by the document.
    private func trouble(_ run: Run) throws -> String? {
        try JSONValue.parse(Array(run.output.utf8))["trouble"]?.text
    }

    @Test(arguments: ["v0.1.0", "v0.1.2", "v0.1.3", "v0.1.11", "v0.1.13"])
    func `is content with a server that is as its file says, whatever its version`(release: String) throws {
        let network = try MoltnetNetwork(try TemporaryHome(), release)
        try network.startNode()
        #expect(Wait.until { network.isConnected })
        let run = try verify(network, "-o", "json")
        #expect(run.status == 0, "\(run.output) \(run.error)")
        let probes = try probes(run)
        #expect(probes.allSatisfy { $0["as_required"] == true })
        #expect(
            probes.compactMap { $0["probe"]?.text } == [
                "health", "no-token", "random-token", "token", "scope", "token", "scope", "token", "scope", "agent",
            ])
        #expect(try JSONValue.parse(Array(run.output.utf8))["version"]?.text == String(release.dropFirst()))
    }

    @Test func `tells a server that lets everyone in, and shows it no token`() throws {
        let home = try TemporaryHome()
        let log = home.file("requests.log")
        let platform = try Platform("--surface", "moltnet", "--log", log, home: home)
        try home.write("Moltnet", MoltnetNetwork.server())
        let run = try Run.molecule(
            "moltnet", "verify", "--config", "Moltnet", "--url", platform.url, "-o", "json", home: home)
        #expect(run.status == 12)
        #expect(try trouble(run) == "open")
        let lines = try home.read("requests.log").split(separator: "\n")
        #expect(lines.count == 2 && lines.allSatisfy { $0.contains("\"bearer\":false") })
    }

    /// What stands before a server and answers some requests itself.
    private func verify(before home: TemporaryHome, _ network: @escaping @Sendable (Bool) -> WebStandIn.Answer) throws
        -> Run
    {
        let front = try WebStandIn { request in
            request.target == "/healthz"
                ? .init(200, "{\"status\":\"ok\"}") : network(request.headers["authorization"] != nil)
        }
        try home.write("Moltnet", MoltnetNetwork.server())
        let run = try Run.molecule(
            "moltnet", "verify", "--config", "Moltnet", "--url", front.url, "-o", "json", home: home)
        // What takes anything, or sees nothing, is shown no token of the file.
        for value in MoltnetNetwork.values {
            #expect(!front.requests.contains { $0.headers["authorization"]?.contains(value) == true })
        }
        return run
    }

    @Test func `tells a server that takes any token, and one that does not see it`() throws {
        let refusal = "{\"code\":\"unauthorized\",\"error\":\"authorization required\"}"
        let any = try verify(before: try TemporaryHome()) { hasToken in
            hasToken ? .init(200, "{\"id\":\"shared_lab\",\"version\":\"0.1.13\"}") : .init(401, refusal)
        }
        #expect(any.status == 12, "\(any.output)")
        #expect(try trouble(any) == "accepts-any-token")
        let lost = try verify(before: try TemporaryHome()) { _ in .init(401, refusal) }
        #expect(lost.status == 12, "\(lost.output)")
        #expect(try trouble(lost) == "header-lost")
        #expect(lost.error.contains("takes the header away"))
    }

    @Test func `tells what is no Moltnet server, and shows it no token`() throws {
        let home = try TemporaryHome()
        try home.write("Moltnet", MoltnetNetwork.server())
        let log = home.file("requests.log")
        let platform = try Platform("--log", log, home: home)
        let run = try Run.molecule("moltnet", "verify", "--config", "Moltnet", "--url", platform.url, home: home)
        #expect(run.status == 9)
        #expect(run.error.contains("no Moltnet server"))
        let elsewhere = try Platform(
            "--fault", "redirect:https://elsewhere.example:1", "--log", log, home: try TemporaryHome())
        let other = try Run.molecule("moltnet", "verify", "--config", "Moltnet", "--url", elsewhere.url, home: home)
        #expect(other.status == 9)
        #expect(other.error.contains("elsewhere"))
        #expect(try home.read("requests.log").split(separator: "\n").allSatisfy { $0.contains("\"bearer\":false") })
        let nobody = try Run.molecule(
            "moltnet", "verify", "--config", "Moltnet", "--url", "http://127.0.0.1:1", home: home)
        #expect(nobody.status == 9)
    }

    @Test func `tells a value that waits for a restart from one that is wrong`() throws {
        let network = try MoltnetNetwork(try TemporaryHome())
        let home = network.home
        let new = String(repeating: "c6d7e8f9", count: 8)
        try home.write(network.config, MoltnetNetwork.server(attachment: new))
        let wrong = try verify(network, "-o", "json")
        #expect(wrong.status == 4)
        #expect(try trouble(wrong) == "token-refused")
        // A rotation that was begun keeps the value before it.
        let added = try Run.molecule(
            "keys", "add", "moltnet.shared_lab.attachment-alpha", "--kind", "service-secret", "--origin", network.url,
            "--from-stdin", home: home, input: MoltnetNetwork.attachmentToken)
        #expect(added.status == 0, "\(added.error)")
        let pending = try verify(network, "-o", "json")
        #expect(pending.status == 12)
        #expect(try trouble(pending) == "restart-pending")
        #expect(pending.error.contains("waits for a restart") && !pending.error.contains(new))
        try network.restartNow("server")
        let after = try verify(network, "-o", "json")
        #expect(try probes(after).filter { $0["probe"]?.text == "token" }.allSatisfy { $0["as_required"] == true })
    }

    @Test(arguments: [
        ("[attach, write]", "[attach]", "scope-excess"),
        ("[attach, write]", "[attach, write, observe]", "scope-missing"),
        ("[observe, write, admin]", "[observe, write]", "scope-excess"), ("- pair", "- attach", "scope-excess"),
    ])
    func `tells scopes that are not those of the file`(part: String, other: String, word: String) throws {
        let network = try MoltnetNetwork(try TemporaryHome())
        let text = MoltnetNetwork.server()
        #expect(text.contains(part))
        try network.home.write(network.config, text.replacingOccurrences(of: part, with: other))
        let run = try verify(network, "-o", "json")
        #expect(run.status == 12)
        #expect(try trouble(run) == word)
    }

    @Test func `tells an agent that is not connected, and another network`() throws {
        let network = try MoltnetNetwork(try TemporaryHome())
        let lonely = try verify(network, "-o", "json")
        #expect(lonely.status == 12)
        #expect(try trouble(lonely) == "agent-not-connected")
        try network.home.write(
            network.config, MoltnetNetwork.server().replacingOccurrences(of: "shared_lab", with: "other_lab"))
        let other = try verify(network, "-o", "json")
        #expect(other.status == 12)
        #expect(try trouble(other) == "other-network")
    }

    @Test(arguments: [(MoltnetNetwork.pairingToken, "reached"), (String(repeating: "0", count: 64), "not reached")])
    func `asks whether a partner is reached`(token: String, finding: String) throws {
        let home = try TemporaryHome()
        let partner = try MoltnetNetwork(home, name: "Partner")
        let link = "pairings:\n  - id: to partner\n    remote_base_url: \(partner.url)\n    token: \"\(token)\"\n"
        let network = try MoltnetNetwork(home, text: MoltnetNetwork.server(end: link))
        let run = try verify(network, "-o", "json")
        let probe = try probes(run).first { $0["probe"]?.text == "pairing" }
        #expect(probe?["subject"]?.text == "to partner")
        #expect(probe?["finding"]?.text?.hasPrefix(finding) == true)
        #expect(probe?["as_required"] == .bool(finding == "reached"))
        #expect(try trouble(run) == (finding == "reached" ? "agent-not-connected" : "pairing-unreachable"))
    }

    @Test(arguments: ["bearer\n  public_read: true", "open"])
    func `is content with a server that is meant to be read by strangers`(mode: String) throws {
        let text = MoltnetNetwork.server().replacingOccurrences(of: "mode: bearer", with: "mode: \(mode)")
        let network = try MoltnetNetwork(try TemporaryHome(), text: text)
        try network.startNode()
        #expect(Wait.until { network.isConnected })
        let run = try verify(network, "--verbose")
        #expect(run.status == 0, "\(run.output) \(run.error)")
        // The same server is not as a file says that means nobody.
        try network.home.write("Private", MoltnetNetwork.server())
        let other = try Run.molecule(
            "moltnet", "verify", "--config", "Private", "--url", network.url, home: network.home)
        #expect(other.status == 12)
    }

    @Test func `finds the server on this machine by the port of the file`() throws {
        let network = try MoltnetNetwork(try TemporaryHome())
        let port = network.url.split(separator: ":").last ?? ""
        let text = MoltnetNetwork.server().replacingOccurrences(of: ":8787", with: ":\(port)")
        try network.home.write("Moltnet", text)
        try network.startNode()
        #expect(Wait.until { network.isConnected })
        let run = try Run.molecule("moltnet", "verify", "-q", home: network.home)
        #expect(run.status == 0, "\(run.error)")
        #expect(run.output == "verified\n")
    }

    @Test func `refuses a file that others may read, and says where one is missing`() throws {
        let home = try TemporaryHome()
        #expect(try Run.molecule("moltnet", "verify", home: home).status == 6)
        try home.write("Moltnet", MoltnetNetwork.server(), mode: 0o640)
        #expect(try Run.molecule("moltnet", "verify", home: home).status == 10)
    }

    @Test func `two values of one id are both to be taken`() throws {
        let second = """
                - id: attachment-alpha
                  value: "\(String(repeating: "c6d7e8f9", count: 8))"
                  scopes: [attach, write]
                  agents: [alpha]

            """
        let network = try MoltnetNetwork(try TemporaryHome(), text: MoltnetNetwork.server(more: second))
        try network.startNode()
        #expect(Wait.until { network.isConnected })
        let run = try verify(network)
        #expect(run.status == 0, "\(run.output) \(run.error)")
    }
}
