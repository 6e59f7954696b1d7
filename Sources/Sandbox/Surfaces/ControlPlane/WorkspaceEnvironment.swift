import JSON

extension ControlPlane {
    /// The environment of a workspace's container.
    ///
    /// Decided here: the workspace is looked for among all tenants that run; names are those of environment variables;
    /// what looks like a secret is refused with the names, unless `force` is sent.
    var environmentRoutes: [Route] {
        [
            Route("POST", "/api/v1/admin/workspaces/:id/env", .controlPlaneAdmin, setEnvironment)
        ]
    }

    private func setEnvironment(_ call: Route.Call) throws(Refusal) -> HTTPResponse {
        let id = try call.canonicalID("invalid workspace id")
        let body = try RequestBody(call.request.body, else: .invalidBody)
        guard let table = try body.table("env") else { throw Refusal(400, "env is required") }
        let isMerged = try body.truth("merge") ?? true
        let isForced = try body.truth("force") ?? false
        guard table.allSatisfy({ EnvironmentName.isValid($0.0) }) else { throw Refusal(400, "invalid env key") }
        let secrets = table.map(\.0).filter(EnvironmentName.looksSecret)
        guard secrets.isEmpty || isForced else {
            throw Refusal(
                400,
                [
                    "error": "keys look like secrets; send force to set them anyway", "code": "SECRET_KEYWORD_GUARD",
                    "keys": .strings(secrets),
                ])
        }
        guard try isKnown(id) else { throw .workspaceNotFound }
        return with { state in
            var environment = isMerged ? state.environments[id] ?? [:] : [:]
            for (name, value) in table { environment[name] = value }
            state.environments[id] = environment
            let machine = state.machines.last { $0.workspaceID == id && !$0.isTerminated }
            return HTTPResponse(
                status: 200,
                [
                    "ok": true, "workspace_id": .string(id),
                    "instance_id": .string(machine?.id ?? "i-0123456789abcdef0"), "ssm_status": "Success",
                    "ssm_exit_code": 0, "container_restarted": true, "applied_keys": .strings(table.map(\.0)),
                    "env_keys_after": .strings(environment.keys.sorted()),
                ])
        }
    }

    /// Whether a tenant has the workspace, or a machine runs it.
    private func isKnown(_ id: String) throws(Refusal) -> Bool {
        if with({ state in state.machines.contains { $0.workspaceID == id && !$0.isTerminated } }) { return true }
        for organization in with({ $0.organizations }) where organization.isRunning {
            if try ask(organization, "GET", "/workspaces/\(id)").status == 200 { return true }
        }
        return false
    }
}

/// The names of environment variables, as the server looks at them.
private enum EnvironmentName {
    static func isValid(_ name: String) -> Bool {
        let isStart = { (byte: UInt8) in
            byte == UInt8(ascii: "_") || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte & ~0x20)
        }
        guard let first = name.utf8.first, isStart(first) else { return false }
        return name.utf8.allSatisfy { isStart($0) || (0x30...0x39).contains($0) }
    }

    /// Whether it has one of four words in it, in any case and as part of another word.
    static func looksSecret(_ name: String) -> Bool {
        ["TOKEN", "SECRET", "KEY", "PASSWORD"].contains { name.uppercased().contains($0) }
    }
}
