import Keyfile
import ManagementAPI
import Synchronization

@testable import Destinations

/// A server in memory that answers by a function, and remembers what it was sent.
final class WebFake: Transport {
    struct Request: Sendable {
        var method: String
        var target: String
        var origin: Origin
        /// Every header, those that carry secrets included, names in lower case.
        var headers: [String: String]
        var body: String
    }

    private let received = Mutex<[Request]>([])
    private let answer: @Sendable (Request) throws(TransportFailure) -> Int

    init(_ answer: @escaping @Sendable (Request) throws(TransportFailure) -> Int) { self.answer = answer }

    var requests: [Request] { received.withLock { $0 } }

    func send(_ request: HTTPRequest) async throws(TransportFailure) -> HTTPResponse {
        var headers = Dictionary(request.headers.map { ($0.name.lowercased(), $0.value) }) { $1 }
        if let credential = request.credential {
            headers["authorization"] = "Bearer " + credential.secret.reveal { String(decoding: $0, as: UTF8.self) }
        }
        for header in request.secretHeaders {
            headers[header.name.rawValue.lowercased()] =
                header.prefix + header.credential.secret.reveal { String(decoding: $0, as: UTF8.self) }
        }
        let copy = Request(
            method: request.method.rawValue, target: request.target, origin: request.origin, headers: headers,
            body: String(decoding: request.body ?? [], as: UTF8.self))
        received.withLock { $0.append(copy) }
        return HTTPResponse(status: try answer(copy), headers: [:], body: [])
    }
}

extension ProofPace {
    /// A pace that nobody interrupts and nobody watches.
    static let plain = ProofPace(isInterrupted: { false }, tell: { _ in })
}
