// swift-format-ignore-file
// Generated from management.json by molecule-generate; do not edit.

extension Operations {
    /// List the organisations of the session's user.
    public static let listOrgs = Operation(
        id: "listOrgs", method: .get, path: "/api/v1/orgs",
        summary: "List the organisations of the session's user",
        description: "The contract has a bare array; the control plane that clients of April talked to wrapped it in `orgs`.",
        tags: ["orgs"],
        surface: .controlPlane, authClass: "session",
        parameters: [],
        body: nil,
        responses: [
                Operation.Response(200, ["application/json"], Schema(generated: ##"{"anyOf":[{"type":"array","items":{"$ref":"#/components/schemas/Organization"}},{"type":"object","required":["orgs"],"properties":{"orgs":{"type":"array","items":{"$ref":"#/components/schemas/Organization"}}}}]}"##), "Organisations."),
                Operation.Response(401, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "No credential, or none that is accepted here. Org keys never are."),
                Operation.Response(403, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "Known, but not allowed: not a member or owner, terms not accepted, or an org key."),
                Operation.Response(429, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/RateLimitError"}"##), "Too many requests: 600 in 60 seconds, per address in April, per organisation or token since May; ten mints of org keys in their own window. Wait as long as it says."),
                Operation.Response(500, ["application/json", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "The control plane could not do it."),
                Operation.Response(502, ["application/json", "text/plain", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/OpenObject"}"##), "A tenant or a service behind the control plane failed, or a proxy in front of it answers. Never show the body: it may repeat headers."),
                Operation.Response(503, ["application/json", "text/plain", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "Not available, or not configured for this.")
            ],
        security: [[.workosSession]],
        retry: .safe,
        lostReply: "Ask again.",
        sideEffects: [],
        confirm: nil, force: nil,
        rateLimit: .general, deadlineSeconds: 30,
        returnsSecrets: [], takesSecrets: [],
        isPromised: true)

    /// Create an organisation.
    public static let createOrg = Operation(
        id: "createOrg", method: .post, path: "/api/v1/orgs",
        summary: "Create an organisation",
        description: "Provisioning goes on behind the answer, and waits for payment where that is due. Terms must be accepted first. The slug can never be changed.",
        tags: ["orgs"],
        surface: .controlPlane, authClass: "session",
        parameters: [],
        body: Operation.Body(required: true, Schema(generated: ##"{"$ref":"#/components/schemas/CreateOrgRequest"}"##)),
        responses: [
                Operation.Response(201, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Organization"}"##), "Created."),
                Operation.Response(400, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "The request is not allowed as it stands."),
                Operation.Response(401, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "No credential, or none that is accepted here. Org keys never are."),
                Operation.Response(402, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "The state of things does not allow it."),
                Operation.Response(403, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "Known, but not allowed: not a member or owner, terms not accepted, or an org key."),
                Operation.Response(409, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "The state of things does not allow it."),
                Operation.Response(412, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "The state of things does not allow it."),
                Operation.Response(429, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/RateLimitError"}"##), "Too many requests: 600 in 60 seconds, per address in April, per organisation or token since May; ten mints of org keys in their own window. Wait as long as it says."),
                Operation.Response(500, ["application/json", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "The control plane could not do it."),
                Operation.Response(502, ["application/json", "text/plain", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/OpenObject"}"##), "A tenant or a service behind the control plane failed, or a proxy in front of it answers. Never show the body: it may repeat headers."),
                Operation.Response(503, ["application/json", "text/plain", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "Not available, or not configured for this.")
            ],
        security: [[.workosSession]],
        retry: .never,
        lostReply: "Read the organisation by its slug: if it is yours, it was created.",
        sideEffects: ["Starts a machine for the organisation.", "May cost money."],
        confirm: nil, force: nil,
        rateLimit: .general, deadlineSeconds: 60,
        returnsSecrets: [], takesSecrets: [],
        isPromised: true)

    /// Read an organisation.
    public static let getOrg = Operation(
        id: "getOrg", method: .get, path: "/api/v1/orgs/{slug}",
        summary: "Read an organisation",
        description: "One that the session's user belongs to.",
        tags: ["orgs"],
        surface: .controlPlane, authClass: "session",
        parameters: [
                Operation.Parameter("slug", .path, required: true, Schema(generated: #"{"type":"string","pattern":"^[a-z][a-z0-9-]{2,31}$"}"#), "The organisation's slug.")
            ],
        body: nil,
        responses: [
                Operation.Response(200, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Organization"}"##), "The organisation."),
                Operation.Response(401, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "No credential, or none that is accepted here. Org keys never are."),
                Operation.Response(403, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "Known, but not allowed: not a member or owner, terms not accepted, or an org key."),
                Operation.Response(404, ["application/json", "text/plain", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "Unknown, or hidden from whom it does not concern; a route that is not there may answer text or nothing."),
                Operation.Response(429, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/RateLimitError"}"##), "Too many requests: 600 in 60 seconds, per address in April, per organisation or token since May; ten mints of org keys in their own window. Wait as long as it says."),
                Operation.Response(500, ["application/json", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "The control plane could not do it."),
                Operation.Response(502, ["application/json", "text/plain", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/OpenObject"}"##), "A tenant or a service behind the control plane failed, or a proxy in front of it answers. Never show the body: it may repeat headers."),
                Operation.Response(503, ["application/json", "text/plain", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "Not available, or not configured for this.")
            ],
        security: [[.workosSession]],
        retry: .safe,
        lostReply: "Ask again.",
        sideEffects: [],
        confirm: nil, force: nil,
        rateLimit: .general, deadlineSeconds: 30,
        returnsSecrets: [], takesSecrets: [],
        isPromised: true)

    /// Erase an organisation.
    public static let deleteOrg = Operation(
        id: "deleteOrg", method: .delete, path: "/api/v1/orgs/{slug}",
        summary: "Erase an organisation",
        description: "Everything of it: payment, machines, names, data. Owners only. The server is not known to ask for a confirmation, so a client must. It works in steps and resumes where it stopped.",
        tags: ["orgs"],
        surface: .controlPlane, authClass: "session",
        parameters: [
                Operation.Parameter("slug", .path, required: true, Schema(generated: #"{"type":"string","pattern":"^[a-z][a-z0-9-]{2,31}$"}"#), "The organisation's slug.")
            ],
        body: nil,
        responses: [
                Operation.Response(204, [], nil, "Erased."),
                Operation.Response(401, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "No credential, or none that is accepted here. Org keys never are."),
                Operation.Response(403, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "Known, but not allowed: not a member or owner, terms not accepted, or an org key."),
                Operation.Response(404, ["application/json", "text/plain", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "Unknown, or hidden from whom it does not concern; a route that is not there may answer text or nothing."),
                Operation.Response(429, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/RateLimitError"}"##), "Too many requests: 600 in 60 seconds, per address in April, per organisation or token since May; ten mints of org keys in their own window. Wait as long as it says."),
                Operation.Response(500, ["application/json"], Schema(generated: ##"{"anyOf":[{"$ref":"#/components/schemas/PurgeFailedError"},{"$ref":"#/components/schemas/Error"}]}"##), "Stopped between two steps: send the same request again to go on."),
                Operation.Response(502, ["application/json", "text/plain", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/OpenObject"}"##), "A tenant or a service behind the control plane failed, or a proxy in front of it answers. Never show the body: it may repeat headers."),
                Operation.Response(503, ["application/json", "text/plain", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "Not available, or not configured for this.")
            ],
        security: [[.workosSession]],
        retry: .idempotent,
        lostReply: "Send it again: it goes on where it was, and 404 means it is gone.",
        sideEffects: ["Erases the organisation, its machines and its data for good."],
        confirm: nil, force: nil,
        rateLimit: .general, deadlineSeconds: 300,
        returnsSecrets: [], takesSecrets: [],
        isPromised: true)

    /// Export what is kept about an organisation.
    public static let exportOrg = Operation(
        id: "exportOrg", method: .get, path: "/api/v1/orgs/{slug}/export",
        summary: "Export what is kept about an organisation",
        description: "Personal data: write it to a private file.",
        tags: ["orgs"],
        surface: .controlPlane, authClass: "session",
        parameters: [
                Operation.Parameter("slug", .path, required: true, Schema(generated: #"{"type":"string","pattern":"^[a-z][a-z0-9-]{2,31}$"}"#), "The organisation's slug.")
            ],
        body: nil,
        responses: [
                Operation.Response(200, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/OrgExport"}"##), "The export."),
                Operation.Response(401, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "No credential, or none that is accepted here. Org keys never are."),
                Operation.Response(403, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "Known, but not allowed: not a member or owner, terms not accepted, or an org key."),
                Operation.Response(404, ["application/json", "text/plain", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "Unknown, or hidden from whom it does not concern; a route that is not there may answer text or nothing."),
                Operation.Response(429, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/RateLimitError"}"##), "Too many requests: 600 in 60 seconds, per address in April, per organisation or token since May; ten mints of org keys in their own window. Wait as long as it says."),
                Operation.Response(500, ["application/json", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "The control plane could not do it."),
                Operation.Response(502, ["application/json", "text/plain", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/OpenObject"}"##), "A tenant or a service behind the control plane failed, or a proxy in front of it answers. Never show the body: it may repeat headers."),
                Operation.Response(503, ["application/json", "text/plain", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "Not available, or not configured for this.")
            ],
        security: [[.workosSession]],
        retry: .safe,
        lostReply: "Ask again.",
        sideEffects: [],
        confirm: nil, force: nil,
        rateLimit: .general, deadlineSeconds: 120,
        returnsSecrets: [], takesSecrets: [],
        isPromised: true)

    /// Ask how far provisioning is.
    public static let getProvisionStatus = Operation(
        id: "getProvisionStatus", method: .get, path: "/api/v1/orgs/{slug}/provision-status",
        summary: "Ask how far provisioning is",
        description: "Ask every 15 seconds and give up after 20 minutes: without its encryption key the control plane never starts anything.",
        tags: ["orgs"],
        surface: .controlPlane, authClass: "session",
        parameters: [
                Operation.Parameter("slug", .path, required: true, Schema(generated: #"{"type":"string","pattern":"^[a-z][a-z0-9-]{2,31}$"}"#), "The organisation's slug.")
            ],
        body: nil,
        responses: [
                Operation.Response(200, ["application/json"], Schema(generated: ##"{"anyOf":[{"$ref":"#/components/schemas/ProvisionStatus"},{"$ref":"#/components/schemas/ProvisionStatusObserved"}]}"##), "How far it is: as promised, or as clients of April saw it."),
                Operation.Response(401, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "No credential, or none that is accepted here. Org keys never are."),
                Operation.Response(403, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "Known, but not allowed: not a member or owner, terms not accepted, or an org key."),
                Operation.Response(404, ["application/json", "text/plain", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "Unknown, or hidden from whom it does not concern; a route that is not there may answer text or nothing."),
                Operation.Response(429, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/RateLimitError"}"##), "Too many requests: 600 in 60 seconds, per address in April, per organisation or token since May; ten mints of org keys in their own window. Wait as long as it says."),
                Operation.Response(500, ["application/json", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "The control plane could not do it."),
                Operation.Response(502, ["application/json", "text/plain", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/OpenObject"}"##), "A tenant or a service behind the control plane failed, or a proxy in front of it answers. Never show the body: it may repeat headers."),
                Operation.Response(503, ["application/json", "text/plain", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "Not available, or not configured for this.")
            ],
        security: [[.workosSession]],
        retry: .safe,
        lostReply: "Ask again.",
        sideEffects: [],
        confirm: nil, force: nil,
        rateLimit: .general, deadlineSeconds: 30,
        returnsSecrets: [], takesSecrets: [],
        isPromised: true)

    /// List all organisations.
    public static let adminListOrgs = Operation(
        id: "adminListOrgs", method: .get, path: "/api/v1/admin/orgs",
        summary: "List all organisations",
        description: "The contract has a bare array of organisations; clients of April saw them wrapped in `orgs`, with `instance_status` and without `status`.",
        tags: ["orgs"],
        surface: .controlPlane, authClass: "control-plane-admin",
        parameters: [
                Operation.Parameter("limit", .query, required: false, Schema(generated: #"{"type":"integer","minimum":1}"#), "Not in the contract; clients send 500.")
            ],
        body: nil,
        responses: [
                Operation.Response(200, ["application/json"], Schema(generated: ##"{"anyOf":[{"type":"array","items":{"anyOf":[{"$ref":"#/components/schemas/Organization"},{"$ref":"#/components/schemas/AdminOrganization"}]}},{"type":"object","required":["orgs"],"properties":{"orgs":{"type":"array","items":{"anyOf":[{"$ref":"#/components/schemas/Organization"},{"$ref":"#/components/schemas/AdminOrganization"}]}}}}]}"##), "Organisations."),
                Operation.Response(401, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "No credential, or none that is accepted here. Org keys never are."),
                Operation.Response(403, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "Known, but not allowed: not a member or owner, terms not accepted, or an org key."),
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
        returnsSecrets: [], takesSecrets: [],
        isPromised: true)

    /// Create an organisation for somebody.
    public static let adminCreateOrg = Operation(
        id: "adminCreateOrg", method: .post, path: "/api/v1/admin/orgs",
        summary: "Create an organisation for somebody",
        description: "With `dry_run=true` it is only checked and echoed. Provisioning goes on behind the answer.",
        tags: ["orgs"],
        surface: .controlPlane, authClass: "control-plane-admin",
        parameters: [
                Operation.Parameter("dry_run", .query, required: false, Schema(generated: #"{"type":"boolean"}"#), "Check only.")
            ],
        body: Operation.Body(required: true, Schema(generated: ##"{"$ref":"#/components/schemas/AdminCreateOrgRequest"}"##)),
        responses: [
                Operation.Response(200, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/AdminCreateOrgDryRun"}"##), "Checked, nothing created."),
                Operation.Response(201, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Organization"}"##), "Created."),
                Operation.Response(400, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "The request is not allowed as it stands."),
                Operation.Response(401, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "No credential, or none that is accepted here. Org keys never are."),
                Operation.Response(403, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "Known, but not allowed: not a member or owner, terms not accepted, or an org key."),
                Operation.Response(409, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "The state of things does not allow it."),
                Operation.Response(429, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/RateLimitError"}"##), "Too many requests: 600 in 60 seconds, per address in April, per organisation or token since May; ten mints of org keys in their own window. Wait as long as it says."),
                Operation.Response(500, ["application/json", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "The control plane could not do it."),
                Operation.Response(502, ["application/json", "text/plain", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/OpenObject"}"##), "A tenant or a service behind the control plane failed, or a proxy in front of it answers. Never show the body: it may repeat headers."),
                Operation.Response(503, ["application/json", "text/plain", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "Not available, or not configured for this.")
            ],
        security: [[.cpAdminBearer]],
        retry: .never,
        lostReply: "List the organisations and look for the slug.",
        sideEffects: ["Starts a machine for the organisation."],
        confirm: nil, force: nil,
        rateLimit: .general, deadlineSeconds: 60,
        returnsSecrets: [], takesSecrets: [],
        isPromised: true)
}
