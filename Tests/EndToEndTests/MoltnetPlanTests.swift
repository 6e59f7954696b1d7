import Foundation
import TestSupport
import Testing

/// What a rotation of a Moltnet token says and finds out before it begins.
@Suite(.blocking) struct MoltnetPlanTests {
    @Test func `an agent whose node nobody hands the value is told`() throws {
        let scene = try MoltnetStandIn()
        let text = try scene.home.read("Moltnet")
        #expect(text.contains("agents: [\"alpha\"]"))
        try scene.home.write("Moltnet", text.replacingOccurrences(of: "[\"alpha\"]", with: "[alpha, beta]"))
        _ = try Run.shell("\(MoltnetStandIn.restartServer); cp node-running beta-running", home: scene.home)
        let run = try Run.molecule(
            "moltnet", "rotate", "--id", "attachment-alpha", "--node", "MoltnetNode", "--then", "true", "--dry-run",
            home: scene.home)
        #expect(run.status == 0, "\(run.error)")
        #expect(run.error.contains("Agent 'beta' uses the token too") && !run.error.contains("Agent 'alpha' uses"))
    }

    @Test func `the plan of an overlap does not promise the old value's refusal too early`() throws {
        let scene = try MoltnetStandIn()
        func plan(_ options: String...) throws -> String {
            try Run.molecule(
                ["moltnet", "rotate", "--id", "attachment-alpha", "--node", "MoltnetNode", "--dry-run"] + options,
                home: scene.home
            ).error
        }
        let both = try plan("--overlap", "--then", "true", "--then-node", "true")
        #expect(both.contains("accepted beside the old one; a random one and none refused"))
        #expect(!both.contains("the old one, a random one"))
        #expect(try plan("--then", "true").contains("accepted; the old one, a random one and none refused"))
    }

    @Test func `nothing is made beside a rotation that is running`() throws {
        let scene = try MoltnetStandIn()
        let locks = scene.home.file("config/molecule/keys/.locks")
        _ = try Run.shell("mkdir -p -m 700 config config/molecule config/molecule/keys '\(locks)'", home: scene.home)
        let lock = "\(locks)/moltnet.shared_lab.operator-main:rotation.lock"
        func changed() throws -> String { try Run.shell("stat -c %y config/molecule/keys", home: scene.home).output }
        let before = try changed()
        let run = try Run.shell(
            "umask 077; flock '\(lock)' molecule moltnet rotate --id operator-main --then true --yes", home: scene.home)
        #expect(run.status == 7)
        #expect(run.error.contains("Another rotation of 'moltnet.shared_lab.operator-main' is running"), "\(run.error)")
        let text = try scene.home.read("Moltnet")
        let removal = try Run.shell(
            "umask 077; flock '\(lock)' molecule moltnet rotate --id operator-main --retire --then true --yes",
            home: scene.home)
        #expect(removal.status == 7 && removal.error.contains("is running"), "\(removal.error)")
        #expect(try scene.home.read("Moltnet") == text)
        #expect(try changed() == before)
        let names = try FileManager.default.contentsOfDirectory(atPath: scene.home.keys)
        #expect(names == [".locks"])
    }

    @Test func `rotate asks the same server as verify`() throws {
        let scene = try MoltnetStandIn()
        let nowhere = ["MOLTNET_BASE_URL": "http://127.0.0.1:1"]
        let words = ["moltnet", "rotate", "--id", "operator-main", "--then", MoltnetStandIn.restartServer, "--yes"]
        #expect(try Run.molecule(words, home: scene.home, environment: nowhere).status == 9)
        #expect(try Run.molecule("moltnet", "verify", home: scene.home, environment: nowhere).status == 9)
        // The file that init makes for this machine has its address.
        let run = try Run.molecule(words, home: scene.home)
        #expect(run.status == 0, "\(run.error)")
    }

    @Test func `a list in JSON is refused an overlap in words that name it, and rotated in place`() throws {
        let scene = try MoltnetStandIn()
        let old = try #require(scene.values("operator-main").first)
        let text = """
            {"version": "moltnet.v1", "network": {"id": "shared_lab"}, "auth": {"mode": "bearer", "tokens": [
              {"id": "operator-main", "value": "\(old)", "scopes": ["observe", "write", "admin"]},
              {"id": "inbound-pairing", "value": "\(scene.values("inbound-pairing")[0])", "scopes": ["pair"]}]}}
            """
        try scene.home.write("moltnet.json", text)
        func rotate(_ options: String...) throws -> Run {
            try Run.molecule(
                ["moltnet", "rotate", "--config", "moltnet.json", "--url", scene.url, "--yes", "--wait", "1s"]
                    + options,
                home: scene.home)
        }
        let overlap = try rotate("--id", "operator-main", "--overlap", "--then", "true")
        #expect(overlap.status == 2, "\(overlap.error)")
        #expect(overlap.error.contains("JSON"))
        let removed = try rotate("--id", "inbound-pairing", "--retire", "--then", "true")
        #expect(removed.status == 2, "\(removed.error)")
        #expect(removed.error.contains("JSON"))
        let names = try FileManager.default.contentsOfDirectory(atPath: scene.home.keys)
        #expect(!names.contains { !$0.hasPrefix(".") }, "\(names)")
        #expect(try scene.home.read("moltnet.json") == text)
        #expect(try rotate("--id", "operator-main", "--dry-run").status == 0)
    }

    @Test func `a dry run tells a node's file that has another value`() throws {
        let scene = try MoltnetStandIn()
        let old = try #require(scene.values("attachment-alpha").first)
        let node = try scene.home.read("MoltnetNode")
        let options = ["--node", "MoltnetNode", "--then", "true", "--dry-run"]
        func dry() throws -> Run {
            try Run.molecule(["moltnet", "rotate", "--id", "attachment-alpha"] + options, home: scene.home)
        }
        #expect(try dry().status == 0)
        try scene.home.write(
            "MoltnetNode", node.replacingOccurrences(of: old, with: String(repeating: "c6d7e8f9", count: 8)))
        let run = try dry()
        #expect(run.status == 7, "\(run.output) \(run.error)")
        #expect(run.error.contains("does not have the token"))
    }

    @Test func `nothing of a partner's file is shown to the server whose token is rotated`() throws {
        let scene = try MoltnetStandIn()
        let old = try #require(scene.values("inbound-pairing").first)
        let theirs = String(repeating: "1f2e3d4c", count: 8)
        let port = scene.url.split(separator: ":").last ?? ""
        // Both files say the same port, as both leave it out where the default is meant.
        try scene.home.write(
            "Partner",
            """
            version: moltnet.v1
            server: {listen_addr: ":\(port)"}
            auth: {mode: bearer, tokens: [{id: theirs, value: "\(theirs)", scopes: [observe]}]}
            pairings:
            - {id: us, remote_base_url: "\(scene.url)", token: "\(old)"}

            """)
        let run = try Run.molecule(
            "moltnet", "rotate", "--id", "inbound-pairing", "--node", "Partner", "--then", "true", "--then-node",
            "true",
            "--dry-run", home: scene.home)
        #expect(run.status == 0, "\(run.error)")
        #expect(run.error.contains("not proven here"))
        #expect(!scene.requests.isEmpty)
        #expect(!scene.requests.contains { $0.headers["authorization"]?.contains(theirs) == true })
    }
}
