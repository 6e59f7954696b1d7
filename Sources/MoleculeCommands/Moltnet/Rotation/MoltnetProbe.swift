import HostSystem
import JSON
import Keyfile
import ManagementAPI

/// Asks a Moltnet server what it thinks of a token, without changing anything.
struct MoltnetProbe: Sendable {
    let transport: any Transport
    let origin: Origin
    let deadline: Duration
    /// The network that must answer; `nil` where that is not known.
    let networkID: String?

    /// What the server says.
    enum Answer: Sendable, Equatable {
        /// The token opens the network, or is known and may not look at it.
        case accepted
        /// The server knows no such token.
        case refused
        /// The answer is that of something else, or cannot be understood; why, as a sentence without its full stop.
        case strange(String)
        /// There was no answer, or none of its own.
        case unreachable(String)
    }

    /// What the server says to a token, or to none.
    func ask(_ token: Secret?) async -> Answer {
        do throws(TransportFailure) {
            return answer(to: try await send("/v1/network", token))
        } catch {
            return .unreachable(error.sentence)
        }
    }

    /// What the server says to a token, which is sent only to what has answered like Moltnet to somebody without one.
    func askCarefully(_ token: Secret) async -> Answer {
        switch await ask(nil) {
        case .accepted, .refused: await ask(token)
        case .strange(let reason): .strange(reason)
        case .unreachable(let reason): .unreachable(reason)
        }
    }

    /// The document at a path, as a token sees it; `nil` where there is none to be had.
    func document(at path: String, _ token: Secret) async -> JSONValue? {
        // Whatever went wrong, nothing is known.
        guard let response = try? await send(path, token), response.status == 200 else { return nil }
        return try? JSONValue.parse(response.body)
    }

    private func send(_ path: String, _ token: Secret?) async throws(TransportFailure) -> HTTPResponse {
        var request = HTTPRequest(.get, origin, target: path, deadline: deadline)
        request.usesFreshConnection = true
        if let token {
            do { request.credential = try BearerCredential(token, boundTo: origin) } catch {
                throw .notSent(.unsupported("the value cannot be sent as a bearer token"))
            }
        }
        return try await transport.send(request)
    }

    private func answer(to response: HTTPResponse) -> Answer {
        // Anything but a document is an answer of something before the server.
        let document = try? JSONValue.parse(response.body)
        switch response.status {
        case 200:
            guard let id = document?["id"]?.text else { return .strange("what answers is no Moltnet server") }
            guard networkID == nil || networkID == id else { return .strange("another network answers there") }
            return .accepted
        // Up to v0.1.2 a node's token is known and may not look at the network.
        case 403 where document?["code"]?.text == "forbidden": return .accepted
        case 401 where document?["code"]?.text == "unauthorized": return .refused
        case 300..<400: return .strange("the server redirects, so the address is not that of its API")
        case 500...: return .unreachable("the server answers \(response.status)")
        default: return .strange("the server answers \(response.status)")
        }
    }
}
