import Foundation
import JSON
import TestSupport
import Testing

@testable import Sandbox

@Suite(.blocking) struct `A node of a Moltnet network` {
    private func node(_ server: SandboxServer, _ directory: TemporaryDirectory, token: String, network: String)
        throws -> MoltnetNode
    {
        let text = """
            version: moltnet.node.v1
            moltnet:
              base_url: \(server.url)
              network_id: \(network)
              token: "\(token)"
            attachments:
              - agent:
                  id: alpha
            """
        try directory.write(text, to: "MoltnetNode")
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o600], ofItemAtPath: directory.file("MoltnetNode"))
        return try MoltnetNode(directory.file("MoltnetNode"))
    }

    private func isConnected(_ server: SandboxServer) throws -> Bool {
        let answer = try server.call("GET", "/v1/agents/alpha", bearer: "operator-value")
        return try answer.status == 200 && answer.document["connected"] == true
    }

    private func wait(_ condition: () throws -> Bool) rethrows -> Bool {
        for _ in 0..<1000 {
            if try condition() { return true }
            usleep(10_000)
        }
        return false
    }

    @Test func `attaches its agents`() throws {
        try withMoltnet { server, directory throws in
            #expect(try !isConnected(server))
            try node(server, directory, token: "attachment-value", network: "shared_lab").start()
            #expect(try wait { try isConnected(server) })
        }
    }

    @Test(arguments: ["wrong-value", ""]) func `does not start where it is refused`(token: String) throws {
        try withMoltnet { server, directory throws in
            let node = try node(server, directory, token: token, network: "shared_lab")
            #expect(throws: SandboxError.self) { try node.start() }
        }
    }

    @Test(arguments: [("attachment-value", "other_lab"), ("operator-value", "shared_lab")])
    func `attaches nobody to another network or with another kind of token`(token: String, network: String) throws {
        try withMoltnet { server, directory throws in
            try node(server, directory, token: token, network: network).start()
            usleep(200_000)
            #expect(try !isConnected(server))
        }
    }

    @Test func `keeps its agent when the value changes, and loses it with the id in older versions`() throws {
        let stored = "storage:\n  kind: sqlite\n  sqlite: {path: STORE}\n"
        let changes = [
            ("attachment-value", "new-value", ["v0.1.3": true, "v0.1.11": true, "v0.1.13": true]),
            ("attachment-alpha", "attachment-beta", ["v0.1.3": false, "v0.1.11": false, "v0.1.13": true]),
        ]
        for (part, change, outcomes) in changes {
            for (version, isKept) in outcomes {
                let store = try TemporaryDirectory()
                let text = oldMoltnetText + stored.replacing("STORE", with: store.file("moltnet.db"))
                let register = { (server: SandboxServer, value: String) in
                    try server.call("POST", "/v1/messages", bearer: value, body: #"{"room":"general","from":"alpha"}"#)
                }
                try withMoltnet(text, version) { server, _ throws in
                    #expect(try register(server, "attachment-value").status == 202)
                }
                try withMoltnet(text.replacing(part, with: change), version) { server, _ throws in
                    let answer = try register(server, change.hasSuffix("value") ? change : "attachment-value")
                    #expect(answer.status == (isKept ? 202 : 409), "\(version) \(change)")
                }
            }
        }
    }

    @Test func `answers a handshake as the standard has it`() {
        // The example of RFC 6455, 1.3.
        #expect(WebSocket.accept("dGhlIHNhbXBsZSBub25jZQ==") == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
    }
}
