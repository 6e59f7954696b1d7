import JSON
import Keyfile
import ManagementAPI

/// How a Moltnet server is asked, one thing at a time.
struct MoltnetVerifyCall: Sendable {
    let transport: any Transport
    let origin: Origin
    let deadline: Duration

    /// What came of a request.
    enum Answer: Sendable {
        /// The status, and the body where it is JSON; at most a few words of it are ever looked at.
        case answered(status: Int, JSONValue?)
        case failed(TransportFailure)

        /// The status; `nil` without an answer.
        var status: Int? { if case .answered(let status, _) = self { status } else { nil } }
        /// The document in the body.
        var document: JSONValue? { if case .answered(_, let document) = self { document } else { nil } }
        /// What Moltnet says of a refusal.
        var error: String? { document?["error"]?.text }
        /// The id of the network, where it is described.
        var networkID: String? { status == 200 ? document?["id"]?.text : nil }
        /// Whether the credential is not known to the server.
        var isUnknownToken: Bool { status == 401 }
        /// Whether the credential is known, though it may not do this.
        var isKnownToken: Bool { status == 200 || status == 403 || status == 400 }
    }

    /// Asks for a path, with a token or without.
    ///
    /// - Throws: What makes the value one that no header can carry.
    func get(_ path: String, _ token: Secret? = nil) async throws(TokenDefect) -> Answer {
        try await send(HTTPRequest(.get, origin, target: path, deadline: deadline), token)
    }

    /// Sends a message that is none: it is refused as unreadable by a server that would take one from this token.
    func beginMessage(_ token: Secret) async throws(TokenDefect) -> Answer {
        var request = HTTPRequest(.post, origin, target: "/v1/messages", deadline: deadline)
        request.body = Array("{".utf8)
        return try await send(request, token)
    }

    private func send(_ request: HTTPRequest, _ token: Secret?) async throws(TokenDefect) -> Answer {
        var request = request
        if let token { request.credential = try BearerCredential(token, boundTo: origin) }
        request.usesFreshConnection = true
        request.maximumBody = 1 << 20
        do {
            let response = try await transport.send(request)
            // A body that is no JSON is none of Moltnet's; the status stands.
            return .answered(status: response.status, try? JSONValue.parse(response.body))
        } catch {
            return .failed(error)
        }
    }
}
