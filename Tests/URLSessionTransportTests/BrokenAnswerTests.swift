import Keyfile
import ManagementAPI
import Synchronization
import TestSupport
import Testing

@testable import URLSessionTransport

extension TransportTests {
    @Suite("Broken answers and connections") struct BrokenAnswerTests {
        struct Case: Sendable, CustomTestStringConvertible {
            let testDescription: String
            let answer: String
            let failure: TransportFailure
            init(_ name: String, _ answer: String, _ failure: TransportFailure) {
                (testDescription, self.answer, self.failure) = (name, answer, failure)
            }
        }

        static let cases = [
            Case("close without an answer", "", .outcomeUnknown(.connectionLost)),
            Case(
                "body shorter than said", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc",
                .answered(status: 200, .connectionLost)),
            Case(
                "truncated chunk", "HTTP/1.1 201 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabc",
                .answered(status: 201, .connectionLost)),
            Case(
                "no last chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n",
                .answered(status: 200, .connectionLost)),
            Case(
                "chunk size that is no number", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\nabc",
                .answered(status: 200, .malformedAnswer)),
            Case(
                "error whose body is cut", "HTTP/1.1 500 OK\r\nContent-Length: 10\r\n\r\nabc",
                .answered(status: 500, .connectionLost)),
            Case("not HTTP", "SSH-2.0-OpenSSH_9.2\r\n\r\n", .outcomeUnknown(.malformedAnswer)),
            Case("HTTP of another age", "HTTP/9.9 200 OK\r\n\r\n", .outcomeUnknown(.malformedAnswer)),
            Case("line without a colon", "HTTP/1.1 200 OK\r\nabc\r\n\r\n", .outcomeUnknown(.malformedAnswer)),
            Case(
                "negative length", "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nabc", .outcomeUnknown(.malformedAnswer)
            ),
            Case(
                "gzip", "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc",
                .answered(status: 200, .other("its body is encoded as gzip, which was not asked for"))),
            Case(
                "unknown coding",
                "HTTP/1.1 200 OK\r\nContent-Encoding: F\u{1B}[31m-\"o\r\nContent-Length: 3\r\n\r\nabc",
                .answered(status: 200, .other("its body is encoded as f31m-o, which was not asked for"))),
        ]

        @Test(arguments: cases)
        func `A broken answer is a failure that tells what is known`(_ example: Case) async throws {
            try await withServer(HostileServer(answering: example.answer, keeps: false)) { server in
                let found = await failure(of: try server.request(.post))
                #expect(found.failure == example.failure)
                #expect(found.seconds < 5)
            }
        }

        @Test func `Bytes after the length that was said are not part of the body`() async throws {
            let server = HostileServer(
                answering: "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokHTTP/1.1 200 evil\r\n\r\n")
            try await withServer(server) { server in
                let transport = transport()
                for _ in 0..<2 {
                    let answer = try await transport.send(server.request())
                    #expect(answer.text == "ok")
                }
            }
        }

        @Test func `A reset before the answer leaves the outcome unknown`() async throws {
            let server = HostileServer { peer, _ in
                peer.reset()
                return false
            }
            try await withServer(server) { server in
                let found = await failure(of: try server.request(.post))
                #expect(found.failure == .outcomeUnknown(.connectionLost))
            }
        }

        @Test func `A reset in the body tells the status`() async throws {
            let server = HostileServer { peer, _ in
                peer.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc")
                peer.pause(milliseconds: 200)
                peer.reset()
                return false
            }
            try await withServer(server) { server in
                let found = await failure(of: try server.request(.post))
                #expect(found.failure == .answered(status: 200, .connectionLost))
            }
        }

        @Test(arguments: ["127.0.0.1", "127.0.0.2", "localhost"])
        func `A port where nothing listens is not sent to`(_ host: String) async throws {
            let server = HostileServer()
            let origin = try server.origin(host)
            server.stop()
            try await Task.sleep(for: .milliseconds(200))
            let request = HTTPRequest(.post, origin, target: "/", deadline: .seconds(5))
            #expect(await failure(of: request).failure == .notSent(.connectionRefused))
        }

        @Test func `A refusal by one address of a name proves nothing when another took the request`() async throws {
            // localhost is ::1 too, where nothing listens; Foundation can report -1004 for whatever happens later.
            try await withServer(HostileServer()) { server in
                let found = await failure(of: try server.request(.post, host: "localhost"))
                #expect(found.failure == .outcomeUnknown(.connectionLost))
                #expect(server.requests.count == 1)
            }
        }

        @Test func `A refusal proves that nothing was sent, also where a connection was kept`() async throws {
            let server = HostileServer { peer, _ in peer.answer("200 OK") }
            let transport = transport()
            _ = try await transport.send(server.request())
            server.stop()
            // The end of the connection is noticed before it is used again.
            try await Task.sleep(for: .milliseconds(300))
            for method in [HTTPMethod.get, .post] {
                let found = await failure(of: try server.request(method), transport)
                #expect(found.failure == .notSent(.connectionRefused))
            }
        }

        @Test(arguments: [HTTPMethod.get, .post])
        func `A refusal after a kept connection has carried the request proves nothing`(_ method: HTTPMethod)
            async throws
        {
            let itself = Mutex<HostileServer?>(nil)
            let server = HostileServer { peer, request in
                if request.number == 0 { return peer.answer("200 OK") }
                itself.withLock { $0 }?.stop()
                return false
            }
            itself.withLock { $0 = server }
            let transport = transport()
            _ = try await transport.send(server.request())
            var request = try server.request(method)
            request.body = method == .post ? Array("{}".utf8) : nil
            let found = await failure(of: request, transport)
            #expect(found.failure == .outcomeUnknown(.connectionLost))
            #expect(server.requests.count == 2)
        }

        @Test func `A host that does not exist is not sent to`() async throws {
            let request = HTTPRequest(.post, try Origin("https://nothing.invalid"), target: "/", deadline: .seconds(10))
            #expect(await failure(of: request).failure == .notSent(.hostNotFound))
        }

        @Test(arguments: ["HTTP/1.1 400 Bad Request\r\n\r\n", ""])
        func `A server that speaks no TLS gets nothing`(_ greeting: String) async throws {
            try await withServer(HostileServer(greeting: greeting)) { server in
                let origin = try server.origin("localhost", scheme: "https")
                var request = HTTPRequest(.post, origin, target: "/", deadline: .seconds(5))
                request.credential = try BearerCredential(Secret(Array(token.utf8)), boundTo: origin)
                let found = await failure(of: request).failure
                guard case .notSent(.tls(let text)) = found else {
                    Issue.record("not a TLS failure: \(String(describing: found))")
                    return
                }
                #expect(!text.isEmpty && text.utf8.count <= 200)
            }
        }
    }
}
