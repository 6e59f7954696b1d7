import Foundation
import TestSupport
import Testing

/// An operator's token that gets a new id, as the product's page rotates it.
@Suite(.blocking) struct MoltnetNewIDTests {
    private func rotate(_ network: MoltnetNetwork, _ options: String...) throws -> Run {
        try Run.molecule(
            [
                "moltnet", "rotate", "--id", "operator-main", "--config", network.config, "--url", network.url,
                "--then",
                network.restart("server"), "--wait", "20s", "--yes",
            ] + options, home: network.home)
    }

    private func unfinished(_ home: TemporaryHome) throws -> String {
        try Run.molecule("rotations", "list", "--unfinished", "-q", home: home).output
            .trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// The file with another operator's token.
    private func server(_ id: String, _ value: String) -> String {
        MoltnetNetwork.server().replacingOccurrences(of: "operator-main", with: id)
            .replacingOccurrences(of: MoltnetNetwork.operatorToken, with: value)
    }

    @Test func `both ids work until somebody says that the operators have the new one`() throws {
        let network = try MoltnetNetwork(try TemporaryHome())
        let run = try rotate(network, "--new-id", "operator-2")
        #expect(run.status == 3, "\(run.error)")
        #expect(run.error.contains("molecule keys show moltnet.shared_lab.operator-2 --reveal"))
        let both = try network.home.read(network.config)
        let new = try #require(MoltnetNetwork.value(of: "operator-2", in: both))
        #expect(MoltnetNetwork.value(of: "operator-main", in: both) == MoltnetNetwork.operatorToken)
        #expect(network.knows(new) && network.knows(MoltnetNetwork.operatorToken))
        let shown = try Run.molecule("keys", "show", "moltnet.shared_lab.operator-2", "--reveal", home: network.home)
        #expect(shown.output.contains(new))
        let id = try unfinished(network.home)
        // Nobody is asked where nobody sits, and nothing ends by itself.
        #expect(try Run.molecule("rotations", "resume", id, home: network.home).status == 3)
        #expect(network.knows(MoltnetNetwork.operatorToken))
        let ended = try Run.molecule("rotations", "resume", id, "--done", "retire", home: network.home)
        #expect(ended.status == 0, "\(ended.error)")
        #expect(try network.home.read(network.config) == server("operator-2", new))
        #expect(network.knows(new) && !network.knows(MoltnetNetwork.operatorToken))
    }

    @Test func `what --to hands on nobody is waited for, and a rotation that stops goes back`() throws {
        let network = try MoltnetNetwork(try TemporaryHome())
        let text = try network.home.read(network.config)
        let stopped = try rotate(network, "--new-id", "operator-2", "--to", "exec:exit 3")
        #expect(stopped.status == 8, "\(stopped.error)")
        let new = try #require(MoltnetNetwork.value(of: "operator-2", in: try network.home.read(network.config)))
        #expect(network.knows(new))
        let back = try Run.molecule("rotations", "rollback", try unfinished(network.home), home: network.home)
        // The command that failed fails on the way back too.
        #expect(back.status == 8, "\(back.error)")
        #expect(try network.home.read(network.config) == text)
        try network.home.write("tokens.env", "OPERATOR_TOKEN=\(MoltnetNetwork.operatorToken)\n")
        let other = try MoltnetNetwork(try TemporaryHome())
        try other.home.write("tokens.env", "OPERATOR_TOKEN=\(MoltnetNetwork.operatorToken)\n")
        let run = try rotate(
            other, "--new-id", "operator-2", "--to", "env-file:tokens.env", "--variable", "OPERATOR_TOKEN")
        #expect(run.status == 0, "\(run.error)")
        let value = try #require(MoltnetNetwork.value(of: "operator-2", in: try other.home.read(other.config)))
        #expect(try other.home.read(other.config) == server("operator-2", value))
        #expect(try other.home.read("tokens.env") == "OPERATOR_TOKEN=\(value)\n")
        #expect(other.knows(value) && !other.knows(MoltnetNetwork.operatorToken))
    }

    @Test func `the way back of an overlap ends the new value though nobody restarts by hand`() throws {
        let network = try MoltnetNetwork(try TemporaryHome())
        try network.home.write("refuse", "")
        let stopped = try rotate(network, "--overlap", "--to", "exec:test ! -e refuse")
        #expect(stopped.status == 8, "\(stopped.error)")
        let new = try #require(MoltnetNetwork.value(of: "operator-main", in: try network.home.read(network.config)))
        #expect(network.knows(new) && network.knows(MoltnetNetwork.operatorToken))
        try FileManager.default.removeItem(atPath: network.home.file("refuse"))
        let back = try Run.molecule("rotations", "rollback", try unfinished(network.home), home: network.home)
        #expect(back.status == 0, "\(back.error)")
        #expect(try network.home.read(network.config) == MoltnetNetwork.server())
        #expect(!network.knows(new) && network.knows(MoltnetNetwork.operatorToken))
    }

    @Test func `only an operator's token gets a new id, and one that is free`() throws {
        let network = try MoltnetNetwork(try TemporaryHome())
        let text = try network.home.read(network.config)
        #expect(try rotate(network, "--new-id", "attachment-alpha").status == 7)
        #expect(try rotate(network, "--new-id", "operator-main").status == 2)
        #expect(try rotate(network, "--new-id", "a b").status == 2)
        let attachment = try Run.molecule(
            "moltnet", "rotate", "--id", "attachment-alpha", "--config", network.config, "--url", network.url,
            "--new-id", "attachment-2", "--yes", home: network.home)
        #expect(attachment.status == 2)
        #expect(attachment.error.contains("agents belong to the id"))
        #expect(try network.home.read(network.config) == text)
    }
}
