// swift-format-ignore-file
// Generated from management.json by molecule-generate; do not edit.

extension Operations {
    /// List pinned machine images.
    public static let adminListThinAmi = Operation(
        id: "adminListThinAmi", method: .get, path: "/api/v1/admin/thin-ami/promote",
        summary: "List pinned machine images",
        description: "The contract leaves a pin's members open.",
        tags: ["pins"],
        surface: .controlPlane, authClass: "control-plane-admin",
        parameters: [],
        body: nil,
        responses: [
                Operation.Response(200, ["application/json"], Schema(generated: ##"{"type":"array","items":{"$ref":"#/components/schemas/Pin"}}"##), "Pins."),
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

    /// Pin a machine image.
    public static let adminPromoteThinAmi = Operation(
        id: "adminPromoteThinAmi", method: .post, path: "/api/v1/admin/thin-ami/promote",
        summary: "Pin a machine image",
        description: "The contract leaves the body open. Workspaces that are provisioned from now on use it.",
        tags: ["pins"],
        surface: .controlPlane, authClass: "control-plane-admin",
        parameters: [],
        body: Operation.Body(required: true, Schema(generated: ##"{"$ref":"#/components/schemas/PinPromoteRequest"}"##)),
        responses: [
                Operation.Response(200, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Pin"}"##), "The pin."),
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
        lostReply: "List the pinned machine images and compare.",
        sideEffects: ["Changes what every workspace provisioned from now on runs."],
        confirm: nil, force: nil,
        rateLimit: .general, deadlineSeconds: 30,
        returnsSecrets: [], takesSecrets: [],
        isPromised: true)

    /// List pinned runtime images.
    public static let adminListRuntimeImage = Operation(
        id: "adminListRuntimeImage", method: .get, path: "/api/v1/admin/runtime-image/promote",
        summary: "List pinned runtime images",
        description: "The contract leaves a pin's members open.",
        tags: ["pins"],
        surface: .controlPlane, authClass: "control-plane-admin",
        parameters: [],
        body: nil,
        responses: [
                Operation.Response(200, ["application/json"], Schema(generated: ##"{"type":"array","items":{"$ref":"#/components/schemas/Pin"}}"##), "Pins."),
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

    /// Pin a runtime image.
    public static let adminPromoteRuntimeImage = Operation(
        id: "adminPromoteRuntimeImage", method: .post, path: "/api/v1/admin/runtime-image/promote",
        summary: "Pin a runtime image",
        description: "The contract leaves the body open. Workspaces that are provisioned from now on use it.",
        tags: ["pins"],
        surface: .controlPlane, authClass: "control-plane-admin",
        parameters: [],
        body: Operation.Body(required: true, Schema(generated: ##"{"$ref":"#/components/schemas/PinPromoteRequest"}"##)),
        responses: [
                Operation.Response(200, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Pin"}"##), "The pin."),
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
        lostReply: "List the pinned runtime images and compare.",
        sideEffects: ["Changes what every workspace provisioned from now on runs."],
        confirm: nil, force: nil,
        rateLimit: .general, deadlineSeconds: 30,
        returnsSecrets: [], takesSecrets: [],
        isPromised: true)
}
