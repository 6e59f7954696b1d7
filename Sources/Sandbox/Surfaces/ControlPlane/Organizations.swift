import JSON

extension ControlPlane {
    /// What the user of a session does with organisations.
    ///
    /// Decided here: an organisation that the user has nothing to do with is hidden (404), one whose owner is another
    /// cannot be deleted (403), one with `broke-` is not created (402), and one that is being deleted has no stage.
    var organizationRoutes: [Route] {
        let organization = "/api/v1/orgs/:slug"
        return [
            Route("GET", "/api/v1/orgs", .session) { [self] _ in
                with { state in
                    let mine = state.organizations.filter { $0.isVisible(to: ControlPlaneState.user) }
                    return HTTPResponse(status: 200, .array(mine.map(\.json)))
                }
            },
            Route("POST", "/api/v1/orgs", .session, createOrganization),
            Route("GET", organization, .session) { [self] call throws(Refusal) in
                HTTPResponse(status: 200, try visible(call).json)
            },
            Route("DELETE", organization, .session, deleteOrganization),
            Route("GET", organization + "/export", .session, exportOrganization),
            Route("GET", organization + "/provision-status", .session) { [self] call throws(Refusal) in
                let organization = try visible(call)
                guard organization.purgeEnd == nil else {
                    return HTTPResponse(status: 200, ["status": .string(organization.status)])
                }
                return HTTPResponse(status: 200, organization.launch.json(url: organization.url))
            },
            Route("GET", organization + "/instance", .open, showInstance),
        ]
    }

    /// The organisation in the path, when the user may know of it.
    private func visible(_ call: Route.Call) throws(Refusal) -> Organization {
        let organization = with { $0.organization(call.slug) }
        guard let organization, organization.isVisible(to: ControlPlaneState.user) else {
            throw .organizationNotFound
        }
        return organization
    }

    private func createOrganization(_ call: Route.Call) throws(Refusal) -> HTTPResponse {
        let body = try RequestBody(call.request.body, else: .invalidBody)
        let slug = try body.required("slug")
        let name = try body.required("name")
        guard Slug.isValid(slug) else { throw .invalidSlug }
        guard !slug.hasPrefix("broke-") else { throw Refusal(402, "payment is due") }
        return try create(slug: slug, name: name, owner: ControlPlaneState.user)
    }

    /// Adds an organisation, whose server comes up from now on.
    func create(slug: String, name: String, owner: String) throws(Refusal) -> HTTPResponse {
        try with { state throws(Refusal) in
            if let objection = state.objection(to: slug) { throw Refusal(409, objection) }
            let organization = Organization(slug: slug, name: name, owner: owner, seconds: state.seconds)
            state.organizations.append(organization)
            return HTTPResponse(status: 201, organization.json)
        }
    }

    /// Gone when it is answered.
    private func deleteOrganization(_ call: Route.Call) throws(Refusal) -> HTTPResponse {
        guard try visible(call).owner == ControlPlaneState.user else { throw Refusal(403, "forbidden") }
        return try with { state throws(Refusal) in
            guard let index = state.index(call.slug) else { throw .organizationNotFound }
            if let purge = state.purge(index, seconds: 0) { throw .purgeStopped(purge) }
            return HTTPResponse(status: 204)
        }
    }

    private func exportOrganization(_ call: Route.Call) throws(Refusal) -> HTTPResponse {
        let organization = try visible(call)
        let members = ([organization.owner] + organization.members).map { user -> JSONValue in
            [
                "user_id": .string(user), "email": .string("\(user)@example.com"),
                "role": user == organization.owner ? "owner" : "member",
            ]
        }
        var response = HTTPResponse(
            status: 200,
            [
                "schema_version": "1", "exported_at": .string(Moment.now.text),
                "exported_by": .string(ControlPlaneState.user), "subject": ["user_id": .string(ControlPlaneState.user)],
                "organization": organization.json, "infrastructure": ["region": "us-east-2"],
                "members": .array(members), "notes": .object([]),
            ])
        response.add("Content-Disposition", "attachment; filename=\"\(organization.slug)-export.json\"")
        return response
    }

    /// Open to everyone.
    private func showInstance(_ call: Route.Call) throws(Refusal) -> HTTPResponse {
        guard let organization = with({ $0.organization(call.slug) }) else { throw .organizationNotFound }
        return HTTPResponse(
            status: 200,
            [
                "slug": .string(organization.slug), "status": .string(organization.status),
                "ip": organization.isRunning ? "203.0.113.7" : nil, "org_id": .string(organization.id),
                "region": "us-east-2",
            ])
    }
}

extension Route.Call {
    /// The organisation named in the path; empty when the path has no such placeholder, which none is called.
    var slug: String { parameters["slug"] ?? "" }
}

extension Refusal {
    static let organizationNotFound = Refusal(404, "organization not found")
    static let invalidSlug = Refusal(400, "invalid slug")

    /// A deletion that stopped half-way and goes on when it is asked for again.
    static func purgeStopped(_ id: String) -> Refusal {
        Refusal(500, ["error": "purge cascade failed; retry the request to resume", "purge_id": .string(id)])
    }
}
