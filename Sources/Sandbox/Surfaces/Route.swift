/// One mounted operation.
struct Route: Sendable {
    enum Gate: Sendable {
        case open
        /// `AdminAuth`.
        case admin
    }

    /// What a handler gets: the request, and what stood in the path's placeholders.
    struct Call: Sendable {
        let request: HTTPRequest
        let parameters: [String: String]

        /// The workspace named in the path; empty when the path has no such placeholder, which no workspace is called.
        var workspaceID: String { parameters["id"] ?? "" }
    }

    let method: String
    /// The path, with `:name` for a placeholder that takes one segment.
    let pattern: String
    let gate: Gate
    let handler: @Sendable (Call) -> HTTPResponse

    init(_ method: String, _ pattern: String, _ gate: Gate, _ handler: @escaping @Sendable (Call) -> HTTPResponse) {
        self.method = method
        self.pattern = pattern
        self.gate = gate
        self.handler = handler
    }

    /// What stood in the placeholders, when this route takes the request.
    func match(method: String, path: String) -> [String: String]? {
        guard method == self.method else { return nil }
        let wanted = pattern.split(separator: "/", omittingEmptySubsequences: false)
        let found = path.split(separator: "/", omittingEmptySubsequences: false)
        guard wanted.count == found.count else { return nil }
        var parameters: [String: String] = [:]
        for (want, segment) in zip(wanted, found) {
            if want.hasPrefix(":") {
                guard !segment.isEmpty else { return nil }
                parameters[String(want.dropFirst())] = String(segment)
            } else if want != segment {
                return nil
            }
        }
        return parameters
    }
}
