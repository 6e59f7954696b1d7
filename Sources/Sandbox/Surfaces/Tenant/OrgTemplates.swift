import JSON

/// A workspace of an org template, with those below it.
struct OrgNode: Sendable {
    let name: String
    let role: String?
    let runtime: String?
    let tier: Int64?
    let model: String
    let directory: String
    let access: String
    let maximumTasks: Int64
    let isExternal: Bool
    let url: String
    let position: (x: Double, y: Double)
    let environment: [OrgTemplateContent.Requirement]
    let channels: [String]
    /// Since May a subtree may be left out.
    let isSkipped: Bool
    let filesDirectory: String
    let children: [OrgNode]

    init(_ body: RequestBody) throws(Refusal) {
        name = try body.text("name") ?? ""
        role = try body.text("role").flatMap { $0.isEmpty ? nil : $0 }
        runtime = try body.text("runtime").flatMap { $0.isEmpty ? nil : $0 }
        tier = try body.integer("tier").flatMap { $0 == 0 ? nil : $0 }
        model = try body.text("model") ?? ""
        directory = try body.text("workspace_dir") ?? ""
        access = try body.text("workspace_access") ?? ""
        maximumTasks = max(1, try body.integer("max_concurrent_tasks") ?? 0)
        isExternal = try body.truth("external") ?? false
        url = try body.text("url") ?? ""
        let canvas = try body.body("canvas")
        position = (try canvas?.number("x") ?? 0, try canvas?.number("y") ?? 0)
        environment = try OrgTemplateContent.requirements(body, "required_env")
        var channels: [String] = []
        for channel in try body.bodies("channels") { channels.append(try channel.text("type") ?? "") }
        self.channels = channels
        isSkipped = try body.truth("spawning") == false
        filesDirectory = try body.text("files_dir") ?? ""
        var children: [OrgNode] = []
        for child in try body.bodies("children") { children.append(try OrgNode(child)) }
        self.children = children
    }

    /// How many workspaces there are from here down.
    var count: Int { children.reduce(1) { $0 + $1.count } }

    /// Every node from here down, depth first.
    var all: [OrgNode] { children.reduce([self]) { $0 + $1.all } }
}

/// An org template as it is read.
struct OrgTemplateContent: Sendable {
    /// Variables of which one must be set.
    struct Requirement: Sendable, Hashable {
        let names: [String]

        /// As it was written: one name, or a choice of several.
        var json: JSONValue { names.count == 1 ? .string(names[0]) : ["any_of": .strings(names)] }
    }

    let name: String
    let description: String
    let defaultRuntime: String?
    let defaultTier: Int64?
    let defaultModel: String
    let required: [Requirement]
    let recommended: [Requirement]
    let nodes: [OrgNode]

    init(_ body: RequestBody) throws(Refusal) {
        name = try body.text("name") ?? ""
        description = try body.text("description") ?? ""
        let defaults = try body.body("defaults")
        defaultRuntime = try defaults?.text("runtime").flatMap { $0.isEmpty ? nil : $0 }
        defaultTier = try defaults?.integer("tier").flatMap { $0 == 0 ? nil : $0 }
        defaultModel = try defaults?.text("model") ?? ""
        // Read for its types alone: what becomes of them is seen by agents only.
        for memory in try body.bodies("global_memories") { _ = try (memory.text("content"), memory.text("scope")) }
        required = try OrgTemplateContent.requirements(body, "required_env")
        recommended = try OrgTemplateContent.requirements(body, "recommended_env")
        var nodes: [OrgNode] = []
        for node in try body.bodies("workspaces") { nodes.append(try OrgNode(node)) }
        self.nodes = nodes
    }

    /// Requirements, of which names that no variable can have are dropped.
    static func requirements(_ body: RequestBody, _ name: String) throws(Refusal) -> [Requirement] {
        var requirements: [Requirement] = []
        for item in try body.items(name) ?? [] {
            let names: [String]
            if let text = item.text {
                names = [text]
            } else {
                names = try RequestBody(item, else: .invalidBody).texts("any_of") ?? []
            }
            let usable = names.filter(isVariable)
            if !usable.isEmpty { requirements.append(Requirement(names: usable)) }
        }
        return requirements
    }

    /// `^[A-Z][A-Z0-9_]{0,127}$`.
    private static func isVariable(_ name: String) -> Bool {
        guard let first = name.unicodeScalars.first, ("A"..."Z").contains(first), name.utf8.count <= 128 else {
            return false
        }
        return name.unicodeScalars.allSatisfy {
            ("A"..."Z").contains($0) || ("0"..."9").contains($0) || $0 == "_"
        }
    }
}

extension Tenant {
    /// Folders that whole organisations are made from.
    var orgTemplateRoutes: [Route] {
        [
            Route("GET", "/org/templates", .admin) { [self] _ in
                let templates = with { $0.orgTemplates }
                var items: [JSONValue] = []
                // One that cannot be read is skipped.
                for template in templates { if let item = template.item { items.append(item) } }
                return HTTPResponse(status: 200, .array(items))
            }, Route("POST", "/org/import", .admin, importOrg),
        ]
    }
}

extension OrgTemplate {
    func content() throws(Refusal) -> OrgTemplateContent {
        try OrgTemplateContent(RequestBody(document, else: Refusal(400, "invalid org template")))
    }

    fileprivate var item: JSONValue? {
        let content: OrgTemplateContent
        do { content = try self.content() } catch { return nil }
        return [
            "dir": .string(directory), "name": .string(content.name), "description": .string(content.description),
            "workspaces": .integer(Int64(content.nodes.reduce(0) { $0 + $1.count })),
            "required_env": .array(content.required.map(\.json)),
            "recommended_env": .array(content.recommended.map(\.json)),
        ]
    }
}
