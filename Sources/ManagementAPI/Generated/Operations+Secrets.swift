// swift-format-ignore-file
// Generated from management.json by molecule-generate; do not edit.

extension Operations {
    /// List a workspace's secrets.
    public static let tenantListWorkspaceSecrets = Operation(
        id: "tenantListWorkspaceSecrets", method: .get, path: "/workspaces/{id}/secrets",
        summary: "List a workspace's secrets",
        description: "Names, not values: its own ones first, then the global ones that it does not override. An unknown workspace lists the global ones.",
        tags: ["secrets"],
        surface: .tenant, authClass: "workspace",
        parameters: [
                Operation.Parameter("id", .path, required: true, Schema(generated: #"{"type":"string","format":"uuid"}"#), "The workspace's id. Always in lower case, 36 characters: routes differ in what else they take."),
                Operation.Parameter("X-Molecule-Org-Id", .header, required: false, Schema(generated: #"{"type":"string"}"#), "UUID of the organisation; SaaS tenants want it with every request. The scheme orgRoutingHeaderId is the same header: send it once."),
                Operation.Parameter("X-Molecule-Org-Slug", .header, required: false, Schema(generated: #"{"type":"string"}"#), "Slug of the organisation; only the control plane's edge reads it, to find the tenant. The scheme orgRoutingHeaderSlug is the same header: send it once.")
            ],
        body: nil,
        responses: [
                Operation.Response(200, ["application/json"], Schema(generated: ##"{"type":"array","items":{"$ref":"#/components/schemas/SecretSummary"}}"##), "Its secrets."),
                Operation.Response(400, ["application/json"], Schema(generated: ##"{"anyOf":[{"$ref":"#/components/schemas/OrgHeaderRequiredError"},{"$ref":"#/components/schemas/Error"}]}"##), "`invalid workspace ID` (upper case is refused too); May also: no organisation was named."),
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

    /// Store a workspace's secret.
    public static let tenantSetWorkspaceSecret = Operation(
        id: "tenantSetWorkspaceSecret", method: .post, path: "/workspaces/{id}/secrets",
        summary: "Store a workspace's secret",
        description: "POST and PUT are the same. It is always a 200, and writing the same value again restarts again. May drops an automatic restart within 60 seconds of the previous one: after a series of writes, restart once more.",
        tags: ["secrets"],
        surface: .tenant, authClass: "workspace",
        parameters: [
                Operation.Parameter("id", .path, required: true, Schema(generated: #"{"type":"string","format":"uuid"}"#), "The workspace's id. Always in lower case, 36 characters: routes differ in what else they take."),
                Operation.Parameter("X-Molecule-Org-Id", .header, required: false, Schema(generated: #"{"type":"string"}"#), "UUID of the organisation; SaaS tenants want it with every request. The scheme orgRoutingHeaderId is the same header: send it once."),
                Operation.Parameter("X-Molecule-Org-Slug", .header, required: false, Schema(generated: #"{"type":"string"}"#), "Slug of the organisation; only the control plane's edge reads it, to find the tenant. The scheme orgRoutingHeaderSlug is the same header: send it once.")
            ],
        body: Operation.Body(required: true, Schema(generated: ##"{"$ref":"#/components/schemas/SetSecretRequest"}"##)),
        responses: [
                Operation.Response(200, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/SecretSaved"}"##), "Stored."),
                Operation.Response(400, ["application/json"], Schema(generated: ##"{"anyOf":[{"$ref":"#/components/schemas/VendorKeyBlockedError"},{"$ref":"#/components/schemas/OrgHeaderRequiredError"},{"$ref":"#/components/schemas/Error"}]}"##), "`invalid workspace ID` (upper case is refused too) or `invalid request body`. May also: a model vendor's key for a workspace billed through the platform, or no organisation was named."),
                Operation.Response(401, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "No credential, or none that is accepted here. Administrative routes: `admin auth required`, `invalid admin auth token`. Routes of a workspace: `missing workspace auth token`, `invalid workspace auth token`, also when the token belongs to another workspace. There is no WWW-Authenticate."),
                Operation.Response(403, [], nil, "Empty: the request carries an Origin that the server does not allow. Programs send none."),
                Operation.Response(404, ["application/json", "text/plain", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "One of three. JSON: the thing is not there. Empty: the server serves another organisation (April: or none was named). Text, or a page of the web interface: no such route."),
                Operation.Response(429, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/RateLimitError"}"##), "Too many requests: 600 in 60 seconds, per address in April, per organisation or token since May; ten mints of org keys in their own window. Wait as long as it says."),
                Operation.Response(500, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "The server could not do it; empty after a defect. Where ids are not checked, a malformed one ends here too.")
            ],
        security: [[.orgApiKey, .orgRoutingHeaderId], [.orgApiKey, .orgRoutingHeaderSlug], [.orgApiKey], [.adminToken, .orgRoutingHeaderId], [.adminToken, .orgRoutingHeaderSlug], [.adminToken], [.workspaceToken, .orgRoutingHeaderId], [.workspaceToken, .orgRoutingHeaderSlug], [.workspaceToken], [.workosSession, .orgRoutingHeaderId], [.workosSession, .orgRoutingHeaderSlug]],
        retry: .idempotent,
        lostReply: "Send it again: the value is the same, and the workspace restarts once more.",
        sideEffects: ["The workspace is restarted if the server restarts on writes (April: with a local container engine; May: there and as a SaaS tenant).", "Each such restart revokes the workspace's tokens, including one that made the call (April: with a local container engine).", "May drops an automatic restart within 60 seconds of the previous one: after a series of writes, restart once more."],
        confirm: nil, force: nil,
        rateLimit: .general, deadlineSeconds: 30,
        returnsSecrets: [], takesSecrets: ["/value"],
        isPromised: true)

    /// Store or replace a workspace's secret.
    public static let tenantPutWorkspaceSecret = Operation(
        id: "tenantPutWorkspaceSecret", method: .put, path: "/workspaces/{id}/secrets",
        summary: "Store or replace a workspace's secret",
        description: "POST and PUT are the same. It is always a 200, and writing the same value again restarts again. May drops an automatic restart within 60 seconds of the previous one: after a series of writes, restart once more.",
        tags: ["secrets"],
        surface: .tenant, authClass: "workspace",
        parameters: [
                Operation.Parameter("id", .path, required: true, Schema(generated: #"{"type":"string","format":"uuid"}"#), "The workspace's id. Always in lower case, 36 characters: routes differ in what else they take."),
                Operation.Parameter("X-Molecule-Org-Id", .header, required: false, Schema(generated: #"{"type":"string"}"#), "UUID of the organisation; SaaS tenants want it with every request. The scheme orgRoutingHeaderId is the same header: send it once."),
                Operation.Parameter("X-Molecule-Org-Slug", .header, required: false, Schema(generated: #"{"type":"string"}"#), "Slug of the organisation; only the control plane's edge reads it, to find the tenant. The scheme orgRoutingHeaderSlug is the same header: send it once.")
            ],
        body: Operation.Body(required: true, Schema(generated: ##"{"$ref":"#/components/schemas/SetSecretRequest"}"##)),
        responses: [
                Operation.Response(200, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/SecretSaved"}"##), "Stored."),
                Operation.Response(400, ["application/json"], Schema(generated: ##"{"anyOf":[{"$ref":"#/components/schemas/VendorKeyBlockedError"},{"$ref":"#/components/schemas/OrgHeaderRequiredError"},{"$ref":"#/components/schemas/Error"}]}"##), "`invalid workspace ID` (upper case is refused too) or `invalid request body`. May also: a model vendor's key for a workspace billed through the platform, or no organisation was named."),
                Operation.Response(401, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "No credential, or none that is accepted here. Administrative routes: `admin auth required`, `invalid admin auth token`. Routes of a workspace: `missing workspace auth token`, `invalid workspace auth token`, also when the token belongs to another workspace. There is no WWW-Authenticate."),
                Operation.Response(403, [], nil, "Empty: the request carries an Origin that the server does not allow. Programs send none."),
                Operation.Response(404, ["application/json", "text/plain", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "One of three. JSON: the thing is not there. Empty: the server serves another organisation (April: or none was named). Text, or a page of the web interface: no such route."),
                Operation.Response(429, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/RateLimitError"}"##), "Too many requests: 600 in 60 seconds, per address in April, per organisation or token since May; ten mints of org keys in their own window. Wait as long as it says."),
                Operation.Response(500, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "The server could not do it; empty after a defect. Where ids are not checked, a malformed one ends here too.")
            ],
        security: [[.orgApiKey, .orgRoutingHeaderId], [.orgApiKey, .orgRoutingHeaderSlug], [.orgApiKey], [.adminToken, .orgRoutingHeaderId], [.adminToken, .orgRoutingHeaderSlug], [.adminToken], [.workspaceToken, .orgRoutingHeaderId], [.workspaceToken, .orgRoutingHeaderSlug], [.workspaceToken], [.workosSession, .orgRoutingHeaderId], [.workosSession, .orgRoutingHeaderSlug]],
        retry: .idempotent,
        lostReply: "Send it again: the value is the same, and the workspace restarts once more.",
        sideEffects: ["The workspace is restarted if the server restarts on writes (April: with a local container engine; May: there and as a SaaS tenant).", "Each such restart revokes the workspace's tokens, including one that made the call (April: with a local container engine).", "May drops an automatic restart within 60 seconds of the previous one: after a series of writes, restart once more."],
        confirm: nil, force: nil,
        rateLimit: .general, deadlineSeconds: 30,
        returnsSecrets: [], takesSecrets: ["/value"],
        isPromised: true)

    /// Delete a workspace's secret.
    public static let tenantDeleteWorkspaceSecret = Operation(
        id: "tenantDeleteWorkspaceSecret", method: .delete, path: "/workspaces/{id}/secrets/{key}",
        summary: "Delete a workspace's secret",
        description: "Its own one only: one that is inherited from the global secrets is a 404. A key with a slash cannot be addressed.",
        tags: ["secrets"],
        surface: .tenant, authClass: "workspace",
        parameters: [
                Operation.Parameter("id", .path, required: true, Schema(generated: #"{"type":"string","format":"uuid"}"#), "The workspace's id. Always in lower case, 36 characters: routes differ in what else they take."),
                Operation.Parameter("key", .path, required: true, Schema(generated: #"{"type":"string"}"#), "The secret's name. One with a slash cannot be addressed."),
                Operation.Parameter("X-Molecule-Org-Id", .header, required: false, Schema(generated: #"{"type":"string"}"#), "UUID of the organisation; SaaS tenants want it with every request. The scheme orgRoutingHeaderId is the same header: send it once."),
                Operation.Parameter("X-Molecule-Org-Slug", .header, required: false, Schema(generated: #"{"type":"string"}"#), "Slug of the organisation; only the control plane's edge reads it, to find the tenant. The scheme orgRoutingHeaderSlug is the same header: send it once.")
            ],
        body: nil,
        responses: [
                Operation.Response(200, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/SecretDeleted"}"##), "Deleted."),
                Operation.Response(400, ["application/json"], Schema(generated: ##"{"anyOf":[{"$ref":"#/components/schemas/OrgHeaderRequiredError"},{"$ref":"#/components/schemas/Error"}]}"##), "`invalid workspace ID` (upper case is refused too); May also: no organisation was named."),
                Operation.Response(401, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "No credential, or none that is accepted here. Administrative routes: `admin auth required`, `invalid admin auth token`. Routes of a workspace: `missing workspace auth token`, `invalid workspace auth token`, also when the token belongs to another workspace. There is no WWW-Authenticate."),
                Operation.Response(403, [], nil, "Empty: the request carries an Origin that the server does not allow. Programs send none."),
                Operation.Response(404, ["application/json", "text/plain", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "One of three. JSON: the thing is not there. Empty: the server serves another organisation (April: or none was named). Text, or a page of the web interface: no such route."),
                Operation.Response(429, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/RateLimitError"}"##), "Too many requests: 600 in 60 seconds, per address in April, per organisation or token since May; ten mints of org keys in their own window. Wait as long as it says."),
                Operation.Response(500, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "The server could not do it; empty after a defect. Where ids are not checked, a malformed one ends here too.")
            ],
        security: [[.orgApiKey, .orgRoutingHeaderId], [.orgApiKey, .orgRoutingHeaderSlug], [.orgApiKey], [.adminToken, .orgRoutingHeaderId], [.adminToken, .orgRoutingHeaderSlug], [.adminToken], [.workspaceToken, .orgRoutingHeaderId], [.workspaceToken, .orgRoutingHeaderSlug], [.workspaceToken], [.workosSession, .orgRoutingHeaderId], [.workosSession, .orgRoutingHeaderSlug]],
        retry: .idempotent,
        lostReply: "Send it again: 404 means it is deleted.",
        sideEffects: ["The workspace is restarted if the server restarts on writes (April: with a local container engine; May: there and as a SaaS tenant).", "Each such restart revokes the workspace's tokens, including one that made the call (April: with a local container engine)."],
        confirm: nil, force: nil,
        rateLimit: .general, deadlineSeconds: 30,
        returnsSecrets: [], takesSecrets: [],
        isPromised: true)

    /// Read the values of a workspace's secrets.
    public static let tenantGetWorkspaceSecretValues = Operation(
        id: "tenantGetWorkspaceSecretValues", method: .get, path: "/workspaces/{id}/secrets/values",
        summary: "Read the values of a workspace's secrets",
        description: "In the clear, the global ones overlaid by its own. While the workspace has a live token, only such a token is accepted: the admin token and org keys get 401.",
        tags: ["secrets"],
        surface: .tenant, authClass: "workspace",
        parameters: [
                Operation.Parameter("id", .path, required: true, Schema(generated: #"{"type":"string","format":"uuid"}"#), "The workspace's id. Always in lower case, 36 characters: routes differ in what else they take."),
                Operation.Parameter("X-Molecule-Org-Id", .header, required: false, Schema(generated: #"{"type":"string"}"#), "UUID of the organisation; SaaS tenants want it with every request. The scheme orgRoutingHeaderId is the same header: send it once."),
                Operation.Parameter("X-Molecule-Org-Slug", .header, required: false, Schema(generated: #"{"type":"string"}"#), "Slug of the organisation; only the control plane's edge reads it, to find the tenant. The scheme orgRoutingHeaderSlug is the same header: send it once.")
            ],
        body: nil,
        responses: [
                Operation.Response(200, ["application/json"], Schema(generated: #"{"type":"object","additionalProperties":{"type":"string"}}"#), "Values by key."),
                Operation.Response(400, ["application/json"], Schema(generated: ##"{"anyOf":[{"$ref":"#/components/schemas/OrgHeaderRequiredError"},{"$ref":"#/components/schemas/Error"}]}"##), "`invalid workspace ID` (upper case is refused too); May also: no organisation was named."),
                Operation.Response(401, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "No credential, or none that is accepted here. Administrative routes: `admin auth required`, `invalid admin auth token`. Routes of a workspace: `missing workspace auth token`, `invalid workspace auth token`, also when the token belongs to another workspace. There is no WWW-Authenticate."),
                Operation.Response(403, [], nil, "Empty: the request carries an Origin that the server does not allow. Programs send none."),
                Operation.Response(404, ["application/json", "text/plain", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "One of three. JSON: the thing is not there. Empty: the server serves another organisation (April: or none was named). Text, or a page of the web interface: no such route."),
                Operation.Response(429, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/RateLimitError"}"##), "Too many requests: 600 in 60 seconds, per address in April, per organisation or token since May; ten mints of org keys in their own window. Wait as long as it says."),
                Operation.Response(500, ["application/json"], Schema(generated: ##"{"anyOf":[{"$ref":"#/components/schemas/SecretDecryptionError"},{"$ref":"#/components/schemas/Error"}]}"##), "`auth check failed`, or some values cannot be decrypted; empty after a defect.")
            ],
        security: [[.workspaceToken, .orgRoutingHeaderId], [.workspaceToken, .orgRoutingHeaderSlug], [.workspaceToken], [.orgApiKey, .orgRoutingHeaderId], [.orgApiKey, .orgRoutingHeaderSlug], [.orgApiKey], [.adminToken, .orgRoutingHeaderId], [.adminToken, .orgRoutingHeaderSlug], [.adminToken], [.workosSession, .orgRoutingHeaderId], [.workosSession, .orgRoutingHeaderSlug]],
        retry: .safe,
        lostReply: "Ask again.",
        sideEffects: [],
        confirm: nil, force: nil,
        rateLimit: .general, deadlineSeconds: 30,
        returnsSecrets: ["/*"], takesSecrets: [],
        isPromised: false)

    /// List global secrets.
    public static let tenantListGlobalSecrets = Operation(
        id: "tenantListGlobalSecrets", method: .get, path: "/settings/secrets",
        summary: "List global secrets",
        description: "Names, not values. No route gives the values to an operator.",
        tags: ["secrets"],
        surface: .tenant, authClass: "admin",
        parameters: [
                Operation.Parameter("X-Molecule-Org-Id", .header, required: false, Schema(generated: #"{"type":"string"}"#), "UUID of the organisation; SaaS tenants want it with every request. The scheme orgRoutingHeaderId is the same header: send it once."),
                Operation.Parameter("X-Molecule-Org-Slug", .header, required: false, Schema(generated: #"{"type":"string"}"#), "Slug of the organisation; only the control plane's edge reads it, to find the tenant. The scheme orgRoutingHeaderSlug is the same header: send it once.")
            ],
        body: nil,
        responses: [
                Operation.Response(200, ["application/json"], Schema(generated: ##"{"type":"array","items":{"$ref":"#/components/schemas/SecretSummary"}}"##), "Global secrets, by key."),
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
        isPromised: true)

    /// Store a global secret.
    public static let tenantSetGlobalSecret = Operation(
        id: "tenantSetGlobalSecret", method: .post, path: "/settings/secrets",
        summary: "Store a global secret",
        description: "POST and PUT are the same. Paused and hibernated workspaces see it at their next start. Vendors' keys are not refused here. May lets names such as GITHUB_TOKEN, CP_ADMIN_API_TOKEN or MOLECULE_OPERATOR_* be stored here, and then no workspace can be provisioned any more.",
        tags: ["secrets"],
        surface: .tenant, authClass: "admin",
        parameters: [
                Operation.Parameter("X-Molecule-Org-Id", .header, required: false, Schema(generated: #"{"type":"string"}"#), "UUID of the organisation; SaaS tenants want it with every request. The scheme orgRoutingHeaderId is the same header: send it once."),
                Operation.Parameter("X-Molecule-Org-Slug", .header, required: false, Schema(generated: #"{"type":"string"}"#), "Slug of the organisation; only the control plane's edge reads it, to find the tenant. The scheme orgRoutingHeaderSlug is the same header: send it once.")
            ],
        body: Operation.Body(required: true, Schema(generated: ##"{"$ref":"#/components/schemas/SetSecretRequest"}"##)),
        responses: [
                Operation.Response(200, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/SecretSaved"}"##), "Stored."),
                Operation.Response(400, ["application/json"], Schema(generated: ##"{"anyOf":[{"$ref":"#/components/schemas/OrgHeaderRequiredError"},{"$ref":"#/components/schemas/Error"}]}"##), "`invalid request body`; May also: no organisation was named."),
                Operation.Response(401, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "No credential, or none that is accepted here. Administrative routes: `admin auth required`, `invalid admin auth token`. Routes of a workspace: `missing workspace auth token`, `invalid workspace auth token`, also when the token belongs to another workspace. There is no WWW-Authenticate."),
                Operation.Response(403, [], nil, "Empty: the request carries an Origin that the server does not allow. Programs send none."),
                Operation.Response(404, ["application/json", "text/plain", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "One of three. JSON: the thing is not there. Empty: the server serves another organisation (April: or none was named). Text, or a page of the web interface: no such route."),
                Operation.Response(429, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/RateLimitError"}"##), "Too many requests: 600 in 60 seconds, per address in April, per organisation or token since May; ten mints of org keys in their own window. Wait as long as it says."),
                Operation.Response(500, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "The server could not do it; empty after a defect. Where ids are not checked, a malformed one ends here too."),
                Operation.Response(503, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/PlatformUnavailableError"}"##), "The gate of administrative routes cannot read its database. Ask again later.")
            ],
        security: [[.orgApiKey, .orgRoutingHeaderId], [.orgApiKey, .orgRoutingHeaderSlug], [.orgApiKey], [.adminToken, .orgRoutingHeaderId], [.adminToken, .orgRoutingHeaderSlug], [.adminToken], [.workosSession, .orgRoutingHeaderId], [.workosSession, .orgRoutingHeaderSlug], [.workspaceToken]],
        retry: .idempotent,
        lostReply: "Send it again: the value is the same, and the workspaces restart once more.",
        sideEffects: ["Every workspace that is not removed, paused or external and does not override the key is restarted at once (April: with a local container engine only).", "Each such restart revokes the workspace's tokens, including one that made the call (April: with a local container engine).", "May drops an automatic restart within 60 seconds of the previous one: after a series of writes, restart once more."],
        confirm: nil, force: nil,
        rateLimit: .general, deadlineSeconds: 30,
        returnsSecrets: [], takesSecrets: ["/value"],
        isPromised: true)

    /// Store or replace a global secret.
    public static let tenantPutGlobalSecret = Operation(
        id: "tenantPutGlobalSecret", method: .put, path: "/settings/secrets",
        summary: "Store or replace a global secret",
        description: "POST and PUT are the same. Paused and hibernated workspaces see it at their next start. Vendors' keys are not refused here. May lets names such as GITHUB_TOKEN, CP_ADMIN_API_TOKEN or MOLECULE_OPERATOR_* be stored here, and then no workspace can be provisioned any more.",
        tags: ["secrets"],
        surface: .tenant, authClass: "admin",
        parameters: [
                Operation.Parameter("X-Molecule-Org-Id", .header, required: false, Schema(generated: #"{"type":"string"}"#), "UUID of the organisation; SaaS tenants want it with every request. The scheme orgRoutingHeaderId is the same header: send it once."),
                Operation.Parameter("X-Molecule-Org-Slug", .header, required: false, Schema(generated: #"{"type":"string"}"#), "Slug of the organisation; only the control plane's edge reads it, to find the tenant. The scheme orgRoutingHeaderSlug is the same header: send it once.")
            ],
        body: Operation.Body(required: true, Schema(generated: ##"{"$ref":"#/components/schemas/SetSecretRequest"}"##)),
        responses: [
                Operation.Response(200, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/SecretSaved"}"##), "Stored."),
                Operation.Response(400, ["application/json"], Schema(generated: ##"{"anyOf":[{"$ref":"#/components/schemas/OrgHeaderRequiredError"},{"$ref":"#/components/schemas/Error"}]}"##), "`invalid request body`; May also: no organisation was named."),
                Operation.Response(401, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "No credential, or none that is accepted here. Administrative routes: `admin auth required`, `invalid admin auth token`. Routes of a workspace: `missing workspace auth token`, `invalid workspace auth token`, also when the token belongs to another workspace. There is no WWW-Authenticate."),
                Operation.Response(403, [], nil, "Empty: the request carries an Origin that the server does not allow. Programs send none."),
                Operation.Response(404, ["application/json", "text/plain", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "One of three. JSON: the thing is not there. Empty: the server serves another organisation (April: or none was named). Text, or a page of the web interface: no such route."),
                Operation.Response(429, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/RateLimitError"}"##), "Too many requests: 600 in 60 seconds, per address in April, per organisation or token since May; ten mints of org keys in their own window. Wait as long as it says."),
                Operation.Response(500, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "The server could not do it; empty after a defect. Where ids are not checked, a malformed one ends here too."),
                Operation.Response(503, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/PlatformUnavailableError"}"##), "The gate of administrative routes cannot read its database. Ask again later.")
            ],
        security: [[.orgApiKey, .orgRoutingHeaderId], [.orgApiKey, .orgRoutingHeaderSlug], [.orgApiKey], [.adminToken, .orgRoutingHeaderId], [.adminToken, .orgRoutingHeaderSlug], [.adminToken], [.workosSession, .orgRoutingHeaderId], [.workosSession, .orgRoutingHeaderSlug], [.workspaceToken]],
        retry: .idempotent,
        lostReply: "Send it again: the value is the same, and the workspaces restart once more.",
        sideEffects: ["Every workspace that is not removed, paused or external and does not override the key is restarted at once (April: with a local container engine only).", "Each such restart revokes the workspace's tokens, including one that made the call (April: with a local container engine).", "May drops an automatic restart within 60 seconds of the previous one: after a series of writes, restart once more."],
        confirm: nil, force: nil,
        rateLimit: .general, deadlineSeconds: 30,
        returnsSecrets: [], takesSecrets: ["/value"],
        isPromised: true)

    /// Delete a global secret.
    public static let tenantDeleteGlobalSecret = Operation(
        id: "tenantDeleteGlobalSecret", method: .delete, path: "/settings/secrets/{key}",
        summary: "Delete a global secret",
        description: "A key with a slash cannot be addressed.",
        tags: ["secrets"],
        surface: .tenant, authClass: "admin",
        parameters: [
                Operation.Parameter("key", .path, required: true, Schema(generated: #"{"type":"string"}"#), "The secret's name. One with a slash cannot be addressed."),
                Operation.Parameter("X-Molecule-Org-Id", .header, required: false, Schema(generated: #"{"type":"string"}"#), "UUID of the organisation; SaaS tenants want it with every request. The scheme orgRoutingHeaderId is the same header: send it once."),
                Operation.Parameter("X-Molecule-Org-Slug", .header, required: false, Schema(generated: #"{"type":"string"}"#), "Slug of the organisation; only the control plane's edge reads it, to find the tenant. The scheme orgRoutingHeaderSlug is the same header: send it once.")
            ],
        body: nil,
        responses: [
                Operation.Response(200, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/SecretDeleted"}"##), "Deleted."),
                Operation.Response(400, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/OrgHeaderRequiredError"}"##), "May, SaaS tenant: no organisation was named. April answers an empty 404. Before every gate, for every path but health, metrics and build."),
                Operation.Response(401, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "No credential, or none that is accepted here. Administrative routes: `admin auth required`, `invalid admin auth token`. Routes of a workspace: `missing workspace auth token`, `invalid workspace auth token`, also when the token belongs to another workspace. There is no WWW-Authenticate."),
                Operation.Response(403, [], nil, "Empty: the request carries an Origin that the server does not allow. Programs send none."),
                Operation.Response(404, ["application/json", "text/plain", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "One of three. JSON: the thing is not there. Empty: the server serves another organisation (April: or none was named). Text, or a page of the web interface: no such route."),
                Operation.Response(429, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/RateLimitError"}"##), "Too many requests: 600 in 60 seconds, per address in April, per organisation or token since May; ten mints of org keys in their own window. Wait as long as it says."),
                Operation.Response(500, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "The server could not do it; empty after a defect. Where ids are not checked, a malformed one ends here too."),
                Operation.Response(503, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/PlatformUnavailableError"}"##), "The gate of administrative routes cannot read its database. Ask again later.")
            ],
        security: [[.orgApiKey, .orgRoutingHeaderId], [.orgApiKey, .orgRoutingHeaderSlug], [.orgApiKey], [.adminToken, .orgRoutingHeaderId], [.adminToken, .orgRoutingHeaderSlug], [.adminToken], [.workosSession, .orgRoutingHeaderId], [.workosSession, .orgRoutingHeaderSlug], [.workspaceToken]],
        retry: .idempotent,
        lostReply: "Send it again: 404 means it is deleted.",
        sideEffects: ["Every workspace that is not removed, paused or external and does not override the key is restarted at once (April: with a local container engine only).", "Each such restart revokes the workspace's tokens, including one that made the call (April: with a local container engine)."],
        confirm: nil, force: nil,
        rateLimit: .general, deadlineSeconds: 30,
        returnsSecrets: [], takesSecrets: [],
        isPromised: true)
}
