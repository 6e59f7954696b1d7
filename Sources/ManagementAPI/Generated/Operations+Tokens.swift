// swift-format-ignore-file
// Generated from management.json by molecule-generate; do not edit.

extension Operations {
    /// List a workspace's tokens.
    public static let tenantListWorkspaceTokens = Operation(
        id: "tenantListWorkspaceTokens", method: .get, path: "/workspaces/{id}/tokens",
        summary: "List a workspace's tokens",
        description: "Live ones, newest first. Numbers that are out of range count as left out.",
        tags: ["tokens"],
        surface: .tenant, authClass: "workspace",
        parameters: [
                Operation.Parameter("id", .path, required: true, Schema(generated: #"{"type":"string","format":"uuid"}"#), "The workspace's id. Always in lower case, 36 characters: routes differ in what else they take."),
                Operation.Parameter("limit", .query, required: false, Schema(generated: #"{"type":"integer","minimum":1,"maximum":200,"default":50}"#), "Length of a page."),
                Operation.Parameter("offset", .query, required: false, Schema(generated: #"{"type":"integer","minimum":0,"default":0}"#), "How many to pass over."),
                Operation.Parameter("X-Molecule-Org-Id", .header, required: false, Schema(generated: #"{"type":"string"}"#), "UUID of the organisation; SaaS tenants want it with every request. The scheme orgRoutingHeaderId is the same header: send it once."),
                Operation.Parameter("X-Molecule-Org-Slug", .header, required: false, Schema(generated: #"{"type":"string"}"#), "Slug of the organisation; only the control plane's edge reads it, to find the tenant. The scheme orgRoutingHeaderSlug is the same header: send it once.")
            ],
        body: nil,
        responses: [
                Operation.Response(200, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/WorkspaceTokenList"}"##), "A page of tokens."),
                Operation.Response(400, ["application/json"], Schema(generated: ##"{"anyOf":[{"$ref":"#/components/schemas/OrgHeaderRequiredError"},{"$ref":"#/components/schemas/Error"}]}"##), "May: `invalid workspace id`, or no organisation was named."),
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
        isPromised: false)

    /// Mint a workspace token.
    public static let tenantCreateWorkspaceToken = Operation(
        id: "tenantCreateWorkspaceToken", method: .post, path: "/workspaces/{id}/tokens",
        summary: "Mint a workspace token",
        description: "Shown once. It has no expiry, and dies with the next provisioning of the workspace (April: with a local container engine). A removed workspace gets one that never works. A body is not read.",
        tags: ["tokens"],
        surface: .tenant, authClass: "workspace",
        parameters: [
                Operation.Parameter("id", .path, required: true, Schema(generated: #"{"type":"string","format":"uuid"}"#), "The workspace's id. Always in lower case, 36 characters: routes differ in what else they take."),
                Operation.Parameter("X-Molecule-Org-Id", .header, required: false, Schema(generated: #"{"type":"string"}"#), "UUID of the organisation; SaaS tenants want it with every request. The scheme orgRoutingHeaderId is the same header: send it once."),
                Operation.Parameter("X-Molecule-Org-Slug", .header, required: false, Schema(generated: #"{"type":"string"}"#), "Slug of the organisation; only the control plane's edge reads it, to find the tenant. The scheme orgRoutingHeaderSlug is the same header: send it once.")
            ],
        body: nil,
        responses: [
                Operation.Response(201, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/WorkspaceTokenMinted"}"##), "The token."),
                Operation.Response(400, ["application/json"], Schema(generated: ##"{"anyOf":[{"$ref":"#/components/schemas/OrgHeaderRequiredError"},{"$ref":"#/components/schemas/Error"}]}"##), "May: `invalid workspace id`, or no organisation was named."),
                Operation.Response(401, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "No credential, or none that is accepted here. Administrative routes: `admin auth required`, `invalid admin auth token`. Routes of a workspace: `missing workspace auth token`, `invalid workspace auth token`, also when the token belongs to another workspace. There is no WWW-Authenticate."),
                Operation.Response(403, [], nil, "Empty: the request carries an Origin that the server does not allow. Programs send none."),
                Operation.Response(404, ["application/json", "text/plain", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "One of three. JSON: the thing is not there. Empty: the server serves another organisation (April: or none was named). Text, or a page of the web interface: no such route."),
                Operation.Response(429, ["application/json"], Schema(generated: ##"{"anyOf":[{"$ref":"#/components/schemas/RateLimitError"},{"$ref":"#/components/schemas/Error"}]}"##), "Either the workspace has its fifty live tokens (no Retry-After: waiting does not help, revoking does), or too many requests."),
                Operation.Response(500, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "The server could not do it; empty after a defect. Where ids are not checked, a malformed one ends here too.")
            ],
        security: [[.orgApiKey, .orgRoutingHeaderId], [.orgApiKey, .orgRoutingHeaderSlug], [.orgApiKey], [.adminToken, .orgRoutingHeaderId], [.adminToken, .orgRoutingHeaderSlug], [.adminToken], [.workspaceToken, .orgRoutingHeaderId], [.workspaceToken, .orgRoutingHeaderSlug], [.workspaceToken], [.workosSession, .orgRoutingHeaderId], [.workosSession, .orgRoutingHeaderSlug]],
        retry: .never,
        lostReply: "List the tokens: one that is newer than the request and not known is the lost one; revoke it and mint again.",
        sideEffects: ["On a server without ADMIN_TOKEN the first live workspace token closes the administrative routes."],
        confirm: nil, force: nil,
        rateLimit: .general, deadlineSeconds: 30,
        returnsSecrets: ["/auth_token"], takesSecrets: [],
        isPromised: false)

    /// Revoke a workspace token.
    public static let tenantRevokeWorkspaceToken = Operation(
        id: "tenantRevokeWorkspaceToken", method: .delete, path: "/workspaces/{id}/tokens/{tokenId}",
        summary: "Revoke a workspace token",
        description: "At once. A token may revoke itself.",
        tags: ["tokens"],
        surface: .tenant, authClass: "workspace",
        parameters: [
                Operation.Parameter("id", .path, required: true, Schema(generated: #"{"type":"string","format":"uuid"}"#), "The workspace's id. Always in lower case, 36 characters: routes differ in what else they take."),
                Operation.Parameter("tokenId", .path, required: true, Schema(generated: #"{"type":"string","format":"uuid"}"#), "The token's id; not its prefix."),
                Operation.Parameter("X-Molecule-Org-Id", .header, required: false, Schema(generated: #"{"type":"string"}"#), "UUID of the organisation; SaaS tenants want it with every request. The scheme orgRoutingHeaderId is the same header: send it once."),
                Operation.Parameter("X-Molecule-Org-Slug", .header, required: false, Schema(generated: #"{"type":"string"}"#), "Slug of the organisation; only the control plane's edge reads it, to find the tenant. The scheme orgRoutingHeaderSlug is the same header: send it once.")
            ],
        body: nil,
        responses: [
                Operation.Response(200, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/StatusAnswer"}"##), "Revoked."),
                Operation.Response(400, ["application/json"], Schema(generated: ##"{"anyOf":[{"$ref":"#/components/schemas/OrgHeaderRequiredError"},{"$ref":"#/components/schemas/Error"}]}"##), "May: `invalid workspace id`, or no organisation was named."),
                Operation.Response(401, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "No credential, or none that is accepted here. Administrative routes: `admin auth required`, `invalid admin auth token`. Routes of a workspace: `missing workspace auth token`, `invalid workspace auth token`, also when the token belongs to another workspace. There is no WWW-Authenticate."),
                Operation.Response(403, [], nil, "Empty: the request carries an Origin that the server does not allow. Programs send none."),
                Operation.Response(404, ["application/json", "text/plain", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "One of three. JSON: the thing is not there. Empty: the server serves another organisation (April: or none was named). Text, or a page of the web interface: no such route."),
                Operation.Response(429, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/RateLimitError"}"##), "Too many requests: 600 in 60 seconds, per address in April, per organisation or token since May; ten mints of org keys in their own window. Wait as long as it says."),
                Operation.Response(500, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "The server could not do it; empty after a defect. Where ids are not checked, a malformed one ends here too.")
            ],
        security: [[.orgApiKey, .orgRoutingHeaderId], [.orgApiKey, .orgRoutingHeaderSlug], [.orgApiKey], [.adminToken, .orgRoutingHeaderId], [.adminToken, .orgRoutingHeaderSlug], [.adminToken], [.workspaceToken, .orgRoutingHeaderId], [.workspaceToken, .orgRoutingHeaderSlug], [.workspaceToken], [.workosSession, .orgRoutingHeaderId], [.workosSession, .orgRoutingHeaderSlug]],
        retry: .idempotent,
        lostReply: "Send it again: 404 means it is revoked.",
        sideEffects: ["On a server without ADMIN_TOKEN, revoking the last live workspace token opens the administrative routes to everyone."],
        confirm: nil, force: nil,
        rateLimit: .general, deadlineSeconds: 30,
        returnsSecrets: [], takesSecrets: [],
        isPromised: false)

    /// Mint a workspace token as an administrator.
    public static let tenantAdminCreateWorkspaceToken = Operation(
        id: "tenantAdminCreateWorkspaceToken", method: .post, path: "/admin/workspaces/{id}/tokens",
        summary: "Mint a workspace token as an administrator",
        description: "Since May; unlike its twin it checks that the workspace is there. Shown once. A body is not read.",
        tags: ["tokens"],
        surface: .tenant, authClass: "admin",
        parameters: [
                Operation.Parameter("id", .path, required: true, Schema(generated: #"{"type":"string","format":"uuid"}"#), "The workspace's id. Always in lower case, 36 characters: routes differ in what else they take."),
                Operation.Parameter("X-Molecule-Org-Id", .header, required: false, Schema(generated: #"{"type":"string"}"#), "UUID of the organisation; SaaS tenants want it with every request. The scheme orgRoutingHeaderId is the same header: send it once."),
                Operation.Parameter("X-Molecule-Org-Slug", .header, required: false, Schema(generated: #"{"type":"string"}"#), "Slug of the organisation; only the control plane's edge reads it, to find the tenant. The scheme orgRoutingHeaderSlug is the same header: send it once.")
            ],
        body: nil,
        responses: [
                Operation.Response(201, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/WorkspaceTokenMinted"}"##), "The token."),
                Operation.Response(400, ["application/json"], Schema(generated: ##"{"anyOf":[{"$ref":"#/components/schemas/OrgHeaderRequiredError"},{"$ref":"#/components/schemas/Error"}]}"##), "May: `invalid workspace id`, or no organisation was named."),
                Operation.Response(401, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "No credential, or none that is accepted here. Administrative routes: `admin auth required`, `invalid admin auth token`. Routes of a workspace: `missing workspace auth token`, `invalid workspace auth token`, also when the token belongs to another workspace. There is no WWW-Authenticate."),
                Operation.Response(403, [], nil, "Empty: the request carries an Origin that the server does not allow. Programs send none."),
                Operation.Response(404, ["application/json", "text/plain", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "One of three. JSON: the thing is not there. Empty: the server serves another organisation (April: or none was named). Text, or a page of the web interface: no such route."),
                Operation.Response(429, ["application/json"], Schema(generated: ##"{"anyOf":[{"$ref":"#/components/schemas/RateLimitError"},{"$ref":"#/components/schemas/Error"}]}"##), "Either the workspace has its fifty live tokens (no Retry-After: waiting does not help, revoking does), or too many requests."),
                Operation.Response(500, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "The server could not do it; empty after a defect. Where ids are not checked, a malformed one ends here too."),
                Operation.Response(502, ["text/plain", "text/html"], nil, "Where the route is not there, the web interface is asked instead; this is its absence."),
                Operation.Response(503, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/PlatformUnavailableError"}"##), "The gate of administrative routes cannot read its database. Ask again later.")
            ],
        security: [[.orgApiKey, .orgRoutingHeaderId], [.orgApiKey, .orgRoutingHeaderSlug], [.orgApiKey], [.adminToken, .orgRoutingHeaderId], [.adminToken, .orgRoutingHeaderSlug], [.adminToken], [.workosSession, .orgRoutingHeaderId], [.workosSession, .orgRoutingHeaderSlug], [.workspaceToken]],
        retry: .never,
        lostReply: "List the workspace's tokens: one that is newer than the request and not known is the lost one; revoke it and mint again.",
        sideEffects: ["On a server without ADMIN_TOKEN the first live workspace token closes the administrative routes."],
        confirm: nil, force: nil,
        rateLimit: .general, deadlineSeconds: 30,
        returnsSecrets: ["/auth_token"], takesSecrets: [],
        isPromised: false)
}
