import JSON

/// What an admin route's answer to one probe means.
public enum AdminAnswer: Sendable, Equatable {
    /// 2xx with the shape this surface answers with; the number of workspaces.
    case accepted(status: Int, workspaces: Int)
    /// 401 as the platform itself words it.
    case unauthenticated
    /// 403.
    case forbidden
    /// 404 in the words of a router that has no such route.
    case notMounted
    /// 404 without a body, which is how a tenant server answers a wrong organisation header, or (older ones) a missing one.
    case hidden
    /// 400 that asks for the organisation header.
    case organizationRequired
    /// 3xx; where it points, as far as it can be shown.
    case redirect(status: Int, to: String)
    /// A web page, whatever its status: something else answers at this address, or stands in front of it.
    case webPage(status: Int)
    /// 429; the seconds to wait, if the server says.
    case rateLimited(seconds: Int?)
    /// 5xx.
    case serverError(status: Int)
    /// Anything else, such as JSON of another shape.
    case unexpected(status: Int)
    /// No whole answer came.
    case failed(TransportFailure)

    /// Reads the meaning of an answer to `GET surface.probeTarget`.
    public init(_ response: HTTPResponse, surface: AdminSurface) {
        let body = response.mediaType == "application/json" ? AdminAnswer.document(response.body) : nil
        switch response.status {
        case 429:
            self = .rateLimited(seconds: AdminAnswer.secondsToWait(response, body))
        case 300...399:
            self = .redirect(status: response.status, to: AdminAnswer.target(response))
        case _ where AdminAnswer.isWebPage(response):
            self = .webPage(status: response.status)
        case 200...299:
            let count = body.flatMap { AdminAnswer.count($0, surface) }
            self =
                count.map { .accepted(status: response.status, workspaces: $0) } ?? .unexpected(status: response.status)
        case 400 where body?["code"]?.text == "TENANT_ORG_HEADER_REQUIRED":
            self = .organizationRequired
        case 401:
            // A proxy's own 401 has no such member, and says nothing about the platform behind it.
            self = body?["error"]?.text != nil ? .unauthenticated : .unexpected(status: 401)
        case 403:
            self = .forbidden
        case 404 where response.body.isEmpty:
            self = .hidden
        case 404 where body == nil:
            self = .notMounted
        case 500...599:
            self = .serverError(status: response.status)
        default:
            self = .unexpected(status: response.status)
        }
    }

    /// The body as a document, or `nil`: an answer that only claims to be JSON is treated as one that is not.
    private static func document(_ bytes: [UInt8]) -> JSONValue? {
        do { return try JSONValue.parse(bytes) } catch { return nil }
    }

    private static func count(_ document: JSONValue, _ surface: AdminSurface) -> Int? {
        switch surface {
        case .selfHosted: document["count"]?.integer.map { Int($0) }
        case .tenant: document.items?.count
        }
    }

    private static func secondsToWait(_ response: HTTPResponse, _ body: JSONValue?) -> Int? {
        let fields = [response.headers["retry-after"], response.headers["x-ratelimit-reset"]]
        let seconds =
            fields.lazy.compactMap { $0.flatMap(Int.init) }.first ?? body?["retry_after"]?.integer.map { Int($0) }
        // A server may say anything; nobody waits longer than a day.
        return seconds.map { min(max($0, 0), 86400) }
    }

    private static func target(_ response: HTTPResponse) -> String {
        response.headers["location"] ?? "nowhere"
    }

    private static func isWebPage(_ response: HTTPResponse) -> Bool {
        if response.mediaType == "text/html" || response.mediaType == "application/xhtml+xml" { return true }
        let start = response.body.prefix(64).drop { $0 == 0x20 || (0x09...0x0D).contains($0) }
        return response.mediaType != "application/json" && start.first == UInt8(ascii: "<")
    }
}
