import JSON

extension Tenant {
    /// Seconds the server rests after every child.
    private static let pauseSeconds = 2.0

    /// Makes every workspace of a template, depth first, and stops at the first that fails; what was made stays.
    func importOrg(_ call: Route.Call) throws(Refusal) -> HTTPResponse {
        let body = try RequestBody(call.request.body, else: .invalidBody)
        let template = try orgTemplate(body)
        // May has a mode where April had force; what a release does not know it does not read.
        let isForced = isMay ? false : try body.truth("force") ?? false
        let isReconciling = isMay ? try body.text("mode") == "reconcile" : false
        if !isForced { try checkEnvironment(template) }
        if isMay { with { $0.log("org.import.started", nil, ["org": .string(template.name)]) } }
        var run = OrgImportRun(tenant: self, template: template)
        for node in template.nodes where run.reason == nil { run.add(node, under: nil) }
        var answer: JSONValue = [
            "org": .string(template.name), "workspaces": .array(run.items),
            "count": .integer(Int64(run.items.count)),
        ]
        if isReconciling, run.reason == nil {
            let removed = try reconcile(template, kept: run.ids)
            answer = answer.adding("mode", "reconcile").adding("reconcile_removed_count", .integer(removed))
        }
        if isMay { with { $0.log("org.import.completed", nil, ["org": .string(template.name)]) } }
        guard let reason = run.reason else { return HTTPResponse(status: 201, answer) }
        return HTTPResponse(status: 207, answer.adding("error", .string(reason)))
    }

    private func orgTemplate(_ body: RequestBody) throws(Refusal) -> OrgTemplateContent {
        let directory = try body.text("dir") ?? ""
        let inline = try body.body("template")
        let content: OrgTemplateContent? = if let inline { try OrgTemplateContent(inline) } else { nil }
        if directory.isEmpty {
            guard let content, !content.name.isEmpty else { throw Refusal(400, "provide 'dir' or 'template'") }
            return content
        }
        guard !WorkspaceFields.isEscaping(template: directory) else { throw Refusal(400, "invalid org directory") }
        let found = with { state in state.orgTemplates.first { $0.directory == directory } }
        guard let found else {
            throw Refusal(404, isMay ? "org template not found" : "org template not found: \(directory)")
        }
        return try found.content()
    }

    /// Only global secrets that are not empty count.
    private func checkEnvironment(_ template: OrgTemplateContent) throws(Refusal) {
        let nodes = template.nodes.flatMap(\.all)
        let required = isMay ? template.required : template.required + nodes.flatMap(\.environment)
        let set = with { state in state.globalSecrets.names.filter { state.globalSecrets[$0]?.value != "" } }
        let isMissing = { (requirement: OrgTemplateContent.Requirement) in
            !requirement.names.contains(where: set.contains)
        }
        let missing = required.filter(isMissing)
        let hint =
            isMay
            ? "set these as global secrets (POST /settings/secrets) before importing"
            : "set these as global secrets (POST /settings/secrets) or pass force=true to override"
        guard missing.isEmpty else {
            throw Refusal(
                412,
                [
                    "error": "missing required environment variables", "missing_env": .array(missing.map(\.json)),
                    "required_env": .array(required.map(\.json)), "template": .string(template.name),
                    "suggestion": .string(hint),
                ])
        }
        let unsatisfied = isMay ? nodes.filter { $0.environment.contains(where: isMissing) } : []
        guard unsatisfied.isEmpty else {
            let items = unsatisfied.map { node -> JSONValue in
                [
                    "Workspace": .string(node.name), "FilesDir": .string(node.filesDirectory),
                    "Unsatisfied": .array(node.environment.filter(isMissing).map(\.json)),
                ]
            }
            throw Refusal(
                412,
                [
                    "error": "missing per-workspace required environment variables",
                    "missing_workspace_env": .array(items), "template": .string(template.name),
                    "suggestion": .string(hint),
                ])
        }
    }

    /// Removes what has a name of the template, wherever it is, and is not part of the result.
    private func reconcile(_ template: OrgTemplateContent, kept: [String]) throws(Refusal) -> Int64 {
        let names = template.nodes.flatMap(\.all).map(\.name)
        return with { state in
            var count = 0
            for row in state.workspaces where names.contains(row.name) && !kept.contains(row.id) {
                guard let index = state.index(row.id), state.present(row.id) != nil else { continue }
                count += state.remove(index).count
            }
            return Int64(count)
        }
    }

    /// Rests as long as the server does after a child.
    fileprivate func rest() { _ = Monotonic.sleep(seconds: Tenant.pauseSeconds * rules.timeScale, unless: { false }) }
}

/// One import under way.
private struct OrgImportRun {
    let tenant: Tenant
    let template: OrgTemplateContent
    var items: [JSONValue] = []
    var ids: [String] = []
    /// Why it stopped.
    var reason: String?

    mutating func add(_ node: OrgNode, under parent: String?) {
        if tenant.isMay, node.isSkipped { return }
        let id = tenant.with { make(node, under: parent, in: &$0) }
        guard reason == nil else { return }
        if parent != nil { tenant.rest() }
        for child in node.children where reason == nil { add(child, under: id) }
    }

    /// The new workspace, or since May the one that is there already; the empty string when it cannot be made.
    private mutating func make(_ node: OrgNode, under parent: String?, in state: inout TenantState) -> String {
        let rules = state.rules
        let defaultTier: Int64 = !rules.isMay ? 2 : rules.mode == .saas ? 4 : 3
        let tier = node.tier ?? template.defaultTier ?? defaultTier
        if rules.isMay,
            let twin = state.workspaces.first(where: {
                $0.name == node.name && $0.parentID == parent && $0.status != .removed
            })
        {
            ids.append(twin.id)
            items.append(Self.item(twin.id, node, tier).adding("skipped", true))
            return twin.id
        }
        reason = obstacle(node, rules)
        guard reason == nil else { return "" }
        var row = Workspace(
            id: Identifier.random(), name: node.name, role: node.role, tier: tier, status: .provisioning,
            parentID: parent, runtime: node.runtime ?? template.defaultRuntime ?? rules.defaultRuntime,
            x: node.position.x, y: node.position.y, directory: node.directory.isEmpty ? nil : node.directory,
            maximumTasks: node.maximumTasks)
        row.updatedAt = .now
        state.workspaces.append(row)
        state.budgets[row.id] = Budget()
        let model = node.model.isEmpty ? template.defaultModel : node.model
        let key = state.modelSecret
        if rules.isMay { state.secrets[row.id, default: SecretTable()].set(key, to: model) }
        launch(node, at: state.workspaces.count - 1, in: &state)
        ids.append(row.id)
        items.append(Self.item(row.id, node, tier).adding(channels: node.channels, of: node.name))
        return row.id
    }

    private func launch(_ node: OrgNode, at index: Int, in state: inout TenantState) {
        let id = state.workspaces[index].id
        if node.isExternal {
            state.workspaces[index].status = .online
            state.workspaces[index].url = node.url
            state.log("WORKSPACE_ONLINE", id)
        } else if state.rules.startsImportedOrgs {
            state.provision(index)
        } else {
            // Rows alone; nothing will ever start them.
            state.log("WORKSPACE_PROVISIONING", id, ["name": .string(node.name)])
            state.abandon(id)
        }
    }

    /// Why a workspace cannot be made.
    private func obstacle(_ node: OrgNode, _ rules: TenantState.Rules) -> String? {
        if rules.isMay, node.model.isEmpty, template.defaultModel.isEmpty {
            return "org import: workspace \"\(node.name)\" has no model — set model on it or in defaults"
        }
        if !node.directory.isEmpty {
            let text = "workspace \(node.name): workspace_dir must"
            if !node.directory.hasPrefix("/") { return "\(text) be an absolute path" }
            if node.directory.contains("..") { return "\(text) not contain '..'" }
            if !WorkspaceFields.isUsable(directory: node.directory) {
                return "\(text) not be a system path (\(node.directory))"
            }
        }
        switch node.access {
        case "", "none": return nil
        case "read_only", "read_write":
            return node.directory.isEmpty
                ? "workspace \(node.name): workspace_access=\"\(node.access)\" requires workspace_dir to be set" : nil
        default:
            return "workspace \(node.name): workspace_access=\"\(node.access)\" — must be 'none', 'read_only', or "
                + "'read_write'"
        }
    }

    private static func item(_ id: String, _ node: OrgNode, _ tier: Int64) -> JSONValue {
        ["id": .string(id), "name": .string(node.name), "tier": .integer(tier)]
    }
}

extension JSONValue {
    /// The channels of a workspace that were made, and those that nothing can make.
    fileprivate func adding(channels: [String], of workspace: String) -> JSONValue {
        let known = ["telegram", "slack", "discord"]
        let made = channels.filter { known.contains($0) }
        let skipped = channels.filter { !known.contains($0) }.map { type -> JSONValue in
            ["workspace": .string(workspace), "type": .string(type), "reason": "unknown channel type"]
        }
        var item = self
        if !made.isEmpty { item = item.adding("channels", .strings(made)) }
        if !skipped.isEmpty { item = item.adding("channels_skipped", .array(skipped)) }
        return item
    }
}
