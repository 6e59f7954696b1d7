// swift-format-ignore-file
// Generated from management.json by molecule-generate; do not edit.

extension Operations {
    /// List things.
    public static let selfHostedListWorkspaces = Operation(
        id: "selfHostedListWorkspaces", method: .get, path: "/admin/workspaces",
        summary: "List things",
        description: "d",
        tags: ["self-hosted"],
        surface: .selfHosted, authClass: "admin",
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
