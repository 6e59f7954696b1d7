// swift-format-ignore-file
// Generated from management.json by molecule-generate; do not edit.

extension Operations {
    /// Read the latest events.
    public static let tenantListEvents = Operation(
        id: "tenantListEvents", method: .get, path: "/events",
        summary: "Read the latest events",
        description: "The last hundred, newest first.",
        tags: ["events"],
        surface: .tenant, authClass: "admin",
        parameters: [
                Operation.Parameter("X-Molecule-Org-Id", .header, required: false, Schema(generated: #"{"type":"string"}"#), "UUID of the organisation; SaaS tenants want it with every request. The scheme orgRoutingHeaderId is the same header: send it once."),
                Operation.Parameter("X-Molecule-Org-Slug", .header, required: false, Schema(generated: #"{"type":"string"}"#), "Slug of the organisation; only the control plane's edge reads it, to find the tenant. The scheme orgRoutingHeaderSlug is the same header: send it once.")
            ],
        body: nil,
        responses: [
                Operation.Response(200, ["application/json"], Schema(generated: ##"{"type":"array","items":{"$ref":"#/components/schemas/Event"}}"##), "Events."),
                Operation.Response(400, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/OrgHeaderRequiredError"}"##), "May, SaaS tenant: no organisation was named. April answers an empty 404. Before every gate, for every path but health, metrics and build."),
                Operation.Response(401, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "No credential, or none that is accepted here. Administrative routes: `admin auth required`, `invalid admin auth token`. Routes of a workspace: `missing workspace auth token`, `invalid workspace auth token`, also when the token belongs to another workspace. There is no WWW-Authenticate."),
                Operation.Response(403, [], nil, "Empty: the request carries an Origin that the server does not allow. Programs send none."),
                Operation.Response(404, ["application/json", "text/plain", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "One of three. JSON: the thing is not there. Empty: the server serves another organisation (April: or none was named). Text, or a page of the web interface: no such route."),
                Operation.Response(429, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/RateLimitError"}"##), "Too many requests: 600 in 60 seconds, per address in April, per organisation or token since May; ten mints of org keys in their own window. Wait as long as it says."),
                Operation.Response(500, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "The server could not do it; empty after a defect. Where ids are not checked, a malformed one ends here too."),
                Operation.Response(503, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/PlatformUnavailableError"}"##), "The gate of administrative routes cannot read its database. Ask again later.")
            ],
        security: [[.orgApiKey, .orgRoutingHeaderId], [.orgApiKey, .orgRoutingHeaderSlug], [.orgApiKey], [.adminToken, .orgRoutingHeaderId], [.adminToken, .orgRoutingHeaderSlug], [.adminToken], [.workosSession, .orgRoutingHeaderId], [.workosSession, .orgRoutingHeaderSlug], [.workspaceToken]],
        retry: .safe,
        lostReply: "Ask again.",
        sideEffects: [],
        confirm: nil, force: nil,
        rateLimit: .general, deadlineSeconds: 30,
        returnsSecrets: [], takesSecrets: [],
        isPromised: false)

    /// Read a workspace's latest events.
    public static let tenantListWorkspaceEvents = Operation(
        id: "tenantListWorkspaceEvents", method: .get, path: "/events/{workspaceId}",
        summary: "Read a workspace's latest events",
        description: "The last hundred, newest first.",
        tags: ["events"],
        surface: .tenant, authClass: "admin",
        parameters: [
                Operation.Parameter("workspaceId", .path, required: true, Schema(generated: #"{"type":"string","format":"uuid"}"#), "The workspace's id, in lower case."),
                Operation.Parameter("X-Molecule-Org-Id", .header, required: false, Schema(generated: #"{"type":"string"}"#), "UUID of the organisation; SaaS tenants want it with every request. The scheme orgRoutingHeaderId is the same header: send it once."),
                Operation.Parameter("X-Molecule-Org-Slug", .header, required: false, Schema(generated: #"{"type":"string"}"#), "Slug of the organisation; only the control plane's edge reads it, to find the tenant. The scheme orgRoutingHeaderSlug is the same header: send it once.")
            ],
        body: nil,
        responses: [
                Operation.Response(200, ["application/json"], Schema(generated: ##"{"type":"array","items":{"$ref":"#/components/schemas/Event"}}"##), "Events."),
                Operation.Response(400, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/OrgHeaderRequiredError"}"##), "May, SaaS tenant: no organisation was named. April answers an empty 404. Before every gate, for every path but health, metrics and build."),
                Operation.Response(401, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "No credential, or none that is accepted here. Administrative routes: `admin auth required`, `invalid admin auth token`. Routes of a workspace: `missing workspace auth token`, `invalid workspace auth token`, also when the token belongs to another workspace. There is no WWW-Authenticate."),
                Operation.Response(403, [], nil, "Empty: the request carries an Origin that the server does not allow. Programs send none."),
                Operation.Response(404, ["application/json", "text/plain", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "One of three. JSON: the thing is not there. Empty: the server serves another organisation (April: or none was named). Text, or a page of the web interface: no such route."),
                Operation.Response(429, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/RateLimitError"}"##), "Too many requests: 600 in 60 seconds, per address in April, per organisation or token since May; ten mints of org keys in their own window. Wait as long as it says."),
                Operation.Response(500, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "The server could not do it; empty after a defect. Where ids are not checked, a malformed one ends here too."),
                Operation.Response(503, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/PlatformUnavailableError"}"##), "The gate of administrative routes cannot read its database. Ask again later.")
            ],
        security: [[.orgApiKey, .orgRoutingHeaderId], [.orgApiKey, .orgRoutingHeaderSlug], [.orgApiKey], [.adminToken, .orgRoutingHeaderId], [.adminToken, .orgRoutingHeaderSlug], [.adminToken], [.workosSession, .orgRoutingHeaderId], [.workosSession, .orgRoutingHeaderSlug], [.workspaceToken]],
        retry: .safe,
        lostReply: "Ask again.",
        sideEffects: [],
        confirm: nil, force: nil,
        rateLimit: .general, deadlineSeconds: 30,
        returnsSecrets: [], takesSecrets: [],
        isPromised: false)
}
