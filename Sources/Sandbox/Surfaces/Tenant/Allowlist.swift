import JSON

extension Tenant {
    /// The plugins of an org, which is named by its root workspace.
    var allowlistRoutes: [Route] {
        let path = "/orgs/:id/plugins/allowlist"
        return [
            Route("GET", path, .admin) { [self] call throws(Refusal) in
                let org = try allowlistOwner(call)
                let plugins = with { $0.allowlists[org] ?? [] }.sorted { $0.name < $1.name }
                return answer(call, .array(plugins.map(\.item)), allowsAll: plugins.isEmpty)
            }, Route("PUT", path, .admin, setAllowlist),
        ]
    }

    private func setAllowlist(_ call: Route.Call) throws(Refusal) -> HTTPResponse {
        let body = try RequestBody(call.request.body, else: .invalidBody)
        let names = try body.texts("plugins")
        let author = try body.text("enabled_by") ?? ""
        guard !author.isEmpty else { throw Refusal(400, "enabled_by is required") }
        for name in names ?? [] {
            guard let detail = Tenant.defect(plugin: name) else { continue }
            throw Refusal(
                400,
                ["error": "invalid plugin name", "plugin_name": .string(name), "detail": .string(detail)])
        }
        let org = try allowlistOwner(call)
        let now = Moment.now
        let plugins = Set(names ?? []).map { AllowedPlugin(name: $0, enabledBy: author, enabledAt: now) }
        with { $0.allowlists[org] = plugins }
        // The list comes back as it was sent, not as it is kept.
        return answer(call, names.map { .strings($0) } ?? .null, allowsAll: plugins.isEmpty)
    }

    /// The org; whether it exists is looked at before who asks, and no org key has the org it would have to have.
    private func allowlistOwner(_ call: Route.Call) throws(Refusal) -> String {
        let id = try call.storedID("failed to verify org")
        guard with({ $0.present(id)?.parentID == nil && $0.present(id) != nil }) else {
            throw Refusal(404, "org not found")
        }
        guard call.orgKeyPrefix == nil else { throw Refusal(403, "org access denied") }
        return id
    }

    private func answer(_ call: Route.Call, _ plugins: JSONValue, allowsAll: Bool) -> HTTPResponse {
        HTTPResponse(
            status: 200,
            ["org_id": .string(call.workspaceID), "plugins": plugins, "allow_all": .bool(allowsAll)])
    }

    private static func defect(plugin: String) -> String? {
        if plugin.isEmpty { return "plugin name is required" }
        if plugin.contains("/") || plugin.contains("\\") || plugin.contains("..") {
            return "invalid plugin name: must not contain path separators or '..'"
        }
        return plugin.trimmed.isEmpty || plugin == "." ? "invalid plugin name" : nil
    }
}

extension AllowedPlugin {
    fileprivate var item: JSONValue {
        [
            "plugin_name": .string(name), "enabled_by": .string(enabledBy), "enabled_at": .string(enabledAt.text),
        ]
    }
}
