import Keyfile
import ManagementAPI
import TestSupport
import Testing

@testable import URLSessionTransport

extension TransportTests {
    @Suite("Requests that are not sent") struct RefusedRequestTests {
        @Test(arguments: ["localhost", "127.0.0.2"])
        func `A credential for another origin is not sent`(_ host: String) async throws {
            try await withServer(HostileServer { peer, _ in peer.answer("200 OK") }) { server in
                var request = try server.request()
                request.origin = try server.origin(host)
                #expect(await failure(of: request).failure == .notSent(.credentialForAnotherOrigin))
                request.origin = try server.origin("127.0.0.1", scheme: "https")
                #expect(await failure(of: request).failure == .notSent(.credentialForAnotherOrigin))
                #expect(server.connections == 0)
            }
        }

        @Test(arguments: [
            "", "x", "//evil.example/x", "/a b", "/a\r\nX: y", "/a#b", "/\u{e9}", "/a\u{0}", "@evil.example/", ":80/",
            "/a/../b",
            "/..", "/a/./b", "/a/%2E%2e/b", "/%zz", "/a\\b", "/{id}", "/a|b", "/a\"b", "/a^b", "/a?b=[1]", "?a=b",
            "/\t", "/\u{7f}",
        ])
        func `A target that would change on its way is not sent`(_ target: String) async throws {
            try await withServer(HostileServer { peer, _ in peer.answer("200 OK") }) { server in
                let found = await failure(of: try server.request(.get, target))
                guard case .notSent(.unsupported(let text)) = found.failure else {
                    Issue.record("\(target) was accepted: \(server.requests.map(\.startLine))")
                    return
                }
                #expect(text.hasPrefix("the path"))
                #expect(server.connections == 0)
            }
        }

        @Test(arguments: [
            "/", "/a?b=c&d=%20", "/a%2Fb", "/a//b", "/~a/b.c/d..e/-_", "/a:b@c/d;e=f,g", "/?", "/x?a=/../b",
            "/!$&'()*+",
        ])
        func `A target that is percent-encoded is sent as it is`(_ target: String) async throws {
            try await withServer(HostileServer { peer, _ in peer.answer("200 OK") }) { server in
                _ = try await transport().send(server.request(.get, target))
                #expect(server.requests.map(\.startLine) == ["GET \(target) HTTP/1.1"])
            }
        }

        @Test func `A GET with a body is refused`() async throws {
            try await withServer(HostileServer()) { server in
                var request = try server.request()
                request.body = []
                #expect(await failure(of: request).failure == .notSent(.unsupported("a GET request has no body")))
            }
        }

        @Test(arguments: [
            "Authorization", "HOST", "content-length", "Transfer-Encoding", "Connection", "User-Agent", "Accept",
            "Expect",
            "Proxy-Authorization", "Cookie",
        ])
        func `A header that is the transport's own business is refused`(_ name: String) async throws {
            try await withServer(HostileServer()) { server in
                var request = try server.request()
                request.headers = try [#require(HTTPHeader(name, "1"))]
                guard case .notSent(.unsupported) = await failure(of: request).failure else {
                    Issue.record("\(name) was accepted")
                    return
                }
                #expect(server.connections == 0)
            }
        }

        @Test func `A header given twice is refused`() async throws {
            try await withServer(HostileServer()) { server in
                var request = try server.request()
                request.headers = try [#require(HTTPHeader("X-A", "1")), #require(HTTPHeader("x-a", "2"))]
                let expected = TransportFailure.notSent(.unsupported("the header x-a is given twice"))
                #expect(await failure(of: request).failure == expected)
            }
        }
    }
}
