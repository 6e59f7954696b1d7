import CurlLoader
import Glibc
import Keyfile
import ManagementAPI
import TestSupport
import Testing

@testable import URLSessionTransport

extension TransportTests {
    /// What stands between Foundation and libcurl.
    ///
    /// The answers here end the process when Foundation sees them as they are.
    @Suite("Foundation without its traps") struct CurlLoaderTests {
        @Test func `Foundation's calls come through the loader, and a write is sent once`() async throws {
            try await withServer(HostileServer { peer, _ in peer.answer("200 OK") }) { server in
                _ = try await transport().send(server.request())
                #expect(curl_loader_error() == nil)
                #expect(curl_loader_is_in_place())
                #expect(curl_loader_sends_once())
            }
        }

        @Test(arguments: [
            "X-After: 1\r\n", "X: 1\r\nY: 2\r\n", "HTTP/1.1: 500 No\r\n", "molecule-head: 500\r\n", " x\r\n",
            "\u{1B}:\r\n",
        ])
        func `Trailers after a body are passed over`(_ trailers: String) async throws {
            let answer = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\(trailers)\r\n"
            try await withServer(HostileServer(answering: answer)) { server in
                let transport = transport()
                for method in [HTTPMethod.get, .get, .post] {
                    let answer = try await transport.send(server.request(method))
                    #expect(answer.status == 200 && answer.text == "abc")
                    #expect(answer.headers["x-after"] == nil)
                }
            }
        }

        @Test(arguments: ["no colon\r\n", "HTTP/1.1 500 No\r\nContent-Length: 0\r\n"])
        func `Trailers that are no fields break the answer`(_ trailers: String) async throws {
            let answer = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\(trailers)\r\n"
            try await withServer(HostileServer(answering: answer)) { server in
                let found = await failure(of: try server.request())
                #expect(found.failure == .answered(status: 200, .malformedAnswer))
            }
        }

        @Test(
            arguments: [301, 302, 303, 305, 306, 307, 308],
            [
                "//%00/", "//", "///", "//[", "http://%00/", "?%zz", "#%", "//a%20b/", "\u{1}", "//:99999999/", "%",
                "//@",
            ])
        func `A redirect to what is no address is an answer with its body`(_ status: Int, _ location: String)
            async throws
        {
            let server = HostileServer { peer, _ in
                peer.answer("\(status) X", ["Location: \(location)"], body: Array("moved".utf8))
            }
            try await withServer(server) { server in
                let answer = try await transport().send(server.request())
                #expect(answer.status == status && answer.text == "moved")
                #expect(answer.headers["location"] == location)
                #expect(answer.headers[CURL_LOADER_HEAD_FIELD] == nil)
            }
        }

        @Test(arguments: [
            "9223372036854775807", "9223372036854775806", "9223372036854775000", "4611686018427387904",
        ])
        func `A length near the largest number is a body that ends early`(_ length: String) async throws {
            let answer = "HTTP/1.1 200 OK\r\nContent-Length: \(length)\r\n\r\nabc"
            try await withServer(HostileServer(answering: answer, keeps: false)) { server in
                let found = await failure(of: try server.request())
                #expect(found.failure == .answered(status: 200, .connectionLost))
            }
        }

        @Test(arguments: [
            "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nContent-Type: text/pl", "HTTP/1.1 200 OK\r\nX: y\r\n",
            "HTTP/1.1 302 X\r\nLocation: /\r\n", "HTTP/1.1 204 No Content\r\n", "HTTP/1.1 103 X\r\n\r\n",
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n",
        ])
        func `A head that is cut short is no answer`(_ head: String) async throws {
            try await withServer(HostileServer(answering: head, keeps: false)) { server in
                let transport = transport()
                for method in [HTTPMethod.get, .post] {
                    for host in ["127.0.0.1", "localhost"] {
                        let found = await failure(of: try server.request(method, host: host), transport)
                        #expect(found.failure == .outcomeUnknown(.connectionLost))
                    }
                }
            }
        }

        @Test func `A change of protocol that nobody asked for is no answer`() async throws {
            let answer = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\nabc"
            try await withServer(HostileServer(answering: answer, keeps: false)) { server in
                let found = await failure(of: try server.request())
                #expect(found.failure == .outcomeUnknown(.malformedAnswer))
            }
        }

        @Test(arguments: ["HTTP/1.1 404\r\n", "HTTP/1.1 404 \r\n", "HTTP/1.1 404 nicht gef\u{FC}nden\r\n"])
        func `The reason beside a status does not matter`(_ line: String) async throws {
            let server = HostileServer { peer, _ in
                // Latin-1, of which Foundation makes nothing.
                peer.send(line.unicodeScalars.map { UInt8($0.value) })
                return peer.send("Content-Length: 1\r\n\r\nn")
            }
            try await withServer(server) { server in
                let answer = try await transport().send(server.request())
                #expect(answer.status == 404 && answer.text == "n")
            }
        }

        @Test func `A field with the name of the loader's is a field like others`() async throws {
            let fields = ["Molecule-Head: 500 X:y", "molecule-head : 501", "Molecule-Head2: 1"]
            try await withServer(HostileServer { peer, _ in peer.answer("200 OK", fields) }) { server in
                let answer = try await transport().send(server.request())
                #expect(answer.status == 200)
                #expect(answer.headers["x"] == nil)
                #expect(answer.headers["molecule-head"] == "500 X:y, 501")
                #expect(answer.headers["molecule-head2"] == "1")
            }
        }

        @Test func `Fields keep their bytes, in whatever way they are written`() async throws {
            let fields = [
                "X-Percent: 100%25 % %0A", "X-Text: caf\u{E9} \u{1} b", "X-Folded: a", "\tb", "x-twice: 1",
                "X-Twice: 2",
                "X-Empty:", "X-Colons: a:b::", ": nameless", "X-Wide:   \t  w \t ",
            ]
            let server = HostileServer { peer, _ in
                let head = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n" + fields.joined(separator: "\r\n") + "\r\n\r\n"
                return peer.send(Array(head.utf8))
            }
            try await withServer(server) { server in
                let headers = try await transport().send(server.request()).headers
                #expect(headers["x-percent"] == "100%25 % %0A")
                #expect(headers["x-text"] == "caf\u{E9} \u{1} b")
                #expect(headers["x-folded"] == "a\tb")
                #expect(headers["x-twice"] == "1, 2")
                #expect(headers["x-empty"]?.isEmpty == true)
                #expect(headers["x-colons"] == "a:b::")
                #expect(headers[""] == nil)
                #expect(headers["x-wide"] == "w")
            }
        }

        @Test func `A field in Latin-1 costs the answer nothing`() async throws {
            let server = HostileServer { peer, _ in
                peer.send("HTTP/1.1 200 OK\r\nX-Name: ".utf8 + [0xE9] + "\r\nContent-Length: 1\r\n\r\ny".utf8)
            }
            try await withServer(server) { server in
                let answer = try await transport().send(server.request())
                #expect(answer.text == "y" && answer.headers["x-name"] == "\u{FFFD}")
            }
        }

        @Test func `To wait for an answer costs nothing`() async throws {
            await #expect(processExitsWith: .success) {
                let server = HostileServer { peer, _ in
                    usleep(2_000_000)
                    return peer.answer("200 OK")
                }
                func processorSeconds() -> Double { Double(clock()) / Double(CLOCKS_PER_SEC) }
                let before = processorSeconds()
                try await withServer(server) { server in _ = try await transport().send(server.request()) }
                exit(processorSeconds() - before < 1 ? 0 : 1)
            }
        }

        @Test func `A head without end is no answer`() async throws {
            let server = HostileServer { peer, _ in
                guard peer.send("HTTP/1.1 200 OK\r\n") else { return false }
                for _ in 0..<40 { guard peer.send("X: \(String(repeating: "y", count: 60_000))\r\n") else { break } }
                return peer.send("Content-Length: 0\r\n\r\n")
            }
            try await withServer(server) { server in
                let found = await failure(of: try server.request())
                #expect(found.failure != nil)
            }
        }

        @Test func `A body comes as it was sent, and none that is encoded is asked for`() async throws {
            let server = HostileServer { peer, request in
                let status = request.number == 0 ? "404 Not Found" : "200 OK"
                let codings = request.number == 2 ? "identity" : "gzip"
                return peer.answer(status, ["Content-Encoding: \(codings)"], body: Array("abc".utf8))
            }
            try await withServer(server) { server in
                let transport = transport()
                let error = try await transport.send(server.request())
                #expect(error.status == 404 && error.body.isEmpty)
                let reason = "its body is encoded as gzip, which was not asked for"
                let found = await failure(of: try server.request(), transport)
                #expect(found.failure == .answered(status: 200, .other(reason)))
                #expect(try await transport.send(server.request()).text == "abc")
                #expect(server.requests.map { $0.field("Accept-Encoding") } == Array(repeating: "identity", count: 3))
            }
        }

        static let hasIPv6 = access("/proc/net/if_inet6", R_OK) == 0

        @Test func `An IPv6 address is a host`() async throws {
            guard CurlLoaderTests.hasIPv6 else {
                // Nothing listens where there is no such network; that it was tried shows that it is a host.
                let request = HTTPRequest(.get, try Origin("http://[::1]:1"), target: "/", deadline: .seconds(5))
                #expect(await failure(of: request).failure == .notSent(.connectionRefused))
                return
            }
            let server = HostileServer(isIPv6: true) { peer, _ in peer.answer("200 OK", body: Array("six".utf8)) }
            try await withServer(server) { server in
                let transport = transport()
                for method in [HTTPMethod.get, .get, .post] {
                    let answer = try await transport.send(server.request(method, host: "[::1]"))
                    #expect(answer.text == "six")
                }
                #expect(server.requests.first?.field("Host") == "[::1]:\(server.port)")
                #expect(server.requests.allSatisfy { $0.field("Authorization") == "Bearer \(token)" })
            }
        }

        @Test func `A tunnel through a proxy is no answer of the platform`() async throws {
            await #expect(processExitsWith: .success) {
                let proxy = HostileServer { peer, _ in
                    peer.send("HTTP/1.1 200 Connection established\r\nX: y\r\n\r\n")
                    _ = peer.read()
                    peer.send("not TLS")
                    return false
                }
                setenv("https_proxy", "http://127.0.0.1:\(proxy.port)", 1)
                unsetenv("no_proxy")
                unsetenv("NO_PROXY")
                let origin = try Origin("https://platform.example")
                let request = HTTPRequest(.post, origin, target: "/", deadline: .seconds(5))
                guard case .notSent(.tls) = await failure(of: request).failure else { exit(1) }
                exit(proxy.requests.count == 1 ? 0 : 2)
            }
        }
    }
}
