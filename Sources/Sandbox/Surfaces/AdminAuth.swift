import HostSystem

/// The gate of administrative routes (class A), as the ADMIN_TOKEN document and the tenant server have it.
///
/// Open to everyone while `ADMIN_TOKEN` is unset or empty. The document says that ends on 22 April 2026; no server is
/// known that does so by date, and closing is what setting the token does, so the sandbox has no such switch.
enum AdminAuth {
    /// Which token a request carries.
    enum Credential: String, Sendable {
        case none, current, other
    }

    /// The token of a request: what follows exactly `Bearer ` (capital B, one space), without blanks around it.
    ///
    /// Any other scheme or spelling counts as no credential, and so does a blank token.
    static func bearer(of request: HTTPRequest) -> [UInt8]? {
        let scheme = Array("Bearer ".utf8)
        guard let value = request.bytes(ofHeader: "authorization"), value.starts(with: scheme) else { return nil }
        let isBlank = { (byte: UInt8) in byte == 0x20 || byte == 0x09 }
        var token = value.dropFirst(scheme.count).drop(while: isBlank)
        while let last = token.last, isBlank(last) { token.removeLast() }
        return token.isEmpty ? nil : Array(token)
    }

    /// Whether the request carries the token, another one, or none.
    static func credential(of request: HTTPRequest, token: [UInt8]?) -> Credential {
        guard let bearer = bearer(of: request) else { return .none }
        guard let token, constantTimeEqual(bearer, token) else { return .other }
        return .current
    }

    /// The answer to a request that may not pass; `nil` when it may.
    ///
    /// Carries no `WWW-Authenticate`.
    static func refusal(of request: HTTPRequest, token: [UInt8]?) -> HTTPResponse? {
        guard let token else { return nil }
        return switch credential(of: request, token: token) {
        case .none: HTTPResponse(status: 401, error: "admin auth required")
        case .other: HTTPResponse(status: 401, error: "invalid admin auth token")
        case .current: nil
        }
    }
}
