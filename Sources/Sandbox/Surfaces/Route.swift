import JSON

/// One mounted operation.
struct Route: Sendable {
    /// Who may pass.
    enum Gate: Sendable {
        case open
        /// Class A: what concerns the whole deployment.
        case admin
        /// Class W: what concerns the one workspace named in the path.
        case workspace
        /// What the control plane has for people: the session cookie.
        case session
        /// What it has for its administrators.
        case controlPlaneAdmin
        /// What it shares with tenants, which is not there without the secret.
        case provision
    }

    /// What a handler gets: the request, what stood in the path's placeholders, and what is known of the caller.
    struct Call: Sendable {
        let request: HTTPRequest
        let parameters: [String: String]
        /// The `ADMIN_TOKEN` in force for this request.
        var adminToken: [UInt8]?
        /// What the control plane compares credentials with, for this request.
        var controlPlane = ControlPlaneCredentials()
        /// Whose request budget it is taken from.
        var rateKey = ""
        /// The first characters of the org key that let the request in; `nil` when something else did.
        var orgKeyPrefix: String?
        /// Whether the server's database cannot be reached, which a fault asks for.
        var isDatastoreDown = false

        /// The workspace named in the path; empty when the path has no such placeholder, which no workspace is called.
        var workspaceID: String { parameters["id"] ?? "" }
    }

    typealias Handler = @Sendable (Call) throws(Refusal) -> HTTPResponse

    let method: String
    /// The path, with `:name` for a placeholder that takes one segment.
    let pattern: String
    let gate: Gate
    let handler: Handler
    private let segments: [Substring]

    init(_ method: String, _ pattern: String, _ gate: Gate, _ handler: @escaping Handler) {
        self.method = method
        self.pattern = pattern
        self.gate = gate
        self.handler = handler
        segments = Route.segments(of: pattern)
    }

    static func segments(of path: String) -> [Substring] {
        path.split(separator: "/", omittingEmptySubsequences: false)
    }

    /// What stood in the placeholders, when this route takes the request, whose path is given in segments.
    func match(method: String, path: [Substring]) -> [String: String]? {
        guard method == self.method, path.count == segments.count else { return nil }
        var parameters: [String: String] = [:]
        for (want, segment) in zip(segments, path) {
            if want.hasPrefix(":") {
                guard !segment.isEmpty else { return nil }
                parameters[String(want.dropFirst())] = String(segment)
            } else if want != segment {
                return nil
            }
        }
        return parameters
    }

    /// The answer of the handler, or what it refused with.
    func answer(_ call: Call) -> HTTPResponse {
        do {
            return try handler(call)
        } catch {
            return error.response
        }
    }
}

/// An answer that ends the handling of a request where it is found due.
struct Refusal: Error {
    let response: HTTPResponse

    init(_ response: HTTPResponse) { self.response = response }

    init(_ status: Int, _ error: String) { response = HTTPResponse(status: status, error: error) }

    init(_ status: Int, _ json: JSONValue) { response = HTTPResponse(status: status, json) }
}
