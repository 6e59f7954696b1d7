import Foundation
import Keyfile
import ManagementAPI

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// Turns a request into Foundation's, or says why it must not be sent.
enum RequestComposer {
    static func compose(_ request: HTTPRequest, userAgent: String) throws(TransportFailure) -> URLRequest {
        if request.secrets.contains(where: { $0.origin != request.origin }) {
            throw .notSent(.credentialForAnotherOrigin)
        }
        if let objection = objection(to: request) { throw .notSent(.unsupported(objection)) }
        guard let url = url(request) else {
            throw .notSent(.unsupported("the path cannot be sent as it is; percent-encode it"))
        }
        var composed = URLRequest(
            url: url, cachePolicy: .reloadIgnoringLocalCacheData, timeoutInterval: idleSeconds(request.deadline))
        composed.httpMethod = request.method.rawValue
        composed.httpShouldHandleCookies = false
        composed.httpBody = request.body.map { Data($0) }
        composed.setValue("application/json", forHTTPHeaderField: "Accept")
        composed.setValue("identity", forHTTPHeaderField: "Accept-Encoding")
        composed.setValue(userAgent, forHTTPHeaderField: "User-Agent")
        // Without one Foundation would call the body of a POST a form.
        if request.body != nil || request.method.requiresBody {
            composed.setValue("application/json", forHTTPHeaderField: "Content-Type")
        }
        for header in request.headers { composed.setValue(header.value, forHTTPHeaderField: header.name) }
        request.credential?.secret.reveal { bytes in
            composed.setValue(
                "Bearer " + String(decoding: bytes, as: UTF8.self), forHTTPHeaderField: "Authorization")
        }
        for header in request.secretHeaders {
            header.credential.secret.reveal { bytes in
                composed.setValue(
                    header.prefix + String(decoding: bytes, as: UTF8.self), forHTTPHeaderField: header.name.rawValue)
            }
        }
        return composed
    }

    /// Foundation cuts the idle timeout to whole seconds and makes half a second none at all.
    ///
    /// It is a second line only: the exchange's own deadline comes first.
    private static func idleSeconds(_ deadline: Duration) -> Double {
        Double(min(deadline, .seconds(86_400)).components.seconds + 10)
    }

    private static func objection(to request: HTTPRequest) -> String? {
        // Origin refuses this already; the token must not depend on one check.
        if request.origin.scheme == .http, !request.origin.isLoopback {
            return "plain http goes to this machine only; use https"
        }
        if request.method == .get, request.body != nil { return "a GET request has no body" }
        return objection(toTarget: request.target) ?? objection(toHeaders: request)
    }

    private static func objection(toTarget target: String) -> String? {
        guard target.hasPrefix("/"), !target.hasPrefix("//") else { return "the path does not start with one slash" }
        guard target.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "#") }) else {
            return "the path holds a byte that must be percent-encoded"
        }
        // libcurl resolves dot segments before it sends: /orgs/../admin would ask for /admin.
        let path = target.prefix { $0 != "?" }
        let hasDotSegment = path.split(separator: "/").contains { segment in
            [".", "..", "%2e", ".%2e", "%2e.", "%2e%2e"].contains(segment.lowercased())
        }
        return hasDotSegment ? "the path holds a . or .. segment" : nil
    }

    private static func objection(toHeaders request: HTTPRequest) -> String? {
        let authorizes = request.credential != nil || request.secretHeaders.contains { $0.name.isAuthorization }
        if authorizes, request.secretHeaders.contains(where: { $0.name.isCookie }) {
            return "no cookie is sent beside a bearer"
        }
        let authorizations = request.secretHeaders.filter { $0.name.isAuthorization }.count
        if authorizations + (request.credential == nil ? 0 : 1) > 1 {
            return "two credentials are given for one header"
        }
        if request.secretHeaders.contains(where: { HTTPHeader("prefix", $0.prefix) == nil }) {
            return "what stands before a credential cannot stand in a header"
        }
        var seen: Set<String> = Set(request.secretHeaders.map { $0.name.rawValue.lowercased() })
        for header in request.headers {
            let name = header.name.lowercased()
            if reserved.contains(name) { return "the header \(name) is set by the transport alone" }
            if name == "cookie", authorizes { return "no cookie is sent beside a bearer" }
            if !seen.insert(name).inserted { return "the header \(name) is given twice" }
        }
        return nil
    }

    /// What the transport sets itself, and what changes the framing of the request or speaks to the next hop.
    private static let reserved: Set<String> = [
        "accept", "accept-encoding", "authorization", "connection", "content-length", "expect", "host", "keep-alive",
        "proxy-authenticate", "proxy-authorization", "proxy-connection", "te", "trailer", "transfer-encoding",
        "upgrade", "user-agent",
    ]

    /// The parsed URL, if it names the origin asked for and not one byte of it was changed by the parser.
    private static func url(_ request: HTTPRequest) -> URL? {
        let origin = request.origin
        let text = origin.text + request.target
        guard let url = URL(string: text), url.absoluteString == text, url.user == nil, url.password == nil,
            url.fragment == nil, url.scheme == origin.scheme.rawValue, url.host == origin.hostWithoutBrackets,
            url.port ?? (origin.scheme == .https ? 443 : 80) == origin.port
        else { return nil }
        return url
    }
}

extension HTTPRequest {
    /// Every secret the request carries.
    var secrets: [BearerCredential] { [credential].compactMap { $0 } + secretHeaders.map(\.credential) }
}

extension HTTPMethod {
    fileprivate var requiresBody: Bool { self == .post || self == .put || self == .patch }
}

extension Origin {
    /// The host as Foundation gives it: an IPv6 address without its brackets.
    fileprivate var hostWithoutBrackets: String {
        host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
    }
}
