import JSON

extension Tenant {
    /// How an agent that runs elsewhere connects, since May.
    var externalRoutes: [Route] {
        [
            Route("POST", "/workspaces/:id/external/rotate", .workspace, rotateExternal),
            Route("GET", "/workspaces/:id/external/connection", .workspace) { [self] call throws(Refusal) in
                let id = try externalID(call, "connection payload", hint: nil)
                return HTTPResponse(status: 200, ["connection": connection(call, id, token: "")])
            },
        ]
    }

    private func rotateExternal(_ call: Route.Call) throws(Refusal) -> HTTPResponse {
        let hint = "use POST /workspaces/:id/restart for container-backed runtimes"
        let id = try externalID(call, "rotate", hint: hint)
        let token = with { state in
            state.revokeTokens(of: id)
            state.log("EXTERNAL_CREDENTIALS_ROTATED", id)
            return state.mintToken(for: id)
        }
        return HTTPResponse(status: 200, ["connection": connection(call, id, token: token)])
    }

    /// The workspace, removed or not, when its agent runs elsewhere.
    private func externalID(_ call: Route.Call, _ what: String, hint: String?) throws(Refusal) -> String {
        let id = try call.storedID("lookup failed")
        guard let row = with({ $0.row(id) }) else { throw .workspaceNotFound }
        guard rules.isExternal(row.runtime) else {
            let answer: JSONValue = [
                "error": .string("\(what) is only valid for external/BYO-compute workspaces"),
                "runtime": .string(row.runtime),
            ]
            throw Refusal(400, hint.map { answer.adding("hint", .string($0)) } ?? answer)
        }
        return id
    }

    /// Everything the agent's operator needs; the longer texts are the sandbox's own.
    func connection(_ call: Route.Call, _ id: String, token: String) -> JSONValue {
        let url = platformURL(call.request)
        let register = "\(url)/registry/register"
        let snippets = [
            "claude_code_channel_snippet", "universal_mcp_snippet", "hermes_channel_snippet", "codex_snippet",
            "openclaw_snippet", "kimi_snippet",
        ]
        let members: [(String, String)] =
            [
                ("workspace_id", id), ("platform_url", url), ("auth_token", token), ("registry_endpoint", register),
                ("heartbeat_endpoint", "\(url)/registry/heartbeat"),
                ("curl_register_template", "curl -X POST \(register) -d '{\"id\":\"\(id)\",\"url\":\"$AGENT_URL\"}'"),
                ("python_snippet", "# register \(id) at \(register)"),
            ] + (isMay ? snippets.map { ($0, "# connect \(id) to \(url)") } : [])
        return .object(members.map { .init($0.0, .string($0.1)) })
    }

    /// Where the client says that it found the server.
    private func platformURL(_ request: HTTPRequest) -> String {
        let scheme = request.text(ofHeader: "x-forwarded-proto") ?? "http"
        let host = request.text(ofHeader: "x-forwarded-host") ?? request.text(ofHeader: "host") ?? ""
        return "\(scheme)://\(host)"
    }
}
