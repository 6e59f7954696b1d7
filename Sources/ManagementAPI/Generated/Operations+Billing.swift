// swift-format-ignore-file
// Generated from management.json by molecule-generate; do not edit.

extension Operations {
    /// List invoices.
    public static let listInvoices = Operation(
        id: "listInvoices", method: .get, path: "/api/v1/billing/invoices",
        summary: "List invoices",
        description: "The contract leaves an invoice's members open.",
        tags: ["billing"],
        surface: .controlPlane, authClass: "session",
        parameters: [],
        body: nil,
        responses: [
                Operation.Response(200, ["application/json"], Schema(generated: ##"{"type":"array","items":{"$ref":"#/components/schemas/OpenObject"}}"##), "Invoices."),
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

    /// Start buying a plan.
    public static let billingCheckout = Operation(
        id: "billingCheckout", method: .post, path: "/api/v1/billing/checkout",
        summary: "Start buying a plan",
        description: "Answers a page to open; nothing is bought before that. Error texts may quote the payment service: show the status only.",
        tags: ["billing"],
        surface: .controlPlane, authClass: "session",
        parameters: [],
        body: Operation.Body(required: false, Schema(generated: ##"{"$ref":"#/components/schemas/BillingCheckoutRequest"}"##)),
        responses: [
                Operation.Response(200, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/BillingSession"}"##), "The page."),
                Operation.Response(400, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "The request is not allowed as it stands."),
                Operation.Response(401, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "No credential, or none that is accepted here. Org keys never are."),
                Operation.Response(402, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "The state of things does not allow it."),
                Operation.Response(403, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "Known, but not allowed: not a member or owner, terms not accepted, or an org key."),
                Operation.Response(404, ["application/json", "text/plain", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "Unknown, or hidden from whom it does not concern; a route that is not there may answer text or nothing."),
                Operation.Response(429, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/RateLimitError"}"##), "Too many requests: 600 in 60 seconds, per address in April, per organisation or token since May; ten mints of org keys in their own window. Wait as long as it says."),
                Operation.Response(500, ["application/json", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "The control plane could not do it."),
                Operation.Response(502, ["application/json", "text/plain", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/OpenObject"}"##), "A tenant or a service behind the control plane failed, or a proxy in front of it answers. Never show the body: it may repeat headers."),
                Operation.Response(503, ["application/json", "text/plain", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "Not available, or not configured for this.")
            ],
        security: [[.workosSession]],
        retry: .never,
        lostReply: "Start again: a page that nobody opens costs nothing.",
        sideEffects: [],
        confirm: nil, force: nil,
        rateLimit: .general, deadlineSeconds: 30,
        returnsSecrets: [], takesSecrets: [],
        isPromised: true)

    /// Open the payment portal.
    public static let billingPortal = Operation(
        id: "billingPortal", method: .post, path: "/api/v1/billing/portal",
        summary: "Open the payment portal",
        description: "Answers a page to open. The contract has no body; clients of April sent one.",
        tags: ["billing"],
        surface: .controlPlane, authClass: "session",
        parameters: [],
        body: Operation.Body(required: false, Schema(generated: ##"{"$ref":"#/components/schemas/BillingPortalRequest"}"##)),
        responses: [
                Operation.Response(200, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/BillingSession"}"##), "The page."),
                Operation.Response(400, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "The request is not allowed as it stands."),
                Operation.Response(401, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "No credential, or none that is accepted here. Org keys never are."),
                Operation.Response(402, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "The state of things does not allow it."),
                Operation.Response(403, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "Known, but not allowed: not a member or owner, terms not accepted, or an org key."),
                Operation.Response(404, ["application/json", "text/plain", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "Unknown, or hidden from whom it does not concern; a route that is not there may answer text or nothing."),
                Operation.Response(429, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/RateLimitError"}"##), "Too many requests: 600 in 60 seconds, per address in April, per organisation or token since May; ten mints of org keys in their own window. Wait as long as it says."),
                Operation.Response(500, ["application/json", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "The control plane could not do it."),
                Operation.Response(502, ["application/json", "text/plain", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/OpenObject"}"##), "A tenant or a service behind the control plane failed, or a proxy in front of it answers. Never show the body: it may repeat headers."),
                Operation.Response(503, ["application/json", "text/plain", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "Not available, or not configured for this.")
            ],
        security: [[.workosSession]],
        retry: .idempotent,
        lostReply: "Start again: a page that nobody opens has no effect.",
        sideEffects: [],
        confirm: nil, force: nil,
        rateLimit: .general, deadlineSeconds: 30,
        returnsSecrets: [], takesSecrets: [],
        isPromised: true)

    /// Start buying credits.
    public static let billingTopup = Operation(
        id: "billingTopup", method: .post, path: "/api/v1/billing/topup",
        summary: "Start buying credits",
        description: "Answers a page to open; the contract leaves the body open.",
        tags: ["billing"],
        surface: .controlPlane, authClass: "session",
        parameters: [],
        body: Operation.Body(required: false, Schema(generated: ##"{"$ref":"#/components/schemas/OpenObject"}"##)),
        responses: [
                Operation.Response(200, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/BillingSession"}"##), "The page."),
                Operation.Response(400, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "The request is not allowed as it stands."),
                Operation.Response(401, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "No credential, or none that is accepted here. Org keys never are."),
                Operation.Response(402, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "The state of things does not allow it."),
                Operation.Response(403, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "Known, but not allowed: not a member or owner, terms not accepted, or an org key."),
                Operation.Response(404, ["application/json", "text/plain", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "Unknown, or hidden from whom it does not concern; a route that is not there may answer text or nothing."),
                Operation.Response(429, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/RateLimitError"}"##), "Too many requests: 600 in 60 seconds, per address in April, per organisation or token since May; ten mints of org keys in their own window. Wait as long as it says."),
                Operation.Response(500, ["application/json", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "The control plane could not do it."),
                Operation.Response(502, ["application/json", "text/plain", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/OpenObject"}"##), "A tenant or a service behind the control plane failed, or a proxy in front of it answers. Never show the body: it may repeat headers."),
                Operation.Response(503, ["application/json", "text/plain", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "Not available, or not configured for this.")
            ],
        security: [[.workosSession]],
        retry: .never,
        lostReply: "Start again only when no page was opened: it spends money.",
        sideEffects: ["May cost money."],
        confirm: nil, force: nil,
        rateLimit: .general, deadlineSeconds: 30,
        returnsSecrets: [], takesSecrets: [],
        isPromised: true)
}
