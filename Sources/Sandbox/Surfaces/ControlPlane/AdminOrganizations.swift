import JSON

extension ControlPlane {
    /// What administrators do with organisations, whosever they are.
    ///
    /// Decided here: the list may be cut short with `limit`; the admin token of one whose server does not run yet is
    /// not found.
    var adminOrganizationRoutes: [Route] {
        [
            Route("GET", "/api/v1/admin/orgs", .controlPlaneAdmin) { [self] call in
                let limit = call.request.number("limit", in: 1...Int(Int32.max), else: Int(Int32.max))
                return with { HTTPResponse(status: 200, .array($0.organizations.prefix(limit).map(\.json))) }
            },
            Route("POST", "/api/v1/admin/orgs", .controlPlaneAdmin, adminCreate),
            Route("GET", "/api/v1/admin/orgs/:slug/admin-token", .controlPlaneAdmin) { [self] call throws(Refusal) in
                guard let organization = organization(call.slug), organization.isRunning else {
                    throw .organizationNotFound
                }
                return HTTPResponse(
                    status: 200,
                    ["slug": .string(organization.slug), "admin_token": .string(organization.adminToken)])
            },
            Route("GET", "/api/v1/admin/orgs/:slug/workspaces", .controlPlaneAdmin) { [self] call throws(Refusal) in
                guard let organization = organization(call.slug) else { throw .organizationNotFound }
                let list = try ask(organization, "GET", "/workspaces")
                return HTTPResponse(
                    status: 200, ["org": .string(organization.slug), "workspaces": try list.parsed()])
            },
        ]
    }

    /// Decoded strictly: what the contract does not have is refused, so that a misspelt member is not a forgotten one.
    private func adminCreate(_ call: Route.Call) throws(Refusal) -> HTTPResponse {
        let dryRun = try call.request.truth("dry_run")
        let json: JSONValue
        do { json = try JSONValue.parse(call.request.body) } catch { throw .invalidBody }
        let known = ["slug", "name", "owner_user_id"]
        if let other = json.members?.first(where: { !known.contains($0.name.lowercased()) }) {
            throw Refusal(400, "json: unknown field \"\(other.name)\"")
        }
        let body = try RequestBody(json, else: .invalidBody)
        let slug = try body.required("slug")
        let name = try body.required("name")
        let owner = try body.required("owner_user_id")
        guard Slug.isValid(slug) else { throw .invalidSlug }
        guard dryRun else { return try create(slug: slug, name: name, owner: owner) }
        if let objection = with({ $0.objection(to: slug) }) { throw Refusal(409, objection) }
        return HTTPResponse(
            status: 200,
            ["dry_run": true, "slug": .string(slug), "name": .string(name), "owner_user_id": .string(owner)])
    }
}

extension HTTPRequest {
    /// A switch in the query, in the spellings Go takes; anything else is refused and not taken for off.
    func truth(_ name: String) throws(Refusal) -> Bool {
        guard let text = parameter(name) else { return false }
        switch text {
        case "1", "t", "T", "TRUE", "true", "True": return true
        case "0", "f", "F", "FALSE", "false", "False": return false
        default: throw Refusal(400, "\(name) must be true or false")
        }
    }
}

extension HTTPResponse {
    /// The body of a tenant's answer, which the control plane passes on inside its own.
    ///
    /// - Throws: `Refusal` with 502 when it is an error or no JSON.
    func parsed() throws(Refusal) -> JSONValue {
        guard status == 200 else { throw Refusal(502, "tenant answered \(status)") }
        do { return try JSONValue.parse(body) } catch { throw Refusal(502, "tenant answered no JSON") }
    }
}
