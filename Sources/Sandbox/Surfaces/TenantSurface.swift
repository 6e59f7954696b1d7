import HostSystem
import JSON

/// The server of one organisation, as far as is needed to tell it from the self-hosted one: the list of workspaces,
/// health, metrics, the tenant guard, and in May the build.
extension Surface {
    static func tenant(
        release: SandboxConfiguration.TenantRelease, organizationID: String?, store: WorkspaceStore,
        metrics: RequestMetrics
    ) -> Surface {
        var surface = Surface(routes: [
            health,
            Route("GET", "/metrics", .open) { _ in Surface.metrics(metrics) },
            Route("GET", "/workspaces", .admin) { _ in
                let items = store.listed
                return HTTPResponse(status: 200, .array(release == .may ? items.map(\.mayJSON) : items.map(\.json)))
            },
        ])
        if release == .may {
            // `dev` is what the server says when its build was not stamped.
            surface.routes.append(
                Route("GET", "/buildinfo", .open) { _ in HTTPResponse(status: 200, ["git_sha": "dev"]) })
            surface.rateKey = mayRateKey
        }
        if let organizationID {
            let tenantGuard = TenantGuard(organizationID: organizationID, release: release)
            surface.tenantGuard = { tenantGuard.refusal(of: $0) }
        }
        return surface
    }

    /// Since May the budget belongs to the organisation named in the header, else to the token, else to the address.
    private static func mayRateKey(_ request: HTTPRequest, _ peer: Peer) -> String {
        if let organization = request.text(ofHeader: "x-molecule-org-id"), !organization.isEmpty {
            return "org:\(organization)"
        }
        // The scheme is read in any case here, unlike at the gate.
        let scheme = Array("bearer ".utf8)
        if let value = request.bytes(ofHeader: "authorization"), value.count > scheme.count,
            String(decoding: value.prefix(scheme.count), as: UTF8.self).lowercased().utf8.elementsEqual(scheme)
        {
            let digest = TextEncoding.hexadecimal(SHA256.digest(value.dropFirst(scheme.count)))
            return "token:\(String(decoding: digest, as: UTF8.self))"
        }
        return peer.key
    }
}

/// Keeps out requests that are meant for another organisation, before they are authenticated.
struct TenantGuard: Sendable {
    let organizationID: String
    let release: SandboxConfiguration.TenantRelease

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
        if isReplayed == true { return nil }
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
