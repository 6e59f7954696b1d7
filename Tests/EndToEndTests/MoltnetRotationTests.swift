import Foundation
import JSON
import TestSupport
import Testing

/// `moltnet rotate` with servers and nodes that are really restarted.
@Suite(.blocking) struct MoltnetRotationTests {
    private static let releases = ["v0.1.2", "v0.1.13"]

    private func rotate(_ network: MoltnetNetwork, _ id: String, _ options: [String]) throws -> Run {
        try Run.molecule(
            [
                "moltnet", "rotate", "--id", id, "--config", network.config, "--url", network.url, "--wait", "20s",
                "--yes",
            ]
                + options, home: network.home)
    }

    /// A server with a node.
    private func network(_ release: String) throws -> MoltnetNetwork {
        let network = try MoltnetNetwork(try TemporaryHome(), release)
        try network.startNode()
        #expect(Wait.until { network.isConnected })
        return network
    }

    /// The files and the server after a rotation of the attachment's token.
    private func expectMoved(_ network: MoltnetNetwork) throws {
        let text = try network.home.read(network.config)
        let new = try #require(MoltnetNetwork.value(of: "attachment-alpha", in: text))
        #expect(new != MoltnetNetwork.attachmentToken)
        // One scalar of each file is another, and no other byte.
        #expect(text == MoltnetNetwork.server(attachment: new))
        #expect(try network.home.read(network.nodeFile) == MoltnetNetwork.node(network.url, new))
        #expect(network.knows(new) && !network.knows(MoltnetNetwork.attachmentToken) && !network.knows(nil))
        #expect(network.knows(MoltnetNetwork.operatorToken) && network.knows(MoltnetNetwork.pairingToken))
    }

    @Test(arguments: releases) func `moves a node's token in one window`(release: String) throws {
        let network = try network(release)
        let restarts = "\(network.restart("server")) && \(network.restart("node"))"
        let run = try rotate(
            network, "attachment-alpha", ["--node", network.nodeFile, "--then", restarts])
        #expect(run.status == 0, "\(run.error)")
        try expectMoved(network)
        #expect(Wait.until { network.isConnected })
        let verified = try Run.molecule(
            "moltnet", "verify", "--config", network.config, "--url", network.url, home: network.home)
        #expect(verified.status == 0, "\(verified.error)")
        #expect(verified.output.contains("former-token"))
    }

    @Test(arguments: releases) func `moves it without a gap, with both values for a time`(release: String) throws {
        let network = try network(release)
        // The node's restart is the moment at which both work.
        let look = "cp '\(network.home.file(network.config))' '\(network.home.file("between"))'"
        let run = try rotate(
            network, "attachment-alpha",
            [
                "--node", network.nodeFile, "--overlap", "--then", network.restart("server"), "--then-node",
                "\(look) && \(network.restart("node"))",
            ])
        #expect(run.status == 0, "\(run.error)")
        try expectMoved(network)
        let between = try network.home.read("between")
        #expect(between.contains(MoltnetNetwork.attachmentToken))
        #expect(MoltnetNetwork.value(of: "attachment-alpha", in: between) != MoltnetNetwork.attachmentToken)
        #expect(Wait.until { network.isConnected })
    }

    @Test(arguments: releases) func `replaces an operator's token in place`(release: String) throws {
        let network = try MoltnetNetwork(try TemporaryHome(), release)
        let run = try rotate(network, "operator-main", ["--then", network.restart("server")])
        #expect(run.status == 0, "\(run.error)")
        let text = try network.home.read(network.config)
        let new = try #require(MoltnetNetwork.value(of: "operator-main", in: text))
        #expect(
            text == MoltnetNetwork.server().replacingOccurrences(of: MoltnetNetwork.operatorToken, with: new))
        #expect(network.knows(new) && !network.knows(MoltnetNetwork.operatorToken))
    }

    @Test(arguments: releases) func `moves a pairing's token and loses no message for want of it`(release: String)
        throws
    {
        let home = try TemporaryHome()
        let remote = try MoltnetNetwork(
            home, release, name: "Remote",
            text: MoltnetNetwork.server(end: "storage: {kind: json, json: {path: stand-ins/store.json}}\n")
                .replacingOccurrences(of: "[alpha]", with: "[omega]"))
        let link =
            "pairings:\n  - id: remote\n    remote_base_url: \(remote.url)\n    token: \"\(MoltnetNetwork.pairingToken)\"\n"
        let local = try MoltnetNetwork(home, release, text: MoltnetNetwork.server(end: link))
        let send = { (text: String) in
            WebCall(
                local.url, "/v1/messages", method: "POST", token: MoltnetNetwork.attachmentToken,
                body: "{\"room\":\"general\",\"from\":\"alpha\",\"text\":\"\(text)\"}"
            ).status
        }
        #expect(send("before") == 202)
        // Between the two restarts, when the remote server knows both values and the local one has the old.
        let message = "'{\"room\":\"general\",\"from\":\"alpha\",\"text\":\"between\"}'"
        try home.write("curl.conf", "header = \"Authorization: Bearer \(MoltnetNetwork.attachmentToken)\"\n")
        let between = "curl -sf -K '\(home.file("curl.conf"))' -d \(message) \(local.url)/v1/messages >/dev/null"
        let run = try rotate(
            remote, "inbound-pairing",
            [
                "--node", local.config, "--then", remote.restart("server"), "--then-node",
                "\(between) && \(local.restart("server"))",
            ])
        #expect(run.status == 0, "\(run.error)")
        #expect(send("after") == 202)
        let new = try #require(
            MoltnetNetwork.value(of: "inbound-pairing", in: try home.read(remote.config)))
        #expect(remote.knows(new) && !remote.knows(MoltnetNetwork.pairingToken))
        #expect(try home.read(local.config).contains("token: \"\(new)\""))
        let pairing = WebCall(local.url, "/v1/pairings/remote/network", token: MoltnetNetwork.operatorToken)
        #expect(pairing.status == 200)
        let heard = WebCall(remote.url, "/v1/rooms/general/messages", token: MoltnetNetwork.operatorToken).body
        #expect(["before", "between", "after"].allSatisfy { heard.contains("\"\($0)\"") }, "\(heard)")
    }

    @Test func `a forgotten restart is told as that, and made up for`() throws {
        let network = try network("v0.1.13")
        let run = try Run.molecule(
            "moltnet", "rotate", "--id", "attachment-alpha", "--config", network.config, "--url", network.url, "--node",
            network.nodeFile, "--wait", "1s", "--yes", home: network.home)
        #expect(run.status == 12, "\(run.error)")
        #expect(run.error.contains("restart pending"))
        let verified = try Run.molecule(
            "moltnet", "verify", "--config", network.config, "--url", network.url, "-o", "json", home: network.home)
        #expect(verified.status == 12)
        #expect(verified.output.contains("\"restart-pending\""))
        // The node still works with what it was started with.
        #expect(network.isConnected)
        #expect(
            try network.home.read(network.nodeFile) == MoltnetNetwork.node(network.url, MoltnetNetwork.attachmentToken))
        try network.restartNow("server")
        let id = try #require(
            try FileManager.default.contentsOfDirectory(atPath: network.home.rotations)
                .first { $0.hasPrefix("r-") && $0.hasSuffix(".journal") }?.dropLast(8))
        let resumed = try Run.molecule("rotations", "resume", String(id), home: network.home)
        #expect(resumed.status == 0, "\(resumed.error)")
        try network.restartNow("node")
        try expectMoved(network)
        #expect(Wait.until { network.isConnected })
    }

    @Test func `a restart that fails leaves a way back`() throws {
        let network = try network("v0.1.13")
        let run = try Run.molecule(
            "moltnet", "rotate", "--id", "attachment-alpha", "--config", network.config, "--url", network.url, "--node",
            network.nodeFile, "--then", "exit 3", "--wait", "1s", "--yes", home: network.home)
        #expect(run.status == 8, "\(run.error)")
        let id = try #require(
            try FileManager.default.contentsOfDirectory(atPath: network.home.rotations)
                .first { $0.hasPrefix("r-") && $0.hasSuffix(".journal") }?.dropLast(8))
        let back = try Run.molecule("rotations", "rollback", String(id), home: network.home)
        // Nothing has ever gone live; the command fails again, and the files are as they were by then.
        #expect(back.status == 8, "\(back.error)")
        #expect(try network.home.read(network.config) == MoltnetNetwork.server(), "\(back.error)")
        #expect(
            try network.home.read(network.nodeFile) == MoltnetNetwork.node(network.url, MoltnetNetwork.attachmentToken))
        #expect(network.knows(MoltnetNetwork.attachmentToken))
    }

    @Test func `on the way back of a rotation without a gap the new value ends`() throws {
        let network = try network("v0.1.13")
        try network.home.write("refuse", "")
        let commands = [
            "--then", network.restart("server"), "--then-node", "test ! -e refuse && \(network.restart("node"))",
        ]
        let run = try rotate(network, "attachment-alpha", ["--node", network.nodeFile, "--overlap"] + commands)
        #expect(run.status == 8, "\(run.error)")
        let text = try network.home.read(network.config)
        let new = try #require(MoltnetNetwork.value(of: "attachment-alpha", in: text))
        #expect(network.knows(new) && network.knows(MoltnetNetwork.attachmentToken))
        let id = try #require(
            try FileManager.default.contentsOfDirectory(atPath: network.home.rotations)
                .first { $0.hasPrefix("r-") && $0.hasSuffix(".journal") }?.dropLast(8))
        try FileManager.default.removeItem(atPath: network.home.file("refuse"))
        let back = try Run.molecule("rotations", "rollback", String(id), home: network.home)
        #expect(back.status == 0, "\(back.error)")
        #expect(try network.home.read(network.config) == MoltnetNetwork.server())
        #expect(network.knows(MoltnetNetwork.attachmentToken) && !network.knows(new))
        #expect(Wait.until { network.isConnected })
    }

    @Test func `a partner that was not restarted is found out, and the rotation waits for it`() throws {
        let home = try TemporaryHome()
        let remote = try MoltnetNetwork(
            home, name: "Remote", text: MoltnetNetwork.server().replacingOccurrences(of: "[alpha]", with: "[omega]"))
        let link =
            "pairings:\n  - id: remote\n    remote_base_url: \(remote.url)\n    token: \"\(MoltnetNetwork.pairingToken)\"\n"
        let local = try MoltnetNetwork(home, text: MoltnetNetwork.server(end: link))
        let port = local.url.split(separator: ":").last ?? ""
        // Its file says where it listens.
        try home.write(local.config, try home.read(local.config).replacingOccurrences(of: ":8787", with: ":\(port)"))
        func reach() -> Int {
            WebCall(local.url, "/v1/pairings/remote/network", token: MoltnetNetwork.operatorToken).status
        }
        #expect(reach() == 200)
        let commands = ["--then", remote.restart("server"), "--then-node", "true", "--wait", "3s"]
        let run = try Run.molecule(
            [
                "moltnet", "rotate", "--id", "inbound-pairing", "--config", remote.config, "--url", remote.url,
                "--node",
                local.config, "--yes",
            ] + commands, home: home)
        #expect(run.status == 12, "\(run.error)")
        #expect(run.error.contains("pairing 'remote' of \(home.file(local.config)) does not reach the server"))
        #expect(!run.error.contains("is not proven here"))
        #expect(reach() != 200)
        try local.restartNow("server")
        let list = try Run.molecule("rotations", "list", "--unfinished", "-q", home: home)
        let id = list.output.trimmingCharacters(in: .whitespacesAndNewlines)
        let resumed = try Run.molecule("rotations", "resume", id, home: home)
        #expect(resumed.status == 0, "\(resumed.error)")
        #expect(reach() == 200 && !remote.knows(MoltnetNetwork.pairingToken))
    }

    @Test func `an entry is removed, and its value is refused`() throws {
        let network = try MoltnetNetwork(try TemporaryHome())
        let run = try rotate(network, "inbound-pairing", ["--retire", "--then", network.restart("server")])
        #expect(run.status == 0, "\(run.error)")
        #expect(!network.knows(MoltnetNetwork.pairingToken) && network.knows(MoltnetNetwork.operatorToken))
        #expect(!(try network.home.read(network.config)).contains("inbound-pairing"))
    }
}
