// swift-format-ignore-file
// Generated from management.json by molecule-generate; do not edit.

extension Operations {
    /// Look up an organisation's server.
    public static let getOrgInstance = Operation(
        id: "getOrgInstance", method: .get, path: "/api/v1/orgs/{slug}/instance",
        summary: "Look up an organisation's server",
        description: "Open to everyone. Its `org_id`, when it is there, is what X-Molecule-Org-Id wants.",
        tags: ["instances"],
        surface: .controlPlane, authClass: "open",
        parameters: [
                Operation.Parameter("slug", .path, required: true, Schema(generated: #"{"type":"string","pattern":"^[a-z][a-z0-9-]{2,31}$"}"#), "The organisation's slug.")
            ],
        body: nil,
        responses: [
                Operation.Response(200, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/OrgInstance"}"##), "The server."),
                Operation.Response(404, ["application/json", "text/plain", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "Unknown, or hidden from whom it does not concern; a route that is not there may answer text or nothing."),
                Operation.Response(429, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/RateLimitError"}"##), "Too many requests: 600 in 60 seconds, per address in April, per organisation or token since May; ten mints of org keys in their own window. Wait as long as it says."),
                Operation.Response(500, ["application/json", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "The control plane could not do it."),
                Operation.Response(502, ["application/json", "text/plain", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/OpenObject"}"##), "A tenant or a service behind the control plane failed, or a proxy in front of it answers. Never show the body: it may repeat headers."),
                Operation.Response(503, ["application/json", "text/plain", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "Not available, or not configured for this.")
            ],
        security: [],
        retry: .safe,
        lostReply: "Ask again.",
        sideEffects: [],
        confirm: nil, force: nil,
        rateLimit: .general, deadlineSeconds: 30,
        returnsSecrets: [], takesSecrets: [],
        isPromised: true)

    /// Provision a machine for a workspace.
    public static let provisionWorkspace = Operation(
        id: "provisionWorkspace", method: .post, path: "/api/v1/workspaces/provision",
        summary: "Provision a machine for a workspace",
        description: "For tenants, and for repair: people create workspaces on the tenant. Only 201 is success. The tenant's admin token goes along when it is known, because a control plane may want it.",
        tags: ["instances"],
        surface: .controlPlane, authClass: "provision",
        parameters: [],
        body: Operation.Body(required: true, Schema(generated: ##"{"$ref":"#/components/schemas/WorkspaceProvisionRequest"}"##)),
        responses: [
                Operation.Response(201, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/WorkspaceProvisionResponse"}"##), "Provisioning."),
                Operation.Response(400, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "The request is not allowed as it stands."),
                Operation.Response(401, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "No credential, or none that is accepted here. Org keys never are."),
                Operation.Response(403, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "Known, but not allowed: not a member or owner, terms not accepted, or an org key."),
                Operation.Response(404, ["application/json", "text/plain", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "Unknown, or hidden from whom it does not concern; a route that is not there may answer text or nothing."),
                Operation.Response(422, ["application/json"], Schema(generated: ##"{"anyOf":[{"$ref":"#/components/schemas/RuntimePinMissing"},{"$ref":"#/components/schemas/RuntimePinMissingWithCode"}]}"##), "No image is pinned for the runtime."),
                Operation.Response(429, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/RateLimitError"}"##), "Too many requests: 600 in 60 seconds, per address in April, per organisation or token since May; ten mints of org keys in their own window. Wait as long as it says."),
                Operation.Response(500, ["application/json", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "The control plane could not do it."),
                Operation.Response(502, ["application/json", "text/plain", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/OpenObject"}"##), "A tenant or a service behind the control plane failed, or a proxy in front of it answers. Never show the body: it may repeat headers."),
                Operation.Response(503, ["application/json", "text/plain", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "Not available, or not configured for this.")
            ],
        security: [[.provisionSecret, .tenantAdminToken], [.provisionSecret]],
        retry: .never,
        lostReply: "Ask the tenant or EC2 for an instance of the workspace before provisioning again.",
        sideEffects: ["Starts a machine that costs money."],
        confirm: nil, force: nil,
        rateLimit: .general, deadlineSeconds: 120,
        returnsSecrets: [], takesSecrets: ["/env/*", "/config_files/*"],
        isPromised: true)

    /// Destroy a workspace's machine.
    public static let deprovisionWorkspace = Operation(
        id: "deprovisionWorkspace", method: .delete, path: "/api/v1/workspaces/{workspace_id}",
        summary: "Destroy a workspace's machine",
        description: "Needs the provision secret and the tenant's admin token. Machines that are gone already are fine.",
        tags: ["instances"],
        surface: .controlPlane, authClass: "provision",
        parameters: [
                Operation.Parameter("workspace_id", .path, required: true, Schema(generated: #"{"type":"string","format":"uuid"}"#), "The workspace's id, in lower case."),
                Operation.Parameter("prune", .query, required: false, Schema(generated: #"{"type":"boolean"}"#), "Also erase the data volume."),
                Operation.Parameter("instance_id", .query, required: false, Schema(generated: #"{"type":"string","pattern":"^i-[0-9a-f]{8,17}$"}"#), "Not in the contract; tenants send it. Never put the workspace's id here: the security group then stays and blocks the next provisioning.")
            ],
        body: nil,
        responses: [
                Operation.Response(200, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/DeprovisionedWorkspace"}"##), "Destroyed."),
                Operation.Response(400, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "The request is not allowed as it stands."),
                Operation.Response(401, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "No credential, or none that is accepted here. Org keys never are."),
                Operation.Response(403, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "Known, but not allowed: not a member or owner, terms not accepted, or an org key."),
                Operation.Response(404, ["application/json", "text/plain", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "Unknown, or hidden from whom it does not concern; a route that is not there may answer text or nothing."),
                Operation.Response(429, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/RateLimitError"}"##), "Too many requests: 600 in 60 seconds, per address in April, per organisation or token since May; ten mints of org keys in their own window. Wait as long as it says."),
                Operation.Response(500, ["application/json", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "The control plane could not do it."),
                Operation.Response(502, ["application/json", "text/plain", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/OpenObject"}"##), "A tenant or a service behind the control plane failed, or a proxy in front of it answers. Never show the body: it may repeat headers."),
                Operation.Response(503, ["application/json", "text/plain", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "Not available, or not configured for this.")
            ],
        security: [[.provisionSecret, .tenantAdminToken, .orgRoutingHeaderId], [.provisionSecret, .tenantAdminToken]],
        retry: .idempotent,
        lostReply: "Send it again: the result is the same.",
        sideEffects: ["Destroys the machine, and with `prune` its data."],
        confirm: nil, force: nil,
        rateLimit: .general, deadlineSeconds: 120,
        returnsSecrets: [], takesSecrets: [],
        isPromised: true)

    /// Ask how a workspace's machine is.
    public static let getProvisionWorkspaceStatus = Operation(
        id: "getProvisionWorkspaceStatus", method: .get, path: "/api/v1/workspaces/{workspace_id}/status",
        summary: "Ask how a workspace's machine is",
        description: "The machine, not the agent on it.",
        tags: ["instances"],
        surface: .controlPlane, authClass: "provision",
        parameters: [
                Operation.Parameter("workspace_id", .path, required: true, Schema(generated: #"{"type":"string","format":"uuid"}"#), "The workspace's id, in lower case."),
                Operation.Parameter("instance_id", .query, required: true, Schema(generated: #"{"type":"string"}"#), "Instance id of EC2.")
            ],
        body: nil,
        responses: [
                Operation.Response(200, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/WorkspaceProvisionStatus"}"##), "Its state."),
                Operation.Response(400, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "The request is not allowed as it stands."),
                Operation.Response(401, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "No credential, or none that is accepted here. Org keys never are."),
                Operation.Response(403, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "Known, but not allowed: not a member or owner, terms not accepted, or an org key."),
                Operation.Response(404, ["application/json", "text/plain", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "Unknown, or hidden from whom it does not concern; a route that is not there may answer text or nothing."),
                Operation.Response(429, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/RateLimitError"}"##), "Too many requests: 600 in 60 seconds, per address in April, per organisation or token since May; ten mints of org keys in their own window. Wait as long as it says."),
                Operation.Response(500, ["application/json", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "The control plane could not do it."),
                Operation.Response(502, ["application/json", "text/plain", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/OpenObject"}"##), "A tenant or a service behind the control plane failed, or a proxy in front of it answers. Never show the body: it may repeat headers."),
                Operation.Response(503, ["application/json", "text/plain", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "Not available, or not configured for this.")
            ],
        security: [[.provisionSecret, .tenantAdminToken], [.provisionSecret]],
        retry: .safe,
        lostReply: "Ask again.",
        sideEffects: [],
        confirm: nil, force: nil,
        rateLimit: .general, deadlineSeconds: 120,
        returnsSecrets: [], takesSecrets: [],
        isPromised: true)
}
