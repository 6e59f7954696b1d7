/// The pages that the edge in front of tenants answers in a server's place, by status.
enum EdgePage: Int, Sendable {
    case provisioning = 202
    case unknown = 404
    case unreachable = 502
    case failed = 503

    private var title: String {
        switch self {
        case .provisioning: "Provisioning your organization"
        case .unknown: "Organization not found"
        case .unreachable: "Backend unavailable"
        case .failed: "Provisioning failed"
        }
    }

    var response: HTTPResponse {
        var response = HTTPResponse(
            status: rawValue, contentType: "text/html; charset=utf-8",
            body: "<!DOCTYPE html>\n<html><head><title>\(title)</title></head><body><h1>\(title)</h1></body></html>\n")
        if self == .provisioning { response.add("Retry-After", "5") }
        return response
    }
}
