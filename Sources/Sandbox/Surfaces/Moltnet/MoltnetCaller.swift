import HostSystem

/// Who asks a Moltnet server, and what they may.
struct MoltnetCaller: Sendable {
    /// What owns the agents that it registers; `nil` for somebody without a credential.
    var identity: String?
    var scopes: Set<String> = []
    /// The agents it may act as; any when empty.
    var agents: [String] = []
    /// Whether nobody is asked who they are.
    var isUnchecked = false

    /// Whether it has one of these scopes.
    func has(_ wanted: [String]) -> Bool { isUnchecked || !scopes.isDisjoint(with: wanted) }

    /// Looks at the credential of a request.
    ///
    /// - Throws: The 401 of a credential that is not one; no credential at all is nobody, whom a route may let in.
    static func of(
        _ request: HTTPRequest, _ settings: MoltnetSettings, _ release: MoltnetRelease
    ) throws(MoltnetRefusal) -> MoltnetCaller {
        if settings.mode == .none { return MoltnetCaller(isUnchecked: true) }
        guard let value = try credential(of: request, release) else { return MoltnetCaller() }
        let digest = SHA256.digest(value)
        guard let token = settings.tokens.first(where: { constantTimeEqual($0.digest, digest) }) else {
            throw .unauthorized("invalid token")
        }
        return MoltnetCaller(identity: token.identity, scopes: token.scopes, agents: token.agents)
    }

    /// The header first, then the cookie, and under the console alone the query.
    private static func credential(
        of request: HTTPRequest, _ release: MoltnetRelease
    ) throws(MoltnetRefusal) -> [UInt8]? {
        if request.bytes(ofHeader: "authorization") != nil {
            if let value = AdminAuth.bearer(of: request) { return value }
            throw .unauthorized(release.hasAgentTokens ? "invalid authorization header" : "authorization required")
        }
        let cookies = request.text(ofHeader: "cookie")?.split(separator: ";") ?? []
        for cookie in cookies.map({ $0.drop { $0 == " " } }) where cookie.hasPrefix("moltnet_auth=") {
            return Array(cookie.dropFirst(13).utf8)
        }
        return request.path.hasPrefix("/console") ? request.accessToken.map { Array($0.utf8) } : nil
    }
}

extension HTTPRequest {
    /// What the query says the token is.
    var accessToken: String? {
        query?.split(separator: "&").first { $0.hasPrefix("access_token=") }.map { String($0.dropFirst(13)) }
    }
}

/// An answer that ends the handling of a request, as Moltnet words it.
struct MoltnetRefusal: Error {
    let status: Int
    let code: String
    let text: String

    static func unauthorized(_ text: String) -> MoltnetRefusal { .init(status: 401, code: "unauthorized", text: text) }
    static func forbidden(_ text: String = "forbidden") -> MoltnetRefusal {
        .init(status: 403, code: "forbidden", text: text)
    }
    static func conflict(_ text: String) -> MoltnetRefusal { .init(status: 409, code: "conflict", text: text) }
    static func notFound(_ text: String) -> MoltnetRefusal { .init(status: 404, code: "not_found", text: text) }
    static func invalid(_ text: String) -> MoltnetRefusal { .init(status: 400, code: "invalid_request", text: text) }
    static let badGateway = MoltnetRefusal(status: 502, code: "bad_gateway", text: "bad gateway")
    static let unavailable = MoltnetRefusal(status: 503, code: "service_unavailable", text: "service unavailable")
}
