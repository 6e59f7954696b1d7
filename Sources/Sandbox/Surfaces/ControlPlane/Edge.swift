/// What stands in front of the control plane and of every tenant, and tells by a request whose it is.
///
/// A tenant is named by the first label of the host (`acme.localhost`), or on the control plane's own host by
/// `X-Molecule-Org-Slug`, or by `X-Molecule-Org-Id`. What is the control plane's own stays there, whatever the headers
/// say. Credentials pass through unchanged; the tenant decides.
struct Edge: Sendable {
    let controlPlane: ControlPlane

    /// The answer to a request that is meant for a tenant; `nil` for the control plane's own.
    func answer(
        _ request: HTTPRequest, from peer: Peer, under conditions: ServedSurface.Conditions
    ) -> HTTPResponse? {
        guard let organization = addressee(of: request) else { return nil }
        guard case .known(let organization) = organization else { return EdgePage.unknown.response }
        switch organization.status {
        case "running":
            return controlPlane.tenant(of: organization).answer(
                Edge.handedOn(request, to: organization, conditions.controlPlane), from: peer,
                under: .init(
                    adminToken: Array(organization.adminToken.utf8), isDatastoreDown: conditions.isDatastoreDown))
        case "failed": return EdgePage.failed.response
        case "deleting": return EdgePage.unreachable.response
        default: return EdgePage.provisioning.response
        }
    }

    private enum Addressee {
        case known(Organization)
        case unknown
    }

    private func addressee(of request: HTTPRequest) -> Addressee? {
        if let slug = Edge.slug(ofHost: request.text(ofHeader: "host") ?? "") {
            return controlPlane.organization(slug).map { .known($0) } ?? .unknown
        }
        let isOwn = ["/api/", "/cp/"].contains { request.path.hasPrefix($0) }
        guard !isOwn else { return nil }
        if let slug = request.text(ofHeader: "x-molecule-org-slug") {
            return controlPlane.organization(slug).map { .known($0) } ?? .unknown
        }
        guard let id = request.text(ofHeader: "x-molecule-org-id") else { return nil }
        return controlPlane.organization(id: id).map { .known($0) } ?? .unknown
    }

    /// The organisation that a host names; `nil` for a plain address and for the control plane's own names.
    private static func slug(ofHost host: String) -> String? {
        let name = host.prefix { $0 != ":" }
        let labels = name.split(separator: ".", omittingEmptySubsequences: false)
        guard labels.count > 1, let first = labels.first.map(String.init), Slug.isValid(first) else { return nil }
        return Slug.reserved.contains(first) ? nil : first
    }

    /// The request as the tenant gets it: with what tells it whose it is, and with the user's session as one that the
    /// control plane has vouched for.
    private static func handedOn(
        _ request: HTTPRequest, to organization: Organization, _ credentials: ControlPlaneCredentials
    ) -> HTTPRequest {
        var request = request
        let state = Array("state=\(organization.id)".utf8)
        request.headers.append(.init(name: "fly-replay-src", value: state))
        let isMember = organization.isVisible(to: ControlPlaneState.user)
        if isMember, ControlPlaneGate.hasSession(request, credentials) {
            request.headers.removeAll { $0.name == "cookie" }
            request.headers.append(.init(name: "cookie", value: Array(ControlPlane.vouchedCookie.utf8)))
        }
        return request
    }
}
