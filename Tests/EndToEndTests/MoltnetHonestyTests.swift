import Foundation
import TestSupport
import Testing

/// What a rotation of a Moltnet token must not claim, and must not do.
@Suite(.blocking) struct MoltnetHonestyTests {
    private static let other = String(repeating: "c6d7e8f9", count: 8)

    /// Adds a second entry with the attachment's id behind the first, and the key entry that has the second.
    private func addSecond(_ scene: MoltnetStandIn) throws -> String {
        let text = try scene.home.read("Moltnet")
        let old = try #require(scene.values("attachment-alpha").first)
        let second =
            "    - id: attachment-alpha\n      value: \"\(Self.other)\"\n      scopes: [attach, write]\n      agents: [alpha]\n"
        let place = try #require(text.range(of: "    - id: inbound-pairing"))
        try scene.home.write("Moltnet", text.replacingCharacters(in: place.lowerBound..<place.lowerBound, with: second))
        _ = try Run.shell(MoltnetStandIn.restartServer, home: scene.home)
        let added = try Run.molecule(
            "keys", "add", "moltnet.shared_lab.attachment-alpha", "--kind", "service-secret", "--origin", scene.url,
            "--from-stdin", home: scene.home, input: Self.other)
        #expect(added.status == 0, "\(added.error)")
        return old
    }

    private func retire(_ scene: MoltnetStandIn, _ id: String, _ command: String, url: String? = nil) throws -> Run {
        try Run.molecule(
            "moltnet", "rotate", "--id", id, "--retire", "--url", url ?? scene.url, "--then", command, "--wait", "1s",
            "--yes", home: scene.home)
    }

    @Test func `of two entries only the one that is not in use goes, however often it is typed`() throws {
        let scene = try MoltnetStandIn()
        let old = try addSecond(scene)
        #expect(scene.values("attachment-alpha") == [old, Self.other])
        let first = try retire(scene, "attachment-alpha", "true")
        #expect(first.status == 12, "\(first.error)")
        #expect(scene.values("attachment-alpha") == [Self.other])
        #expect(try retire(scene, "attachment-alpha", "true").status == 12)
        #expect(scene.values("attachment-alpha") == [Self.other])
        let last = try retire(scene, "attachment-alpha", MoltnetStandIn.restartServer)
        #expect(last.status == 0, "\(last.error)")
        #expect(scene.values("attachment-alpha") == [Self.other])
        #expect(scene.status(old) == 401 && scene.status(Self.other) == 200)
    }

    @Test func `nothing is removed where the server never took the value`() throws {
        let scene = try MoltnetStandIn()
        let server = try scene.home.read("Moltnet")
        // Another server of a network of the same name refuses it too.
        let other = try MoltnetStandIn()
        #expect(try retire(scene, "inbound-pairing", MoltnetStandIn.restartServer, url: other.url).status == 4)
        #expect(try scene.home.read("Moltnet") == server)
        let old = try #require(scene.values("inbound-pairing").first)
        let changed = server.replacingOccurrences(of: old, with: Self.other)
        try scene.home.write("Moltnet", changed)
        let run = try retire(scene, "inbound-pairing", MoltnetStandIn.restartServer)
        #expect(run.status == 4)
        #expect(run.error.contains("does not know the value"))
        #expect(try scene.home.read("Moltnet") == changed)
        #expect(try scene.home.read("log").isEmpty)
    }

    @Test func `a value of another server with the same network is not sent`() throws {
        let scene = try MoltnetStandIn()
        let foreign = String(repeating: "1f2e3d4c", count: 8)
        let added = try Run.molecule(
            "keys", "add", "moltnet.shared_lab.attachment-alpha", "--kind", "service-secret", "--origin",
            "https://elsewhere.example", "--from-stdin", home: scene.home, input: foreign)
        #expect(added.status == 0, "\(added.error)")
        let text = try scene.home.read("Moltnet")
        let old = try #require(scene.values("attachment-alpha").first)
        try scene.home.write("Moltnet", text.replacingOccurrences(of: old, with: Self.other))
        let verified = try Run.molecule("moltnet", "verify", "--url", scene.url, home: scene.home)
        #expect(verified.status != 0)
        #expect(try retire(scene, "attachment-alpha", "true").status == 7)
        #expect(!scene.requests.contains { $0.headers["authorization"]?.contains(foreign) == true })
        #expect(!scene.requests.isEmpty)
    }

    @Test func `an overlap has no good end where the node was not restarted`() throws {
        let scene = try MoltnetStandIn()
        let start = ["--node", "MoltnetNode", "--overlap", "--then", MoltnetStandIn.restartServer]
        func rotate(_ options: [String]) throws -> Run {
            try Run.molecule(
                ["moltnet", "rotate", "--id", "attachment-alpha", "--wait", "1s", "--yes"] + start + options,
                home: scene.home)
        }
        let refused = try rotate([])
        #expect(refused.status == 2)
        #expect(refused.error.contains("--then-node"))
        let run = try rotate(["--then-node", "true"])
        #expect(run.status == 12)
        #expect(run.error.contains("agent 'alpha' is not connected"), "\(run.error)")
        _ = try Run.shell(MoltnetStandIn.restartNode, home: scene.home)
        let list = try Run.molecule("rotations", "list", "--unfinished", "-q", home: scene.home)
        let id = list.output.trimmingCharacters(in: .whitespacesAndNewlines)
        let resumed = try Run.molecule("rotations", "resume", id, home: scene.home)
        #expect(resumed.status == 0, "\(resumed.error)")
    }

    @Test func `without a command for the server the nodes wait for it`() throws {
        let scene = try MoltnetStandIn()
        let node = try scene.home.read("MoltnetNode")
        let run = try Run.molecule(
            "moltnet", "rotate", "--id", "attachment-alpha", "--node", "MoltnetNode", "--then-node",
            MoltnetStandIn.restartNode, "--wait", "1s", "--yes", home: scene.home)
        #expect(run.status == 12, "\(run.error)")
        #expect(run.error.contains("restart pending"))
        #expect(try scene.home.read("MoltnetNode") == node)
        #expect(try scene.home.read("log").isEmpty)
    }

    @Test func `an agent that was not connected before does not hold a rotation up`() throws {
        let scene = try MoltnetStandIn()
        try scene.home.write("node-running", "")
        let run = try scene.rotate(
            "attachment-alpha", "--node", "MoltnetNode", "--then", MoltnetStandIn.restartServer)
        #expect(run.status == 0, "\(run.error)")
        #expect(run.error.contains("not connected now"))
    }

    @Test func `a token typed where a file belongs is not repeated`() throws {
        let home = try TemporaryHome()
        let lines = [
            ["rotate", "--id", "x", "--config"], ["rotate", "--id", "x", "--node"], ["tokens", "list", "--config"],
            ["tokens", "list", "--node"], ["init", "--directory"],
        ]
        for line in lines {
            let run = try Run.molecule(["moltnet"] + line + [MoltnetNetwork.operatorToken], home: home)
            #expect(run.status == 2 && !run.error.contains(MoltnetNetwork.operatorToken), "\(line)")
        }
    }

    @Test func `a copy that has the old value is told`() throws {
        let scene = try MoltnetStandIn()
        let run = try scene.rotate("operator-main", "--url", scene.url, "--then", MoltnetStandIn.restartServer)
        #expect(run.status == 0, "\(run.error)")
        #expect(run.error.contains("moltnet-tokens.env still has it"))
        // Nor is it told of a file that was corrected.
        let other = try MoltnetStandIn()
        let corrected = try other.rotate(
            "operator-main", "--to", "env-file:moltnet-tokens.env", "--variable", "OPERATOR_TOKEN", "--then",
            MoltnetStandIn.restartServer)
        #expect(corrected.status == 0, "\(corrected.error)")
        let new = try #require(other.values("operator-main").first)
        #expect(try other.home.read("moltnet-tokens.env").contains("OPERATOR_TOKEN=\(new)\n"))
        #expect(!corrected.error.contains("still has it"))
    }

    @Test func `what no token may ask is not verified`() throws {
        let text = MoltnetNetwork.server().replacingOccurrences(of: "[observe, write, admin]", with: "[write]")
        let network = try MoltnetNetwork(try TemporaryHome(), text: text)
        let run = try Run.molecule(
            "moltnet", "verify", "--config", network.config, "--url", network.url, "-o", "json", home: network.home)
        #expect(run.status == 12, "\(run.output)")
        #expect(run.output.contains("\"not-asked\"") && run.output.contains("\"verified\": false"))
    }

    @Test func `a server's file with a byte order mark and lines that end as elsewhere wants its tokens`() throws {
        let text = "\u{FEFF}" + MoltnetNetwork.server().split(separator: "\n").joined(separator: "\r\n") + "\r\n"
        let network = try MoltnetNetwork(try TemporaryHome(), text: text)
        #expect(network.status("bad") == 401 && network.status(MoltnetNetwork.operatorToken) == 200)
    }
}
