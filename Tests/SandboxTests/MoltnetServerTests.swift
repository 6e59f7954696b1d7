import Foundation
import JSON
import TestSupport
import Testing

@testable import Sandbox

@Suite(.blocking) struct `A Moltnet server` {
    @Test func `describes its network as its version does`() throws {
        for (version, names) in [
            ("v0.1.0", ["id", "name", "version", "capabilities"]),
            ("v0.1.3", ["id", "name", "version", "protocols", "capabilities", "console"]),
        ] {
            try withMoltnet(oldMoltnetText, version) { server, _ throws in
                let network = try server.call("GET", "/v1/network", bearer: "operator-value").document
                #expect(network.members?.map(\.name) == names)
                #expect(network["id"]?.text == "shared_lab")
                #expect(network["version"]?.text == String(version.dropFirst()))
                // The field came with public reading.
                #expect(network["capabilities"]?["public_read"] == nil)
            }
        }
        try withMoltnet { server, _ throws in
            for (value, canSend) in [("operator-value", true), ("pairing-value", false)] {
                let network = try server.call("GET", "/v1/network", bearer: value).document
                #expect(network["console"]?["can_send_human"] == .bool(canSend))
                #expect(network["capabilities"]?["agent_registration"]?.text == "disabled")
            }
        }
    }

    @Test func `reads its tokens once`() throws {
        try withMoltnet { server, directory throws in
            try directory.writeMoltnet(moltnetText.replacing("operator-value", with: "new-value"))
            server.reload()
            #expect(try server.call("GET", "/v1/network", bearer: "operator-value").status == 200)
            #expect(try server.call("GET", "/v1/network", bearer: "new-value").status == 401)
            var again = SandboxConfiguration()
            again.surface = .moltnet
            again.moltnetFile = directory.file("Moltnet")
            let restarted = try SandboxServer(again)
            try restarted.start()
            defer { restarted.stop() }
            #expect(try restarted.call("GET", "/v1/network", bearer: "operator-value").status == 401)
            #expect(try restarted.call("GET", "/v1/network", bearer: "new-value").status == 200)
        }
    }

    @Test(arguments: [moltnetText.replacing("\n", with: "\r\n"), "\u{FEFF}" + moltnetText, flowText])
    func `reads lines that end as elsewhere, a byte order mark, and collections over several lines`(text: String) throws
    {
        try withMoltnet(text) { server, _ throws in
            #expect(try server.call("GET", "/v1/network").status == 401)
            #expect(try server.call("GET", "/v1/network", bearer: "bad").status == 401)
            #expect(try server.call("GET", "/v1/network", bearer: "operator-value").status == 200)
            #expect(try server.call("GET", "/metrics", bearer: "attachment-value").status == 403)
        }
    }

    private static let flowText = """
        version: moltnet.v1
        network: {id: shared_lab,
                  name: "Shared [Lab]"}   # two lines
        auth: {mode: bearer, tokens: [
          {id: operator-main, value: "operator-value", scopes: [observe,
            write, admin]},
          # between them
          {id: attachment-alpha, value: 'attachment-value', scopes: [attach, write], agents: [alpha]}]}

        """

    @Test func `does not start with a version that it does not know`() throws {
        let directory = try TemporaryDirectory()
        try directory.writeMoltnet(moltnetText.replacing("moltnet.v1", with: "moltnet.v2"))
        #expect(try directory.moltnetRefusal()?.contains("unsupported version \"moltnet.v2\"") == true)
    }

    @Test(arguments: [0o640, 0o604, 0o620, 0o602, 0o610, 0o601])
    func `does not start with a file that others have any bit of`(mode: Int) throws {
        let directory = try TemporaryDirectory()
        try directory.writeMoltnet(moltnetText, mode: mode)
        let path = directory.file("Moltnet")
        #expect(
            try directory.moltnetRefusal()
                == "moltnet config \"\(path)\" must not be group/world readable when tokens are present")
    }

    @Test(arguments: [0o600, 0o400, 0o700]) func `starts with one that they have none of`(mode: Int) throws {
        let directory = try TemporaryDirectory()
        try directory.writeMoltnet(moltnetText, mode: mode)
        #expect(try directory.moltnetRefusal() == nil)
    }

    @Test func `does not start with a link, but does with a file without secrets`() throws {
        let directory = try TemporaryDirectory()
        try directory.writeMoltnet(moltnetText)
        let link = directory.file("Link")
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: directory.file("Moltnet"))
        #expect(
            try directory.moltnetRefusal(path: link)
                == "moltnet config \"\(link)\" must not be a symlink when secrets are present")
        try directory.writeMoltnet("network: {id: lab}\n", mode: 0o644)
        #expect(try directory.moltnetRefusal() == nil)
        // Blank is no secret, a placeholder is one, and so is what a pairing sends.
        try directory.writeMoltnet("auth:\n  tokens:\n    - value: \" \"\n", mode: 0o644)
        #expect(try directory.moltnetRefusal() == nil)
        for text in [
            "auth:\n  tokens:\n    - value: ${TOKEN}\n",
            "pairings:\n  - {id: b, remote_base_url: \"http://b\", token: x}\n",
            "storage:\n  kind: postgres\n  postgres: {dsn: x}\n",
        ] {
            try directory.writeMoltnet(text, mode: 0o644)
            #expect(try directory.moltnetRefusal()?.contains("group/world readable") == true, "\(text)")
        }
    }

    private static let defects = [
        ("value: \"operator-value\"", "value: ", "auth.tokens[0].value is required"),
        ("scopes: [observe, write, admin]", "scopes: []", "auth.tokens[0].scopes is required"),
        ("[attach, write]", "[attach, rite]", "auth.tokens[1].scope \"rite\" is unsupported"),
        ("mode: bearer", "mode: basic", "unsupported auth mode \"basic\""),
        (
            "mode: bearer", "mode: bearer\n  agent_registration: all",
            "unsupported auth.agent_registration \"all\""
        ),
        ("mode: bearer", "mode: bearer\n  mode: open", "yaml: line 7: mapping key \"mode\" already defined at line 6"),
        ("version: moltnet.v1", "version: moltnet.v1\nextra: 1", "field extra not found in Moltnet"),
        ("version: moltnet.v1", "pairings:\n- remote_base_url: http://b", "pairings[0].id is required"),
        ("version: moltnet.v1", "pairings:\n- id: b", "pairings[0].remote_base_url is required"),
        ("  - pair", "  - pair\n      agents: [alpha]", "agent \"alpha\" is declared by multiple auth tokens"),
    ]

    @Test(arguments: defects)
    func `does not start with a configuration that the real one refuses`(
        part: String, defect: String, reason: String
    ) throws {
        let directory = try TemporaryDirectory()
        #expect(moltnetText.contains(part))
        try directory.writeMoltnet(moltnetText.replacing(part, with: defect))
        #expect(try directory.moltnetRefusal() == reason)
    }

    @Test func `differs by version in what it refuses`() throws {
        let directory = try TemporaryDirectory()
        try directory.writeMoltnet(oldMoltnetText.replacing("mode: bearer", with: "mode: open"))
        #expect(try directory.moltnetRefusal("v0.1.0") == "unsupported auth mode \"open\"")
        #expect(try directory.moltnetRefusal("v0.1.2") == nil)
        try directory.writeMoltnet(oldMoltnetText.replacing("mode: bearer", with: "mode: bearer\n  public_read: true"))
        #expect(try directory.moltnetRefusal("v0.1.3") == "field public_read not found in auth")
        #expect(try directory.moltnetRefusal("v0.1.11") == nil)
        // Two tokens of different ids that list one agent stop only the newest.
        try directory.writeMoltnet(
            oldMoltnetText.replacing("[observe, write, admin]", with: "[write]\n      agents: [alpha]"))
        #expect(try directory.moltnetRefusal("v0.1.11") == nil)
        #expect(try directory.moltnetRefusal("v0.1.13") != nil)
    }

    @Test func `starts with two entries of the same id, and knows both values`() throws {
        let second = """
                - id: attachment-alpha
                  value: second-value
                  scopes: [attach, write]
                  agents: [alpha]
            rooms:
            """
        for version in ["v0.1.2", "v0.1.13"] {
            try withMoltnet(oldMoltnetText.replacing("rooms:", with: second), version) { server, _ throws in
                for value in ["attachment-value", "second-value"] {
                    #expect(try server.call("GET", "/v1/attach", bearer: value).status == 400)
                }
            }
        }
    }

    @Test func `counts the first of two equal values`() throws {
        let text = moltnetText.replacing("attachment-value", with: "operator-value")
        try withMoltnet(text) { server, _ throws in
            #expect(try server.call("GET", "/v1/attach", bearer: "operator-value").status == 403)
        }
    }

    @Test func `calls its partner with the token it has for it`() throws {
        // An agent of its own of the same name would be one that no partner may speak for.
        try withMoltnet(moltnetText.replacing("[alpha]", with: "[gamma]")) { partner, _ throws in
            for (token, status) in [("pairing-value", 200), ("old-value", 502)] {
                let text =
                    moltnetText
                    + "pairings:\n  - id: b\n    remote_base_url: \(partner.url)\n    token: \"\(token)\"\n"
                try withMoltnet(text) { server, _ throws in
                    let answer = try server.call("GET", "/v1/pairings/b/network", bearer: "operator-value")
                    #expect(answer.status == status)
                    let listed = try server.call("GET", "/v1/pairings", bearer: "operator-value").document
                    let pairing = listed["pairings"]?.items?.first
                    #expect(pairing?["status"]?.text == (status == 200 ? "connected" : "error"))
                    #expect(pairing?["reason"]?.text == (status == 200 ? nil : "remote_request_failed"))
                    if status == 502 { #expect(try answer.document["error"]?.text == "bad gateway") }
                    #expect(try server.call("GET", "/v1/pairings/b/network", bearer: "attachment-value").status == 403)
                    // A message that the partner does not take is taken all the same, and lost to it.
                    let message = #"{"room":"general","from":"alpha","text":"to \#(status)"}"#
                    let sent = try server.call("POST", "/v1/messages", bearer: "attachment-value", body: message)
                    #expect(sent.status == 202)
                }
            }
            let heard = try partner.call("GET", "/v1/rooms/general/messages", bearer: "operator-value").document
            #expect(heard["messages"]?.items?.compactMap { $0["text"]?.text } == ["to 200"])
        }
    }
}
