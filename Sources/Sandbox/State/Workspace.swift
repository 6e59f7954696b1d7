import JSON

/// One workspace, with what reads show of it.
struct Workspace: Sendable, Equatable {
    enum Status: String, Sendable {
        case provisioning, online, offline, degraded, failed, removed, paused, hibernated
        /// Waits for an agent that runs elsewhere; kept since May.
        case awaitingAgent = "awaiting_agent"
    }

    let id: String
    var name: String
    var role: String?
    /// Unset only after a client has unset it, from when on the server fails to read the row.
    var tier: Int64?
    var status: Status
    var parentID: String?
    var url = ""
    var runtime = "langgraph"
    var activeTasks: Int64 = 0
    var currentTask = ""
    var lastErrorRate = 0.0
    var lastSampleError = ""
    var uptimeSeconds: Int64 = 0
    var monthlySpend: Int64 = 0
    var budgetLimit: Int64?
    var x = 0.0
    var y = 0.0
    var directory: String?
    var maximumTasks: Int64 = 1
    var isCollapsed = false
    /// Whatever the agent registered.
    var agentCard = JSONValue.null
    var mayBroadcast = false
    var mayTalkToUser = true
    var compute = JSONValue.object([])
    /// When the row was last changed.
    var updatedAt = Moment(microseconds: 0)

    /// The item of `GET /workspaces` as of April 2026, and what is saved.
    var json: JSONValue {
        [
            "id": .string(id), "name": .string(name), "role": .optional(role), "tier": .optional(tier),
            "status": .string(status.rawValue), "parent_id": .optional(parentID), "url": .string(url),
            "runtime": .string(runtime), "workspace_dir": .optional(directory), "agent_card": agentCard,
            "active_tasks": .integer(activeTasks), "max_concurrent_tasks": .integer(maximumTasks),
            "current_task": .string(currentTask),
            "uptime_seconds": .integer(uptimeSeconds), "last_error_rate": .double(lastErrorRate),
            "last_sample_error": .string(lastSampleError), "x": .double(x), "y": .double(y),
            "collapsed": .bool(isCollapsed),
            "budget_limit": .optional(budgetLimit), "monthly_spend": .integer(monthlySpend),
        ]
    }

    /// The item as of May 2026, which has three members more.
    var mayJSON: JSONValue {
        let added: [JSONValue.Member] = [
            .init("broadcast_enabled", .bool(mayBroadcast)), .init("talk_to_user_enabled", .bool(mayTalkToUser)),
            .init("compute", compute),
        ]
        return .object((json.members ?? []) + added)
    }
}

extension Workspace {
    /// Reads what `json` writes; `nil` when a member is missing or of another type.
    init?(json: JSONValue) {
        func number(_ name: String) -> Double? {
            switch json[name] {
            case .integer(let number): Double(number)
            case .double(let number): number
            default: nil
            }
        }
        guard let id = json["id"]?.text, let name = json["name"]?.text, let tier = json["tier"]?.integer,
            let status = json["status"]?.text.flatMap(Status.init), let url = json["url"]?.text,
            let runtime = json["runtime"]?.text, let activeTasks = json["active_tasks"]?.integer,
            let currentTask = json["current_task"]?.text, let lastErrorRate = number("last_error_rate"),
            let lastSampleError = json["last_sample_error"]?.text, let uptime = json["uptime_seconds"]?.integer,
            let monthlySpend = json["monthly_spend"]?.integer, let x = number("x"), let y = number("y")
        else { return nil }
        self.init(
            id: id, name: name, role: json["role"]?.text, tier: tier, status: status, parentID: json["parent_id"]?.text,
            url: url, runtime: runtime, activeTasks: activeTasks, currentTask: currentTask,
            lastErrorRate: lastErrorRate,
            lastSampleError: lastSampleError, uptimeSeconds: uptime, monthlySpend: monthlySpend,
            budgetLimit: json["budget_limit"]?.integer, x: x, y: y, directory: json["workspace_dir"]?.text,
            maximumTasks: json["max_concurrent_tasks"]?.integer ?? 1, isCollapsed: json["collapsed"]?.bool ?? false,
            agentCard: json["agent_card"] ?? .null)
    }

    /// What every sandbox starts with: a tree of three, three that stand alone, six statuses, in order of creation.
    static let seeds: [Workspace] = [
        Workspace(
            id: seedID(1), name: "atlas", role: "Coordinates the research team", tier: 3, status: .online,
            url: "http://127.0.0.1:32801", activeTasks: 1, currentTask: "Plan the week", uptimeSeconds: 86_400,
            monthlySpend: 1_250, budgetLimit: 5_000, x: 120, y: 80),
        Workspace(
            id: seedID(2), name: "atlas-research", role: "Reads and summarises", tier: 2, status: .degraded,
            parentID: seedID(1), url: "http://127.0.0.1:32802", runtime: "claude-code", lastErrorRate: 0.5,
            lastSampleError: "upstream model timed out", uptimeSeconds: 43_200, monthlySpend: 730, x: 60, y: 240),
        Workspace(
            id: seedID(3), name: "atlas-writer", role: nil, tier: 2, status: .hibernated, parentID: seedID(2),
            monthlySpend: 95, x: 60, y: 400),
        Workspace(
            id: seedID(4), name: "Übersetzung München", role: "Übersetzt ins Deutsche", tier: 3, status: .paused,
            monthlySpend: 310, x: 420, y: 80),
        Workspace(
            id: seedID(5), name: "nightly-reports", role: "Writes <daily> & weekly reports", tier: 1,
            status: .provisioning, runtime: "hermes", x: 640, y: 80),
        Workspace(
            id: seedID(6), name: "billing-agent", role: nil, tier: 4, status: .failed, runtime: "crewai",
            lastErrorRate: 1, lastSampleError: "container exited with status 137", monthlySpend: 4_999,
            budgetLimit: 5_000, x: 860, y: 80),
    ]

    /// A fixed id of version 4, variant 1 (RFC 9562).
    static func seedID(_ number: Int) -> String {
        let digits = String(number)
        return "6f1d2c3b-4a5e-4f60-8b7c-" + String(repeating: "0", count: 12 - digits.utf8.count) + digits
    }
}

extension JSONValue {
    /// A whole number, or null for `nil`.
    static func optional(_ number: Int64?) -> JSONValue { number.map { .integer($0) } ?? .null }

    /// An object that may have members more.
    func adding(_ name: String, _ value: JSONValue) -> JSONValue { .object((members ?? []) + [Member(name, value)]) }

    /// A list of strings.
    static func strings(_ texts: some Sequence<String>) -> JSONValue { .array(texts.map { .string($0) }) }
}
