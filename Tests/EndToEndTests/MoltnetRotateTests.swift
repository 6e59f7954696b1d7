import Foundation
import TestSupport
import Testing

/// Rotations of tokens of a Moltnet server, with restarts.
@Suite(.blocking) struct MoltnetRotateTests {
    private static let both = "\(MoltnetStandIn.restartServer); \(MoltnetStandIn.restartNode)"

    @Test(arguments: [false, true])
    func `a node's token is replaced in both files, and nothing else is`(isOld: Bool) throws {
        let scene = try MoltnetStandIn(isOld: isOld)
        let (server, node) = (try scene.home.read("Moltnet"), try scene.home.read("MoltnetNode"))
        let old = try #require(scene.values("attachment-alpha").first)
        let run = try scene.rotate("attachment-alpha", "--node", "MoltnetNode", "--then", Self.both)
        #expect(run.status == 0, "\(run.error)")
        let new = try #require(scene.values("attachment-alpha").first)
        #expect(new != old && new.count == 64)
        #expect(try scene.home.read("Moltnet") == server.replacingOccurrences(of: old, with: new))
        #expect(try scene.home.read("MoltnetNode") == node.replacingOccurrences(of: old, with: new))
        #expect(scene.status(old) == 401)
        #expect(scene.status(new) == (isOld ? 403 : 200))
        let listed = try Run.molecule("moltnet", "tokens", "list", "-o", "json", home: scene.home)
        #expect(listed.output.contains("\"since\": \"20") && listed.output.contains("MoltnetNode"))
        // The same again, from the entry that the first one has made.
        let again = try scene.rotate("attachment-alpha", "--node", "MoltnetNode", "--then", Self.both)
        #expect(again.status == 0, "\(again.error)")
        #expect(scene.status(new) == 401)
    }

    @Test func `the server takes the new value before the node's file has it`() throws {
        let scene = try MoltnetStandIn()
        let old = try #require(scene.values("attachment-alpha").first)
        let run = try scene.rotate(
            "attachment-alpha", "--node", "MoltnetNode", "--then",
            "\(MoltnetStandIn.restartServer); cp MoltnetNode at-server; exit 1", "--then-node",
            "\(MoltnetStandIn.restartNode); cp running at-node")
        #expect(run.status == 0, "\(run.error)")
        let new = try #require(scene.values("attachment-alpha").first)
        // A server with an open event stream ends with status 1, and was restarted all the same.
        #expect(try scene.home.read("at-server").contains(old))
        #expect(scene.values("attachment-alpha", in: "at-node") == [new])
        #expect(try scene.home.read("log") == "server\nnode\n")
    }

    @Test func `with an overlap nobody is refused on the way, and the old value is at its end`() throws {
        let scene = try MoltnetStandIn()
        let server = try scene.home.read("Moltnet")
        let old = try #require(scene.values("attachment-alpha").first)
        let run = try scene.rotate(
            "attachment-alpha", "--node", "MoltnetNode", "--overlap", "--then", MoltnetStandIn.restartServer,
            "--then-node", "cp running at-node; \(MoltnetStandIn.restartNode)")
        #expect(run.status == 0, "\(run.error)")
        let new = try #require(scene.values("attachment-alpha").first)
        #expect(scene.values("attachment-alpha", in: "at-node") == [old, new])
        #expect(try scene.home.read("Moltnet") == server.replacingOccurrences(of: old, with: new))
        #expect(try scene.home.read("log") == "server\nnode\nserver\n")
        #expect(scene.status(old) == 401)
        #expect(scene.status(new) == 200)
    }

    @Test func `a pairing's token overlaps always, and somebody must get the new one`() throws {
        let scene = try MoltnetStandIn()
        let server = try scene.home.read("Moltnet")
        let refused = try scene.rotate("inbound-pairing", "--then", MoltnetStandIn.restartServer)
        #expect(refused.status == 2)
        #expect(refused.error.contains("--node FILE"))
        #expect(try scene.home.read("Moltnet") == server)
        let old = try #require(scene.values("inbound-pairing").first)
        let run = try scene.rotate(
            "inbound-pairing", "--to", "exec:cat > handed; cp Moltnet at-hand", "--then", MoltnetStandIn.restartServer,
            "--then-node", "true")
        #expect(run.status == 0, "\(run.error)")
        let new = try scene.home.read("handed")
        #expect(scene.values("inbound-pairing", in: "at-hand") == [old, new])
        #expect(scene.values("inbound-pairing") == [new])
        #expect(scene.status(old) == 401)
    }

    @Test func `a partner's server file gets the new value of its pairing`() throws {
        let scene = try MoltnetStandIn()
        let old = try #require(scene.values("inbound-pairing").first)
        let partner =
            "# theirs\nversion: moltnet.v1\npairings:\n- id: us\n  remote_base_url: \(scene.url)\n  token: '\(old)' # ours\n"
        try scene.home.write("Partner", partner)
        let run = try scene.rotate(
            "inbound-pairing", "--node", "Partner", "--url", scene.url, "--then", MoltnetStandIn.restartServer,
            "--then-node",
            "true")
        #expect(run.status == 0, "\(run.error)")
        let new = try #require(scene.values("inbound-pairing").first)
        #expect(try scene.home.read("Partner") == partner.replacingOccurrences(of: old, with: new))
    }

    @Test func `a restart that was forgotten is told, and the rotation goes back or on`() throws {
        let scene = try MoltnetStandIn()
        let (server, node) = (try scene.home.read("Moltnet"), try scene.home.read("MoltnetNode"))
        let old = try #require(scene.values("attachment-alpha").first)
        func forget() throws -> Run {
            try Run.molecule(
                "moltnet", "rotate", "--id", "attachment-alpha", "--node", "MoltnetNode", "--then", "true", "--wait",
                "1s", "--yes", home: scene.home)
        }
        let first = try forget()
        #expect(first.status == 12)
        #expect(first.error.contains("restart pending"))
        let id = try #require(first.error.split(separator: " ").first { $0.hasPrefix("r-20") }).prefix { $0 != "\n" }
        // Nothing has ever gone live, so there is nothing to prove on the way back.
        let back = try Run.molecule("rotations", "rollback", String(id), home: scene.home)
        #expect(back.status == 0, "\(back.error)")
        #expect(try scene.home.read("Moltnet") == server)
        #expect(try scene.home.read("MoltnetNode") == node)
        #expect(scene.status(old) == 200)
        let second = try forget()
        #expect(second.status == 12)
        _ = try Run.shell(Self.both, home: scene.home)
        let list = try Run.molecule("rotations", "list", "--unfinished", "-q", home: scene.home)
        let resumed = try Run.molecule(
            "rotations", "resume", list.output.trimmingCharacters(in: .whitespacesAndNewlines), home: scene.home)
        #expect(resumed.status == 0, "\(resumed.error)")
        #expect(scene.status(old) == 401)
    }

    @Test func `a rotation with an overlap goes back to the file it began with`() throws {
        let scene = try MoltnetStandIn()
        let server = try scene.home.read("Moltnet")
        let run = try scene.rotate(
            "attachment-alpha", "--node", "MoltnetNode", "--overlap", "--then", MoltnetStandIn.restartServer,
            "--then-node", "exit 3")
        #expect(run.status == 8)
        #expect(scene.values("attachment-alpha").count == 2)
        let list = try Run.molecule("rotations", "list", "--unfinished", "-q", home: scene.home)
        let id = list.output.trimmingCharacters(in: .whitespacesAndNewlines)
        let back = try Run.molecule("rotations", "rollback", id, home: scene.home)
        // The nodes' command fails on the way back too, and the files are as they were by then.
        #expect(back.status == 8, "\(back.error)")
        #expect(try scene.home.read("Moltnet") == server)
        #expect(try scene.home.read("log") == "server\nserver\n")
    }

    @Test func `nothing begins where the server does not know the value, or lets everyone in`() throws {
        let scene = try MoltnetStandIn()
        let old = try #require(scene.values("operator-main").first)
        let server = try scene.home.read("Moltnet")
        try scene.home.write("running", server.replacingOccurrences(of: old, with: String(repeating: "0", count: 64)))
        let unknown = try scene.rotate("operator-main", "--url", scene.url, "--then", "true")
        #expect(unknown.status == 4)
        #expect(unknown.error.contains("restart pending"))
        let off = server.replacingOccurrences(of: "mode: bearer", with: "mode: none")
        try scene.home.write("Moltnet", off)
        #expect(try scene.rotate("operator-main", "--url", scene.url, "--then", "true").status == 12)
        try scene.home.write("Moltnet", server)
        #expect(try scene.rotate("operator-main", "--url", "http://127.0.0.1:1", "--then", "true").status == 9)
        #expect(try scene.rotate("nobody", "--url", scene.url).status == 6)
        try scene.home.write("Moltnet", server, mode: 0o640)
        #expect(try scene.rotate("operator-main", "--url", scene.url).status == 10)
        #expect(
            (try? FileManager.default.contentsOfDirectory(atPath: scene.home.keys))?.contains { !$0.hasPrefix(".") }
                != true)
        #expect(try scene.home.read("Moltnet") == server)
    }

    @Test func `what the editor does not understand is left alone, with its line`() throws {
        let scene = try MoltnetStandIn()
        let server = try scene.home.read("Moltnet").replacingOccurrences(
            of: "name: \"shared_lab\"", with: "name: &n lab")
        try scene.home.write("Moltnet", server)
        let run = try scene.rotate("operator-main", "--url", scene.url)
        #expect(run.status == 2)
        #expect(run.error.contains("Line 5 of \(scene.home.file("Moltnet")) has an anchor"))
        #expect(try scene.home.read("Moltnet") == server)
    }

    @Test func `a token in a file of its own wants the nodes restarted by themselves`() throws {
        let scene = try MoltnetStandIn()
        let old = try #require(scene.values("attachment-alpha").first)
        try scene.home.write("token", old + "\n")
        let node = try scene.home.read("MoltnetNode").replacingOccurrences(
            of: "token: \"\(old)\"", with: "token_path: token")
        try scene.home.write("MoltnetNode", node)
        let refused = try scene.rotate("attachment-alpha", "--node", "MoltnetNode", "--then", Self.both)
        #expect(refused.status == 2)
        #expect(refused.error.contains("--then-node"))
        let run = try scene.rotate(
            "attachment-alpha", "--node", "MoltnetNode", "--then",
            "\(MoltnetStandIn.restartServer); cp token at-server", "--then-node", "cp token node-running")
        #expect(run.status == 0, "\(run.error)")
        #expect(try scene.home.read("at-server") == old + "\n")
        #expect(try scene.home.read("token") == "\(scene.values("attachment-alpha")[0])\n")
        #expect(try scene.home.read("MoltnetNode") == node)
    }

    @Test func `an entry is removed, and its value proven refused`() throws {
        let scene = try MoltnetStandIn()
        let server = try scene.home.read("Moltnet")
        let old = try #require(scene.values("inbound-pairing").first)
        func retire(_ command: String) throws -> Run {
            try Run.molecule(
                "moltnet", "rotate", "--id", "inbound-pairing", "--retire", "--url", scene.url, "--then", command,
                "--wait", "1s", "--yes", home: scene.home)
        }
        let forgotten = try retire("true")
        #expect(forgotten.status == 12)
        #expect(scene.values("inbound-pairing").isEmpty)
        // The same again, once the server is restarted.
        let run = try retire(MoltnetStandIn.restartServer)
        #expect(run.status == 0, "\(run.error)")
        #expect(scene.status(old) == 401)
        let lines = server.split(separator: "\n", omittingEmptySubsequences: false)
        let start = try #require(lines.firstIndex { $0.contains("id: inbound-pairing") })
        #expect(try scene.home.read("Moltnet") == (lines[..<start] + lines[(start + 3)...]).joined(separator: "\n"))
    }
}
