// swift-format-ignore-file
// Generated from management.json by molecule-generate; do not edit.

extension Operations {
    /// List things.
    public static let adminListOrgs = Operation(
        id: "adminListOrgs", method: .get, path: "/api/v1/admin/orgs",
        summary: "List things",
        description: "d",
        tags: ["orgs"],
        surface: .controlPlane, authClass: "admin",
        parameters: [],
        body: nil,
        responses: [
                Operation.Response(200, ["application/json"], Schema(generated: #"{"type":"array"}"#), "ok")
            ],
        security: [[.adminToken]],
        retry: .safe,
        lostReply: "x",
        sideEffects: [],
        confirm: nil, force: nil,
        rateLimit: .general, deadlineSeconds: 30,
        returnsSecrets: [], takesSecrets: [],
        isPromised: true)

    /// List things.
    public static let listOrgs = Operation(
        id: "listOrgs", method: .get, path: "/api/v1/orgs",
        summary: "List things",
        description: "d",
        tags: ["orgs"],
        surface: .controlPlane, authClass: "admin",
        parameters: [],
        body: nil,
        responses: [
                Operation.Response(200, ["application/json"], Schema(generated: #"{"type":"array"}"#), "ok")
            ],
        security: [[.adminToken]],
        retry: .safe,
        lostReply: "x",
        sideEffects: [],
        confirm: nil, force: nil,
        rateLimit: .general, deadlineSeconds: 30,
        returnsSecrets: [], takesSecrets: [],
        isPromised: true)
}
