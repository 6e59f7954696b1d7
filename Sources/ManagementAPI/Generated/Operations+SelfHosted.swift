// swift-format-ignore-file
// Generated from management.json by molecule-generate; do not edit.

extension Operations {
    /// List all workspaces.
    public static let selfHostedListWorkspaces = Operation(
        id: "selfHostedListWorkspaces", method: .get, path: "/admin/workspaces",
        summary: "List all workspaces",
        description: "Answers an object with `count`, which is how ADMIN_TOKEN is proven. On a tenant server the route is not there, whatever token is sent. Without ADMIN_TOKEN in its environment the server lets everyone in.",
        tags: ["self-hosted"],
        surface: .selfHosted, authClass: "admin",
        parameters: [],
        body: nil,
        responses: [
                Operation.Response(200, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/SelfHostedWorkspaceList"}"##), "The workspaces."),
                Operation.Response(400, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/OrgHeaderRequiredError"}"##), "May, SaaS tenant: no organisation was named. April answers an empty 404. Before every gate, for every path but health, metrics and build."),
                Operation.Response(401, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "No credential, or none that is accepted here. Administrative routes: `admin auth required`, `invalid admin auth token`. Routes of a workspace: `missing workspace auth token`, `invalid workspace auth token`, also when the token belongs to another workspace. There is no WWW-Authenticate."),
                Operation.Response(403, [], nil, "Empty: the request carries an Origin that the server does not allow. Programs send none."),
                Operation.Response(404, ["application/json", "text/plain", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "One of three. JSON: the thing is not there. Empty: the server serves another organisation (April: or none was named). Text, or a page of the web interface: no such route."),
                Operation.Response(429, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/RateLimitError"}"##), "Too many requests: 600 in 60 seconds, per address in April, per organisation or token since May; ten mints of org keys in their own window. Wait as long as it says."),
                Operation.Response(500, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "The server could not do it; empty after a defect. Where ids are not checked, a malformed one ends here too."),
                Operation.Response(502, ["text/plain", "text/html"], nil, "Where the route is not there, the web interface is asked instead; this is its absence."),
                Operation.Response(503, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/PlatformUnavailableError"}"##), "The gate of administrative routes cannot read its database. Ask again later.")
            ],
        security: [[.adminToken]],
        retry: .safe,
        lostReply: "Ask again.",
        sideEffects: [],
        confirm: nil, force: nil,
        rateLimit: .general, deadlineSeconds: 30,
        returnsSecrets: [], takesSecrets: [],
        isPromised: false)

    /// Pause a workspace and everything below it.
    public static let selfHostedPauseWorkspace = Operation(
        id: "selfHostedPauseWorkspace", method: .post, path: "/admin/workspaces/{id}/pause",
        summary: "Pause a workspace and everything below it",
        description: "As a tenant does.",
        tags: ["self-hosted"],
        surface: .selfHosted, authClass: "admin",
        parameters: [
                Operation.Parameter("id", .path, required: true, Schema(generated: #"{"type":"string","format":"uuid"}"#), "The workspace's id. Always in lower case, 36 characters: routes differ in what else they take.")
            ],
        body: nil,
        responses: [
                Operation.Response(200, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/PausedWorkspaces"}"##), "Paused."),
                Operation.Response(400, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/OrgHeaderRequiredError"}"##), "May, SaaS tenant: no organisation was named. April answers an empty 404. Before every gate, for every path but health, metrics and build."),
                Operation.Response(401, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "No credential, or none that is accepted here. Administrative routes: `admin auth required`, `invalid admin auth token`. Routes of a workspace: `missing workspace auth token`, `invalid workspace auth token`, also when the token belongs to another workspace. There is no WWW-Authenticate."),
                Operation.Response(403, [], nil, "Empty: the request carries an Origin that the server does not allow. Programs send none."),
                Operation.Response(404, ["application/json", "text/plain", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "One of three. JSON: the thing is not there. Empty: the server serves another organisation (April: or none was named). Text, or a page of the web interface: no such route."),
                Operation.Response(429, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/RateLimitError"}"##), "Too many requests: 600 in 60 seconds, per address in April, per organisation or token since May; ten mints of org keys in their own window. Wait as long as it says."),
                Operation.Response(500, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "The server could not do it; empty after a defect. Where ids are not checked, a malformed one ends here too."),
                Operation.Response(502, ["text/plain", "text/html"], nil, "Where the route is not there, the web interface is asked instead; this is its absence."),
                Operation.Response(503, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/PlatformUnavailableError"}"##), "The gate of administrative routes cannot read its database. Ask again later.")
            ],
        security: [[.adminToken]],
        retry: .idempotent,
        lostReply: "Send it again: 404 means it is paused, removed or unknown.",
        sideEffects: ["Pauses all descendants that are not paused yet.", "Stops containers."],
        confirm: nil, force: nil,
        rateLimit: .general, deadlineSeconds: 120,
        returnsSecrets: [], takesSecrets: [],
        isPromised: false)

    /// Resume a workspace and the paused ones below it.
    public static let selfHostedResumeWorkspace = Operation(
        id: "selfHostedResumeWorkspace", method: .post, path: "/admin/workspaces/{id}/resume",
        summary: "Resume a workspace and the paused ones below it",
        description: "As a tenant does. Read the list until it is online.",
        tags: ["self-hosted"],
        surface: .selfHosted, authClass: "admin",
        parameters: [
                Operation.Parameter("id", .path, required: true, Schema(generated: #"{"type":"string","format":"uuid"}"#), "The workspace's id. Always in lower case, 36 characters: routes differ in what else they take.")
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
                Operation.Response(502, ["text/plain", "text/html"], nil, "Where the route is not there, the web interface is asked instead; this is its absence."),
                Operation.Response(503, ["application/json"], Schema(generated: ##"{"anyOf":[{"$ref":"#/components/schemas/PlatformUnavailableError"},{"$ref":"#/components/schemas/Error"}]}"##), "The database cannot be reached, or nothing can be started.")
            ],
        security: [[.adminToken]],
        retry: .idempotent,
        lostReply: "Send it again: 404 means it is no longer paused.",
        sideEffects: ["Starts all paused descendants.", "Revokes the tokens of each."],
        confirm: nil, force: nil,
        rateLimit: .general, deadlineSeconds: 30,
        returnsSecrets: [], takesSecrets: [],
        isPromised: false)

    /// Terminate a workspace and everything below it.
    public static let selfHostedTerminateWorkspace = Operation(
        id: "selfHostedTerminateWorkspace", method: .post, path: "/admin/workspaces/{id}/terminate",
        summary: "Terminate a workspace and everything below it",
        description: "By force and without a guard on the server: the document gives it a purpose only. A client asks first.",
        tags: ["self-hosted"],
        surface: .selfHosted, authClass: "admin",
        parameters: [
                Operation.Parameter("id", .path, required: true, Schema(generated: #"{"type":"string","format":"uuid"}"#), "The workspace's id. Always in lower case, 36 characters: routes differ in what else they take.")
            ],
        body: nil,
        responses: [
                Operation.Response(200, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/TerminatedWorkspaces"}"##), "Terminated."),
                Operation.Response(400, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/OrgHeaderRequiredError"}"##), "May, SaaS tenant: no organisation was named. April answers an empty 404. Before every gate, for every path but health, metrics and build."),
                Operation.Response(401, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "No credential, or none that is accepted here. Administrative routes: `admin auth required`, `invalid admin auth token`. Routes of a workspace: `missing workspace auth token`, `invalid workspace auth token`, also when the token belongs to another workspace. There is no WWW-Authenticate."),
                Operation.Response(403, [], nil, "Empty: the request carries an Origin that the server does not allow. Programs send none."),
                Operation.Response(404, ["application/json", "text/plain", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "One of three. JSON: the thing is not there. Empty: the server serves another organisation (April: or none was named). Text, or a page of the web interface: no such route."),
                Operation.Response(429, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/RateLimitError"}"##), "Too many requests: 600 in 60 seconds, per address in April, per organisation or token since May; ten mints of org keys in their own window. Wait as long as it says."),
                Operation.Response(500, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "The server could not do it; empty after a defect. Where ids are not checked, a malformed one ends here too."),
                Operation.Response(502, ["text/plain", "text/html"], nil, "Where the route is not there, the web interface is asked instead; this is its absence."),
                Operation.Response(503, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/PlatformUnavailableError"}"##), "The gate of administrative routes cannot read its database. Ask again later.")
            ],
        security: [[.adminToken]],
        retry: .idempotent,
        lostReply: "Send it again: 404 means it is terminated.",
        sideEffects: ["Removes all descendants and stops their containers.", "Revokes their workspace tokens."],
        confirm: nil, force: nil,
        rateLimit: .general, deadlineSeconds: 60,
        returnsSecrets: [], takesSecrets: [],
        isPromised: false)

    /// Read the platform's metrics.
    public static let selfHostedGetMetrics = Operation(
        id: "selfHostedGetMetrics", method: .get, path: "/admin/metrics",
        summary: "Read the platform's metrics",
        description: "The document says no more than that; our sandbox answers Prometheus' text, and JSON is taken too.",
        tags: ["self-hosted"],
        surface: .selfHosted, authClass: "admin",
        parameters: [],
        body: nil,
        responses: [
                Operation.Response(200, ["text/plain", "application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/OpenObject"}"##), "Metrics."),
                Operation.Response(400, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/OrgHeaderRequiredError"}"##), "May, SaaS tenant: no organisation was named. April answers an empty 404. Before every gate, for every path but health, metrics and build."),
                Operation.Response(401, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "No credential, or none that is accepted here. Administrative routes: `admin auth required`, `invalid admin auth token`. Routes of a workspace: `missing workspace auth token`, `invalid workspace auth token`, also when the token belongs to another workspace. There is no WWW-Authenticate."),
                Operation.Response(403, [], nil, "Empty: the request carries an Origin that the server does not allow. Programs send none."),
                Operation.Response(404, ["application/json", "text/plain", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "One of three. JSON: the thing is not there. Empty: the server serves another organisation (April: or none was named). Text, or a page of the web interface: no such route."),
                Operation.Response(429, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/RateLimitError"}"##), "Too many requests: 600 in 60 seconds, per address in April, per organisation or token since May; ten mints of org keys in their own window. Wait as long as it says."),
                Operation.Response(500, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "The server could not do it; empty after a defect. Where ids are not checked, a malformed one ends here too."),
                Operation.Response(502, ["text/plain", "text/html"], nil, "Where the route is not there, the web interface is asked instead; this is its absence."),
                Operation.Response(503, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/PlatformUnavailableError"}"##), "The gate of administrative routes cannot read its database. Ask again later.")
            ],
        security: [[.adminToken]],
        retry: .safe,
        lostReply: "Ask again.",
        sideEffects: [],
        confirm: nil, force: nil,
        rateLimit: .general, deadlineSeconds: 30,
        returnsSecrets: [], takesSecrets: [],
        isPromised: false)

    /// Promote a workspace to a higher tier.
    public static let selfHostedPromoteTier = Operation(
        id: "selfHostedPromoteTier", method: .post, path: "/admin/tier-promote",
        summary: "Promote a workspace to a higher tier",
        description: "The document gives path and purpose; the body is our sandbox's. Nothing is restarted by it.",
        tags: ["self-hosted"],
        surface: .selfHosted, authClass: "admin",
        parameters: [],
        body: Operation.Body(required: true, Schema(generated: ##"{"$ref":"#/components/schemas/TierPromoteRequest"}"##)),
        responses: [
                Operation.Response(200, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/TierPromoted"}"##), "Promoted."),
                Operation.Response(400, ["application/json"], Schema(generated: ##"{"anyOf":[{"$ref":"#/components/schemas/OrgHeaderRequiredError"},{"$ref":"#/components/schemas/Error"}]}"##), "`invalid request body`, or `tier must be higher than the current tier`; a tenant server of May: no organisation was named."),
                Operation.Response(401, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "No credential, or none that is accepted here. Administrative routes: `admin auth required`, `invalid admin auth token`. Routes of a workspace: `missing workspace auth token`, `invalid workspace auth token`, also when the token belongs to another workspace. There is no WWW-Authenticate."),
                Operation.Response(403, [], nil, "Empty: the request carries an Origin that the server does not allow. Programs send none."),
                Operation.Response(404, ["application/json", "text/plain", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "One of three. JSON: the thing is not there. Empty: the server serves another organisation (April: or none was named). Text, or a page of the web interface: no such route."),
                Operation.Response(429, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/RateLimitError"}"##), "Too many requests: 600 in 60 seconds, per address in April, per organisation or token since May; ten mints of org keys in their own window. Wait as long as it says."),
                Operation.Response(500, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "The server could not do it; empty after a defect. Where ids are not checked, a malformed one ends here too."),
                Operation.Response(502, ["text/plain", "text/html"], nil, "Where the route is not there, the web interface is asked instead; this is its absence."),
                Operation.Response(503, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/PlatformUnavailableError"}"##), "The gate of administrative routes cannot read its database. Ask again later.")
            ],
        security: [[.adminToken]],
        retry: .never,
        lostReply: "List the workspaces and compare the tier before promoting again.",
        sideEffects: ["Takes effect at the next restart."],
        confirm: nil, force: nil,
        rateLimit: .general, deadlineSeconds: 30,
        returnsSecrets: [], takesSecrets: [],
        isPromised: false)
}
