/// Keeps out requests that are meant for another organisation, before they are authenticated.
struct TenantGuard: Sendable {
    let organizationID: String
    let release: SandboxConfiguration.TenantRelease
    let hasCanvasProxy: Bool

    /// The answer to a request that is not for this organisation: 404 with nothing in it, and in May, when nothing in
    /// the request says whom it is for, 400 with an explanation.
    ///
    /// The names of unknown routes are not given away either.
    func refusal(of request: HTTPRequest) -> HTTPResponse? {
        let exempt = ["/health", "/metrics", "/registry/register", "/registry/heartbeat"]
        if exempt.contains(request.path) || request.path.hasPrefix("/cp/") { return nil }
        if release == .may, request.path == "/buildinfo" { return nil }
        let header = request.text(ofHeader: "x-molecule-org-id")
        let replay = request.text(ofHeader: "fly-replay-src")
        if header == organizationID { return nil }
        let isReplayed = replay?.split(separator: ";").contains { segment in
            segment.drop { $0 == " " } == "state=\(organizationID)"
        }
        if isReplayed == true || hasCanvasProxy && request.isFromOwnPage { return nil }
        guard release == .may, header ?? "" == "", replay == nil else { return HTTPResponse(status: 404) }
        return HTTPResponse(
            status: 400,
            [
                "error": "missing tenant routing header", "code": "TENANT_ORG_HEADER_REQUIRED",
                "required_header": "X-Molecule-Org-Id",
                "detail": "SaaS tenant API requests must include X-Molecule-Org-Id matching the organization UUID.",
            ])
    }
}

extension HTTPRequest {
    /// Whether a browser says that a page of this very host sends the request, which anyone can forge.
    var isFromOwnPage: Bool {
        guard let host = text(ofHeader: "host"), !host.isEmpty else { return false }
        return ["http://\(host)", "https://\(host)"].contains { own in
            let referer = text(ofHeader: "referer") ?? ""
            return referer == own || referer.hasPrefix("\(own)/") || text(ofHeader: "origin") == own
        }
    }
}
