import JSON

extension Tenant {
    /// Every field is a change of its own, and one that the database refuses is passed over in silence, so 200 does not
    /// mean applied.
    func patchWorkspace(_ call: Route.Call) throws(Refusal) -> HTTPResponse {
        guard Identifier.isParsable(call.workspaceID) else { throw Refusal(400, "invalid workspace ID") }
        // Only exact names count here, unlike elsewhere.
        let body = try RequestBody.value(call.request.body, else: .invalidBody)
        guard body == .null || body.members != nil else { throw .invalidBody }
        let texts = ["name", "role", "runtime"].compactMap { name in body[name]?.text.map { (name: name, value: $0) } }
        if let defect = WorkspaceFields.defect(texts) { throw Refusal(400, defect) }
        return try with { state throws(Refusal) in
            guard let id = Identifier.stored(call.workspaceID), let index = state.index(id) else {
                throw .workspaceNotFound
            }
            if isMay { try checkDirectory(body) }
            let compute = isMay ? try compute(body) : nil
            state.apply(body, to: index)
            if let compute { state.workspaces[index].compute = compute }
            if !isMay { try checkDirectory(body) }
            if let directory = body["workspace_dir"] { state.workspaces[index].directory = directory.text }
            state.touch(index)
            let needsRestart =
                body["workspace_dir"] != nil || isMay && (body["runtime"] != nil || body["compute"] != nil)
            let answer: JSONValue = ["status": "updated"]
            return HTTPResponse(status: 200, needsRestart ? answer.adding("needs_restart", true) : answer)
        }
    }

    private func checkDirectory(_ body: JSONValue) throws(Refusal) {
        guard let directory = body["workspace_dir"], directory != .null else { return }
        guard let text = directory.text, WorkspaceFields.isUsable(directory: text) else {
            throw Refusal(400, "invalid workspace directory")
        }
    }

    /// The new wishes for a machine; `nil` when the body has none.
    private func compute(_ body: JSONValue) throws(Refusal) -> JSONValue? {
        guard let compute = body["compute"] else { return nil }
        if compute == .null { return .object([]) }
        let wishes = try RequestBody(compute, else: Refusal(400, "invalid compute config"))
        if let defect = try WorkspaceFields.defect(compute: wishes) { throw Refusal(400, defect) }
        return WorkspaceFields.stored(compute: compute)
    }
}

extension TenantState {
    /// Applies what fits the columns.
    fileprivate mutating func apply(_ body: JSONValue, to index: Int) {
        if let name = body["name"], let text = TenantState.column(name) { rename(index, to: text) }
        if let role = body["role"] {
            if role == .null { workspaces[index].role = nil }
            if let text = TenantState.column(role) { workspaces[index].role = text }
        }
        if let tier = body["tier"] {
            if tier == .null { workspaces[index].tier = nil }
            if let number = TenantState.column(tier).flatMap({ Int32($0) }) { workspaces[index].tier = Int64(number) }
        }
        if let parent = body["parent_id"] { move(index, to: parent) }
        if let runtime = body["runtime"] {
            if runtime == .null { workspaces[index].runtime = rules.defaultRuntime }
            if let text = TenantState.column(runtime) { workspaces[index].runtime = text }
        }
        if let isCollapsed = body["collapsed"]?.bool { workspaces[index].isCollapsed = isCollapsed }
        if let x = body["x"]?.number, let y = body["y"]?.number {
            workspaces[index].x = x
            workspaces[index].y = y
        }
    }

    private mutating func rename(_ index: Int, to name: String) {
        let row = workspaces[index]
        guard !rules.isMay || isFree(name, parentID: row.parentID, except: row.id) else { return }
        workspaces[index].name = name
    }

    private mutating func move(_ index: Int, to parent: JSONValue) {
        let row = workspaces[index]
        let target = parent.text.flatMap { Identifier.stored($0) }
        // Cycles are not looked for, even the shortest.
        guard parent == .null || target.map({ self.row($0) != nil }) == true else { return }
        guard !rules.isMay || isFree(row.name, parentID: target, except: row.id) else { return }
        workspaces[index].parentID = target
    }

    /// How a value arrives at a column of the database: strings as they are, numbers as their text.
    private static func column(_ value: JSONValue) -> String? {
        switch value {
        case .string(let text): text
        case .integer, .double: value.compact
        default: nil
        }
    }
}
