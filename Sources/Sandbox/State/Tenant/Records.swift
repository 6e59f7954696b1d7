import JSON

/// One line of a workspace's activity.
struct Activity: Sendable {
    let id = Identifier.random()
    let workspaceID: String
    let type: String
    var status = "ok"
    var sourceID: String?
    var targetID: String?
    var method: String?
    var summary: String?
    var errorDetail: String?
    var duration: Int64?
    var requestBody: JSONValue?
    var responseBody: JSONValue?
    var createdAt = Moment.now

    var json: JSONValue {
        var json: JSONValue = [
            "id": .string(id), "workspace_id": .string(workspaceID), "activity_type": .string(type),
            "status": .string(status), "source_id": .optional(sourceID), "target_id": .optional(targetID),
            "method": .optional(method), "summary": .optional(summary), "error_detail": .optional(errorDetail),
            "duration_ms": .optional(duration), "created_at": .string(createdAt.text),
        ]
        if let requestBody { json = json.adding("request_body", requestBody) }
        if let responseBody { json = json.adding("response_body", responseBody) }
        return json
    }

    static var seeds: [Activity] {
        let atlas = Workspace.seedID(1)
        let start = Moment.now.adding(seconds: -300)
        return [
            Activity(
                workspaceID: atlas, type: "a2a_receive", method: "message/send", summary: "Plan the week",
                duration: 1_240, requestBody: ["text": "Plan the week"], createdAt: start),
            Activity(
                workspaceID: atlas, type: "a2a_send", sourceID: atlas, targetID: Workspace.seedID(2),
                method: "message/send", summary: "Collect sources", createdAt: start.adding(seconds: 60)),
            Activity(
                workspaceID: atlas, type: "error", status: "error", sourceID: atlas, summary: "Tool failed",
                errorDetail: "timeout", createdAt: start.adding(seconds: 120)),
        ]
    }
}

/// One line of the ledger that agents write.
struct AuditEntry: Sendable {
    let id = Identifier.random()
    let workspaceID: String
    let timestamp: Moment
    let agentID: String
    let sessionID: String
    let operation: String

    var json: JSONValue {
        [
            "id": .string(id), "timestamp": .string(timestamp.text), "agent_id": .string(agentID),
            "session_id": .string(sessionID), "operation": .string(operation), "input_hash": nil, "output_hash": nil,
            "model_used": nil, "human_oversight_flag": false, "risk_flag": false, "prev_hmac": nil,
            "hmac": .string(String(repeating: "0", count: 64)), "workspace_id": .string(workspaceID),
        ]
    }

    static var seeds: [AuditEntry] {
        let start = Moment.now.adding(seconds: -3_600)
        return [("session-1", "llm_call"), ("session-1", "tool_call"), ("session-2", "llm_call")].enumerated().map {
            AuditEntry(
                workspaceID: Workspace.seedID(1), timestamp: start.adding(seconds: Int64($0) * 60), agentID: "atlas",
                sessionID: $1.0, operation: $1.1)
        }
    }
}

/// A question an agent waits on people for.
struct Approval: Sendable {
    let id = Identifier.random()
    let workspaceID: String
    let action: String
    let reason: String?
    let createdAt: Moment
    var status = "pending"

    /// One that is fresh and one that expires when it is looked at.
    static var seeds: [Approval] {
        [
            Approval(
                workspaceID: Workspace.seedID(1), action: "Send the weekly report", reason: "Leaves the company",
                createdAt: .now),
            Approval(
                workspaceID: Workspace.seedID(2), action: "Delete old notes", reason: nil,
                createdAt: Moment.now.adding(seconds: -3_600)),
        ]
    }
}

/// What runs in a workspace by the clock.
struct Schedule: Sendable {
    let id = Identifier.random()
    let workspaceID: String
    let name: String
    let expression: String
    /// Twice the interval of the expression, in seconds.
    let staleAfter: Int64
    var lastRunAt: Moment?
    var isEnabled = true

    /// One in time, one late, one that never ran.
    static var seeds: [Schedule] {
        let now = Moment.now
        return [
            Schedule(
                workspaceID: Workspace.seedID(1), name: "weekly plan", expression: "0 8 * * 1", staleAfter: 1_209_600,
                lastRunAt: now.adding(seconds: -86_400)),
            Schedule(
                workspaceID: Workspace.seedID(2), name: "hourly scan", expression: "0 * * * *", staleAfter: 7_200,
                lastRunAt: now.adding(seconds: -10_800)),
            Schedule(
                workspaceID: Workspace.seedID(5), name: "nightly", expression: "0 2 * * *", staleAfter: 172_800),
        ]
    }
}

/// What an agent keeps across sessions.
struct Memory: Sendable {
    let id = Identifier.random()
    let workspaceID: String
    let content: String
    let scope: String
    let namespace: String
    let createdAt: Moment

    static var seeds: [Memory] {
        [
            Memory(
                workspaceID: Workspace.seedID(1), content: "The team meets on Mondays", scope: "TEAM",
                namespace: "general", createdAt: Moment.now.adding(seconds: -7_200)),
            Memory(
                workspaceID: Workspace.seedID(2), content: "The key was sk-0123456789abcdefghij", scope: "LOCAL",
                namespace: "general", createdAt: Moment.now.adding(seconds: -3_600)),
        ]
    }
}

/// A plugin an org may use.
struct AllowedPlugin: Sendable {
    let name: String
    let enabledBy: String
    let enabledAt: Moment
}
