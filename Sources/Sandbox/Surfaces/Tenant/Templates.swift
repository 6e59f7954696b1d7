import JSON

extension Tenant {
    /// Folders that workspaces are made from.
    var templateRoutes: [Route] {
        [
            Route("GET", "/templates", .admin) { [self] _ in
                with { state in
                    let listed = state.templates.filter { $0.isListed }.sorted { $0.id < $1.id }
                    return HTTPResponse(status: 200, .array(listed.compactMap { $0.item(rules) }))
                }
            }, Route("POST", "/templates/import", .admin, importTemplate),
        ]
    }

    private static let maximumFiles = 200

    /// Writes one file after the other; one that may not be written ends it, and the folder stays.
    private func importTemplate(_ call: Route.Call) throws(Refusal) -> HTTPResponse {
        let body = try RequestBody(call.request.body, else: .invalidBody)
        let name = try body.required("name")
        guard let files = try body.table("files") else { throw .invalidBody }
        guard files.count <= Tenant.maximumFiles else {
            throw Refusal(400, "too many files (\(files.count)), max \(Tenant.maximumFiles)")
        }
        let id = Template.slug(name)
        return try with { state throws(Refusal) in
            guard !state.templates.contains(where: { $0.id == id }) else {
                throw Refusal(409, ["error": "template already exists", "id": .string(id)])
            }
            // Nothing has made the folder that the configuration would go into.
            guard !files.isEmpty else { throw Refusal(500, "failed to write config.yaml") }
            var template = Template(id: id, files: [:])
            for (path, text) in files where Tenant.isWritable(path) { template.files[path] = text }
            let isWhole = template.files.count == files.count
            if isWhole, !template.isListed { template.files["config.yaml"] = Template.configuration(name) }
            state.templates.append(template)
            guard isWhole else { throw .invalidBody }
            return HTTPResponse(status: 201, ["status": "imported", "id": .string(id), "name": .string(name)])
        }
    }

    /// Whether a path stays inside the folder.
    private static func isWritable(_ path: String) -> Bool {
        !path.isEmpty && path != "." && !path.hasPrefix("/") && !path.split(separator: "/").contains("..")
    }
}

extension Template {
    /// The item of the listing; `nil` for one whose runtime May does not know.
    fileprivate func item(_ rules: TenantState.Rules) -> JSONValue? {
        let runtime = runtime ?? ""
        if rules.isMay, !runtime.isEmpty, !ModelRegistry.runtimes.contains(runtime) { return nil }
        let tier = rules.isMay && rules.mode == .saas ? 4 : setting("tier").flatMap { Int64($0) } ?? 0
        let skills = Set(
            files.keys.filter { $0.hasPrefix("skills/") }.compactMap { $0.split(separator: "/").dropFirst().first })
        var item: JSONValue = [
            "id": .string(id), "name": .string(setting("name") ?? ""),
            "description": .string(setting("description") ?? ""), "tier": .integer(tier), "runtime": .string(runtime),
            "model": .string(setting("model") ?? ""),
            "skills": skills.isEmpty ? nil : .strings(skills.map { String($0) }.sorted()),
            "skill_count": .integer(Int64(skills.count)),
        ]
        if let timeout { item = item.adding("provision_timeout_seconds", .integer(timeout)) }
        guard rules.isMay else { return item }
        let models = ModelRegistry.models(of: runtime)
        item = item.adding("registry_backed", .bool(models != nil))
        return models.map { item.adding("registry_models", .array($0.map { ["id": .string($0)] })) } ?? item
    }
}
