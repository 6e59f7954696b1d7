import HostSystem
import JSON

/// What a tenant server keeps in its database, as tables.
///
/// Ids that come in are in the form the database stores. Provisioning ends by itself: what is due is done at the start
/// of the next access, so nothing runs in the background.
struct TenantState: Sendable {
    /// What does not change while the server runs.
    struct Rules: Sendable {
        let release: SandboxConfiguration.TenantRelease
        let mode: SandboxConfiguration.DeploymentMode
        let provisioningSeconds: Double
        let timeScale: Double

        var isMay: Bool { release == .may }
        var canProvision: Bool { mode != .none }
        /// Whether a change of a secret restarts the workspaces that see it.
        var restartsAutomatically: Bool { mode == .docker || mode == .saas && isMay }
        /// Whether provisioning revokes the workspace's tokens.
        var provisioningRevokes: Bool { restartsAutomatically }
        /// Whether the workspaces of an imported org are started, or stay rows.
        var startsImportedOrgs: Bool { mode == .docker || mode == .saas && isMay }
        /// What a row without a runtime is read as.
        var defaultRuntime: String { isMay ? "claude-code" : "langgraph" }

        /// Whether the operator runs the agent, not the platform.
        func isExternal(_ runtime: String) -> Bool {
            isMay ? ["external", "kimi", "kimi-cli"].contains(runtime) : runtime == "external"
        }
    }

    struct Event: Sendable {
        let id = Identifier.random()
        let type: String
        let workspaceID: String?
        let payload: JSONValue
        let createdAt = Moment.now
    }

    let rules: Rules
    var workspaces: [Workspace]
    private let places: WorkspacePlaces
    /// Provisioning in progress, and what limits the next one, by workspace.
    var runs: [String: Run] = [:]
    /// No run ends before this, on the clock that never jumps.
    var earliestDue = Int64.max
    var workspaceTokens: [AccessToken] = []
    var orgKeys: [AccessToken] = []
    /// By workspace and then by name.
    var secrets: [String: SecretTable] = [:]
    var globalSecrets = SecretTable()
    var budgets: [String: Budget]
    /// What a workspace's billing mode is set to, by workspace.
    var billingModes: [String: String] = [:]
    var events: [Event] = []
    var activities: [Activity]
    var audit: [AuditEntry]
    var approvals: [Approval]
    var schedules: [Schedule]
    var memories: [Memory]
    /// Waiting agent messages that are older than any limit, by workspace.
    var staleMessages: [String: Int]
    var templates: [Template]
    var orgTemplates: [OrgTemplate]
    var allowlists: [String: [AllowedPlugin]] = [:]

    /// So many workspaces, and what hangs on them.
    init(_ rules: Rules, workspaces count: Int, teamSize: Int = 8) {
        self.rules = rules
        workspaces = Workspace.seeded(max(count, Workspace.seeds.count), teamSize: teamSize)
        places = WorkspacePlaces(workspaces)
        let now = Moment.now
        for index in workspaces.indices { workspaces[index].updatedAt = now }
        budgets = Dictionary(uniqueKeysWithValues: workspaces.map { ($0.id, Budget(seed: $0)) })
        activities = Activity.seeds
        audit = AuditEntry.seeds
        approvals = Approval.seeds
        schedules = Schedule.seeds
        memories = Memory.seeds
        staleMessages = [Workspace.seedID(6): 2]
        templates = Template.seeds(rules.release)
        orgTemplates = OrgTemplate.seeds
        purge(Workspace.seeds.dropFirst(count).map(\.id))
    }

    /// Where a workspace stands in the table.
    func index(_ id: String) -> Int? { places.place(of: id, in: workspaces) }

    /// A row that is there, removed or not.
    func row(_ id: String) -> Workspace? { index(id).map { workspaces[$0] } }

    /// A row that is not removed.
    func present(_ id: String) -> Workspace? { row(id).flatMap { $0.status == .removed ? nil : $0 } }

    /// The children that are not removed, in order of creation.
    func children(of id: String) -> [Workspace] {
        workspaces.filter { $0.parentID == id && $0.status != .removed && $0.id != id }
    }

    mutating func log(_ type: String, _ workspaceID: String?, _ payload: JSONValue = .object([])) {
        events.append(Event(type: type, workspaceID: workspaceID, payload: payload))
    }

    /// Takes workspaces and all below them to `removed`, with what hangs on them; returns their ids.
    mutating func remove(_ start: Int) -> [String] {
        let removed = workspaces.remove(start)
        let ids = removed.map { workspaces[$0].id }
        for index in removed { touch(index) }
        for id in ids {
            revokeTokens(of: id)
            runs[id] = nil
            log("WORKSPACE_REMOVED", id)
        }
        for index in schedules.indices where ids.contains(schedules[index].workspaceID) {
            schedules[index].isEnabled = false
        }
        return ids
    }

    /// Deletes rows and everything that hangs on them but the events.
    mutating func purge(_ ids: [String]) {
        workspaces.removeAll { ids.contains($0.id) }
        for index in workspaces.indices {
            if let parent = workspaces[index].parentID, ids.contains(parent) { workspaces[index].parentID = nil }
        }
        for id in ids {
            secrets[id] = nil
            budgets[id] = nil
            billingModes[id] = nil
            allowlists[id] = nil
            staleMessages[id] = nil
        }
        workspaceTokens.removeAll { ids.contains($0.owner) }
        activities.removeAll { ids.contains($0.workspaceID) }
        audit.removeAll { ids.contains($0.workspaceID) }
        approvals.removeAll { ids.contains($0.workspaceID) }
        schedules.removeAll { ids.contains($0.workspaceID) }
        memories.removeAll { ids.contains($0.workspaceID) }
    }

    mutating func touch(_ index: Int) { workspaces[index].updatedAt = .now }
}
