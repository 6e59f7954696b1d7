import Glibc
import Keyfile
import ManagementAPI
import TestSupport
import Testing

@testable import URLSessionTransport

extension TransportTests {
    /// Each runs in a process of its own: the variables are corrected once, before the first session.
    @Suite("The libraries' environment") struct EnvironmentTests {
        private static func value(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

        /// A child inherits what the parent's own transports have corrected already.
        private static func forgetProxies() {
            for name in ["http_proxy", "https_proxy", "all_proxy", "no_proxy"] {
                unsetenv(name)
                unsetenv(name.uppercased())
            }
        }

        /// A server and a proxy that must not hear of it; exits with success if it did not.
        private static func checkLoopback(_ set: (_ proxy: String) -> Void) async throws {
            let proxy = HostileServer { peer, _ in peer.answer("200 OK", body: Array("proxy".utf8)) }
            let server = HostileServer { peer, _ in peer.answer("200 OK", body: Array("server".utf8)) }
            forgetProxies()
            set("http://127.0.0.1:\(proxy.port)")
            let transport = transport()
            for host in ["127.0.0.1", "localhost"] {
                for fresh in [false, true] {
                    var request = try server.request(host: host)
                    request.usesFreshConnection = fresh
                    guard try await transport.send(request).text == "server" else { exit(1) }
                }
            }
            // Nobody listens there; a proxy would answer all the same.
            let elsewhere = await failure(of: try server.request(host: "127.0.0.2"), transport).failure
            exit(elsewhere == .notSent(.connectionRefused) && proxy.connections == 0 ? 0 : 2)
        }

        @Test func `No proxy variable sends a loopback request to a proxy`() async {
            await #expect(processExitsWith: .success) {
                try await EnvironmentTests.checkLoopback { proxy in
                    for name in ["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"] { setenv(name, proxy, 1) }
                    setenv("no_proxy", "example.com", 1)
                }
            }
        }

        @Test func `ALL_PROXY alone sends no loopback request to a proxy`() async {
            await #expect(processExitsWith: .success) {
                try await EnvironmentTests.checkLoopback { setenv("ALL_PROXY", $0, 1) }
            }
        }

        @Test func `ALL_PROXY is kept for https and no_proxy is extended`() async {
            await #expect(processExitsWith: .success) {
                EnvironmentTests.forgetProxies()
                setenv("ALL_PROXY", "http://proxy.example:1", 1)
                setenv("NO_PROXY", "a.example,.b.example", 1)
                _ = transport()
                let isRight =
                    EnvironmentTests.value("https_proxy") == "http://proxy.example:1"
                    && EnvironmentTests.value("ALL_PROXY") == nil && EnvironmentTests.value("http_proxy") == nil
                    && EnvironmentTests.value("no_proxy")?.hasPrefix("a.example,.b.example,localhost,") == true
                    && EnvironmentTests.value("NO_PROXY") == EnvironmentTests.value("no_proxy")
                exit(isRight ? 0 : 1)
            }
        }

        @Test func `A proxy for https and a no_proxy of one star stay as they are`() async {
            await #expect(processExitsWith: .success) {
                EnvironmentTests.forgetProxies()
                setenv("ALL_PROXY", "http://proxy.example:1", 1)
                setenv("HTTPS_PROXY", "http://other.example:2", 1)
                setenv("no_proxy", "*", 1)
                _ = transport()
                let isRight =
                    EnvironmentTests.value("HTTPS_PROXY") == "http://other.example:2"
                    && EnvironmentTests.value("https_proxy") == nil && EnvironmentTests.value("no_proxy") == "*"
                exit(isRight ? 0 : 1)
            }
        }

        @Test
        func `A proxy for https that refuses the tunnel hears no token and gives no answer in the platform's name`()
            async throws
        {
            await #expect(processExitsWith: .success) {
                let proxy = HostileServer { peer, _ in
                    peer.answer("403 Forbidden", body: Array("blocked".utf8))
                    return false
                }
                EnvironmentTests.forgetProxies()
                setenv("https_proxy", "http://127.0.0.1:\(proxy.port)", 1)
                let origin = try Origin("https://platform.example")
                var request = HTTPRequest(.post, origin, target: "/", deadline: .seconds(5))
                request.credential = try BearerCredential(Secret(Array(token.utf8)), boundTo: origin)
                let found = await failure(of: request).failure
                guard case .notSent(.other) = found else { exit(1) }
                let isClean = proxy.requests.allSatisfy {
                    !$0.head.contains(token) && $0.startLine.hasPrefix("CONNECT ")
                }
                exit(proxy.requests.count == 1 && isClean ? 0 : 2)
            }
        }

        @Test func `The libraries' debug variables print nothing`() async throws {
            let result = await #expect(
                processExitsWith: .success, observing: [\.standardErrorContent, \.standardOutputContent]
            ) {
                setenv("URLSessionDebugLibcurl", "1", 1)
                setenv("URLSessionDebug", "1", 1)
                setenv("SSLKEYLOGFILE", "/dev/null", 1)
                let server = HostileServer { peer, _ in peer.answer("200 OK") }
                let answer = try await transport().send(server.request())
                fflush(nil)
                exit(answer.status == 200 && getenv("SSLKEYLOGFILE") == nil ? 0 : 1)
            }
            let printed = (result?.standardErrorContent ?? []) + (result?.standardOutputContent ?? [])
            let text = String(decoding: printed, as: UTF8.self)
            #expect(!text.contains(token) && !text.contains("Authorization"))
            #expect(!text.contains("Send header"))
        }
    }
}
