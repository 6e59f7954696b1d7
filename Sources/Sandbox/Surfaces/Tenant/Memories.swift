import JSON

extension Tenant {
    /// What agents remember, out of the database and into it; since May a plugin has it, which is not there.
    var memoryRoutes: [Route] {
        [
            Route("GET", "/admin/memories/export", .admin, exportMemories),
            Route("POST", "/admin/memories/import", .admin, importMemories),
        ]
    }

    private static let noPlugin = Refusal(503, "memory plugin is not configured (set MEMORY_PLUGIN_URL)")
    private static let maximumNamespace = 50

    private func exportMemories(_ call: Route.Call) throws(Refusal) -> HTTPResponse {
        guard !isMay else { throw Self.noPlugin }
        return with { state in
            let items = state.memories.sorted { $0.createdAt < $1.createdAt }.map { memory -> JSONValue in
                [
                    "id": .string(memory.id), "content": .string(Tenant.redacted(memory.content)),
                    "scope": .string(memory.scope), "namespace": .string(memory.namespace),
                    "created_at": .string(memory.createdAt.text),
                    "workspace_name": .string(state.row(memory.workspaceID)?.name ?? ""),
                ]
            }
            return HTTPResponse(status: 200, .array(items))
        }
    }

    private func importMemories(_ call: Route.Call) throws(Refusal) -> HTTPResponse {
        let invalid = Refusal(400, "invalid JSON: \(call.request.body.isEmpty ? "EOF" : "it is no list of memories")")
        let value = try RequestBody.value(call.request.body, else: invalid)
        guard value == .null || value.items != nil else { throw invalid }
        var entries: [MemoryEntry] = []
        for item in value.items ?? [] { entries.append(try MemoryEntry(RequestBody(item, else: invalid))) }
        guard !isMay else { throw Self.noPlugin }
        let wanted = entries
        return with { state in
            var imported: Int64 = 0, skipped: Int64 = 0, errors: Int64 = 0
            for entry in wanted {
                switch state.take(entry, maximumNamespace: Tenant.maximumNamespace) {
                case .imported: imported += 1
                case .skipped: skipped += 1
                case .failed: errors += 1
                }
            }
            return HTTPResponse(
                status: 200,
                [
                    "imported": .integer(imported), "skipped": .integer(skipped), "errors": .integer(errors),
                    "total": .integer(Int64(wanted.count)),
                ])
        }
    }

    /// Text without credentials, of which the sandbox knows one kind: words that begin with `sk-`.
    private static func redacted(_ text: String) -> String {
        text.split(separator: " ", omittingEmptySubsequences: false).map {
            $0.hasPrefix("sk-") ? "[REDACTED:SK_TOKEN]" : $0
        }.joined(separator: " ")
    }
}

private struct MemoryEntry {
    let content: String
    let scope: String
    let namespace: String
    let createdAt: String
    let workspace: String

    init(_ body: RequestBody) throws(Refusal) {
        content = try body.text("content") ?? ""
        scope = try body.text("scope") ?? ""
        namespace = try body.text("namespace") ?? ""
        createdAt = try body.text("created_at") ?? ""
        workspace = try body.text("workspace_name") ?? ""
    }
}

extension TenantState {
    fileprivate enum MemoryOutcome { case imported, skipped, failed }

    fileprivate mutating func take(_ entry: MemoryEntry, maximumNamespace: Int) -> MemoryOutcome {
        guard let owner = workspaces.first(where: { $0.name == entry.workspace }) else { return .skipped }
        let isKnown = memories.contains {
            $0.workspaceID == owner.id && $0.content == entry.content && $0.scope == entry.scope
        }
        if isKnown { return .skipped }
        let createdAt = entry.createdAt.isEmpty ? Moment.now : Moment(entry.createdAt)
        guard ["LOCAL", "TEAM", "GLOBAL"].contains(entry.scope), let createdAt,
            entry.namespace.unicodeScalars.count <= maximumNamespace
        else { return .failed }
        memories.append(
            Memory(
                workspaceID: owner.id, content: entry.content, scope: entry.scope,
                namespace: entry.namespace.isEmpty ? "general" : entry.namespace, createdAt: createdAt))
        return .imported
    }
}
