/// The check of the `Origin` header, which stands before everything but redirects.
struct CrossOrigin: Sendable {
    enum Verdict: Sendable {
        /// The request is answered with this and goes no further.
        case end(HTTPResponse)
        /// It goes on, and its answer gets these headers.
        case pass(adding: [HTTPResponse.Header])
    }

    /// The origins the server allows unless it is told others.
    static let origins = ["http://localhost:3000", "http://localhost:3001"]

    /// The names of headers a page elsewhere may send, spelled as Go writes them.
    let allowedHeaders: [String]

    func verdict(_ request: HTTPRequest) -> Verdict {
        guard let origin = request.text(ofHeader: "origin"), !origin.isEmpty else { return .pass(adding: []) }
        let host = request.text(ofHeader: "host") ?? ""
        if origin == "http://\(host)" || origin == "https://\(host)" { return .pass(adding: []) }
        guard CrossOrigin.origins.contains(origin) else { return .end(HTTPResponse(status: 403)) }
        let allowed: [HTTPResponse.Header] = [
            .init(name: "Access-Control-Allow-Credentials", value: "true"),
            .init(name: "Access-Control-Allow-Origin", value: origin), .init(name: "Vary", value: "Origin"),
        ]
        guard request.method == "OPTIONS" else { return .pass(adding: allowed) }
        var response = HTTPResponse(status: 204)
        response.headers = allowed
        response.add("Access-Control-Allow-Methods", "GET,POST,PUT,PATCH,DELETE,OPTIONS")
        response.add("Access-Control-Allow-Headers", allowedHeaders.joined(separator: ","))
        return .end(response)
    }
}
