import Glibc
import Keyfile
import ManagementAPI
import TestSupport
import Testing

@testable import URLSessionTransport

let token = "mol_root_8f3c5a1b-NOT-A-REAL-TOKEN"

extension HostileServer {
    /// The server's own origin, by address or by another name of loopback.
    func origin(_ host: String = "127.0.0.1", scheme: String = "http") throws -> Origin {
        try Origin("\(scheme)://\(host):\(port)")
    }

    /// A request to this server that carries the token.
    func request(
        _ method: HTTPMethod = .get, _ target: String = "/x", deadline: Duration = .seconds(60),
        host: String = "127.0.0.1"
    ) throws -> HTTPRequest {
        let origin = try origin(host)
        var request = HTTPRequest(method, origin, target: target, deadline: deadline)
        request.credential = try BearerCredential(Secret(Array(token.utf8)), boundTo: origin)
        return request
    }
}

/// Runs a test with a server and stops it.
func withServer<Result>(
    _ server: HostileServer, _ body: (HostileServer) async throws -> Result
) async throws -> Result {
    defer { server.stop() }
    return try await body(server)
}

func transport() -> URLSessionTransport { URLSessionTransport(userAgent: "molecule/0.0.0-test") }

/// The failure of a request, and how long it took in seconds.
func failure(
    of request: HTTPRequest, _ transport: URLSessionTransport = transport()
) async -> (failure: TransportFailure?, seconds: Double) {
    let start = now()
    do throws(TransportFailure) {
        _ = try await transport.send(request)
        return (nil, now() - start)
    } catch {
        return (error, now() - start)
    }
}

extension HTTPResponse {
    var text: String { String(decoding: body, as: UTF8.self) }
}

/// Waits for a condition, 3 s at most.
func eventually(_ condition: () -> Bool) async -> Bool {
    for _ in 0..<1500 {
        if condition() { return true }
        // A cancelled test only asks more often.
        try? await Task.sleep(for: .milliseconds(20))
    }
    return condition()
}
