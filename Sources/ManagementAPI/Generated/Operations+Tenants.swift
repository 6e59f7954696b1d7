// swift-format-ignore-file
// Generated from management.json by molecule-generate; do not edit.

extension Operations {
    /// Read a tenant's ADMIN_TOKEN.
    public static let adminGetTenantToken = Operation(
        id: "adminGetTenantToken", method: .get, path: "/api/v1/admin/orgs/{slug}/admin-token",
        summary: "Read a tenant's ADMIN_TOKEN",
        description: "Root of that organisation: never show or log it.",
        tags: ["tenants"],
        surface: .controlPlane, authClass: "control-plane-admin",
        parameters: [
                Operation.Parameter("slug", .path, required: true, Schema(generated: #"{"type":"string","pattern":"^[a-z][a-z0-9-]{2,31}$"}"#), "The organisation's slug.")
            ],
        body: nil,
        responses: [
                Operation.Response(200, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/AdminTenantTokenResponse"}"##), "The token."),
                Operation.Response(401, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "No credential, or none that is accepted here. Org keys never are."),
                Operation.Response(403, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "Known, but not allowed: not a member or owner, terms not accepted, or an org key."),
                Operation.Response(404, ["application/json", "text/plain", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "Unknown, or hidden from whom it does not concern; a route that is not there may answer text or nothing."),
                Operation.Response(429, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/RateLimitError"}"##), "Too many requests: 600 in 60 seconds, per address in April, per organisation or token since May; ten mints of org keys in their own window. Wait as long as it says."),
                Operation.Response(500, ["application/json", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "The control plane could not do it."),
                Operation.Response(502, ["application/json", "text/plain", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/OpenObject"}"##), "A tenant or a service behind the control plane failed, or a proxy in front of it answers. Never show the body: it may repeat headers."),
                Operation.Response(503, ["application/json", "text/plain", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "Not available, or not configured for this.")
            ],
        security: [[.cpAdminBearer]],
        retry: .safe,
        lostReply: "Ask again.",
        sideEffects: [],
        confirm: nil, force: nil,
        rateLimit: .general, deadlineSeconds: 30,
        returnsSecrets: ["/admin_token"], takesSecrets: [],
        isPromised: true)

    /// List an organisation's workspaces.
    public static let adminListOrgWorkspaces = Operation(
        id: "adminListOrgWorkspaces", method: .get, path: "/api/v1/admin/orgs/{slug}/workspaces",
        summary: "List an organisation's workspaces",
        description: "The control plane asks the tenant, which may be down.",
        tags: ["tenants"],
        surface: .controlPlane, authClass: "control-plane-admin",
        parameters: [
                Operation.Parameter("slug", .path, required: true, Schema(generated: #"{"type":"string","pattern":"^[a-z][a-z0-9-]{2,31}$"}"#), "The organisation's slug.")
            ],
        body: nil,
        responses: [
                Operation.Response(200, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/OpenObject"}"##), "Its workspaces."),
                Operation.Response(401, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "No credential, or none that is accepted here. Org keys never are."),
                Operation.Response(403, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "Known, but not allowed: not a member or owner, terms not accepted, or an org key."),
                Operation.Response(404, ["application/json", "text/plain", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "Unknown, or hidden from whom it does not concern; a route that is not there may answer text or nothing."),
                Operation.Response(429, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/RateLimitError"}"##), "Too many requests: 600 in 60 seconds, per address in April, per organisation or token since May; ten mints of org keys in their own window. Wait as long as it says."),
                Operation.Response(500, ["application/json", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "The control plane could not do it."),
                Operation.Response(502, ["application/json", "text/plain", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/OpenObject"}"##), "A tenant or a service behind the control plane failed, or a proxy in front of it answers. Never show the body: it may repeat headers."),
                Operation.Response(503, ["application/json", "text/plain", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "Not available, or not configured for this.")
            ],
        security: [[.cpAdminBearer]],
        retry: .safe,
        lostReply: "Ask again.",
        sideEffects: [],
        confirm: nil, force: nil,
        rateLimit: .general, deadlineSeconds: 60,
        returnsSecrets: [], takesSecrets: [],
        isPromised: true)

    /// Erase a tenant.
    public static let adminDeleteTenant = Operation(
        id: "adminDeleteTenant", method: .delete, path: "/api/v1/admin/tenants/{slug}",
        summary: "Erase a tenant",
        description: "The body repeats the slug. It works in steps and resumes where it stopped; some machines or names may be left over, so list and scrub afterwards.",
        tags: ["tenants"],
        surface: .controlPlane, authClass: "control-plane-admin",
        parameters: [
                Operation.Parameter("slug", .path, required: true, Schema(generated: #"{"type":"string","pattern":"^[a-z][a-z0-9-]{2,31}$"}"#), "The organisation's slug.")
            ],
        body: Operation.Body(required: true, Schema(generated: ##"{"$ref":"#/components/schemas/DeleteTenantRequest"}"##)),
        responses: [
                Operation.Response(200, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/OpenObject"}"##), "Erased."),
                Operation.Response(204, [], nil, "Erased (seen by clients of April)."),
                Operation.Response(400, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "The request is not allowed as it stands."),
                Operation.Response(401, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "No credential, or none that is accepted here. Org keys never are."),
                Operation.Response(403, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "Known, but not allowed: not a member or owner, terms not accepted, or an org key."),
                Operation.Response(404, ["application/json", "text/plain", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "Unknown, or hidden from whom it does not concern; a route that is not there may answer text or nothing."),
                Operation.Response(429, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/RateLimitError"}"##), "Too many requests: 600 in 60 seconds, per address in April, per organisation or token since May; ten mints of org keys in their own window. Wait as long as it says."),
                Operation.Response(500, ["application/json", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "The control plane could not do it."),
                Operation.Response(502, ["application/json", "text/plain", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/OpenObject"}"##), "A tenant or a service behind the control plane failed, or a proxy in front of it answers. Never show the body: it may repeat headers."),
                Operation.Response(503, ["application/json", "text/plain", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "Not available, or not configured for this.")
            ],
        security: [[.cpAdminBearer]],
        retry: .idempotent,
        lostReply: "Send it again: it goes on where it was, and 404 means it is gone.",
        sideEffects: ["Erases the organisation, its machines and its data for good."],
        confirm: Operation.Guard("body", "confirm", "{slug}"), force: nil,
        rateLimit: .general, deadlineSeconds: 300,
        returnsSecrets: [], takesSecrets: [],
        isPromised: true)

    /// Clear what an erased tenant left behind.
    public static let adminScrubTenantArtifacts = Operation(
        id: "adminScrubTenantArtifacts", method: .post, path: "/api/v1/admin/tenants/{slug}/scrub-artifacts",
        summary: "Clear what an erased tenant left behind",
        description: "The body repeats the slug. Afterwards the slug can be used again.",
        tags: ["tenants"],
        surface: .controlPlane, authClass: "control-plane-admin",
        parameters: [
                Operation.Parameter("slug", .path, required: true, Schema(generated: #"{"type":"string","pattern":"^[a-z][a-z0-9-]{2,31}$"}"#), "The organisation's slug.")
            ],
        body: Operation.Body(required: true, Schema(generated: ##"{"$ref":"#/components/schemas/DeleteTenantRequest"}"##)),
        responses: [
                Operation.Response(200, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/OpenObject"}"##), "What was cleared."),
                Operation.Response(400, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "The request is not allowed as it stands."),
                Operation.Response(401, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "No credential, or none that is accepted here. Org keys never are."),
                Operation.Response(403, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "Known, but not allowed: not a member or owner, terms not accepted, or an org key."),
                Operation.Response(404, ["application/json", "text/plain", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "Unknown, or hidden from whom it does not concern; a route that is not there may answer text or nothing."),
                Operation.Response(429, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/RateLimitError"}"##), "Too many requests: 600 in 60 seconds, per address in April, per organisation or token since May; ten mints of org keys in their own window. Wait as long as it says."),
                Operation.Response(500, ["application/json", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "The control plane could not do it."),
                Operation.Response(502, ["application/json", "text/plain", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/OpenObject"}"##), "A tenant or a service behind the control plane failed, or a proxy in front of it answers. Never show the body: it may repeat headers."),
                Operation.Response(503, ["application/json", "text/plain", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "Not available, or not configured for this.")
            ],
        security: [[.cpAdminBearer]],
        retry: .idempotent,
        lostReply: "Send it again: the result is the same.",
        sideEffects: ["Deletes tunnels, names and leftovers of the slug."],
        confirm: Operation.Guard("body", "confirm", "{slug}"), force: nil,
        rateLimit: .general, deadlineSeconds: 120,
        returnsSecrets: [], takesSecrets: [],
        isPromised: true)

    /// Ask how a tenant is.
    public static let adminTenantDiagnostics = Operation(
        id: "adminTenantDiagnostics", method: .get, path: "/api/v1/admin/tenants/{slug}/diagnostics",
        summary: "Ask how a tenant is",
        description: "The contract leaves the members open.",
        tags: ["tenants"],
        surface: .controlPlane, authClass: "control-plane-admin",
        parameters: [
                Operation.Parameter("slug", .path, required: true, Schema(generated: #"{"type":"string","pattern":"^[a-z][a-z0-9-]{2,31}$"}"#), "The organisation's slug.")
            ],
        body: nil,
        responses: [
                Operation.Response(200, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/OpenObject"}"##), "Findings."),
                Operation.Response(401, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "No credential, or none that is accepted here. Org keys never are."),
                Operation.Response(403, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "Known, but not allowed: not a member or owner, terms not accepted, or an org key."),
                Operation.Response(404, ["application/json", "text/plain", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "Unknown, or hidden from whom it does not concern; a route that is not there may answer text or nothing."),
                Operation.Response(429, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/RateLimitError"}"##), "Too many requests: 600 in 60 seconds, per address in April, per organisation or token since May; ten mints of org keys in their own window. Wait as long as it says."),
                Operation.Response(500, ["application/json", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "The control plane could not do it."),
                Operation.Response(502, ["application/json", "text/plain", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/OpenObject"}"##), "A tenant or a service behind the control plane failed, or a proxy in front of it answers. Never show the body: it may repeat headers."),
                Operation.Response(503, ["application/json", "text/plain", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "Not available, or not configured for this.")
            ],
        security: [[.cpAdminBearer]],
        retry: .safe,
        lostReply: "Ask again.",
        sideEffects: [],
        confirm: nil, force: nil,
        rateLimit: .general, deadlineSeconds: 60,
        returnsSecrets: [], takesSecrets: [],
        isPromised: true)

    /// Redeploy a tenant.
    public static let adminRedeployTenant = Operation(
        id: "adminRedeployTenant", method: .post, path: "/api/v1/admin/tenants/{slug}/redeploy",
        summary: "Redeploy a tenant",
        description: "Swaps the image in place; the tenant is away for up to half a minute.",
        tags: ["tenants"],
        surface: .controlPlane, authClass: "control-plane-admin",
        parameters: [
                Operation.Parameter("slug", .path, required: true, Schema(generated: #"{"type":"string","pattern":"^[a-z][a-z0-9-]{2,31}$"}"#), "The organisation's slug.")
            ],
        body: nil,
        responses: [
                Operation.Response(200, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/OpenObject"}"##), "The outcome; look at its members."),
                Operation.Response(401, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "No credential, or none that is accepted here. Org keys never are."),
                Operation.Response(403, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "Known, but not allowed: not a member or owner, terms not accepted, or an org key."),
                Operation.Response(404, ["application/json", "text/plain", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "Unknown, or hidden from whom it does not concern; a route that is not there may answer text or nothing."),
                Operation.Response(429, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/RateLimitError"}"##), "Too many requests: 600 in 60 seconds, per address in April, per organisation or token since May; ten mints of org keys in their own window. Wait as long as it says."),
                Operation.Response(500, ["application/json", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "The control plane could not do it."),
                Operation.Response(502, ["application/json", "text/plain", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/OpenObject"}"##), "A tenant or a service behind the control plane failed, or a proxy in front of it answers. Never show the body: it may repeat headers."),
                Operation.Response(503, ["application/json", "text/plain", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "Not available, or not configured for this.")
            ],
        security: [[.cpAdminBearer]],
        retry: .never,
        lostReply: "Read the diagnostics before redeploying again.",
        sideEffects: ["Interrupts the tenant."],
        confirm: nil, force: nil,
        rateLimit: .general, deadlineSeconds: 300,
        returnsSecrets: [], takesSecrets: [],
        isPromised: true)

    /// Redeploy all tenants.
    public static let adminRedeployFleet = Operation(
        id: "adminRedeployFleet", method: .post, path: "/api/v1/admin/tenants/redeploy-fleet",
        summary: "Redeploy all tenants",
        description: "A canary first, then in batches. 200 with `ok: false` means it halted. It takes up to 20 minutes. No dry run is offered: whether the server knows one is doubtful.",
        tags: ["tenants"],
        surface: .controlPlane, authClass: "control-plane-admin",
        parameters: [],
        body: Operation.Body(required: false, Schema(generated: ##"{"$ref":"#/components/schemas/RedeployFleetRequest"}"##)),
        responses: [
                Operation.Response(200, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/RedeployFleetResult"}"##), "The outcome of each tenant."),
                Operation.Response(400, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "The request is not allowed as it stands."),
                Operation.Response(401, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "No credential, or none that is accepted here. Org keys never are."),
                Operation.Response(403, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "Known, but not allowed: not a member or owner, terms not accepted, or an org key."),
                Operation.Response(429, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/RateLimitError"}"##), "Too many requests: 600 in 60 seconds, per address in April, per organisation or token since May; ten mints of org keys in their own window. Wait as long as it says."),
                Operation.Response(500, ["application/json", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "The control plane could not do it."),
                Operation.Response(502, ["application/json", "text/plain", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/OpenObject"}"##), "A tenant or a service behind the control plane failed, or a proxy in front of it answers. Never show the body: it may repeat headers."),
                Operation.Response(503, ["application/json", "text/plain", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "Not available, or not configured for this.")
            ],
        security: [[.cpAdminBearer]],
        retry: .never,
        lostReply: "Read the diagnostics of some tenants: the rollout goes on without the caller.",
        sideEffects: ["Interrupts every tenant."],
        confirm: nil, force: nil,
        rateLimit: .general, deadlineSeconds: 1200,
        returnsSecrets: [], takesSecrets: [],
        isPromised: true)
}
