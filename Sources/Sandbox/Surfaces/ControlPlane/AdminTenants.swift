import JSON

extension ControlPlane {
    /// Taking organisations down, and looking at how their servers are.
    ///
    /// Decided here: a deleted organisation stays in lists as `deleting` for as long as provisioning takes; its names
    /// and tunnels are left over until they are scrubbed, which is refused while it lives.
    var tenantRoutes: [Route] {
        let tenant = "/api/v1/admin/tenants/:slug"
        return [
            Route("DELETE", tenant, .controlPlaneAdmin, deleteTenant),
            Route("POST", tenant + "/scrub-artifacts", .controlPlaneAdmin, scrub),
            Route("GET", tenant + "/diagnostics", .controlPlaneAdmin, diagnose),
            Route("GET", "/api/v1/admin/workspaces/:id/llm-billing-mode", .controlPlaneAdmin, billingMode),
            Route("PUT", "/api/v1/admin/workspaces/:id/llm-billing-mode", .controlPlaneAdmin, billingMode),
        ]
    }

    /// The slug of the path, when the body repeats it; looked at before anything else.
    private func confirmed(_ call: Route.Call) throws(Refusal) -> String {
        let body = try RequestBody(call.request.body, else: .invalidBody)
        guard try body.text("confirm") == call.slug, Slug.isValid(call.slug) else {
            throw Refusal(400, "confirm field must equal the URL slug")
        }
        return call.slug
    }

    private func deleteTenant(_ call: Route.Call) throws(Refusal) -> HTTPResponse {
        let slug = try confirmed(call)
        return try with { state throws(Refusal) in
            guard let index = state.index(slug) else { throw .organizationNotFound }
            let purge = state.organizations[index].purgeID
            if let stopped = state.purge(index, seconds: state.seconds) { throw .purgeStopped(stopped) }
            return HTTPResponse(
                status: 200, ["status": "deleting", "slug": .string(slug), "purge_id": .string(purge)])
        }
    }

    private func scrub(_ call: Route.Call) throws(Refusal) -> HTTPResponse {
        let slug = try confirmed(call)
        return try with { state throws(Refusal) in
            guard state.organization(slug) == nil else { throw Refusal(400, "tenant is live; delete it first") }
            let removed = state.leftovers.removeValue(forKey: slug) ?? []
            return HTTPResponse(status: 200, ["slug": .string(slug), "removed": .strings(removed)])
        }
    }

    private func diagnose(_ call: Route.Call) throws(Refusal) -> HTTPResponse {
        guard let organization = organization(call.slug) else { throw .organizationNotFound }
        let isUp = organization.isRunning
        return HTTPResponse(
            status: 200,
            [
                "slug": .string(organization.slug), "org_id": .string(organization.id),
                "instance_status": .string(organization.status), "image": .string(organization.imageTag),
                "health": ["ok": .bool(isUp)],
                "dns": ["name": .string("\(organization.slug).moleculesai.app"), "ok": .bool(isUp)],
                "boot_events": .array([
                    ["at": .string(organization.createdAt.text), "event": "launched"]
                ]),
            ])
    }

    /// Passed on to the tenant, whose answer it is.
    private func billingMode(_ call: Route.Call) throws(Refusal) -> HTTPResponse {
        guard let slug = call.request.parameter("org_slug"), Slug.isValid(slug) else {
            throw Refusal(400, "org_slug is required")
        }
        guard let organization = organization(slug) else { throw .organizationNotFound }
        let path = "/admin/workspaces/\(call.workspaceID)/llm-billing-mode"
        return try ask(organization, call.request.method, path, body: call.request.body)
    }
}
