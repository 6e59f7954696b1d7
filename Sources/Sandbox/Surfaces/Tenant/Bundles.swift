import JSON

extension Tenant {
    /// Workspaces as documents.
    var bundleRoutes: [Route] {
        [
            Route("GET", "/bundles/export/:id", .admin) { [self] call throws(Refusal) in
                try with { state throws(Refusal) in
                    // Whatever goes wrong, it is not found.
                    guard let id = Identifier.stored(call.workspaceID), let row = state.present(id) else {
                        throw Refusal(404, "bundle not found")
                    }
                    return HTTPResponse(status: 200, state.bundle(row))
                }
            },
            Route("POST", "/bundles/import", .admin) { [self] call throws(Refusal) in
                let body = try RequestBody(call.request.body, else: Refusal(400, "invalid bundle"))
                let bundle = try WorkspaceBundle(body)
                if isMay, bundle.name.trimmed.isEmpty { throw Refusal(400, "bundle name is required") }
                // Created, even when every workspace in it failed.
                return with { HTTPResponse(status: 201, $0.add(bundle, under: nil)) }
            },
        ]
    }
}

/// A workspace as a document, with those below it.
struct WorkspaceBundle: Sendable {
    let name: String
    let description: String
    let tier: Int64
    let runtime: String?
    let agentCard: JSONValue
    let children: [WorkspaceBundle]

    init(_ body: RequestBody) throws(Refusal) {
        name = try body.text("name") ?? ""
        description = try body.text("description") ?? ""
        tier = try body.integer("tier") ?? 0
        for text in ["schema", "id", "model", "system_prompt", "author", "version"] { _ = try body.text(text) }
        let prompts = try body.table("prompts") ?? []
        let configuration = prompts.first { $0.0 == "config.yaml" }?.1
        runtime = configuration.flatMap { Template(id: "", files: ["config.yaml": $0]).runtime }
        agentCard = body["agent_card"] ?? .null
        var children: [WorkspaceBundle] = []
        for child in try body.bodies("sub_workspaces") { children.append(try WorkspaceBundle(child)) }
        self.children = children
    }
}

extension TenantState {
    fileprivate func bundle(_ row: Workspace) -> JSONValue {
        // No container can be read here, so the files come from a template: one of its name, else the first there is.
        let template = templates.first { $0.id == Template.slug(row.name) } ?? templates.min { $0.id < $1.id }
        let configuration = template?.files["config.yaml"]
        let prompts = configuration.map { [JSONValue.Member("config.yaml", .string($0))] } ?? []
        return [
            "schema": "1.0", "id": .string(row.id), "name": .string(row.name),
            "description": .string(row.role ?? ""), "tier": .integer(row.tier ?? 0), "model": "",
            "system_prompt": .string(template?.files["system_prompt.md"] ?? ""), "skills": [], "tools": [],
            "prompts": .object(prompts), "sub_workspaces": .array(children(of: row.id).map { bundle($0) }),
            "agent_card": row.agentCard, "author": "", "version": "1.0.0",
        ]
    }

    /// Makes the workspaces of a bundle; what the answer says of each.
    fileprivate mutating func add(_ bundle: WorkspaceBundle, under parent: String?) -> JSONValue {
        let name = JSONValue.string(bundle.name)
        guard !rules.isMay || isFree(bundle.name, parentID: parent) else {
            return [
                "workspace_id": "", "name": name, "status": "failed",
                "error": "failed to create workspace record: the name is in use",
            ]
        }
        var row = Workspace(
            id: Identifier.random(), name: bundle.name, role: bundle.description.isEmpty ? nil : bundle.description,
            tier: bundle.tier, status: .provisioning, parentID: parent,
            runtime: bundle.runtime ?? rules.defaultRuntime, agentCard: bundle.agentCard)
        row.updatedAt = .now
        workspaces.append(row)
        budgets[row.id] = Budget()
        if rules.mode == .docker {
            provision(workspaces.count - 1)
        } else {
            log("WORKSPACE_PROVISIONING", row.id, ["name": name])
            abandon(row.id)
        }
        let answer: JSONValue = ["workspace_id": .string(row.id), "name": name, "status": "provisioning"]
        guard !bundle.children.isEmpty else { return answer }
        return answer.adding("children", .array(bundle.children.map { add($0, under: row.id) }))
    }
}
