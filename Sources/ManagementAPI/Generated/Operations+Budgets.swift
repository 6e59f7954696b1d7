// swift-format-ignore-file
// Generated from management.json by molecule-generate; do not edit.

extension Operations {
    /// Read a workspace's budget.
    public static let tenantGetBudget = Operation(
        id: "tenantGetBudget", method: .get, path: "/workspaces/{id}/budget",
        summary: "Read a workspace's budget",
        description: "Cents. April has one monthly figure, May four rolling windows (1 hour, 24 hours, 7 days, 30 days) and repeats the monthly one in the flat members.",
        tags: ["budgets"],
        surface: .tenant, authClass: "workspace",
        parameters: [
                Operation.Parameter("id", .path, required: true, Schema(generated: #"{"type":"string","format":"uuid"}"#), "The workspace's id. Always in lower case, 36 characters: routes differ in what else they take."),
                Operation.Parameter("X-Molecule-Org-Id", .header, required: false, Schema(generated: #"{"type":"string"}"#), "UUID of the organisation; SaaS tenants want it with every request. The scheme orgRoutingHeaderId is the same header: send it once."),
                Operation.Parameter("X-Molecule-Org-Slug", .header, required: false, Schema(generated: #"{"type":"string"}"#), "Slug of the organisation; only the control plane's edge reads it, to find the tenant. The scheme orgRoutingHeaderSlug is the same header: send it once.")
            ],
        body: nil,
        responses: [
                Operation.Response(200, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/BudgetResponse"}"##), "The budget."),
                Operation.Response(400, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/OrgHeaderRequiredError"}"##), "May, SaaS tenant: no organisation was named. April answers an empty 404. Before every gate, for every path but health, metrics and build."),
                Operation.Response(401, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "No credential, or none that is accepted here. Administrative routes: `admin auth required`, `invalid admin auth token`. Routes of a workspace: `missing workspace auth token`, `invalid workspace auth token`, also when the token belongs to another workspace. There is no WWW-Authenticate."),
                Operation.Response(403, [], nil, "Empty: the request carries an Origin that the server does not allow. Programs send none."),
                Operation.Response(404, ["application/json", "text/plain", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "One of three. JSON: the thing is not there. Empty: the server serves another organisation (April: or none was named). Text, or a page of the web interface: no such route."),
                Operation.Response(429, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/RateLimitError"}"##), "Too many requests: 600 in 60 seconds, per address in April, per organisation or token since May; ten mints of org keys in their own window. Wait as long as it says."),
                Operation.Response(500, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "The server could not do it; empty after a defect. Where ids are not checked, a malformed one ends here too.")
            ],
        security: [[.orgApiKey, .orgRoutingHeaderId], [.orgApiKey, .orgRoutingHeaderSlug], [.orgApiKey], [.adminToken, .orgRoutingHeaderId], [.adminToken, .orgRoutingHeaderSlug], [.adminToken], [.workspaceToken, .orgRoutingHeaderId], [.workspaceToken, .orgRoutingHeaderSlug], [.workspaceToken], [.workosSession, .orgRoutingHeaderId], [.workosSession, .orgRoutingHeaderSlug]],
        retry: .safe,
        lostReply: "Ask again.",
        sideEffects: [],
        confirm: nil, force: nil,
        rateLimit: .general, deadlineSeconds: 30,
        returnsSecrets: [], takesSecrets: [],
        isPromised: true)

    /// Set a workspace's budget.
    public static let tenantPatchBudget = Operation(
        id: "tenantPatchBudget", method: .patch, path: "/workspaces/{id}/budget",
        summary: "Set a workspace's budget",
        description: "Administrators only: a workspace cannot lift its own ceiling. May replaces the whole set: what is left out is cleared, and `budget_limit` alone clears the other periods. So read, change and send all of `budget_limits` when the read has `periods`, and `budget_limit` otherwise. 0 blocks everything. Nothing guards against two writers.",
        tags: ["budgets"],
        surface: .tenant, authClass: "admin",
        parameters: [
                Operation.Parameter("id", .path, required: true, Schema(generated: #"{"type":"string","format":"uuid"}"#), "The workspace's id. Always in lower case, 36 characters: routes differ in what else they take."),
                Operation.Parameter("X-Molecule-Org-Id", .header, required: false, Schema(generated: #"{"type":"string"}"#), "UUID of the organisation; SaaS tenants want it with every request. The scheme orgRoutingHeaderId is the same header: send it once."),
                Operation.Parameter("X-Molecule-Org-Slug", .header, required: false, Schema(generated: #"{"type":"string"}"#), "Slug of the organisation; only the control plane's edge reads it, to find the tenant. The scheme orgRoutingHeaderSlug is the same header: send it once.")
            ],
        body: Operation.Body(required: true, Schema(generated: ##"{"$ref":"#/components/schemas/PatchBudgetRequest"}"##)),
        responses: [
                Operation.Response(200, ["application/json"], Schema(generated: ##"{"anyOf":[{"$ref":"#/components/schemas/BudgetResponse"},{"$ref":"#/components/schemas/StatusAnswer"}]}"##), "The budget as it is now; rarely just a word when it cannot be read back."),
                Operation.Response(400, ["application/json"], Schema(generated: ##"{"anyOf":[{"$ref":"#/components/schemas/OrgHeaderRequiredError"},{"$ref":"#/components/schemas/Error"}]}"##), "`invalid request body`, a member missing, negative, no integer, or (May) an unknown period. May also: no organisation was named."),
                Operation.Response(401, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "No credential, or none that is accepted here. Administrative routes: `admin auth required`, `invalid admin auth token`. Routes of a workspace: `missing workspace auth token`, `invalid workspace auth token`, also when the token belongs to another workspace. There is no WWW-Authenticate."),
                Operation.Response(403, [], nil, "Empty: the request carries an Origin that the server does not allow. Programs send none."),
                Operation.Response(404, ["application/json", "text/plain", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "One of three. JSON: the thing is not there. Empty: the server serves another organisation (April: or none was named). Text, or a page of the web interface: no such route."),
                Operation.Response(429, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/RateLimitError"}"##), "Too many requests: 600 in 60 seconds, per address in April, per organisation or token since May; ten mints of org keys in their own window. Wait as long as it says."),
                Operation.Response(500, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "The server could not do it; empty after a defect. Where ids are not checked, a malformed one ends here too."),
                Operation.Response(503, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/PlatformUnavailableError"}"##), "The gate of administrative routes cannot read its database. Ask again later.")
            ],
        security: [[.orgApiKey, .orgRoutingHeaderId], [.orgApiKey, .orgRoutingHeaderSlug], [.orgApiKey], [.adminToken, .orgRoutingHeaderId], [.adminToken, .orgRoutingHeaderSlug], [.adminToken], [.workosSession, .orgRoutingHeaderId], [.workosSession, .orgRoutingHeaderSlug], [.workspaceToken]],
        retry: .idempotent,
        lostReply: "Send it again: the result is the same.",
        sideEffects: ["May: clears every period that is not sent.", "A limit that is reached makes the workspace refuse messages with 402."],
        confirm: nil, force: nil,
        rateLimit: .general, deadlineSeconds: 30,
        returnsSecrets: [], takesSecrets: [],
        isPromised: true)
}
