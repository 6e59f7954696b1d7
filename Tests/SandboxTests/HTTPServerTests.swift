import Foundation
import TestSupport
import Testing

@testable import Sandbox

@Suite(.blocking) struct `The HTTP server` {
    private static let get = "GET /health HTTP/1.1\r\nHost: x\r\n\r\n"

    @Test func `keeps a connection for many requests`() throws {
        try withSandbox { server throws in
            let client = try WireClient(port: server.port)
            for number in 1...20 {
                client.send(Self.get)
                let answer = try client.receive()
                #expect(answer.status == 200)
                #expect(answer["X-Ratelimit-Remaining"] == "\(600 - number)")
                #expect(answer["Connection"] == nil)
            }
        }
    }

    @Test func `answers pipelined requests in order`() throws {
        try withSandbox { server throws in
            let client = try WireClient(port: server.port)
            let post = "POST /admin/workspaces/\(billing)/pause HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc"
            client.send(Self.get + post + "GET /nowhere HTTP/1.1\r\nHost: x\r\n\r\n" + Self.get)
            #expect(try (0..<4).map { _ in try client.receive().status } == [200, 200, 404, 200])
        }
    }

    @Test func `takes a request that arrives byte by byte`() throws {
        try withSandbox { server throws in
            let client = try WireClient(port: server.port)
            for byte in "POST /admin/tier-promote HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}".utf8 {
                client.send([byte])
                usleep(200)
            }
            #expect(try client.receive().body == #"{"error":"invalid request body"}"#)
        }
    }

    @Test func `closes when asked to, and for HTTP 1.0`() throws {
        let begin = Monotonic.seconds
        try withSandbox {
            $0.idleTimeout = 60
        } _: { server throws in
            let client = try WireClient(port: server.port)
            client.send("GET /health HTTP/1.1\r\nHost: x\r\nConnection: foo, Close\r\n\r\n")
            #expect(try client.receive()["Connection"] == "close")
            #expect(client.rest().isEmpty)
            let old = try WireClient(port: server.port)
            old.send("GET /health HTTP/1.0\r\n\r\n")
            let answer = try old.receive()
            #expect(answer.statusLine == "HTTP/1.0 200 OK")
            #expect(old.rest().isEmpty)
        }
        #expect(Monotonic.seconds - begin < 8)
    }

    @Test func `reads bodies in chunks, with extensions and trailers`() throws {
        try withSandbox { server throws in
            let body = #"{"workspace_id":"\#(atlas)"}"#
            let half = body.index(body.startIndex, offsetBy: 10)
            let chunks = [body[..<half], body[half...]].map { "\(String($0.utf8.count, radix: 16));x=y\r\n\($0)\r\n" }
            let client = try WireClient(port: server.port)
            client.send("POST /admin/tier-promote HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: Chunked\r\n\r\n")
            client.send(chunks.joined() + "0\r\nX-Trailer: y\r\n\r\n" + Self.get)
            #expect(try client.receive().body == #"{"status":"promoted","workspace_id":"\#(atlas)","tier":4}"#)
            #expect(try client.receive().status == 200)
        }
    }

    @Test func `gives leave to a client that waits before sending its body`() throws {
        try withSandbox { server throws in
            let client = try WireClient(port: server.port)
            client.send(
                "POST /admin/tier-promote HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n")
            #expect(try client.receive().statusLine == "HTTP/1.1 100 Continue")
            client.send("{}")
            #expect(try client.receive().status == 400)
        }
    }

    @Test(arguments: [
        ("\r\n", 400), ("GET /health\r\n\r\n", 400), ("GET  /health HTTP/1.1\r\nHost: x\r\n\r\n", 400),
        ("GET health HTTP/1.1\r\nHost: x\r\n\r\n", 400), ("G@T /health HTTP/1.1\r\nHost: x\r\n\r\n", 400),
        ("GET /health HTTP/1.1\r\n\r\n", 400), ("GET /health HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n", 400),
        ("GET /health HTTP/2.0\r\nHost: x\r\n\r\n", 505), ("GET /health FTP/1.1\r\nHost: x\r\n\r\n", 400),
        ("GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n", 400), ("GET /%f HTTP/1.1\r\nHost: x\r\n\r\n", 400),
        ("GET /%ff HTTP/1.1\r\nHost: x\r\n\r\n", 400), ("GET /\u{01} HTTP/1.1\r\nHost: x\r\n\r\n", 400),
        ("GET /health HTTP/1.1\r\nHost: x\r\nno colon\r\n\r\n", 400),
        ("GET /health HTTP/1.1\r\nHost: x\r\nA : b\r\n\r\n", 400),
        ("GET /health HTTP/1.1\r\nHost: x\r\nA: b\r\n folded\r\n\r\n", 400),
        ("GET /health HTTP/1.1\r\nHost: x\r\nA: b\u{00}c\r\n\r\n", 400),
        ("GET /health HTTP/1.1\r\nHost: x\r\nA: b\rc\r\n\r\n", 400),
        ("POST /health HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n", 400),
        ("POST /health HTTP/1.1\r\nHost: x\r\nContent-Length: 1x\r\n\r\n", 400),
        ("POST /health HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999\r\n\r\n", 400),
        ("POST /health HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab", 400),
        ("POST /health HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
        ("POST /health HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip\r\n\r\n", 501),
        ("POST /health HTTP/1.1\r\nHost: x\r\nContent-Length: 8388609\r\n\r\n", 413),
        ("POST /health HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n", 400),
        ("POST /health HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nfffffffff\r\n", 400),
        ("POST /health HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n900000\r\n", 413),
        ("POST /health HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab\r\n0\r\n\r\n", 400),
    ]) func `refuses what is no request, and closes`(text: String, status: Int) throws {
        try withSandbox { server throws in
            let client = try WireClient(port: server.port)
            client.send(text + Self.get)
            let answer = try client.receive()
            #expect(answer.status == status)
            #expect(answer["Content-Type"] == "text/plain; charset=utf-8")
            #expect(answer["Connection"] == "close")
            // Nothing of what follows is taken for a request.
            #expect(!answer.body.contains("HTTP/1.1"))
            #expect(try server.call("GET", "/health").status == 200)
        }
    }

    @Test func `refuses heads that are too long or have too many fields`() throws {
        try withSandbox { server throws in
            let long = String(repeating: "a", count: 70_000)
            let heads = [
                "GET /\(long) HTTP/1.1\r\nHost: x\r\n\r\n", "GET /health HTTP/1.1\r\nHost: x\r\nA: \(long)\r\n\r\n",
                "GET /health HTTP/1.1\r\nHost: x\r\n" + String(repeating: "A: b\r\n", count: 100) + "\r\n", long,
            ]
            for head in heads {
                let client = try WireClient(port: server.port)
                client.send(head)
                #expect(try client.receive().statusLine == "HTTP/1.1 431 Request Header Fields Too Large")
            }
        }
    }

    @Test func `takes escaped paths, absolute targets and bare line feeds as Go's server does`() throws {
        try withSandbox { server throws in
            for head in [
                "GET /%68ealth?x=%zz HTTP/1.1\r\nHost: x\r\n\r\n", "GET http://x/health HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /health HTTP/1.1\nHost: x\n\n",
            ] {
                let client = try WireClient(port: server.port)
                client.send(head)
                #expect(try client.receive().status == 200)
            }
        }
    }

    @Test func `closes a connection that stays silent or does not finish its request`() throws {
        try withSandbox {
            $0.idleTimeout = 0.3
        } _: { server throws in
            for start in ["", "GET /hea", "POST /health HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nab"] {
                let client = try WireClient(port: server.port)
                client.send(start)
                let begin = Monotonic.seconds
                #expect(client.rest().isEmpty)
                #expect(Monotonic.seconds - begin < 5)
            }
        }
    }

    @Test func `survives clients that reset or leave before the answer`() throws {
        try withSandbox { server throws in
            for _ in 0..<50 {
                let client = try WireClient(port: server.port)
                client.resetOnClose()
                client.send(String(repeating: Self.get, count: 5))
            }
            #expect(try server.call("GET", "/nowhere").status == 404)
        }
    }

    @Test func `serves clients side by side, and makes those above the limit wait`() throws {
        try withSandbox {
            $0.maximumConnections = 2
        } _: { server throws in
            let first = try WireClient(port: server.port)
            var second: WireClient? = try WireClient(port: server.port)
            for client in [first, second] {
                client?.send(Self.get)
                #expect(try client?.receive().status == 200)
            }
            let third = try WireClient(port: server.port)
            third.send(Self.get)
            usleep(150_000)
            second = nil
            #expect(try third.receive()["X-Ratelimit-Remaining"] == "597")
        }
    }

    @Test func `serves sixty-four clients at once`() async throws {
        let server = try SandboxServer(SandboxConfiguration())
        try server.start()
        defer { server.stop() }
        let clients = try (0..<64).map { _ in try WireClient(port: server.port) }
        for client in clients { client.send(Self.get) }
        for client in clients { #expect(try client.receive().status == 200) }
    }

    @Test(arguments: [
        "0.0.0.0", "::", "192.168.1.1", "10.0.0.1", "128.0.0.1", "example.com", "", "::ffff:127.0.0.1", "127.1",
    ])
    func `listens nowhere but on loopback`(address: String) throws {
        var configuration = SandboxConfiguration()
        configuration.address = address
        #expect(throws: SandboxError.addressNotLoopback(address)) { try SandboxServer(configuration) }
        #expect(SandboxError.addressNotLoopback("0.0.0.0").sentence.contains("loopback only"))
    }

    @Test(arguments: ["127.0.0.1", "localhost", "127.0.0.2", "127.255.255.254"])
    func `listens on any address of the loopback network`(address: String) throws {
        try withSandbox {
            $0.address = address
        } _: { server throws in
            #expect(server.port != 0)
            #expect(server.url == "http://\(address == "localhost" ? "127.0.0.1" : address):\(server.port)")
        }
    }

    @Test func `knows the loopback address of IPv6, written with brackets in a URL`() throws {
        let address = try LoopbackAddress("::1")
        #expect(address.urlHost == "[::1]")
        #expect(address.bytes == [UInt8](repeating: 0, count: 15) + [1])
    }

    @Test func `refuses a port that is taken, with a sentence`() throws {
        try withSandbox { server throws in
            var configuration = SandboxConfiguration()
            configuration.port = server.port
            let other = try SandboxServer(configuration)
            let error = #expect(throws: SandboxError.self) { try other.start() }
            #expect(
                error?.sentence
                    == "The sandbox cannot listen on 127.0.0.1 port \(server.port): Address already in use.")
        }
    }

    @Test func `stops in bounded time, with connections open, and frees its port`() throws {
        var configuration = SandboxConfiguration()
        configuration.faults = [try #require(Fault("delay:60:1"))]
        let server = try SandboxServer(configuration)
        try server.start()
        let waiting = try WireClient(port: server.port)
        waiting.send(Self.get)
        let idle = try WireClient(port: server.port)
        usleep(100_000)
        let begin = Monotonic.seconds
        server.stop()
        server.stop()
        #expect(Monotonic.seconds - begin < 3.5)
        #expect(waiting.rest().isEmpty)
        #expect(idle.rest().isEmpty)
        #expect(throws: WireError.self) { try WireClient(port: server.port) }
        #expect(throws: SandboxError.alreadyStarted) { try server.start() }
        let again = Monotonic.seconds
        server.stop()
        #expect(Monotonic.seconds - again < 0.5)
        configuration.port = server.port
        let next = try SandboxServer(configuration)
        try next.start()
        next.stop()
    }

    @Test func `refuses settings out of range`() {
        let changes: [(inout SandboxConfiguration) -> Void] = [
            { $0.rateLimit.requests = 0 }, { $0.rateLimit.seconds = 0 }, { $0.idleTimeout = 0 },
            { $0.idleTimeout = .nan },
            { $0.maximumConnections = 0 }, { $0.organizationID = "" },
        ]
        for change in changes {
            var configuration = SandboxConfiguration()
            change(&configuration)
            #expect(throws: SandboxError.self) { try SandboxServer(configuration) }
        }
    }
}
