import JSON

/// What a client wants of a new workspace, read and judged in the order of the server.
struct WorkspaceCreation: Sendable {
    private(set) var name: String
    private(set) var role: String
    private(set) var template: String
    private(set) var model: String
    private(set) var runtime: String
    private(set) var url: String
    private(set) var directory: String?
    private(set) var access: String
    private(set) var parentID: String?
    private(set) var tier: Int64
    private(set) var isMarkedExternal: Bool
    private(set) var budgetLimit: Int64?
    private(set) var secrets: [(String, String)]
    private(set) var maximumTasks: Int64
    private(set) var position: (x: Double, y: Double)
    private(set) var compute = JSONValue.object([])
    private(set) var memories: [(content: String, scope: String)]
    /// Whether the server, in the end, answers with nothing: the template escapes though it is not needed.
    private(set) var isForgotten = false

    init(_ bytes: [UInt8], _ rules: TenantState.Rules, _ templates: [Template]) throws(Refusal) {
        let body = try RequestBody(bytes, else: Refusal(400, "invalid workspace payload"))
        // Everything is read before anything is judged: a wrong type wins.
        role = try body.text("role") ?? ""
        template = try body.text("template") ?? ""
        model = try body.text("model") ?? ""
        runtime = try body.text("runtime") ?? ""
        url = try body.text("url") ?? ""
        directory = try body.text("workspace_dir").flatMap { $0.isEmpty ? nil : $0 }
        access = try body.text("workspace_access") ?? ""
        parentID = try body.text("parent_id")
        tier = try body.integer("tier") ?? 0
        isMarkedExternal = try body.truth("external") ?? false
        budgetLimit = try body.integer("budget_limit")
        secrets = try body.table("secrets") ?? []
        maximumTasks = try body.integer("max_concurrent_tasks") ?? 0
        let canvas = try body.body("canvas")
        position = (try canvas?.number("x") ?? 0, try canvas?.number("y") ?? 0)
        memories = []
        for memory in try body.bodies("initial_memories") {
            memories.append((try memory.text("content") ?? "", try memory.text("scope") ?? ""))
        }
        let machine = rules.isMay ? try body.body("compute") : nil
        if machine != nil, let compute = body["compute"] { self.compute = WorkspaceFields.stored(compute: compute) }
        let delivery = rules.isMay ? try body.text("delivery_mode") ?? "" : ""
        name = try body.required("name")
        try check(rules, templates, machine: machine, delivery: delivery)
    }

    /// Field rules, template, directory, access, machine, address, delivery.
    private mutating func check(
        _ rules: TenantState.Rules, _ templates: [Template], machine: RequestBody?, delivery: String
    ) throws(Refusal) {
        let fields = [("name", name), ("role", role), ("model", model), ("runtime", runtime)]
        guard WorkspaceFields.defect(fields) == nil else { throw Refusal(400, "invalid workspace fields") }
        if WorkspaceFields.isEscaping(template: template) {
            guard !runtime.isEmpty, !model.isEmpty else { throw Refusal(400, "invalid template") }
            isForgotten = true
        }
        try settleRuntime(rules, templates.first { $0.id == template })
        if let directory, !WorkspaceFields.isUsable(directory: directory) {
            throw Refusal(400, "invalid workspace directory")
        }
        guard WorkspaceFields.isUsable(access: access, directory: directory) else {
            throw Refusal(400, "invalid workspace access")
        }
        if access.isEmpty { access = "none" }
        if let machine, let defect = try WorkspaceFields.defect(compute: machine) { throw Refusal(400, defect) }
        guard rules.isMay else { return }
        if !url.isEmpty, let reason = UnsafeAddress.reason(url, mode: rules.mode) {
            throw Refusal(400, "unsafe workspace URL: \(reason)")
        }
        guard ["", "push", "poll"].contains(delivery) else {
            throw Refusal(400, "delivery_mode must be 'push' or 'poll'")
        }
    }

    /// The runtime and model that a template gives, or the server's own; since May both must be known.
    private mutating func settleRuntime(_ rules: TenantState.Rules, _ found: Template?) throws(Refusal) {
        if runtime.isEmpty, let given = found?.runtime { runtime = given }
        if model.isEmpty, let given = found?.model { model = given }
        guard rules.isMay else {
            if runtime.isEmpty { runtime = rules.defaultRuntime }
            return
        }
        if runtime.isEmpty, !template.isEmpty {
            throw unprocessable(
                "RUNTIME_UNRESOLVED", "could not read a runtime from the template; send runtime explicitly",
                ["template"])
        }
        if runtime.isEmpty { runtime = isMarkedExternal ? "external" : rules.defaultRuntime }
        guard ModelRegistry.runtimes.contains(runtime) else {
            throw unprocessable("RUNTIME_UNSUPPORTED", "unsupported workspace runtime", ["runtime"])
        }
        if isMarkedExternal, !rules.isExternal(runtime) {
            throw unprocessable(
                "RUNTIME_UNSUPPORTED", #"external workspaces must use runtime "external", "kimi", or "kimi-cli""#,
                ["runtime"])
        }
        if rules.isExternal(runtime) { return }
        guard !model.isEmpty else {
            throw unprocessable(
                "MODEL_REQUIRED", "model is required: send model, or a template that has one", ["runtime", "template"])
        }
        guard ModelRegistry.isRegistered(model, runtime: runtime) else {
            throw unprocessable(
                "UNREGISTERED_MODEL_FOR_RUNTIME",
                "model \"\(model)\" is not a registered model for runtime \"\(runtime)\"; pick one of the runtime's "
                    + "registered models (provider-registry SSOT, internal#718)", ["runtime", "model"])
        }
    }

    private func unprocessable(_ code: String, _ error: String, _ names: [String]) -> Refusal {
        let values = ["template": template, "runtime": runtime, "model": model]
        let members = names.map { JSONValue.Member($0, .string(values[$0] ?? "")) }
        return Refusal(
            422, .object([.init("error", .string(error))] + members + [.init("code", .string(code))]))
    }
}

extension Tenant {
    func createWorkspace(_ call: Route.Call) throws(Refusal) -> HTTPResponse {
        try with { state throws(Refusal) in
            let wish = try WorkspaceCreation(call.request.body, rules, state.templates)
            let index = try state.insert(wish)
            let id = state.workspaces[index].id
            if wish.isForgotten {
                state.abandon(id)
                return HTTPResponse(status: 200)
            }
            let isExternal = wish.isMarkedExternal || rules.isExternal(wish.runtime)
            if isExternal, !wish.url.isEmpty { return state.admitExternal(index, url: wish.url) }
            if isExternal {
                if isMay { state.workspaces[index].status = .awaitingAgent } else { state.abandon(id) }
                state.log("WORKSPACE_PROVISIONING", id, ["name": .string(wish.name)])
                state.log("WORKSPACE_AWAITING_AGENT", id)
                let token = state.mintToken(for: id)
                return HTTPResponse(
                    status: 201,
                    [
                        "id": .string(id), "external": true, "status": "awaiting_agent",
                        "connection": connection(call, id, token: token),
                    ])
            }
            state.provision(index)
            let members: [(String, String)] =
                [("id", id), ("status", "provisioning")]
                + (isMay ? [] : [("awareness_namespace", "workspace:\(id)")]) + [("workspace_access", wish.access)]
            return HTTPResponse(status: 201, .object(members.map { .init($0.0, .string($0.1)) }))
        }
    }
}

extension TenantState {
    /// Writes the row and what comes with it; returns its place.
    fileprivate mutating func insert(_ wish: WorkspaceCreation) throws(Refusal) -> Int {
        let id = Identifier.random()
        var parentID: String?
        if let parent = wish.parentID {
            guard let stored = Identifier.stored(parent), row(stored) != nil else {
                throw Refusal(500, "failed to create workspace")
            }
            parentID = stored
        }
        // The workspace does not exist yet, so whatever its model, the platform is taken to pay.
        if rules.isMay, let (key, _) = wish.secrets.first(where: { VendorKeys.isVendorKey($0.0) }) {
            throw Refusal.vendorKey(key, id)
        }
        guard let name = freeName(wish.name, parentID: parentID) else {
            throw Refusal(409, "workspace name already in use; please pick a different name")
        }
        let tier = rules.isMay && rules.mode == .saas ? 4 : wish.tier == 0 ? 3 : wish.tier
        var row = Workspace(
            id: id, name: name, role: wish.role.isEmpty ? nil : wish.role, tier: tier, status: .provisioning,
            parentID: parentID, runtime: wish.runtime, budgetLimit: wish.budgetLimit, x: wish.position.x,
            y: wish.position.y, directory: wish.directory, maximumTasks: max(1, wish.maximumTasks),
            compute: wish.compute)
        row.updatedAt = .now
        workspaces.append(row)
        // Since May the limit given here stays in the row, where nothing looks at it.
        budgets[id] = Budget()
        for (key, value) in wish.secrets { secrets[id, default: SecretTable()].set(key, to: value) }
        let key = modelSecret
        if rules.isMay, !wish.model.isEmpty { secrets[id, default: SecretTable()].set(key, to: wish.model) }
        remember(wish, id)
        return workspaces.count - 1
    }

    private mutating func remember(_ wish: WorkspaceCreation, _ id: String) {
        // Since May a plugin keeps memories, which is not there.
        guard !rules.isMay else { return }
        for (content, scope) in wish.memories {
            let scope = scope.isEmpty ? "LOCAL" : scope.uppercased()
            guard ["LOCAL", "TEAM", "GLOBAL"].contains(scope), !content.isEmpty else { continue }
            memories.append(
                Memory(
                    workspaceID: id, content: String(decoding: content.utf8.prefix(100_000), as: UTF8.self),
                    scope: scope, namespace: "workspace:\(id)", createdAt: .now))
        }
    }

    /// The name, with a number behind it when a sibling has it; since May names are unique, and there are 20 attempts.
    private func freeName(_ name: String, parentID: String?) -> String? {
        guard rules.isMay else { return name }
        return ([name] + (2...21).map { "\(name) (\($0))" }).first { isFree($0, parentID: parentID) }
    }

    /// Whether no workspace under the same parent, other than the one given, has the name.
    func isFree(_ name: String, parentID: String?, except id: String? = nil) -> Bool {
        !workspaces.contains {
            $0.name == name && $0.parentID == parentID && $0.status != .removed && $0.id != id
        }
    }

    /// An agent that runs elsewhere and said where.
    fileprivate mutating func admitExternal(_ index: Int, url: String) -> HTTPResponse {
        let id = workspaces[index].id
        workspaces[index].status = .online
        workspaces[index].url = url
        log("WORKSPACE_PROVISIONING", id, ["name": .string(workspaces[index].name)])
        log("WORKSPACE_ONLINE", id)
        return HTTPResponse(status: 201, ["id": .string(id), "external": true, "status": "online"])
    }
}
