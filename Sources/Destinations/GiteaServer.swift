import JSON
import Keyfile
import ManagementAPI
import Rotation

/// A Gitea server and the token it is called with.
public struct GiteaServer: Sendable {
    /// Finds the server when it is needed.
    public typealias Source = @Sendable () throws(StepFailure) -> GiteaServer

    private let transport: any Transport
    /// Its address.
    let origin: Origin
    private let token: BearerCredential
    private let deadline: Duration

    /// A server.
    ///
    /// The token is sent to this origin and to no other.
    public init(
        transport: any Transport, origin: Origin, token: Secret, deadline: Duration
    ) throws(TokenDefect) {
        self.transport = transport
        self.origin = origin
        self.token = try BearerCredential(token, boundTo: origin)
        self.deadline = deadline
    }

    /// The names of a repository's Actions secrets, and when each was made.
    func secrets(_ repository: String) async throws(StepFailure) -> [String] {
        var names: [String] = []
        // The server decides how long a page is; an empty one is the end, and no repository has so many pages.
        for page in 1...100 {
            let response = try await send(.get, "/repos/\(repository)/actions/secrets?limit=50&page=\(page)")
            guard response.status == 200, let items = document(response)?.items else {
                throw refusal(response, "list the Actions secrets of \(repository)")
            }
            names += items.compactMap { $0["name"]?.text }
            let total = response.headers["x-total-count"].flatMap { Int($0) }
            if items.isEmpty || names.count >= total ?? .max { break }
        }
        return names
    }

    /// Sets an Actions secret; whether it was a new one.
    func set(_ name: String, _ value: Secret, in repository: String) async throws(StepFailure) {
        // Names and values have been checked: a name is a path segment, a value is text.
        let text = value.reveal { String(decoding: $0, as: UTF8.self) }
        let body: JSONValue = ["data": .string(text)]
        let response = try await send(.put, "/repos/\(repository)/actions/secrets/\(name)", Array(body.compact.utf8))
        guard [200, 201, 204].contains(response.status) else {
            throw refusal(response, "set \(name) in \(repository)")
        }
    }

    private func send(
        _ method: HTTPMethod, _ path: String, _ body: [UInt8]? = nil
    ) async throws(StepFailure) -> HTTPResponse {
        var request = HTTPRequest(method, origin, target: "/api/v1\(path)", deadline: deadline)
        request.credential = token
        request.body = body
        do { return try await transport.send(request) } catch {
            let trouble = if case .notSent = error { "could not be reached" } else { "gave no whole answer" }
            throw StepFailure(.unavailable, "the Gitea server at \(origin.text) \(trouble)", hint: "Try again.")
        }
    }

    /// The body as a document; a text that is none is treated as no document.
    private func document(_ response: HTTPResponse) -> JSONValue? {
        // What is wrong with it helps nobody: the answer is not Gitea's.
        response.mediaType == "application/json" ? try? JSONValue.parse(response.body) : nil
    }

    /// What the server's refusal means; its own words are not shown, since they may repeat the value.
    private func refusal(_ response: HTTPResponse, _ intent: String) -> StepFailure {
        let start = "the Gitea server at \(origin.text)"
        switch response.status {
        case 401:
            return StepFailure(
                .unauthenticated, "\(start) does not take the token", hint: "Set GITEA_TOKEN or GITEA_TOKEN_FILE.")
        case 403:
            return StepFailure(
                .forbidden, "\(start) does not let the token \(intent)",
                hint: "The token needs the scope write:repository, and its user must own the repository.")
        case 404: return StepFailure(.missing, "\(start) knows nothing of it: cannot \(intent)")
        case 429:
            let seconds = response.headers["retry-after"].flatMap { Int($0) }
            return StepFailure(
                .rateLimited(seconds: seconds), "\(start) has had too many requests",
                hint: "Wait \(seconds ?? 60) s")
        case 300...399: return StepFailure(.refused, "\(start) sends callers elsewhere; nothing was sent there")
        case 500...599:
            return StepFailure(.unavailable, "\(start) is in trouble (\(response.status))", hint: "Try again.")
        default: return StepFailure(.refused, "\(start) answered \(response.status): cannot \(intent)")
        }
    }
}
