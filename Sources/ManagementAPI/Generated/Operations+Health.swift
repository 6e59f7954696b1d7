// swift-format-ignore-file
// Generated from management.json by molecule-generate; do not edit.

extension Operations {
    /// Ask whether the server is up.
    public static let getHealth = Operation(
        id: "getHealth", method: .get, path: "/health",
        summary: "Ask whether the server is up",
        description: "Open, and answered before an organisation is asked for. Every surface has it.",
        tags: ["health"],
        surface: .tenant, authClass: "open",
        parameters: [],
        body: nil,
        responses: [
                Operation.Response(200, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Health"}"##), "Up."),
                Operation.Response(403, [], nil, "Empty: the request carries an Origin that the server does not allow. Programs send none."),
                Operation.Response(429, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/RateLimitError"}"##), "Too many requests: 600 in 60 seconds, per address in April, per organisation or token since May; ten mints of org keys in their own window. Wait as long as it says."),
                Operation.Response(500, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "The server could not do it; empty after a defect. Where ids are not checked, a malformed one ends here too.")
            ],
        security: [],
        retry: .safe,
        lostReply: "Ask again.",
        sideEffects: [],
        confirm: nil, force: nil,
        rateLimit: .general, deadlineSeconds: 10,
        returnsSecrets: [], takesSecrets: [],
        isPromised: false)

    /// Read the server's metrics.
    public static let getMetrics = Operation(
        id: "getMetrics", method: .get, path: "/metrics",
        summary: "Read the server's metrics",
        description: "Open, in Prometheus' text format: requests by route pattern, memory, websockets. It counts no workspaces. It is rate limited.",
        tags: ["health"],
        surface: .tenant, authClass: "open",
        parameters: [],
        body: nil,
        responses: [
                Operation.Response(200, ["text/plain"], nil, "Metrics."),
                Operation.Response(403, [], nil, "Empty: the request carries an Origin that the server does not allow. Programs send none."),
                Operation.Response(404, ["application/json", "text/plain", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "One of three. JSON: the thing is not there. Empty: the server serves another organisation (April: or none was named). Text, or a page of the web interface: no such route."),
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
        isPromised: false)

    /// Ask which build answers.
    public static let getBuildInfo = Operation(
        id: "getBuildInfo", method: .get, path: "/buildinfo",
        summary: "Ask which build answers",
        description: "Open, and needs no organisation. May has it, April does not: it tells the two apart. Take only JSON with `git_sha` for an answer, because a web interface in front may answer anything.",
        tags: ["health"],
        surface: .tenant, authClass: "open",
        parameters: [],
        body: nil,
        responses: [
                Operation.Response(200, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/BuildInfo"}"##), "May."),
                Operation.Response(403, [], nil, "Empty: the request carries an Origin that the server does not allow. Programs send none."),
                Operation.Response(404, ["application/json", "text/plain", "text/html"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "One of three. JSON: the thing is not there. Empty: the server serves another organisation (April: or none was named). Text, or a page of the web interface: no such route."),
                Operation.Response(429, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/RateLimitError"}"##), "Too many requests: 600 in 60 seconds, per address in April, per organisation or token since May; ten mints of org keys in their own window. Wait as long as it says."),
                Operation.Response(500, ["application/json"], Schema(generated: ##"{"$ref":"#/components/schemas/Error"}"##), "The server could not do it; empty after a defect. Where ids are not checked, a malformed one ends here too."),
                Operation.Response(502, ["text/plain", "text/html"], nil, "Where the route is not there, the web interface is asked instead; this is its absence.")
            ],
        security: [],
        retry: .safe,
        lostReply: "Ask again.",
        sideEffects: [],
        confirm: nil, force: nil,
        rateLimit: .general, deadlineSeconds: 10,
        returnsSecrets: [], takesSecrets: [],
        isPromised: false)
}
