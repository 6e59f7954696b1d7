import HostSystem
import JSON

/// What one of the platform's servers mounts, and how it differs from the others around its routes.
struct Surface: Sendable {
    var routes: [Route]
    /// Answers before any gate when the request is not for this organisation; `nil` lets it pass.
    var tenantGuard: @Sendable (HTTPRequest) -> HTTPResponse? = { _ in nil }
    /// Whose budget a request is taken from.
    var rateKey: @Sendable (HTTPRequest, Peer) -> String = { _, peer in peer.key }
    var hasCanvasProxy = false
    /// Refuses, or notes in the call who was let in.
    var gatekeeper: @Sendable (Route.Gate, inout Route.Call) -> HTTPResponse? = { gate, call in
        guard gate != .open else { return nil }
        if call.isDatastoreDown { return Surface.datastoreUnavailable }
        return AdminAuth.refusal(of: call.request, token: call.adminToken)
    }
    /// Ends a cross-origin request, or says what to add to its answer.
    var crossOrigin: @Sendable (HTTPRequest) -> CrossOrigin.Verdict = { _ in .pass(adding: []) }
    /// Whether the general rate limit is off, given the `ADMIN_TOKEN` in force.
    var isUnlimited: @Sendable ([UInt8]?) -> Bool = { _ in false }
    /// What else a restart forgets.
    var forget: @Sendable () -> Void = {}

    /// The route that takes a request, and what stands in its placeholders.
    func route(_ request: HTTPRequest) -> (Route, Route.Call)? {
        let path = Route.segments(of: request.path)
        for route in routes {
            if let parameters = route.match(method: request.method, path: path) {
                return (route, Route.Call(request: request, parameters: parameters))
            }
        }
        return nil
    }

    /// Sends the client to the path without its last slash when that is mounted (no route ends in one).
    ///
    /// The server does so before everything else: 301 with a line of HTML for GET, 307 with nothing for other methods.
    func slashRedirect(_ request: HTTPRequest) -> HTTPResponse? {
        guard request.path.count > 1, request.path.hasSuffix("/") else { return nil }
        var other = request
        other.path.removeLast()
        guard route(other) != nil else { return nil }
        let target = Surface.escaped(other.path) + (request.query.map { "?\($0)" } ?? "")
        guard request.method == "GET" else {
            var response = HTTPResponse(status: 307)
            response.add("Location", target)
            return response
        }
        let shown = target.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing("\"", with: "&#34;")
        var response = HTTPResponse(
            status: 301, contentType: "text/html; charset=utf-8",
            body: "<a href=\"\(shown)\">Moved Permanently</a>.\n\n")
        response.add("Location", target)
        return response
    }

    /// The answer where nothing is mounted.
    ///
    /// A web interface behind the server answers everything, with its own page.
    var unknownRoute: HTTPResponse {
        hasCanvasProxy ? Surface.page : HTTPResponse(status: 404, contentType: "text/plain", body: "404 page not found")
    }

    /// A page as a web interface or a captive portal would answer.
    static let page = HTTPResponse(
        status: 200, contentType: "text/html; charset=utf-8",
        body: "<!DOCTYPE html>\n<html><head><title>Canvas</title></head><body><div id=\"root\"></div></body></html>\n")

    /// Sent with every answer that reaches the gates.
    ///
    /// The servers send a longer content policy on paths that are not of the API; its text is not known to us, so it is
    /// this one everywhere.
    static let securityHeaders = [
        ("Content-Security-Policy", "default-src 'self'"),
        ("Permissions-Policy", "camera=(), microphone=(), geolocation=()"),
        ("Referrer-Policy", "strict-origin-when-cross-origin"),
        ("Strict-Transport-Security", "max-age=31536000; includeSubDomains"),
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
    ]

    /// The answer when the database does not answer; the only one of its failures that is told apart.
    static let datastoreUnavailable = HTTPResponse(
        status: 503,
        ["error": "platform datastore unavailable — retry shortly", "code": "platform_unavailable"])

    static let health = Route("GET", "/health", .open) { _ in HTTPResponse(status: 200, ["status": "ok"]) }

    /// The answer of `GET /metrics` and, on the self-hosted surface, `GET /admin/metrics`.
    static func metrics(_ metrics: RequestMetrics) -> HTTPResponse {
        var response = HTTPResponse(
            status: 200, contentType: "text/plain; version=0.0.4; charset=utf-8", body: metrics.text)
        response.isChunked = true
        return response
    }

    /// A path as it may stand in a header: everything but unreserved characters and a few more is escaped.
    private static func escaped(_ path: String) -> String {
        path.utf8.map { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: String(Unicode.Scalar(byte))
            default:
                "/-._~:@$&+,;=".utf8.contains(byte)
                    ? String(Unicode.Scalar(byte))
                    : "%" + String(decoding: TextEncoding.hexadecimal([byte]), as: UTF8.self).uppercased()
            }
        }.joined()
    }
}
