import Keyfile
import ManagementAPI
import TestSupport
import Testing

@testable import URLSessionTransport

extension TransportTests {
    @Suite("Answers and connections") struct AnswerTests {
        @Test func `An answer comes with its status, fields in lower case and body`() async throws {
            let server = HostileServer { peer, _ in
                peer.answer(
                    "200 OK", ["Content-Type: application/json; charset=utf-8", "ETag: \"1\"", "X-A: 1", "x-a: 2"],
                    body: Array("{}".utf8))
            }
            try await withServer(server) { server in
                let answer = try await transport().send(server.request(.get, "/a%20b?c=d"))
                #expect(answer.status == 200)
                #expect(answer.text == "{}")
                #expect(answer.mediaType == "application/json")
                #expect(answer.headers["etag"] == "\"1\"")
                #expect(answer.headers["x-a"]?.contains("1") == true && answer.headers["x-a"]?.contains("2") == true)
                #expect(server.requests.map(\.startLine) == ["GET /a%20b?c=d HTTP/1.1"])
            }
        }

        @Test func `The token reaches the wire exactly, once, with the fields of the transport`() async throws {
            let symbols = String(decoding: (UInt8(0x21)...0x7E).map { $0 }, as: UTF8.self)
            let server = HostileServer { peer, _ in peer.answer("200 OK") }
            try await withServer(server) { server in
                var request = try server.request(.post, "/tokens")
                request.credential = try BearerCredential(Secret(Array(symbols.utf8)), boundTo: request.origin)
                request.headers = try [#require(HTTPHeader("X-Molecule-Org-Id", "org 1"))]
                request.body = Array("{\"name\":\"ci\"}".utf8)
                _ = try await transport().send(request)
                let seen = try #require(server.requests.first)
                #expect(seen.field("Authorization") == "Bearer \(symbols)")
                #expect(seen.head.lowercased().components(separatedBy: "authorization:") == 2)
                #expect(seen.field("Accept") == "application/json")
                #expect(seen.field("User-Agent") == "molecule/0.0.0-test")
                #expect(seen.field("Content-Type") == "application/json")
                #expect(seen.field("X-Molecule-Org-Id") == "org 1")
                #expect(seen.field("Host") == "127.0.0.1:\(server.port)")
                #expect(seen.field("Expect") == nil && seen.field("Cookie") == nil)
                #expect(String(decoding: seen.body, as: UTF8.self) == "{\"name\":\"ci\"}")
            }
        }

        @Test(arguments: [HTTPMethod.post, .put, .patch, .delete])
        func `A write without a body says its length is zero and is no form`(_ method: HTTPMethod) async throws {
            try await withServer(HostileServer { peer, _ in peer.answer("200 OK") }) { server in
                _ = try await transport().send(server.request(method))
                let seen = try #require(server.requests.first)
                #expect(seen.startLine == "\(method.rawValue) /x HTTP/1.1")
                #expect(seen.field("Content-Length") == "0")
                #expect(seen.field("Content-Type") == (method == .delete ? nil : "application/json"))
            }
        }

        @Test func `A request without a credential carries none`() async throws {
            try await withServer(HostileServer { peer, _ in peer.answer("200 OK") }) { server in
                var request = try server.request()
                request.credential = nil
                _ = try await transport().send(request)
                #expect(server.requests.first?.field("Authorization") == nil)
            }
        }

        @Test func `Reads share one connection`() async throws {
            try await withServer(HostileServer { peer, _ in peer.answer("200 OK") }) { server in
                let transport = transport()
                for _ in 0..<20 { _ = try await transport.send(server.request()) }
                #expect(server.connections == 1)
                #expect(server.requests.count == 20)
            }
        }

        @Test func `A request that wants a fresh connection gets one, and it is closed after use`() async throws {
            try await withServer(HostileServer { peer, _ in peer.answer("200 OK") }) { server in
                let transport = transport()
                _ = try await transport.send(server.request())
                for _ in 0..<5 {
                    var request = try server.request()
                    request.usesFreshConnection = true
                    _ = try await transport.send(request)
                }
                #expect(server.connections == 6)
                #expect(await eventually { server.openConnections == 1 })
            }
        }

        @Test(arguments: [nil, "{}"])
        func `Changes share the kept connection, with and without a body`(_ body: String?) async throws {
            try await withServer(HostileServer { peer, _ in peer.answer("200 OK") }) { server in
                let transport = transport()
                for _ in 0..<3 {
                    var request = try server.request(.post)
                    request.body = body.map { Array($0.utf8) }
                    _ = try await transport.send(request)
                }
                #expect(server.connections == 1)
            }
        }

        @Test func `The kept connection closes when the transport goes`() async throws {
            try await withServer(HostileServer { peer, _ in peer.answer("200 OK") }) { server in
                _ = try await transport().send(server.request())
                #expect(await eventually { server.openConnections == 0 })
            }
        }

        @Test(
            arguments: [HTTPMethod.post, .put, .patch, .delete],
            [nil, "{\"a\":1}"])
        func `A write is never sent twice, though its connection dies without an answer`(
            _ method: HTTPMethod, _ body: String?
        ) async throws {
            let server = HostileServer { peer, request in
                if request.startLine.hasPrefix("GET") { return peer.answer("200 OK") }
                return false
            }
            try await withServer(server) { server in
                let transport = transport()
                _ = try await transport.send(server.request())
                var request = try server.request(method)
                request.body = body.map { Array($0.utf8) }
                let found = await failure(of: request, transport)
                #expect(found.failure == .outcomeUnknown(.connectionLost))
                #expect(server.requests.count == 2)
                // It went over the connection that was kept, and the transport works on.
                #expect(server.connections <= 2 && server.requests[1].numberOnConnection == 1)
                #expect(try await transport.send(server.request()).status == 200)
            }
        }

        @Test func `Writes share one connection with reads`() async throws {
            try await withServer(HostileServer { peer, _ in peer.answer("200 OK") }) { server in
                let transport = transport()
                for method in [HTTPMethod.get, .post, .delete, .put, .patch, .get] {
                    var request = try server.request(method)
                    request.body = method == .post ? Array("{}".utf8) : nil
                    _ = try await transport.send(request)
                }
                #expect(server.connections == 1)
                #expect(server.requests.count == 6)
            }
        }

        @Test(arguments: [200, 201, 204, 299, 400, 403, 404, 409, 418, 422, 429, 500, 503, 599])
        func `Every status is an answer`(_ status: Int) async throws {
            try await withServer(HostileServer(answering: "HTTP/1.1 \(status) X\r\nContent-Length: 0\r\n\r\n")) {
                server in
                let answer = try await transport().send(server.request())
                #expect(answer.status == status)
            }
        }

        @Test func `Early hints before an answer are passed over`() async throws {
            let hints = "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"
            let server = HostileServer(answering: hints + "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
            try await withServer(server) { server in
                let answer = try await transport().send(server.request())
                #expect(answer.status == 200 && answer.text == "ok")
            }
        }

        @Test func `A cookie is not sent back`() async throws {
            let server = HostileServer { peer, _ in peer.answer("200 OK", ["Set-Cookie: session=1; Path=/"]) }
            try await withServer(server) { server in
                let transport = transport()
                for fresh in [false, false, true] {
                    var request = try server.request()
                    request.usesFreshConnection = fresh
                    _ = try await transport.send(request)
                }
                #expect(server.requests.map { $0.field("Cookie") } == [nil, nil, nil])
            }
        }

        @Test func `A session cookie given as a header is sent when there is no bearer`() async throws {
            try await withServer(HostileServer { peer, _ in peer.answer("200 OK") }) { server in
                var request = try server.request()
                request.credential = nil
                request.headers = try [#require(HTTPHeader("Cookie", "session=abc"))]
                _ = try await transport().send(request)
                #expect(server.requests.first?.field("Cookie") == "session=abc")
            }
        }

        @Test func `Thirty-two requests at once all get their own answer`() async throws {
            let server = HostileServer { peer, request in
                peer.answer("200 OK", body: Array(request.startLine.utf8))
            }
            try await withServer(server) { server in
                let transport = transport()
                try await withThrowingTaskGroup(of: (Int, String).self) { group in
                    for number in 0..<32 {
                        let method: HTTPMethod = number.isMultiple(of: 4) ? .post : .get
                        let request = try server.request(method, "/\(number)")
                        group.addTask { (number, try await transport.send(request).text) }
                    }
                    for try await (number, text) in group { #expect(text.contains(" /\(number) ")) }
                }
                #expect(server.requests.count == 32)
            }
        }
    }
}

extension String {
    /// How many parts a separator cuts a text into.
    fileprivate func components(separatedBy separator: String) -> Int {
        var count = 1
        var rest = Substring(self)
        while !rest.isEmpty {
            if rest.hasPrefix(separator) { count += 1 }
            rest = rest.dropFirst()
        }
        return count
    }
}
