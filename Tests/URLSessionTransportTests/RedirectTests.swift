import ManagementAPI
import TestSupport
import Testing

@testable import URLSessionTransport

extension TransportTests {
    @Suite("Redirects and challenges") struct RedirectTests {
        enum Target: String, CaseIterable, Sendable {
            case otherPort, otherHost, otherScheme, samePlace, relative, withoutSlash, networkPath, userInfo, file,
                empty

            func location(from server: HostileServer, to trap: HostileServer) -> String {
                switch self {
                case .otherPort: "http://127.0.0.1:\(trap.port)/x"
                case .otherHost: "http://localhost:\(trap.port)/x"
                case .otherScheme: "https://127.0.0.1:\(trap.port)/x"
                case .samePlace: "http://127.0.0.1:\(server.port)/y"
                case .relative: "/y"
                case .withoutSlash: "y"
                case .networkPath: "//127.0.0.1:\(trap.port)/x"
                case .userInfo: "http://user:password@127.0.0.1:\(trap.port)/x"
                case .file: "file:///etc/passwd"
                case .empty: ""
                }
            }
        }

        @Test(arguments: [300, 301, 302, 303, 304, 307, 308], Target.allCases)
        func `A redirect is the answer, and nobody else hears of the request`(_ status: Int, _ target: Target)
            async throws
        {
            let trap = HostileServer { peer, _ in peer.answer("200 OK") }
            defer { trap.stop() }
            let server = HostileServer { peer, request in
                let location = "Location: \(request.field("X-Target") ?? "")"
                if status == 304 { return peer.send("HTTP/1.1 304 X\r\n\(location)\r\n\r\n") }
                return peer.answer("\(status) X", [location], body: Array("moved".utf8))
            }
            try await withServer(server) { server in
                for method in [HTTPMethod.get, .post] {
                    var request = try server.request(method)
                    request.body = method == .post ? [0x7B, 0x7D] : nil
                    let location = target.location(from: server, to: trap)
                    request.headers = try [#require(HTTPHeader("X-Target", location))]
                    let answer = try await transport().send(request)
                    #expect(answer.status == status)
                    #expect(answer.text == (status == 304 ? "" : "moved"))
                    if target != .empty { #expect(answer.headers["location"] == location) }
                }
                #expect(server.requests.count == 2)
            }
            #expect(trap.connections == 0)
        }

        @Test func `A redirect without a target is an answer`() async throws {
            try await withServer(HostileServer(answering: "HTTP/1.1 302 X\r\nContent-Length: 0\r\n\r\n")) { server in
                let answer = try await transport().send(server.request())
                #expect(answer.status == 302)
            }
        }

        @Test(arguments: [
            "Basic realm=\"x\"", "Basic", "Basic realm=x", "Digest realm=\"x\", nonce=\"1\"", "Digest", "Bearer",
            "NTLM",
            "Bearer realm=\"x\", error=\"invalid_token\"", "Negotiate", "", "\"", "realm=", "Basic realm=\"x\", Bearer",
        ])
        func `A 401 is an answer with its body, whatever it asks for`(_ challenge: String) async throws {
            let server = HostileServer { peer, _ in
                peer.answer(
                    "401 Unauthorized", ["WWW-Authenticate: \(challenge)"], body: Array("{\"error\":\"no\"}".utf8))
            }
            try await withServer(server) { server in
                let transport = transport()
                for method in [HTTPMethod.get, .post] {
                    let answer = try await transport.send(server.request(method, deadline: .seconds(3)))
                    #expect(answer.status == 401)
                    #expect(answer.text == "{\"error\":\"no\"}")
                }
                // A session that was challenged works on.
                #expect(try await transport.send(server.request(deadline: .seconds(3))).status == 401)
                #expect(server.requests.count == 3)
            }
        }

        @Test func `A 401 that asks for nothing is an answer`() async throws {
            try await withServer(HostileServer { peer, _ in peer.answer("401 X", body: [0x6E]) }) { server in
                let answer = try await transport().send(server.request())
                #expect(answer.status == 401 && answer.text == "n")
            }
        }

        @Test func `A 407 is an answer`() async throws {
            let server = HostileServer { peer, _ in
                peer.answer("407 X", ["Proxy-Authenticate: Basic realm=\"x\""], body: [0x6E])
            }
            try await withServer(server) { server in
                let answer = try await transport().send(server.request(deadline: .seconds(3)))
                #expect(answer.status == 407 && answer.text == "n")
            }
        }
    }
}
