import Glibc
import ManagementAPI
import TestSupport
import Testing

@testable import URLSessionTransport

extension TransportTests {
    /// Which authorities are trusted, and what is told where that cannot be done.
    @Suite("Certificate authorities") struct AuthoritiesTests {
        @Test(arguments: ["/nonexistent/ca.pem", "/dev/null", "/etc", "/etc/passwd"])
        func `A file that holds no authorities is told before anything is sent`(_ path: String) async throws {
            await #expect(processExitsWith: .success) { [path] in
                let server = HostileServer()
                let transport = URLSessionTransport(userAgent: "molecule", authorities: Authorities(instead: path))
                let request = HTTPRequest(
                    .get, try server.origin("localhost", scheme: "https"), target: "/", deadline: .seconds(5))
                let found = await failure(of: request, transport).failure
                switch (path, found) {
                case ("/etc/passwd", .notSent(.tls)): exit(server.requests.isEmpty ? 0 : 3)
                case (_, .notSent(.unsupported(let text))) where path != "/etc/passwd":
                    exit(text.contains(path) && server.connections == 0 ? 0 : 2)
                default: exit(1)
                }
            }
        }

        @Test(arguments: ["/nonexistent/ca.pem", "/dev/null", "/etc", "/etc/passwd"])
        func `A file to be trusted as well that holds none is told before anything is sent`(_ path: String) async throws
        {
            await #expect(processExitsWith: .success) { [path] in
                let server = HostileServer()
                let transport = URLSessionTransport(userAgent: "molecule", authorities: Authorities(besides: path))
                let request = HTTPRequest(
                    .get, try server.origin("localhost", scheme: "https"), target: "/", deadline: .seconds(5))
                guard case .notSent(.unsupported(let text)) = await failure(of: request, transport).failure else {
                    exit(1)
                }
                exit(text.contains(path) && server.connections == 0 ? 0 : 2)
            }
        }

        @Test func `Without the loader no authorities are chosen, and that is told`() {
            for authorities in [Authorities(instead: "/etc/passwd"), Authorities(besides: "/etc/passwd")] {
                #expect(
                    authorities.objection(isInPlace: false)
                        == "this build trusts the system's certificate authorities and no others")
            }
        }

        @Test func `A library that is missing is named with the package that has it`() {
            let missing = "libcurl.so.4: cannot open shared object file: No such file or directory"
            #expect(NetworkLibrary.sentence(about: missing).contains("is missing; install the package libcurl4"))
            #expect(
                NetworkLibrary.sentence(about: "libcurl.so.4: file too short")
                    == "libcurl.so.4 cannot be used (libcurl.so.4: file too short)")
        }
    }
}
