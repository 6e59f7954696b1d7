import JSON
import TestSupport
import Testing

@testable import Sandbox

@Suite(.blocking) struct `The gate of a Moltnet server` {
    private static let versions = ["v0.1.0", "v0.1.2", "v0.1.3", "v0.1.11", "v0.1.13"]

    @Test func `refuses in the words of the real one`() throws {
        try withMoltnet { server, _ throws in
            let cases = [
                ("", "unauthorized / authorization required"),
                ("Authorization: Bearer wrong", "unauthorized / invalid token"),
                ("Authorization: Bearer OPERATOR-VALUE", "unauthorized / invalid token"),
                ("Authorization: bearer operator-value", "unauthorized / invalid authorization header"),
                ("Authorization: Basic operator-value", "unauthorized / invalid authorization header"),
                ("Authorization: Bearer ", "unauthorized / invalid authorization header"),
                ("Cookie: moltnet_auth=wrong", "unauthorized / invalid token"),
            ]
            for (line, refusal) in cases {
                let answer = try server.call("GET", "/v1/network", headers: line.isEmpty ? [] : [line])
                #expect(answer.status == 401, "\(line)")
                #expect(try answer.refusal == refusal, "\(line)")
                #expect(answer["WWW-Authenticate"] == nil)
            }
        }
    }

    @Test func `says of a malformed header less in the first version`() throws {
        try withMoltnet(oldMoltnetText, "v0.1.0") { server, _ throws in
            let answer = try server.call("GET", "/v1/network", headers: ["Authorization: bearer operator-value"])
            #expect(try answer.refusal == "unauthorized / authorization required")
        }
    }

    @Test func `names every request, and keeps a name that is given`() throws {
        try withMoltnet { server, _ throws in
            let answer = try server.call("GET", "/v1/network")
            let name = try #require(try answer.document["request_id"]?.text)
            #expect(name.hasPrefix("req_") && name.count == 20 && answer["X-Request-Id"] == name)
            let given = try server.call("GET", "/v1/network", headers: ["X-Request-Id: mine-1"])
            #expect(try given.document["request_id"]?.text == "mine-1" && given["X-Request-Id"] == "mine-1")
        }
    }

    /// Routes and the kinds of token that they let in: o, a, p.
    private static func reach(_ release: MoltnetRelease) -> [(String, String, String)] {
        [
            ("GET", "/v1/network", release.hasProtocols ? "oap" : "op"),
            ("GET", "/v1/rooms", "op"), ("GET", "/v1/agents", "op"),
            ("GET", "/v1/rooms/general", "o"), ("GET", "/v1/rooms/general/messages", "o"),
            ("GET", "/v1/agents/alpha", "o"), ("GET", "/v1/pairings", "o"), ("GET", "/console/", "o"),
            ("GET", "/metrics", "o"), ("POST", "/v1/messages", "oap"), ("GET", "/v1/attach", "a"),
            ("POST", "/v1/agents/register", release.hasPublicRead ? "o" : "oa"),
        ]
    }

    @Test(arguments: versions) func `lets each kind of token reach what its scopes say`(version: String) throws {
        let release = try #require(MoltnetRelease(version))
        try withMoltnet(release.hasPublicRead ? moltnetText : oldMoltnetText, version) { server, _ throws in
            for (method, path, kinds) in Self.reach(release) {
                for (kind, value) in ["o": "operator-value", "a": "attachment-value", "p": "pairing-value"] {
                    let answer = try server.call(method, path, bearer: value, body: method == "POST" ? "{" : nil)
                    let isIn = kinds.contains(kind)
                    #expect((answer.status == 403) == !isIn, "\(kind) \(method) \(path): \(answer.status)")
                    #expect(answer.status != 401)
                    if !isIn { #expect(try answer.refusal == "forbidden / forbidden") }
                }
            }
        }
    }

    @Test func `tells the scopes apart without a side effect`() throws {
        try withMoltnet { server, _ throws in
            let attach = try server.call("GET", "/v1/attach", bearer: "attachment-value")
            #expect(attach.status == 400 && attach.body == "Bad Request\n")
            let message = try server.call("POST", "/v1/messages", bearer: "attachment-value", body: "{")
            #expect(message.status == 400)
            #expect(try message.document["error"]?.text == "unexpected EOF")
            #expect(try server.call("GET", "/metrics", bearer: "operator-value").status == 200)
        }
    }

    @Test(arguments: [("v0.1.3", 403), ("v0.1.11", 200)])
    func `lets admin alone read from the version on that does`(version: String, status: Int) throws {
        let text = oldMoltnetText.replacing("[observe, write, admin]", with: "[admin]")
        try withMoltnet(text, version) { server, _ throws in
            #expect(try server.call("GET", "/v1/network", bearer: "operator-value").status == status)
            #expect(try server.call("GET", "/v1/pairings", bearer: "operator-value").status == status)
        }
    }

    @Test func `leaves health to everyone, whatever they send`() throws {
        try withMoltnet { server, _ throws in
            for bearer in [nil, "wrong", "operator-value"] {
                let health = try server.call("GET", "/healthz", bearer: bearer)
                #expect(health.status == 200 && health.body == #"{"status":"ok"}"#)
                #expect(try server.call("GET", "/readyz", bearer: bearer).body == #"{"status":"ready"}"#)
            }
        }
    }

    @Test(arguments: ["bearer\n  public_read: true", "open"])
    func `lets strangers read in public, but nobody with a wrong token`(mode: String) throws {
        try withMoltnet(moltnetText.replacing("mode: bearer", with: "mode: \(mode)")) { server, _ throws in
            let network = try server.call("GET", "/v1/network")
            #expect(network.status == 200)
            #expect(try network.document["capabilities"]?["public_read"] == true)
            for path in ["/healthz", "/v1/network", "/v1/rooms"] {
                let answer = try server.call("GET", path, bearer: "wrong")
                #expect(try answer.status == 401 && answer.refusal == "unauthorized / invalid token", "\(path)")
            }
            let rooms = try server.call("GET", "/v1/rooms").document["rooms"]?.items ?? []
            #expect(rooms.map { $0["id"]?.text } == ["hall"])
            #expect(try server.call("GET", "/v1/pairings").status == 401)
            // Anyone may attach only where anyone may register.
            #expect(try server.call("GET", "/v1/attach").status == (mode == "open" ? 400 : 401))
        }
    }

    @Test(arguments: ["auth:\n  mode: none\n", "", "auth:\n  tokens:\n    - value: x\n"])
    func `lets everyone in without a mode`(auth: String) throws {
        try withMoltnet("network: {id: lab}\n\(auth)") { server, _ throws in
            for bearer in [nil, "wrong"] {
                let network = try server.call("GET", "/v1/network", bearer: bearer)
                #expect(network.status == 200)
                #expect(try network.document["capabilities"]?["public_read"] == false)
                #expect(try server.call("GET", "/metrics", bearer: bearer).status == 200)
            }
        }
    }

    @Test func `leads everything unknown to the console, even strangers`() throws {
        try withMoltnet { server, _ throws in
            for path in ["/", "/api/v1/network", "/v1/network/", "/admin/workspaces"] {
                let answer = try server.call("GET", path)
                #expect(answer.status == 307 && answer["Location"] == "/console/", "\(path)")
            }
            let post = try server.call("POST", "/v1/nothing", body: "{}")
            #expect(post.status == 405 && post["Content-Type"] == "text/plain; charset=utf-8")
        }
    }

    @Test func `keeps a token from the console's address as a cookie, unchecked`() throws {
        try withMoltnet { server, _ throws in
            let answer = try server.call("GET", "/console/?access_token=anything")
            #expect(answer.status == 307)
            let cookie = try #require(answer["Set-Cookie"])
            #expect(cookie.hasPrefix("moltnet_auth=anything;"))
            #expect(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax") && !cookie.contains("Secure"))
            let right = ["Cookie: a=b; moltnet_auth=operator-value"]
            #expect(try server.call("GET", "/v1/network", headers: right).status == 200)
            #expect(try server.call("GET", "/v1/network?access_token=operator-value").status == 401)
        }
    }

    @Test func `takes the header before the cookie`() throws {
        try withMoltnet { server, _ throws in
            let answer = try server.call(
                "GET", "/v1/network", bearer: "wrong", headers: ["Cookie: moltnet_auth=operator-value"])
            #expect(try answer.refusal == "unauthorized / invalid token")
        }
    }
}
