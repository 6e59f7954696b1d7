import HostSystem
import Keyfile
import ManagementAPI
import Synchronization

/// A server in memory that answers by a function and remembers what it was asked.
final class FakePlatform: Transport {
    /// What one request carried.
    struct Request: Sendable, Equatable {
        var method: String
        var origin: Origin
        var target: String
        /// The bearer, as text.
        var bearer: String?
        var headers: [String: String]
        var body: [UInt8]?
        var isFresh: Bool
        var deadline: Duration
    }

    private let received = Mutex<[Request]>([])
    private let answer: @Sendable (Request) -> Result<HTTPResponse, TransportFailure>

    init(_ answer: @escaping @Sendable (Request) -> Result<HTTPResponse, TransportFailure>) { self.answer = answer }

    /// A server that answers one path as a protected one with this token does, and knows no other path.
    static func protected(_ token: String, at target: String = "/admin/workspaces") -> FakePlatform {
        FakePlatform { request in
            guard request.target == target else { return .success(.unknownRoute) }
            return .success(request.bearer == token ? .workspaces(2, target: target) : .refused)
        }
    }

    var requests: [Request] { received.withLock { $0 } }

    func send(_ request: HTTPRequest) async throws(TransportFailure) -> HTTPResponse {
        let copy = Request(
            method: request.method.rawValue, origin: request.origin, target: request.target,
            bearer: request.credential?.secret.reveal { String(decoding: $0, as: UTF8.self) },
            headers: Dictionary(request.headers.map { ($0.name, $0.value) }) { $1 }, body: request.body,
            isFresh: request.usesFreshConnection, deadline: request.deadline)
        received.withLock { $0.append(copy) }
        return try answer(copy).get()
    }
}

extension HTTPResponse {
    static func json(_ status: Int, _ text: String, _ headers: [String: String] = [:]) -> HTTPResponse {
        let fields = ["content-type": "application/json; charset=utf-8"].merging(headers) { $1 }
        return HTTPResponse(status: status, headers: fields, body: Array(text.utf8))
    }

    static func plain(_ status: Int, _ text: String, _ type: String = "text/plain") -> HTTPResponse {
        HTTPResponse(status: status, headers: ["content-type": type], body: Array(text.utf8))
    }

    static func empty(_ status: Int, _ headers: [String: String] = [:]) -> HTTPResponse {
        HTTPResponse(status: status, headers: headers, body: [])
    }

    static var refused: HTTPResponse { .json(401, "{\"error\":\"invalid admin auth token\"}") }
    static var unknownRoute: HTTPResponse { .plain(404, "404 page not found") }

    static func workspaces(_ count: Int, target: String) -> HTTPResponse {
        target == "/workspaces"
            ? .json(200, "[" + Array(repeating: "{}", count: count).joined(separator: ",") + "]")
            : .json(200, "{\"count\":\(count),\"workspaces\":[]}")
    }
}
