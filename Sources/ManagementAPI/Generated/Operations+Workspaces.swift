// swift-format-ignore-file
// Generated from management.json by molecule-generate; do not edit.

extension Operations {
    /// List things.
    public static let listWorkspaces = Operation(
        id: "listWorkspaces", method: .get, path: "/workspaces",
        summary: "List things",
        description: "d",
        tags: ["workspaces"],
        surface: .tenant, authClass: "admin",
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
