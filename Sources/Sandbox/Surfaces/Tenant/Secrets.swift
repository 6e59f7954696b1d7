import JSON

extension Tenant {
    /// Secrets of one workspace, and its model, which is kept as one of them.
    var secretRoutes: [Route] {
        let secrets = "/workspaces/:id/secrets"
        return [
            Route("GET", secrets, .workspace, listSecrets), Route("POST", secrets, .workspace, setSecret),
            Route("PUT", secrets, .workspace, setSecret),
            Route("DELETE", secrets + "/:key", .workspace, deleteSecret),
            Route("GET", secrets + "/values", .workspace, readSecretValues),
            Route("GET", "/workspaces/:id/model", .workspace, readModel),
            Route("PUT", "/workspaces/:id/model", .workspace, setModel),
        ]
    }

    private func listSecrets(_ call: Route.Call) throws(Refusal) -> HTTPResponse {
        let id = try call.canonicalID()
        return with { state in
            let own = state.secrets[id] ?? SecretTable()
            let inherited = state.globalSecrets.items(scope: "global", without: own.names)
            return HTTPResponse(status: 200, .array(own.items(scope: "workspace") + inherited))
        }
    }

    private func setSecret(_ call: Route.Call) throws(Refusal) -> HTTPResponse {
        let id = try call.canonicalID()
        let body = try RequestBody(call.request.body, else: .invalidBody)
        let key = try body.required("key"), value = try body.required("value")
        return try with { state throws(Refusal) in
            if isMay, VendorKeys.isVendorKey(key), state.billing(id).mode == "platform_managed" {
                throw Refusal.vendorKey(key, id)
            }
            guard state.row(id) != nil else { throw Refusal(500, "failed to save secret") }
            state.secrets[id, default: SecretTable()].set(key, to: value)
            state.restartAutomatically(id)
            return HTTPResponse(status: 200, ["status": "saved", "key": .string(key)])
        }
    }

    private func deleteSecret(_ call: Route.Call) throws(Refusal) -> HTTPResponse {
        let id = try call.canonicalID()
        let key = call.parameters["key"] ?? ""
        return try with { state throws(Refusal) in
            guard state.secrets[id]?.remove(key) == true else { throw Refusal(404, "secret not found") }
            state.restartAutomatically(id)
            return HTTPResponse(status: 200, ["status": "deleted", "key": .string(key)])
        }
    }

    private func readSecretValues(_ call: Route.Call) throws(Refusal) -> HTTPResponse {
        let id = try call.canonicalID()
        try TenantGate(tenant: self).requireOwnToken(call)
        return with { state in
            let own = state.secrets[id] ?? SecretTable()
            let names = Set(own.names + state.globalSecrets.names).sorted()
            let members = names.map { name in
                JSONValue.Member(name, .optional((own[name] ?? state.globalSecrets[name])?.value))
            }
            return HTTPResponse(status: 200, .object(members))
        }
    }

    private func readModel(_ call: Route.Call) throws(Refusal) -> HTTPResponse {
        let id = try call.storedID("query failed")
        return with { state in
            let model = state.secrets[id]?[state.modelSecret]?.value
            return HTTPResponse(
                status: 200,
                [
                    "model": .string(model ?? ""), "source": model == nil ? "default" : "workspace_secrets",
                ])
        }
    }

    private func setModel(_ call: Route.Call) throws(Refusal) -> HTTPResponse {
        let id = try call.canonicalID()
        let model = try RequestBody(call.request.body, else: .invalidBody).text("model") ?? ""
        return try with { state throws(Refusal) in
            let key = state.modelSecret
            if model.isEmpty {
                _ = state.secrets[id]?.remove(key)
                state.restartAutomatically(id)
                return HTTPResponse(status: 200, ["status": "cleared"])
            }
            guard state.row(id) != nil else { throw Refusal(500, "failed to save model") }
            state.secrets[id, default: SecretTable()].set(key, to: model)
            state.restartAutomatically(id)
            return HTTPResponse(status: 200, ["status": "saved", "model": .string(model)])
        }
    }
}

extension Tenant {
    /// Secrets that all workspaces see, under two paths; `PUT` under the first alone.
    var globalSecretRoutes: [Route] {
        ["/settings/secrets", "/admin/secrets"].flatMap { path in
            [
                Route("GET", path, .admin) { [self] _ in
                    with { HTTPResponse(status: 200, .array($0.globalSecrets.items(scope: "global"))) }
                }, Route("POST", path, .admin, setGlobalSecret),
                Route("DELETE", path + "/:key", .admin, deleteGlobalSecret),
            ]
        } + [Route("PUT", "/settings/secrets", .admin, setGlobalSecret)]
    }

    private func setGlobalSecret(_ call: Route.Call) throws(Refusal) -> HTTPResponse {
        let body = try RequestBody(call.request.body, else: .invalidBody)
        let key = try body.required("key"), value = try body.required("value")
        return with { state in
            state.globalSecrets.set(key, to: value)
            state.fanOut(key)
            return Tenant.global("saved", key)
        }
    }

    private func deleteGlobalSecret(_ call: Route.Call) throws(Refusal) -> HTTPResponse {
        let key = call.parameters["key"] ?? ""
        return try with { state throws(Refusal) in
            guard state.globalSecrets.remove(key) else { throw Refusal(404, "secret not found") }
            state.fanOut(key)
            return Tenant.global("deleted", key)
        }
    }

    private static func global(_ status: String, _ key: String) -> HTTPResponse {
        HTTPResponse(status: 200, ["status": .string(status), "key": .string(key), "scope": "global"])
    }
}

extension Refusal {
    static func vendorKey(_ key: String, _ workspace: String) -> Refusal {
        Refusal(
            400,
            [
                "error": """
                direct vendor key writes are blocked for platform-managed workspaces; use MODEL/LLM_PROVIDER or the \
                platform LLM proxy env instead, or set this workspace's billing mode to 'byok' via \
                /admin/workspaces/:id/llm-billing-mode
                """, "key": .string(key), "workspace_id": .string(workspace),
            ])
    }
}
