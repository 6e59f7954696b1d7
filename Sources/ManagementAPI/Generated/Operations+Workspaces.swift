// swift-format-ignore-file
// Generated from management.json by molecule-generate; do not edit.

extension Operations {
    /// List all workspaces.
    public static let tenantListWorkspaces = Operation(
        id: "tenantListWorkspaces", method: .get, path: "/workspaces",
        summary: "List all workspaces",
        description: "A bare array in order of creation, without removed workspaces, without pages. A workspace whose tier is null is missing from it.",
        tags: ["workspaces"],
        surface: .tenant, authClass: "admin",
        parameters: [
                Operation.Parameter("X-Molecule-Org-Id", .header, required: false, Schema(generated: #"{"type":"string"}"#), "UUID of the organisation; SaaS tenants want it with every request. The scheme orgRoutingHeaderId is the same header: send it once."),
                Operation.Parameter("X-Molecule-Org-Slug", .header, required: false, Schema(generated: #"{"type":"string"}"#), "Slug of the organisation; only the control plane's edge reads it, to find the tenant. The scheme orgRoutingHeaderSlug is the same header: send it once.")
            ],
        body: nil,
        responses: [
                Operation.Response(200, ["application/json"], Schema(generated: ##"{"type":"array","items":{"$ref":"#/components/schemas/Workspace"}}"##), "The workspaces."),
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

    /// Create a workspace.
    public static let tenantCreateWorkspace = Operation(
        id: "tenantCreateWorkspace", method: .post, path: "/workspaces",
        summary: "Create a workspace",
        description: "Provisioning goes on behind the answer: read the workspace until its status is reached. April needs a name only. May needs a known runtime and a registered model, keeps names unique below a parent by adding a number without saying so, and refuses model vendors' keys among `secrets`. Only an external workspace without `url` gets a token in the answer.",
        tags: ["workspaces"],
        surface: .tenant, authClass: "admin",
        parameters: [
                Operation.Parameter("X-Molecule-Org-Id", .header, required: false, Schema(generated: #"{"type":"string"}"#), "UUID of the organisation; SaaS tenants want it with every request. The scheme orgRoutingHeaderId is the same header: send it once."),
                Operation.Parameter("X-Molecule-Org-Slug", .header, required: false, Schema(generated: #"{"type":"string"}"#), "Slug of the organisation; only the control plane's edge reads it, to find the tenant. The scheme orgRoutingHeaderSlug is the same header: send it once.")
            ],
        body: Operation.Body(required: true, Schema(generated: ##"{"$ref":"#/components/schemas/CreateWorkspaceRequest"}"##)),
        responses: [
                Operation.Response(200, [], nil, "Created, and the body is empty: the template left its root while runtime and model were given. It stays `provisioning`."),
                Operation.Response(201, ["application/json"], Schema(generated: ##"{"anyOf":[{"$ref":"#/components/schemas/CreatedWorkspace"},{"$ref":"#/components/schemas/Workspace"}]}"##), "Created. The contract promises a workspace; both servers send a few members."),
                Operation.Response(400, ["application/json"], Schema(generated: ##"{"anyOf":[{"$ref":"#/components/schemas/VendorKeyBlockedError"},{"$ref":"#/components/schemas/OrgHeaderRequiredError"},{"$ref":"#/components/schemas/Error"}]}"##), "The body or one of its members is not allowed. April and May: `invalid workspace payload`, `invalid workspace fields`, `invalid template`, `invalid workspace directory`, `invalid workspace access`. May: delivery mode, address, compute, vendors' keys; or no organisation was named."),
                Operation.Response(401, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "No credential, or none that is accepted here. Administrative routes: `admin auth required`, `invalid admin auth token`. Routes of a workspace: `missing workspace auth token`, `invalid workspace auth token`, also when the token belongs to another workspace. There is no WWW-Authenticate."),
                Operation.Response(403, [], nil, "Empty: the request carries an Origin that the server does not allow. Programs send none."),
                Operation.Response(404, ["application/json", "text/plain", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "One of three. JSON: the thing is not there. Empty: the server serves another organisation (April: or none was named). Text, or a page of the web interface: no such route."),
                Operation.Response(409, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "May: the name and twenty numbered ones are taken."),
                Operation.Response(422, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/WorkspaceUnprocessableError"}"##), "May: runtime and model do not make a workspace."),
                Operation.Response(429, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/RateLimitError"}"##), "Too many requests: 600 in 60 seconds, per address in April, per organisation or token since May; ten mints of org keys in their own window. Wait as long as it says."),
                Operation.Response(500, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "The server could not do it; empty after a defect. Where ids are not checked, a malformed one ends here too."),
                Operation.Response(503, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/PlatformUnavailableError"}"##), "The gate of administrative routes cannot read its database. Ask again later.")
            ],
        security: [[.orgApiKey, .orgRoutingHeaderId], [.orgApiKey, .orgRoutingHeaderSlug], [.orgApiKey], [.adminToken, .orgRoutingHeaderId], [.adminToken, .orgRoutingHeaderSlug], [.adminToken], [.workosSession, .orgRoutingHeaderId], [.workosSession, .orgRoutingHeaderSlug], [.workspaceToken]],
        retry: .never,
        lostReply: "List the workspaces and look for the name, also with a number behind it, before creating again: April takes the same name twice.",
        sideEffects: ["Starts a container or a machine, except for external workspaces.", "May, SaaS: tokens of the workspace are revoked when it is provisioned."],
        confirm: nil, force: nil,
        rateLimit: .general, deadlineSeconds: 60,
        returnsSecrets: ["/connection/auth_token"], takesSecrets: ["/secrets/*"],
        isPromised: true)

    /// Read one workspace.
    public static let tenantGetWorkspace = Operation(
        id: "tenantGetWorkspace", method: .get, path: "/workspaces/{id}",
        summary: "Read one workspace",
        description: "Open to everyone who can reach the server (and names the organisation). Money, tasks and error texts are left out whatever credential is sent: they are in the list. April shows a removed workspace with 200; May answers 410 unless `include_removed=true`.",
        tags: ["workspaces"],
        surface: .tenant, authClass: "open",
        parameters: [
                Operation.Parameter("id", .path, required: true, Schema(generated: #"{"type":"string","format":"uuid"}"#), "The workspace's id. Always in lower case, 36 characters: routes differ in what else they take."),
                Operation.Parameter("include_removed", .query, required: false, Schema(generated: #"{"type":"boolean"}"#), "Since May: exactly `true` shows a removed workspace as April does."),
                Operation.Parameter("X-Molecule-Org-Id", .header, required: false, Schema(generated: #"{"type":"string"}"#), "UUID of the organisation; SaaS tenants want it with every request. The scheme orgRoutingHeaderId is the same header: send it once."),
                Operation.Parameter("X-Molecule-Org-Slug", .header, required: false, Schema(generated: #"{"type":"string"}"#), "Slug of the organisation; only the control plane's edge reads it, to find the tenant. The scheme orgRoutingHeaderSlug is the same header: send it once.")
            ],
        body: nil,
        responses: [
                Operation.Response(200, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Workspace"}"##), "The workspace."),
                Operation.Response(400, ["application/json"], Schema(generated: ##"{"anyOf":[{"$ref":"#/components/schemas/OrgHeaderRequiredError"},{"$ref":"#/components/schemas/Error"}]}"##), "`invalid workspace ID`; May also: no organisation was named."),
                Operation.Response(403, [], nil, "Empty: the request carries an Origin that the server does not allow. Programs send none."),
                Operation.Response(404, ["application/json", "text/plain", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "One of three. JSON: the thing is not there. Empty: the server serves another organisation (April: or none was named). Text, or a page of the web interface: no such route."),
                Operation.Response(410, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/WorkspaceRemovedError"}"##), "May: removed, not purged."),
                Operation.Response(429, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/RateLimitError"}"##), "Too many requests: 600 in 60 seconds, per address in April, per organisation or token since May; ten mints of org keys in their own window. Wait as long as it says."),
                Operation.Response(500, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "The server could not do it; empty after a defect. Where ids are not checked, a malformed one ends here too.")
            ],
        security: [],
        retry: .safe,
        lostReply: "Ask again.",
        sideEffects: [],
        confirm: nil, force: nil,
        rateLimit: .general, deadlineSeconds: 30,
        returnsSecrets: [], takesSecrets: [],
        isPromised: true)

    /// Change a workspace.
    public static let tenantUpdateWorkspace = Operation(
        id: "tenantUpdateWorkspace", method: .patch, path: "/workspaces/{id}",
        summary: "Change a workspace",
        description: "Each member is written on its own and most refusals of the database are only logged, so 200 does not mean applied: read the workspace again. Nothing is restarted. A name that a sibling has is ignored by May in silence. Removed workspaces are changed too. Cycles of parents are accepted and break the server: check before sending.",
        tags: ["workspaces"],
        surface: .tenant, authClass: "workspace",
        parameters: [
                Operation.Parameter("id", .path, required: true, Schema(generated: #"{"type":"string","format":"uuid"}"#), "The workspace's id. Always in lower case, 36 characters: routes differ in what else they take."),
                Operation.Parameter("X-Molecule-Org-Id", .header, required: false, Schema(generated: #"{"type":"string"}"#), "UUID of the organisation; SaaS tenants want it with every request. The scheme orgRoutingHeaderId is the same header: send it once."),
                Operation.Parameter("X-Molecule-Org-Slug", .header, required: false, Schema(generated: #"{"type":"string"}"#), "Slug of the organisation; only the control plane's edge reads it, to find the tenant. The scheme orgRoutingHeaderSlug is the same header: send it once.")
            ],
        body: Operation.Body(required: true, Schema(generated: ##"{"$ref":"#/components/schemas/UpdateWorkspaceRequest"}"##)),
        responses: [
                Operation.Response(200, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/UpdatedWorkspace"}"##), "Read, and as far as possible applied."),
                Operation.Response(400, ["application/json"], Schema(generated: ##"{"anyOf":[{"$ref":"#/components/schemas/OrgHeaderRequiredError"},{"$ref":"#/components/schemas/Error"}]}"##), "`invalid workspace ID`, `invalid request body`, or a rule for name, role, runtime, directory or (May) compute, with its reason."),
                Operation.Response(401, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "No credential, or none that is accepted here. Administrative routes: `admin auth required`, `invalid admin auth token`. Routes of a workspace: `missing workspace auth token`, `invalid workspace auth token`, also when the token belongs to another workspace. There is no WWW-Authenticate."),
                Operation.Response(403, [], nil, "Empty: the request carries an Origin that the server does not allow. Programs send none."),
                Operation.Response(404, ["application/json", "text/plain", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "One of three. JSON: the thing is not there. Empty: the server serves another organisation (April: or none was named). Text, or a page of the web interface: no such route."),
                Operation.Response(429, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/RateLimitError"}"##), "Too many requests: 600 in 60 seconds, per address in April, per organisation or token since May; ten mints of org keys in their own window. Wait as long as it says."),
                Operation.Response(500, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "The server could not do it; empty after a defect. Where ids are not checked, a malformed one ends here too.")
            ],
        security: [[.orgApiKey, .orgRoutingHeaderId], [.orgApiKey, .orgRoutingHeaderSlug], [.orgApiKey], [.adminToken, .orgRoutingHeaderId], [.adminToken, .orgRoutingHeaderSlug], [.adminToken], [.workspaceToken, .orgRoutingHeaderId], [.workspaceToken, .orgRoutingHeaderSlug], [.workspaceToken], [.workosSession, .orgRoutingHeaderId], [.workosSession, .orgRoutingHeaderSlug]],
        retry: .idempotent,
        lostReply: "Send it again: the result is the same.",
        sideEffects: ["`workspace_dir`, and in May `runtime` and `compute`, take effect at the next restart."],
        confirm: nil, force: nil,
        rateLimit: .general, deadlineSeconds: 30,
        returnsSecrets: [], takesSecrets: [],
        isPromised: false)

    /// Delete a workspace.
    public static let tenantDeleteWorkspace = Operation(
        id: "tenantDeleteWorkspace", method: .delete, path: "/workspaces/{id}",
        summary: "Delete a workspace",
        description: "Removes the workspace and everything below it, revokes their tokens, stops their containers or machines (April as a SaaS tenant does not). May wants the stored name, byte for byte, in X-Confirm-Name; April ignores the header, so always send it. Children need `confirm=true` as well. Decide on `purge` now: in May nothing can be purged after it was removed. In April an unknown id is a 200.",
        tags: ["workspaces"],
        surface: .tenant, authClass: "admin",
        parameters: [
                Operation.Parameter("id", .path, required: true, Schema(generated: #"{"type":"string","format":"uuid"}"#), "The workspace's id. Always in lower case, 36 characters: routes differ in what else they take."),
                Operation.Parameter("X-Confirm-Name", .header, required: false, Schema(generated: #"{"type":"string"}"#), "Since May: the workspace's stored name, as raw UTF-8 bytes. A name that begins or ends with a blank cannot be confirmed; an empty one needs no header."),
                Operation.Parameter("confirm", .query, required: false, Schema(generated: #"{"type":"boolean"}"#), "Exactly `true` also deletes the workspaces below."),
                Operation.Parameter("purge", .query, required: false, Schema(generated: #"{"type":"boolean"}"#), "Exactly `true` deletes rows and data as well; the event log is kept."),
                Operation.Parameter("erase_data", .query, required: false, Schema(generated: #"{"type":"boolean"}"#), "Since May, SaaS: exactly `true` also erases the data volume."),
                Operation.Parameter("X-Molecule-Org-Id", .header, required: false, Schema(generated: #"{"type":"string"}"#), "UUID of the organisation; SaaS tenants want it with every request. The scheme orgRoutingHeaderId is the same header: send it once."),
                Operation.Parameter("X-Molecule-Org-Slug", .header, required: false, Schema(generated: #"{"type":"string"}"#), "Slug of the organisation; only the control plane's edge reads it, to find the tenant. The scheme orgRoutingHeaderSlug is the same header: send it once.")
            ],
        body: nil,
        responses: [
                Operation.Response(200, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/WorkspaceDeleted"}"##), "Removed or purged."),
                Operation.Response(400, ["application/json"], Schema(generated: ##"{"anyOf":[{"$ref":"#/components/schemas/ConfirmNameRequiredError"},{"$ref":"#/components/schemas/OrgHeaderRequiredError"},{"$ref":"#/components/schemas/Error"}]}"##), "`invalid workspace ID`. May also: the confirming header is missing or wrong, or no organisation was named."),
                Operation.Response(401, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "No credential, or none that is accepted here. Administrative routes: `admin auth required`, `invalid admin auth token`. Routes of a workspace: `missing workspace auth token`, `invalid workspace auth token`, also when the token belongs to another workspace. There is no WWW-Authenticate."),
                Operation.Response(403, [], nil, "Empty: the request carries an Origin that the server does not allow. Programs send none."),
                Operation.Response(404, ["application/json", "text/plain", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "One of three. JSON: the thing is not there. Empty: the server serves another organisation (April: or none was named). Text, or a page of the web interface: no such route."),
                Operation.Response(409, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/ChildrenConfirmationRequired"}"##), "It has children and `confirm=true` was not sent. Nothing has happened."),
                Operation.Response(410, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/WorkspaceRemovedError"}"##), "May: removed already."),
                Operation.Response(429, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/RateLimitError"}"##), "Too many requests: 600 in 60 seconds, per address in April, per organisation or token since May; ten mints of org keys in their own window. Wait as long as it says."),
                Operation.Response(500, ["application/json"], Schema(generated: ##"{"anyOf":[{"$ref":"#/components/schemas/StopFailureError"},{"$ref":"#/components/schemas/Error"}]}"##), "Stopping failed after the rows were removed (May then answers 410 to a repetition and retries by itself), or `failed to check children`, `purge failed`; May also `failed to check workspace`. Empty after a defect."),
                Operation.Response(503, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/PlatformUnavailableError"}"##), "The gate of administrative routes cannot read its database. Ask again later.")
            ],
        security: [[.orgApiKey, .orgRoutingHeaderId], [.orgApiKey, .orgRoutingHeaderSlug], [.orgApiKey], [.adminToken, .orgRoutingHeaderId], [.adminToken, .orgRoutingHeaderSlug], [.adminToken], [.workosSession, .orgRoutingHeaderId], [.workosSession, .orgRoutingHeaderSlug], [.workspaceToken]],
        retry: .idempotent,
        lostReply: "Send it again: 404 or 410 (May), or 200 with nothing deleted (April), means it is gone.",
        sideEffects: ["Removes all descendants.", "Revokes their workspace tokens.", "Stops containers or machines (not April as a SaaS tenant).", "On a server without ADMIN_TOKEN, deleting the last workspace with tokens opens the administrative routes to everyone."],
        confirm: Operation.Guard("header", "X-Confirm-Name", "{name}"), force: Operation.Guard("query", "confirm", "true"),
        rateLimit: .general, deadlineSeconds: 60,
        returnsSecrets: [], takesSecrets: [],
        isPromised: true)

    /// Restart a workspace.
    public static let tenantRestartWorkspace = Operation(
        id: "tenantRestartWorkspace", method: .post, path: "/workspaces/{id}/restart",
        summary: "Restart a workspace",
        description: "Works from every status, and brings a removed workspace back. It is how a hibernated workspace wakes and how a changed secret reaches a running one. Children are left alone. External workspaces are restarted by April and answered with `noop` by May.",
        tags: ["workspaces"],
        surface: .tenant, authClass: "workspace",
        parameters: [
                Operation.Parameter("id", .path, required: true, Schema(generated: #"{"type":"string","format":"uuid"}"#), "The workspace's id. Always in lower case, 36 characters: routes differ in what else they take."),
                Operation.Parameter("reset", .query, required: false, Schema(generated: #"{"type":"boolean"}"#), "Exactly `true` starts a new session."),
                Operation.Parameter("X-Molecule-Org-Id", .header, required: false, Schema(generated: #"{"type":"string"}"#), "UUID of the organisation; SaaS tenants want it with every request. The scheme orgRoutingHeaderId is the same header: send it once."),
                Operation.Parameter("X-Molecule-Org-Slug", .header, required: false, Schema(generated: #"{"type":"string"}"#), "Slug of the organisation; only the control plane's edge reads it, to find the tenant. The scheme orgRoutingHeaderSlug is the same header: send it once.")
            ],
        body: Operation.Body(required: false, Schema(generated: ##"{"$ref":"#/components/schemas/RestartRequest"}"##)),
        responses: [
                Operation.Response(200, ["application/json"], Schema(generated: ##"{"anyOf":[{"$ref":"#/components/schemas/RestartAccepted"},{"$ref":"#/components/schemas/RestartNoop"}]}"##), "Restarting, or (May) nothing to do."),
                Operation.Response(400, ["application/json"], Schema(generated: ##"{"anyOf":[{"$ref":"#/components/schemas/OrgHeaderRequiredError"},{"$ref":"#/components/schemas/Error"}]}"##), "May: `invalid JSON body` (April ignores such a body), or no organisation was named."),
                Operation.Response(401, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "No credential, or none that is accepted here. Administrative routes: `admin auth required`, `invalid admin auth token`. Routes of a workspace: `missing workspace auth token`, `invalid workspace auth token`, also when the token belongs to another workspace. There is no WWW-Authenticate."),
                Operation.Response(403, [], nil, "Empty: the request carries an Origin that the server does not allow. Programs send none."),
                Operation.Response(404, ["application/json", "text/plain", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "One of three. JSON: the thing is not there. Empty: the server serves another organisation (April: or none was named). Text, or a page of the web interface: no such route."),
                Operation.Response(409, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "An ancestor is paused: resume that one first."),
                Operation.Response(429, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/RateLimitError"}"##), "Too many requests: 600 in 60 seconds, per address in April, per organisation or token since May; ten mints of org keys in their own window. Wait as long as it says."),
                Operation.Response(500, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "The server could not do it; empty after a defect. Where ids are not checked, a malformed one ends here too."),
                Operation.Response(503, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "The server has no backend to start anything.")
            ],
        security: [[.orgApiKey, .orgRoutingHeaderId], [.orgApiKey, .orgRoutingHeaderSlug], [.orgApiKey], [.adminToken, .orgRoutingHeaderId], [.adminToken, .orgRoutingHeaderSlug], [.adminToken], [.workspaceToken, .orgRoutingHeaderId], [.workspaceToken, .orgRoutingHeaderSlug], [.workspaceToken], [.workosSession, .orgRoutingHeaderId], [.workosSession, .orgRoutingHeaderSlug]],
        retry: .never,
        lostReply: "Read the workspace: `provisioning` means it was heard; restart again only if it is not.",
        sideEffects: ["Stops and starts the workspace; running tasks are lost.", "Revokes all its tokens (April: with a local container engine only).", "Brings back a removed workspace."],
        confirm: nil, force: nil,
        rateLimit: .general, deadlineSeconds: 60,
        returnsSecrets: [], takesSecrets: [],
        isPromised: true)

    /// Pause a workspace and everything below it.
    public static let tenantPauseWorkspace = Operation(
        id: "tenantPauseWorkspace", method: .post, path: "/workspaces/{id}/pause",
        summary: "Pause a workspace and everything below it",
        description: "From every status but paused and removed. Tokens stay valid. April as a SaaS tenant changes the row only and the machine keeps running; May stops it before answering.",
        tags: ["workspaces"],
        surface: .tenant, authClass: "workspace",
        parameters: [
                Operation.Parameter("id", .path, required: true, Schema(generated: #"{"type":"string","format":"uuid"}"#), "The workspace's id. Always in lower case, 36 characters: routes differ in what else they take."),
                Operation.Parameter("X-Molecule-Org-Id", .header, required: false, Schema(generated: #"{"type":"string"}"#), "UUID of the organisation; SaaS tenants want it with every request. The scheme orgRoutingHeaderId is the same header: send it once."),
                Operation.Parameter("X-Molecule-Org-Slug", .header, required: false, Schema(generated: #"{"type":"string"}"#), "Slug of the organisation; only the control plane's edge reads it, to find the tenant. The scheme orgRoutingHeaderSlug is the same header: send it once.")
            ],
        body: nil,
        responses: [
                Operation.Response(200, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/PausedWorkspaces"}"##), "Paused."),
                Operation.Response(400, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/OrgHeaderRequiredError"}"##), "May, SaaS tenant: no organisation was named. April answers an empty 404. Before every gate, for every path but health, metrics and build."),
                Operation.Response(401, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "No credential, or none that is accepted here. Administrative routes: `admin auth required`, `invalid admin auth token`. Routes of a workspace: `missing workspace auth token`, `invalid workspace auth token`, also when the token belongs to another workspace. There is no WWW-Authenticate."),
                Operation.Response(403, [], nil, "Empty: the request carries an Origin that the server does not allow. Programs send none."),
                Operation.Response(404, ["application/json", "text/plain", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "One of three. JSON: the thing is not there. Empty: the server serves another organisation (April: or none was named). Text, or a page of the web interface: no such route."),
                Operation.Response(429, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/RateLimitError"}"##), "Too many requests: 600 in 60 seconds, per address in April, per organisation or token since May; ten mints of org keys in their own window. Wait as long as it says."),
                Operation.Response(500, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "The server could not do it; empty after a defect. Where ids are not checked, a malformed one ends here too.")
            ],
        security: [[.orgApiKey, .orgRoutingHeaderId], [.orgApiKey, .orgRoutingHeaderSlug], [.orgApiKey], [.adminToken, .orgRoutingHeaderId], [.adminToken, .orgRoutingHeaderSlug], [.adminToken], [.workspaceToken, .orgRoutingHeaderId], [.workspaceToken, .orgRoutingHeaderSlug], [.workspaceToken], [.workosSession, .orgRoutingHeaderId], [.workosSession, .orgRoutingHeaderSlug]],
        retry: .idempotent,
        lostReply: "Send it again: 404 means it is paused, removed or unknown.",
        sideEffects: ["Pauses all descendants that are not paused yet.", "Stops containers or machines (not April as a SaaS tenant)."],
        confirm: nil, force: nil,
        rateLimit: .general, deadlineSeconds: 120,
        returnsSecrets: [], takesSecrets: [],
        isPromised: true)

    /// Resume a workspace and the paused ones below it.
    public static let tenantResumeWorkspace = Operation(
        id: "tenantResumeWorkspace", method: .post, path: "/workspaces/{id}/resume",
        summary: "Resume a workspace and the paused ones below it",
        description: "Every paused descendant that is reached through paused ones is resumed too, also those that were paused on their own. Read the status until it is online.",
        tags: ["workspaces"],
        surface: .tenant, authClass: "workspace",
        parameters: [
                Operation.Parameter("id", .path, required: true, Schema(generated: #"{"type":"string","format":"uuid"}"#), "The workspace's id. Always in lower case, 36 characters: routes differ in what else they take."),
                Operation.Parameter("X-Molecule-Org-Id", .header, required: false, Schema(generated: #"{"type":"string"}"#), "UUID of the organisation; SaaS tenants want it with every request. The scheme orgRoutingHeaderId is the same header: send it once."),
                Operation.Parameter("X-Molecule-Org-Slug", .header, required: false, Schema(generated: #"{"type":"string"}"#), "Slug of the organisation; only the control plane's edge reads it, to find the tenant. The scheme orgRoutingHeaderSlug is the same header: send it once.")
            ],
        body: nil,
        responses: [
                Operation.Response(200, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/ResumedWorkspaces"}"##), "Resuming."),
                Operation.Response(400, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/OrgHeaderRequiredError"}"##), "May, SaaS tenant: no organisation was named. April answers an empty 404. Before every gate, for every path but health, metrics and build."),
                Operation.Response(401, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "No credential, or none that is accepted here. Administrative routes: `admin auth required`, `invalid admin auth token`. Routes of a workspace: `missing workspace auth token`, `invalid workspace auth token`, also when the token belongs to another workspace. There is no WWW-Authenticate."),
                Operation.Response(403, [], nil, "Empty: the request carries an Origin that the server does not allow. Programs send none."),
                Operation.Response(404, ["application/json", "text/plain", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "One of three. JSON: the thing is not there. Empty: the server serves another organisation (April: or none was named). Text, or a page of the web interface: no such route."),
                Operation.Response(409, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "An ancestor is paused: resume that one first."),
                Operation.Response(429, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/RateLimitError"}"##), "Too many requests: 600 in 60 seconds, per address in April, per organisation or token since May; ten mints of org keys in their own window. Wait as long as it says."),
                Operation.Response(500, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "The server could not do it; empty after a defect. Where ids are not checked, a malformed one ends here too."),
                Operation.Response(503, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "The server has no backend to start anything.")
            ],
        security: [[.orgApiKey, .orgRoutingHeaderId], [.orgApiKey, .orgRoutingHeaderSlug], [.orgApiKey], [.adminToken, .orgRoutingHeaderId], [.adminToken, .orgRoutingHeaderSlug], [.adminToken], [.workspaceToken, .orgRoutingHeaderId], [.workspaceToken, .orgRoutingHeaderSlug], [.workspaceToken], [.workosSession, .orgRoutingHeaderId], [.workosSession, .orgRoutingHeaderSlug]],
        retry: .idempotent,
        lostReply: "Send it again: 404 means it is no longer paused.",
        sideEffects: ["Starts all paused descendants.", "Revokes the tokens of each (April: with a local container engine only)."],
        confirm: nil, force: nil,
        rateLimit: .general, deadlineSeconds: 30,
        returnsSecrets: [], takesSecrets: [],
        isPromised: true)

    /// Hibernate a workspace.
    public static let tenantHibernateWorkspace = Operation(
        id: "tenantHibernateWorkspace", method: .post, path: "/workspaces/{id}/hibernate",
        summary: "Hibernate a workspace",
        description: "The 200 says nothing: April never changes anything, May does so without active tasks only, and as a SaaS tenant leaves the machine running. Read the status afterwards. A message does not wake it; restart does.",
        tags: ["workspaces"],
        surface: .tenant, authClass: "workspace",
        parameters: [
                Operation.Parameter("id", .path, required: true, Schema(generated: #"{"type":"string","format":"uuid"}"#), "The workspace's id. Always in lower case, 36 characters: routes differ in what else they take."),
                Operation.Parameter("force", .query, required: false, Schema(generated: #"{"type":"boolean"}"#), "Exactly `true` skips the refusal for active tasks, and then nothing happens."),
                Operation.Parameter("X-Molecule-Org-Id", .header, required: false, Schema(generated: #"{"type":"string"}"#), "UUID of the organisation; SaaS tenants want it with every request. The scheme orgRoutingHeaderId is the same header: send it once."),
                Operation.Parameter("X-Molecule-Org-Slug", .header, required: false, Schema(generated: #"{"type":"string"}"#), "Slug of the organisation; only the control plane's edge reads it, to find the tenant. The scheme orgRoutingHeaderSlug is the same header: send it once.")
            ],
        body: nil,
        responses: [
                Operation.Response(200, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/HibernatedWorkspace"}"##), "Heard; read the status again."),
                Operation.Response(400, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/OrgHeaderRequiredError"}"##), "May, SaaS tenant: no organisation was named. April answers an empty 404. Before every gate, for every path but health, metrics and build."),
                Operation.Response(401, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "No credential, or none that is accepted here. Administrative routes: `admin auth required`, `invalid admin auth token`. Routes of a workspace: `missing workspace auth token`, `invalid workspace auth token`, also when the token belongs to another workspace. There is no WWW-Authenticate."),
                Operation.Response(403, [], nil, "Empty: the request carries an Origin that the server does not allow. Programs send none."),
                Operation.Response(404, ["application/json", "text/plain", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "One of three. JSON: the thing is not there. Empty: the server serves another organisation (April: or none was named). Text, or a page of the web interface: no such route."),
                Operation.Response(409, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/ActiveTasksError"}"##), "It is working and `force=true` was not sent."),
                Operation.Response(429, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/RateLimitError"}"##), "Too many requests: 600 in 60 seconds, per address in April, per organisation or token since May; ten mints of org keys in their own window. Wait as long as it says."),
                Operation.Response(500, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "The server could not do it; empty after a defect. Where ids are not checked, a malformed one ends here too.")
            ],
        security: [[.orgApiKey, .orgRoutingHeaderId], [.orgApiKey, .orgRoutingHeaderSlug], [.orgApiKey], [.adminToken, .orgRoutingHeaderId], [.adminToken, .orgRoutingHeaderSlug], [.adminToken], [.workspaceToken, .orgRoutingHeaderId], [.workspaceToken, .orgRoutingHeaderSlug], [.workspaceToken], [.workosSession, .orgRoutingHeaderId], [.workosSession, .orgRoutingHeaderSlug]],
        retry: .idempotent,
        lostReply: "Read the status: hibernated means it was done.",
        sideEffects: ["Stops the container (May, with a local container engine)."],
        confirm: nil, force: Operation.Guard("query", "force", "true"),
        rateLimit: .general, deadlineSeconds: 60,
        returnsSecrets: [], takesSecrets: [],
        isPromised: false)

    /// Allow a workspace to broadcast or to talk to users.
    public static let tenantSetWorkspaceAbilities = Operation(
        id: "tenantSetWorkspaceAbilities", method: .patch, path: "/workspaces/{id}/abilities",
        summary: "Allow a workspace to broadcast or to talk to users",
        description: "Since May. At least one of the two switches must be there.",
        tags: ["workspaces"],
        surface: .tenant, authClass: "admin",
        parameters: [
                Operation.Parameter("id", .path, required: true, Schema(generated: #"{"type":"string","format":"uuid"}"#), "The workspace's id. Always in lower case, 36 characters: routes differ in what else they take."),
                Operation.Parameter("X-Molecule-Org-Id", .header, required: false, Schema(generated: #"{"type":"string"}"#), "UUID of the organisation; SaaS tenants want it with every request. The scheme orgRoutingHeaderId is the same header: send it once."),
                Operation.Parameter("X-Molecule-Org-Slug", .header, required: false, Schema(generated: #"{"type":"string"}"#), "Slug of the organisation; only the control plane's edge reads it, to find the tenant. The scheme orgRoutingHeaderSlug is the same header: send it once.")
            ],
        body: Operation.Body(required: true, Schema(generated: ##"{"$ref":"#/components/schemas/SetAbilitiesRequest"}"##)),
        responses: [
                Operation.Response(200, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/StatusAnswer"}"##), "Stored."),
                Operation.Response(400, ["application/json"], Schema(generated: ##"{"anyOf":[{"$ref":"#/components/schemas/OrgHeaderRequiredError"},{"$ref":"#/components/schemas/Error"}]}"##), "`invalid workspace ID`, `invalid request body`, `at least one ability field required`, or no organisation was named."),
                Operation.Response(401, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "No credential, or none that is accepted here. Administrative routes: `admin auth required`, `invalid admin auth token`. Routes of a workspace: `missing workspace auth token`, `invalid workspace auth token`, also when the token belongs to another workspace. There is no WWW-Authenticate."),
                Operation.Response(403, [], nil, "Empty: the request carries an Origin that the server does not allow. Programs send none."),
                Operation.Response(404, ["application/json", "text/plain", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "One of three. JSON: the thing is not there. Empty: the server serves another organisation (April: or none was named). Text, or a page of the web interface: no such route."),
                Operation.Response(429, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/RateLimitError"}"##), "Too many requests: 600 in 60 seconds, per address in April, per organisation or token since May; ten mints of org keys in their own window. Wait as long as it says."),
                Operation.Response(500, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "The server could not do it; empty after a defect. Where ids are not checked, a malformed one ends here too."),
                Operation.Response(502, ["text/plain", "text/html"], nil, "Where the route is not there, the web interface is asked instead; this is its absence."),
                Operation.Response(503, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/PlatformUnavailableError"}"##), "The gate of administrative routes cannot read its database. Ask again later.")
            ],
        security: [[.orgApiKey, .orgRoutingHeaderId], [.orgApiKey, .orgRoutingHeaderSlug], [.orgApiKey], [.adminToken, .orgRoutingHeaderId], [.adminToken, .orgRoutingHeaderSlug], [.adminToken], [.workosSession, .orgRoutingHeaderId], [.workosSession, .orgRoutingHeaderSlug], [.workspaceToken]],
        retry: .idempotent,
        lostReply: "Send it again: the result is the same.",
        sideEffects: [],
        confirm: nil, force: nil,
        rateLimit: .general, deadlineSeconds: 30,
        returnsSecrets: [], takesSecrets: [],
        isPromised: false)

    /// Ask for a workspace's state.
    public static let tenantGetWorkspaceState = Operation(
        id: "tenantGetWorkspaceState", method: .get, path: "/workspaces/{id}/state",
        summary: "Ask for a workspace's state",
        description: "Made for an agent with its own token. While the workspace has a live token, only such a token is accepted: the admin token and org keys get 401.",
        tags: ["workspaces"],
        surface: .tenant, authClass: "workspace",
        parameters: [
                Operation.Parameter("id", .path, required: true, Schema(generated: #"{"type":"string","format":"uuid"}"#), "The workspace's id. Always in lower case, 36 characters: routes differ in what else they take."),
                Operation.Parameter("X-Molecule-Org-Id", .header, required: false, Schema(generated: #"{"type":"string"}"#), "UUID of the organisation; SaaS tenants want it with every request. The scheme orgRoutingHeaderId is the same header: send it once."),
                Operation.Parameter("X-Molecule-Org-Slug", .header, required: false, Schema(generated: #"{"type":"string"}"#), "Slug of the organisation; only the control plane's edge reads it, to find the tenant. The scheme orgRoutingHeaderSlug is the same header: send it once.")
            ],
        body: nil,
        responses: [
                Operation.Response(200, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/WorkspaceState"}"##), "Its state."),
                Operation.Response(400, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/OrgHeaderRequiredError"}"##), "May, SaaS tenant: no organisation was named. April answers an empty 404. Before every gate, for every path but health, metrics and build."),
                Operation.Response(401, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "No credential, or none that is accepted here. Administrative routes: `admin auth required`, `invalid admin auth token`. Routes of a workspace: `missing workspace auth token`, `invalid workspace auth token`, also when the token belongs to another workspace. There is no WWW-Authenticate."),
                Operation.Response(403, [], nil, "Empty: the request carries an Origin that the server does not allow. Programs send none."),
                Operation.Response(404, ["application/json", "text/plain", "text/html"], Schema(generated: ##"{"anyOf":[{"$ref":"#/components/schemas/WorkspaceState"},{"$ref":"#/components/schemas/Error"}]}"##), "Removed (with `status`) or never there; or one of the general reasons."),
                Operation.Response(429, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/RateLimitError"}"##), "Too many requests: 600 in 60 seconds, per address in April, per organisation or token since May; ten mints of org keys in their own window. Wait as long as it says."),
                Operation.Response(500, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "The server could not do it; empty after a defect. Where ids are not checked, a malformed one ends here too.")
            ],
        security: [[.workspaceToken, .orgRoutingHeaderId], [.workspaceToken, .orgRoutingHeaderSlug], [.workspaceToken], [.orgApiKey, .orgRoutingHeaderId], [.orgApiKey, .orgRoutingHeaderSlug], [.orgApiKey], [.adminToken, .orgRoutingHeaderId], [.adminToken, .orgRoutingHeaderSlug], [.adminToken], [.workosSession, .orgRoutingHeaderId], [.workosSession, .orgRoutingHeaderSlug]],
        retry: .safe,
        lostReply: "Ask again.",
        sideEffects: [],
        confirm: nil, force: nil,
        rateLimit: .general, deadlineSeconds: 30,
        returnsSecrets: [], takesSecrets: [],
        isPromised: false)

    /// Read a workspace machine's console.
    public static let tenantGetWorkspaceConsole = Operation(
        id: "tenantGetWorkspaceConsole", method: .get, path: "/workspaces/{id}/console",
        summary: "Read a workspace machine's console",
        description: "SaaS tenants only: the control plane is asked. The text may hold what the machine printed at its start.",
        tags: ["workspaces"],
        surface: .tenant, authClass: "admin",
        parameters: [
                Operation.Parameter("id", .path, required: true, Schema(generated: #"{"type":"string","format":"uuid"}"#), "The workspace's id. Always in lower case, 36 characters: routes differ in what else they take."),
                Operation.Parameter("X-Molecule-Org-Id", .header, required: false, Schema(generated: #"{"type":"string"}"#), "UUID of the organisation; SaaS tenants want it with every request. The scheme orgRoutingHeaderId is the same header: send it once."),
                Operation.Parameter("X-Molecule-Org-Slug", .header, required: false, Schema(generated: #"{"type":"string"}"#), "Slug of the organisation; only the control plane's edge reads it, to find the tenant. The scheme orgRoutingHeaderSlug is the same header: send it once.")
            ],
        body: nil,
        responses: [
                Operation.Response(200, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/ConsoleOutput"}"##), "The console's text."),
                Operation.Response(400, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/OrgHeaderRequiredError"}"##), "May, SaaS tenant: no organisation was named. April answers an empty 404. Before every gate, for every path but health, metrics and build."),
                Operation.Response(401, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "No credential, or none that is accepted here. Administrative routes: `admin auth required`, `invalid admin auth token`. Routes of a workspace: `missing workspace auth token`, `invalid workspace auth token`, also when the token belongs to another workspace. There is no WWW-Authenticate."),
                Operation.Response(403, [], nil, "Empty: the request carries an Origin that the server does not allow. Programs send none."),
                Operation.Response(404, ["application/json", "text/plain", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "One of three. JSON: the thing is not there. Empty: the server serves another organisation (April: or none was named). Text, or a page of the web interface: no such route."),
                Operation.Response(429, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/RateLimitError"}"##), "Too many requests: 600 in 60 seconds, per address in April, per organisation or token since May; ten mints of org keys in their own window. Wait as long as it says."),
                Operation.Response(500, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "The server could not do it; empty after a defect. Where ids are not checked, a malformed one ends here too."),
                Operation.Response(501, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "No control plane."),
                Operation.Response(502, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "The control plane failed."),
                Operation.Response(503, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/PlatformUnavailableError"}"##), "The gate of administrative routes cannot read its database. Ask again later.")
            ],
        security: [[.orgApiKey, .orgRoutingHeaderId], [.orgApiKey, .orgRoutingHeaderSlug], [.orgApiKey], [.adminToken, .orgRoutingHeaderId], [.adminToken, .orgRoutingHeaderSlug], [.adminToken], [.workosSession, .orgRoutingHeaderId], [.workosSession, .orgRoutingHeaderSlug], [.workspaceToken]],
        retry: .safe,
        lostReply: "Ask again.",
        sideEffects: [],
        confirm: nil, force: nil,
        rateLimit: .general, deadlineSeconds: 60,
        returnsSecrets: [], takesSecrets: [],
        isPromised: false)

    /// Replace an external workspace's tokens.
    public static let tenantRotateExternalCredentials = Operation(
        id: "tenantRotateExternalCredentials", method: .post, path: "/workspaces/{id}/external/rotate",
        summary: "Replace an external workspace's tokens",
        description: "Since May. Revokes all live tokens of the workspace and mints one. A removed workspace gets a token that never works: check first.",
        tags: ["workspaces"],
        surface: .tenant, authClass: "workspace",
        parameters: [
                Operation.Parameter("id", .path, required: true, Schema(generated: #"{"type":"string","format":"uuid"}"#), "The workspace's id. Always in lower case, 36 characters: routes differ in what else they take."),
                Operation.Parameter("X-Molecule-Org-Id", .header, required: false, Schema(generated: #"{"type":"string"}"#), "UUID of the organisation; SaaS tenants want it with every request. The scheme orgRoutingHeaderId is the same header: send it once."),
                Operation.Parameter("X-Molecule-Org-Slug", .header, required: false, Schema(generated: #"{"type":"string"}"#), "Slug of the organisation; only the control plane's edge reads it, to find the tenant. The scheme orgRoutingHeaderSlug is the same header: send it once.")
            ],
        body: nil,
        responses: [
                Operation.Response(200, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/ConnectionAnswer"}"##), "The new connection, with its token."),
                Operation.Response(400, ["application/json"], Schema(generated: ##"{"anyOf":[{"$ref":"#/components/schemas/RuntimeMismatchError"},{"$ref":"#/components/schemas/OrgHeaderRequiredError"},{"$ref":"#/components/schemas/Error"}]}"##), "The workspace is not external, or no organisation was named."),
                Operation.Response(401, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "No credential, or none that is accepted here. Administrative routes: `admin auth required`, `invalid admin auth token`. Routes of a workspace: `missing workspace auth token`, `invalid workspace auth token`, also when the token belongs to another workspace. There is no WWW-Authenticate."),
                Operation.Response(403, [], nil, "Empty: the request carries an Origin that the server does not allow. Programs send none."),
                Operation.Response(404, ["application/json", "text/plain", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "One of three. JSON: the thing is not there. Empty: the server serves another organisation (April: or none was named). Text, or a page of the web interface: no such route."),
                Operation.Response(429, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/RateLimitError"}"##), "Too many requests: 600 in 60 seconds, per address in April, per organisation or token since May; ten mints of org keys in their own window. Wait as long as it says."),
                Operation.Response(500, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "The server could not do it; empty after a defect. Where ids are not checked, a malformed one ends here too."),
                Operation.Response(502, ["text/plain", "text/html"], nil, "Where the route is not there, the web interface is asked instead; this is its absence.")
            ],
        security: [[.orgApiKey, .orgRoutingHeaderId], [.orgApiKey, .orgRoutingHeaderSlug], [.orgApiKey], [.adminToken, .orgRoutingHeaderId], [.adminToken, .orgRoutingHeaderSlug], [.adminToken], [.workspaceToken, .orgRoutingHeaderId], [.workspaceToken, .orgRoutingHeaderSlug], [.workspaceToken], [.workosSession, .orgRoutingHeaderId], [.workosSession, .orgRoutingHeaderSlug]],
        retry: .never,
        lostReply: "The old tokens are dead and the new one is lost: rotate again with an org key or the admin token.",
        sideEffects: ["Revokes every token of the workspace, the caller's included."],
        confirm: nil, force: nil,
        rateLimit: .general, deadlineSeconds: 30,
        returnsSecrets: ["/connection/auth_token"], takesSecrets: [],
        isPromised: false)

    /// Read how an external workspace connects.
    public static let tenantGetExternalConnection = Operation(
        id: "tenantGetExternalConnection", method: .get, path: "/workspaces/{id}/external/connection",
        summary: "Read how an external workspace connects",
        description: "Since May. The same texts as at creation, with an empty token.",
        tags: ["workspaces"],
        surface: .tenant, authClass: "workspace",
        parameters: [
                Operation.Parameter("id", .path, required: true, Schema(generated: #"{"type":"string","format":"uuid"}"#), "The workspace's id. Always in lower case, 36 characters: routes differ in what else they take."),
                Operation.Parameter("X-Molecule-Org-Id", .header, required: false, Schema(generated: #"{"type":"string"}"#), "UUID of the organisation; SaaS tenants want it with every request. The scheme orgRoutingHeaderId is the same header: send it once."),
                Operation.Parameter("X-Molecule-Org-Slug", .header, required: false, Schema(generated: #"{"type":"string"}"#), "Slug of the organisation; only the control plane's edge reads it, to find the tenant. The scheme orgRoutingHeaderSlug is the same header: send it once.")
            ],
        body: nil,
        responses: [
                Operation.Response(200, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/ConnectionAnswer"}"##), "The connection."),
                Operation.Response(400, ["application/json"], Schema(generated: ##"{"anyOf":[{"$ref":"#/components/schemas/RuntimeMismatchError"},{"$ref":"#/components/schemas/OrgHeaderRequiredError"},{"$ref":"#/components/schemas/Error"}]}"##), "The workspace is not external, or no organisation was named."),
                Operation.Response(401, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "No credential, or none that is accepted here. Administrative routes: `admin auth required`, `invalid admin auth token`. Routes of a workspace: `missing workspace auth token`, `invalid workspace auth token`, also when the token belongs to another workspace. There is no WWW-Authenticate."),
                Operation.Response(403, [], nil, "Empty: the request carries an Origin that the server does not allow. Programs send none."),
                Operation.Response(404, ["application/json", "text/plain", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "One of three. JSON: the thing is not there. Empty: the server serves another organisation (April: or none was named). Text, or a page of the web interface: no such route."),
                Operation.Response(429, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/RateLimitError"}"##), "Too many requests: 600 in 60 seconds, per address in April, per organisation or token since May; ten mints of org keys in their own window. Wait as long as it says."),
                Operation.Response(500, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "The server could not do it; empty after a defect. Where ids are not checked, a malformed one ends here too."),
                Operation.Response(502, ["text/plain", "text/html"], nil, "Where the route is not there, the web interface is asked instead; this is its absence.")
            ],
        security: [[.orgApiKey, .orgRoutingHeaderId], [.orgApiKey, .orgRoutingHeaderSlug], [.orgApiKey], [.adminToken, .orgRoutingHeaderId], [.adminToken, .orgRoutingHeaderSlug], [.adminToken], [.workspaceToken, .orgRoutingHeaderId], [.workspaceToken, .orgRoutingHeaderSlug], [.workspaceToken], [.workosSession, .orgRoutingHeaderId], [.workosSession, .orgRoutingHeaderSlug]],
        retry: .safe,
        lostReply: "Ask again.",
        sideEffects: [],
        confirm: nil, force: nil,
        rateLimit: .general, deadlineSeconds: 30,
        returnsSecrets: [], takesSecrets: [],
        isPromised: false)

    /// Read who pays for a workspace's model.
    public static let tenantGetBillingMode = Operation(
        id: "tenantGetBillingMode", method: .get, path: "/admin/workspaces/{id}/llm-billing-mode",
        summary: "Read who pays for a workspace's model",
        description: "Since May. The id must be in lower case. It answers for unknown workspaces too, so 200 proves nothing about existence.",
        tags: ["workspaces"],
        surface: .tenant, authClass: "admin",
        parameters: [
                Operation.Parameter("id", .path, required: true, Schema(generated: #"{"type":"string","format":"uuid"}"#), "The workspace's id. Always in lower case, 36 characters: routes differ in what else they take."),
                Operation.Parameter("X-Molecule-Org-Id", .header, required: false, Schema(generated: #"{"type":"string"}"#), "UUID of the organisation; SaaS tenants want it with every request. The scheme orgRoutingHeaderId is the same header: send it once."),
                Operation.Parameter("X-Molecule-Org-Slug", .header, required: false, Schema(generated: #"{"type":"string"}"#), "Slug of the organisation; only the control plane's edge reads it, to find the tenant. The scheme orgRoutingHeaderSlug is the same header: send it once.")
            ],
        body: nil,
        responses: [
                Operation.Response(200, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/BillingModeResponse"}"##), "The mode: as promised, or as May really answers."),
                Operation.Response(400, ["application/json"], Schema(generated: ##"{"anyOf":[{"$ref":"#/components/schemas/OrgHeaderRequiredError"},{"$ref":"#/components/schemas/Error"}]}"##), "`invalid workspace id`, or no organisation was named."),
                Operation.Response(401, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "No credential, or none that is accepted here. Administrative routes: `admin auth required`, `invalid admin auth token`. Routes of a workspace: `missing workspace auth token`, `invalid workspace auth token`, also when the token belongs to another workspace. There is no WWW-Authenticate."),
                Operation.Response(403, [], nil, "Empty: the request carries an Origin that the server does not allow. Programs send none."),
                Operation.Response(404, ["application/json", "text/plain", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "One of three. JSON: the thing is not there. Empty: the server serves another organisation (April: or none was named). Text, or a page of the web interface: no such route."),
                Operation.Response(429, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/RateLimitError"}"##), "Too many requests: 600 in 60 seconds, per address in April, per organisation or token since May; ten mints of org keys in their own window. Wait as long as it says."),
                Operation.Response(500, ["application/json"], Schema(generated: ##"{"anyOf":[{"$ref":"#/components/schemas/BillingModeResolutionError"},{"$ref":"#/components/schemas/Error"}]}"##), "The mode could not be worked out; empty after a defect."),
                Operation.Response(502, ["text/plain", "text/html"], nil, "Where the route is not there, the web interface is asked instead; this is its absence."),
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

    /// Set who pays for a workspace's model.
    public static let tenantPutBillingMode = Operation(
        id: "tenantPutBillingMode", method: .put, path: "/admin/workspaces/{id}/llm-billing-mode",
        summary: "Set who pays for a workspace's model",
        description: "Since May. The id must be in lower case. It takes effect at the next restart, and a workspace without credentials of its own fails there when it is switched to `byok`. Removed workspaces are changed too.",
        tags: ["workspaces"],
        surface: .tenant, authClass: "admin",
        parameters: [
                Operation.Parameter("id", .path, required: true, Schema(generated: #"{"type":"string","format":"uuid"}"#), "The workspace's id. Always in lower case, 36 characters: routes differ in what else they take."),
                Operation.Parameter("X-Molecule-Org-Id", .header, required: false, Schema(generated: #"{"type":"string"}"#), "UUID of the organisation; SaaS tenants want it with every request. The scheme orgRoutingHeaderId is the same header: send it once."),
                Operation.Parameter("X-Molecule-Org-Slug", .header, required: false, Schema(generated: #"{"type":"string"}"#), "Slug of the organisation; only the control plane's edge reads it, to find the tenant. The scheme orgRoutingHeaderSlug is the same header: send it once.")
            ],
        body: Operation.Body(required: true, Schema(generated: ##"{"$ref":"#/components/schemas/PutBillingModeRequest"}"##)),
        responses: [
                Operation.Response(200, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/BillingModeResponse"}"##), "The mode: as promised, or as May really answers."),
                Operation.Response(400, ["application/json"], Schema(generated: ##"{"anyOf":[{"$ref":"#/components/schemas/DetailedError"},{"$ref":"#/components/schemas/OrgHeaderRequiredError"},{"$ref":"#/components/schemas/Error"}]}"##), "`invalid workspace id`, a body that cannot be read (with `detail`), or a mode that is missing or unknown; or no organisation was named."),
                Operation.Response(401, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "No credential, or none that is accepted here. Administrative routes: `admin auth required`, `invalid admin auth token`. Routes of a workspace: `missing workspace auth token`, `invalid workspace auth token`, also when the token belongs to another workspace. There is no WWW-Authenticate."),
                Operation.Response(403, [], nil, "Empty: the request carries an Origin that the server does not allow. Programs send none."),
                Operation.Response(404, ["application/json", "text/plain", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "One of three. JSON: the thing is not there. Empty: the server serves another organisation (April: or none was named). Text, or a page of the web interface: no such route."),
                Operation.Response(429, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/RateLimitError"}"##), "Too many requests: 600 in 60 seconds, per address in April, per organisation or token since May; ten mints of org keys in their own window. Wait as long as it says."),
                Operation.Response(500, ["application/json"], Schema(generated: ##"{"anyOf":[{"$ref":"#/components/schemas/DetailedError"},{"$ref":"#/components/schemas/Error"}]}"##), "`set workspace billing mode failed`; empty after a defect."),
                Operation.Response(502, ["text/plain", "text/html"], nil, "Where the route is not there, the web interface is asked instead; this is its absence."),
                Operation.Response(503, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/PlatformUnavailableError"}"##), "The gate of administrative routes cannot read its database. Ask again later.")
            ],
        security: [[.orgApiKey, .orgRoutingHeaderId], [.orgApiKey, .orgRoutingHeaderSlug], [.orgApiKey], [.adminToken, .orgRoutingHeaderId], [.adminToken, .orgRoutingHeaderSlug], [.adminToken], [.workosSession, .orgRoutingHeaderId], [.workosSession, .orgRoutingHeaderSlug], [.workspaceToken]],
        retry: .idempotent,
        lostReply: "Send it again: the result is the same.",
        sideEffects: [],
        confirm: nil, force: nil,
        rateLimit: .general, deadlineSeconds: 30,
        returnsSecrets: [], takesSecrets: [],
        isPromised: true)

    /// Read a workspace's model.
    public static let tenantGetWorkspaceModel = Operation(
        id: "tenantGetWorkspaceModel", method: .get, path: "/workspaces/{id}/model",
        summary: "Read a workspace's model",
        description: "Kept as a secret: MODEL_PROVIDER in April, MODEL since May. An unknown workspace has the default.",
        tags: ["workspaces"],
        surface: .tenant, authClass: "workspace",
        parameters: [
                Operation.Parameter("id", .path, required: true, Schema(generated: #"{"type":"string","format":"uuid"}"#), "The workspace's id. Always in lower case, 36 characters: routes differ in what else they take."),
                Operation.Parameter("X-Molecule-Org-Id", .header, required: false, Schema(generated: #"{"type":"string"}"#), "UUID of the organisation; SaaS tenants want it with every request. The scheme orgRoutingHeaderId is the same header: send it once."),
                Operation.Parameter("X-Molecule-Org-Slug", .header, required: false, Schema(generated: #"{"type":"string"}"#), "Slug of the organisation; only the control plane's edge reads it, to find the tenant. The scheme orgRoutingHeaderSlug is the same header: send it once.")
            ],
        body: nil,
        responses: [
                Operation.Response(200, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/ModelSetting"}"##), "The model."),
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
        isPromised: false)

    /// Set or clear a workspace's model.
    public static let tenantPutWorkspaceModel = Operation(
        id: "tenantPutWorkspaceModel", method: .put, path: "/workspaces/{id}/model",
        summary: "Set or clear a workspace's model",
        description: "An empty or missing member clears it. The model is not checked against those registered, and since May it can change who pays for it.",
        tags: ["workspaces"],
        surface: .tenant, authClass: "workspace",
        parameters: [
                Operation.Parameter("id", .path, required: true, Schema(generated: #"{"type":"string","format":"uuid"}"#), "The workspace's id. Always in lower case, 36 characters: routes differ in what else they take."),
                Operation.Parameter("X-Molecule-Org-Id", .header, required: false, Schema(generated: #"{"type":"string"}"#), "UUID of the organisation; SaaS tenants want it with every request. The scheme orgRoutingHeaderId is the same header: send it once."),
                Operation.Parameter("X-Molecule-Org-Slug", .header, required: false, Schema(generated: #"{"type":"string"}"#), "Slug of the organisation; only the control plane's edge reads it, to find the tenant. The scheme orgRoutingHeaderSlug is the same header: send it once.")
            ],
        body: Operation.Body(required: true, Schema(generated: ##"{"$ref":"#/components/schemas/PutModelRequest"}"##)),
        responses: [
                Operation.Response(200, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/ModelSaved"}"##), "Stored or cleared."),
                Operation.Response(400, ["application/json"], Schema(generated: ##"{"anyOf":[{"$ref":"#/components/schemas/OrgHeaderRequiredError"},{"$ref":"#/components/schemas/Error"}]}"##), "`invalid workspace ID` (upper case is refused too) or `invalid request body`; May also: no organisation was named."),
                Operation.Response(401, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "No credential, or none that is accepted here. Administrative routes: `admin auth required`, `invalid admin auth token`. Routes of a workspace: `missing workspace auth token`, `invalid workspace auth token`, also when the token belongs to another workspace. There is no WWW-Authenticate."),
                Operation.Response(403, [], nil, "Empty: the request carries an Origin that the server does not allow. Programs send none."),
                Operation.Response(404, ["application/json", "text/plain", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "One of three. JSON: the thing is not there. Empty: the server serves another organisation (April: or none was named). Text, or a page of the web interface: no such route."),
                Operation.Response(429, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/RateLimitError"}"##), "Too many requests: 600 in 60 seconds, per address in April, per organisation or token since May; ten mints of org keys in their own window. Wait as long as it says."),
                Operation.Response(500, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "The server could not do it; empty after a defect. Where ids are not checked, a malformed one ends here too.")
            ],
        security: [[.orgApiKey, .orgRoutingHeaderId], [.orgApiKey, .orgRoutingHeaderSlug], [.orgApiKey], [.adminToken, .orgRoutingHeaderId], [.adminToken, .orgRoutingHeaderSlug], [.adminToken], [.workspaceToken, .orgRoutingHeaderId], [.workspaceToken, .orgRoutingHeaderSlug], [.workspaceToken], [.workosSession, .orgRoutingHeaderId], [.workosSession, .orgRoutingHeaderSlug]],
        retry: .idempotent,
        lostReply: "Send it again: the model is the same, and the workspace restarts once more.",
        sideEffects: ["The workspace is restarted if the server restarts on writes (April: with a local container engine; May: there and as a SaaS tenant).", "Each such restart revokes the workspace's tokens, including one that made the call (April: with a local container engine).", "May drops an automatic restart within 60 seconds of the previous one: after a series of writes, restart once more."],
        confirm: nil, force: nil,
        rateLimit: .general, deadlineSeconds: 30,
        returnsSecrets: [], takesSecrets: [],
        isPromised: false)

    /// Read a workspace's use of models today.
    public static let tenantGetWorkspaceUsage = Operation(
        id: "tenantGetWorkspaceUsage", method: .get, path: "/workspaces/{id}/metrics",
        summary: "Read a workspace's use of models today",
        description: "The current UTC day, nothing else.",
        tags: ["workspaces"],
        surface: .tenant, authClass: "workspace",
        parameters: [
                Operation.Parameter("id", .path, required: true, Schema(generated: #"{"type":"string","format":"uuid"}"#), "The workspace's id. Always in lower case, 36 characters: routes differ in what else they take."),
                Operation.Parameter("X-Molecule-Org-Id", .header, required: false, Schema(generated: #"{"type":"string"}"#), "UUID of the organisation; SaaS tenants want it with every request. The scheme orgRoutingHeaderId is the same header: send it once."),
                Operation.Parameter("X-Molecule-Org-Slug", .header, required: false, Schema(generated: #"{"type":"string"}"#), "Slug of the organisation; only the control plane's edge reads it, to find the tenant. The scheme orgRoutingHeaderSlug is the same header: send it once.")
            ],
        body: nil,
        responses: [
                Operation.Response(200, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/WorkspaceUsage"}"##), "Use."),
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
        isPromised: false)

    /// Read the audit ledger agents write.
    public static let tenantListWorkspaceAudit = Operation(
        id: "tenantListWorkspaceAudit", method: .get, path: "/workspaces/{id}/audit",
        summary: "Read the audit ledger agents write",
        description: "Oldest first. Management calls are not in it. `events` is null when nothing matches. `chain_valid` is null beyond the first page, and false for any window that does not start at an agent's first event.",
        tags: ["workspaces"],
        surface: .tenant, authClass: "workspace",
        parameters: [
                Operation.Parameter("id", .path, required: true, Schema(generated: #"{"type":"string","format":"uuid"}"#), "The workspace's id. Always in lower case, 36 characters: routes differ in what else they take."),
                Operation.Parameter("agent_id", .query, required: false, Schema(generated: #"{"type":"string"}"#), "Exactly this agent."),
                Operation.Parameter("session_id", .query, required: false, Schema(generated: #"{"type":"string"}"#), "Exactly this session."),
                Operation.Parameter("from", .query, required: false, Schema(generated: #"{"type":"string","format":"date-time"}"#), "From this time on."),
                Operation.Parameter("to", .query, required: false, Schema(generated: #"{"type":"string","format":"date-time"}"#), "Before this time."),
                Operation.Parameter("limit", .query, required: false, Schema(generated: #"{"type":"integer","minimum":1,"default":100}"#), "At most 500; more is cut."),
                Operation.Parameter("offset", .query, required: false, Schema(generated: #"{"type":"integer","minimum":0,"default":0}"#), "How many to pass over."),
                Operation.Parameter("X-Molecule-Org-Id", .header, required: false, Schema(generated: #"{"type":"string"}"#), "UUID of the organisation; SaaS tenants want it with every request. The scheme orgRoutingHeaderId is the same header: send it once."),
                Operation.Parameter("X-Molecule-Org-Slug", .header, required: false, Schema(generated: #"{"type":"string"}"#), "Slug of the organisation; only the control plane's edge reads it, to find the tenant. The scheme orgRoutingHeaderSlug is the same header: send it once.")
            ],
        body: nil,
        responses: [
                Operation.Response(200, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/AuditPage"}"##), "A page."),
                Operation.Response(400, ["application/json"], Schema(generated: ##"{"anyOf":[{"$ref":"#/components/schemas/OrgHeaderRequiredError"},{"$ref":"#/components/schemas/Error"}]}"##), "A time is not RFC 3339; May also: no organisation was named."),
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

    /// Read what a workspace did.
    public static let tenantListWorkspaceActivity = Operation(
        id: "tenantListWorkspaceActivity", method: .get, path: "/workspaces/{id}/activity",
        summary: "Read what a workspace did",
        description: "Newest first, but oldest first behind a cursor. Rows are kept for seven days.",
        tags: ["workspaces"],
        surface: .tenant, authClass: "workspace",
        parameters: [
                Operation.Parameter("id", .path, required: true, Schema(generated: #"{"type":"string","format":"uuid"}"#), "The workspace's id. Always in lower case, 36 characters: routes differ in what else they take."),
                Operation.Parameter("type", .query, required: false, Schema(generated: #"{"type":"string"}"#), "Exactly this type."),
                Operation.Parameter("source", .query, required: false, Schema(generated: #"{"type":"string","enum":["canvas","agent"]}"#), "Where it came from."),
                Operation.Parameter("limit", .query, required: false, Schema(generated: #"{"type":"integer","minimum":1,"default":100}"#), "At most 500; more is cut."),
                Operation.Parameter("since_secs", .query, required: false, Schema(generated: #"{"type":"integer","minimum":1}"#), "Since May: the last so many seconds, at most 30 days."),
                Operation.Parameter("since_id", .query, required: false, Schema(generated: #"{"type":"string","format":"uuid"}"#), "Since May: rows after this one, oldest first."),
                Operation.Parameter("before_ts", .query, required: false, Schema(generated: #"{"type":"string","format":"date-time"}"#), "Since May: older than this."),
                Operation.Parameter("peer_id", .query, required: false, Schema(generated: #"{"type":"string","format":"uuid"}"#), "Since May: with this peer."),
                Operation.Parameter("include", .query, required: false, Schema(generated: #"{"type":"string","enum":["peer_info"]}"#), "Since May: adds the peer's name and role."),
                Operation.Parameter("X-Molecule-Org-Id", .header, required: false, Schema(generated: #"{"type":"string"}"#), "UUID of the organisation; SaaS tenants want it with every request. The scheme orgRoutingHeaderId is the same header: send it once."),
                Operation.Parameter("X-Molecule-Org-Slug", .header, required: false, Schema(generated: #"{"type":"string"}"#), "Slug of the organisation; only the control plane's edge reads it, to find the tenant. The scheme orgRoutingHeaderSlug is the same header: send it once.")
            ],
        body: nil,
        responses: [
                Operation.Response(200, ["application/json"], Schema(generated: ##"{"type":"array","items":{"$ref":"#/components/schemas/Activity"}}"##), "Activity."),
                Operation.Response(400, ["application/json"], Schema(generated: ##"{"anyOf":[{"$ref":"#/components/schemas/OrgHeaderRequiredError"},{"$ref":"#/components/schemas/Error"}]}"##), "A parameter is not allowed; May also: no organisation was named."),
                Operation.Response(401, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "No credential, or none that is accepted here. Administrative routes: `admin auth required`, `invalid admin auth token`. Routes of a workspace: `missing workspace auth token`, `invalid workspace auth token`, also when the token belongs to another workspace. There is no WWW-Authenticate."),
                Operation.Response(403, [], nil, "Empty: the request carries an Origin that the server does not allow. Programs send none."),
                Operation.Response(404, ["application/json", "text/plain", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "One of three. JSON: the thing is not there. Empty: the server serves another organisation (April: or none was named). Text, or a page of the web interface: no such route."),
                Operation.Response(410, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "May: the cursor's row is gone. Start again without it."),
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
}
