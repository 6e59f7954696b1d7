import ManagementAPI

/// What a run does to each of its workspaces.
enum FleetAction: Sendable {
    case pause
    case resume
    case restart(revives: Bool, resets: Bool)
    case hibernate(isForced: Bool)
    case delete(WorkspaceDeletion)
    case terminate
    case revokeTokens
}

extension FleetAction {
    /// The command, without `molecule workspaces`.
    var verb: String {
        switch self {
        case .pause: "pause"
        case .resume: "resume"
        case .restart: "restart"
        case .hibernate: "hibernate"
        case .delete: "delete"
        case .terminate: "terminate"
        case .revokeTokens: "tokens revoke --every"
        }
    }

    /// The beginning of a question about it.
    var question: String {
        switch self {
        case .revokeTokens: "Revoke every token of"
        default: verb.prefix(1).uppercased() + verb.dropFirst()
        }
    }

    /// Whether even ids that were typed one by one are asked about.
    var isDestructive: Bool {
        switch self {
        case .delete, .terminate, .revokeTokens: true
        case .pause, .resume, .restart, .hibernate: false
        }
    }

    /// What it does to the workspaces below.
    var cascade: Cascade {
        switch self {
        case .pause: .pause
        case .resume: .resume
        case .delete, .terminate: .remove
        case .restart, .hibernate, .revokeTokens: .none
        }
    }

    /// Whether the command that continues a run only looks at what was asked for already; a restart would begin anew.
    var isContinued: Bool {
        switch self {
        case .pause, .resume, .hibernate: true
        case .restart, .delete, .terminate, .revokeTokens: false
        }
    }

    /// The options that the command that continues a run needs besides.
    var options: [String] {
        switch self {
        case .restart(let revives, let resets): (revives ? ["--revive"] : []) + (resets ? ["--reset"] : [])
        case .hibernate(let isForced): isForced ? ["--force"] : []
        case .delete(let deletion):
            (deletion.isCascading ? ["--cascade"] : []) + (deletion.purges ? ["--purge"] : [])
                + (deletion.erasesData ? ["--erase-data"] : [])
        case .pause, .resume, .terminate, .revokeTokens: []
        }
    }

    /// Whether it needs the server of a tenant, or of a self-hosted platform; `nil` when both have it.
    var surface: Operation.Surface? {
        switch self {
        case .pause, .resume: nil
        case .terminate: .selfHosted
        case .restart, .hibernate, .delete, .revokeTokens: .tenant
        }
    }

    /// What becomes of a workspace that needs no request, as far as is known; `nil` where one has to be sent.
    ///
    /// Either it is so already, or one above it has taken it along.
    func settled(_ row: FleetTree.Row, in tree: FleetTree) -> WorkspaceOutcome? {
        let above = row.takenBy.map { "with \(tree.rows[$0].label)" }
        switch self {
        case .pause where row.status == "paused":
            return WorkspaceOutcome(row.id, row.workspace, above == nil ? "already paused" : "paused", detail: above)
        case .resume where row.status != "paused":
            if let above { return WorkspaceOutcome(row.id, row.workspace, "resumed", detail: above) }
            let status = row.status ?? "-"
            let needsRestart = ["hibernated", "failed", "offline"].contains(status)
            let detail = "it is \(status)" + (needsRestart ? "; molecule workspaces restart \(row.id) starts it" : "")
            return WorkspaceOutcome(row.id, row.workspace, "not paused", detail: detail)
        case .hibernate where row.status == "hibernated":
            let detail = "molecule workspaces restart \(row.id) wakes it"
            return WorkspaceOutcome(row.id, row.workspace, "already hibernated", detail: detail)
        case .delete where row.status == "removed":
            return WorkspaceOutcome(row.id, row.workspace, "removed", detail: above)
        case .terminate where row.status == "removed":
            return WorkspaceOutcome(row.id, row.workspace, "terminated", detail: above)
        default: return nil
        }
    }

    /// Why the server would refuse one as it stands, as far as the servers' rules are known; `nil` where it would not.
    func refusal(_ row: FleetTree.Row, in tree: FleetTree, at place: Int) -> WorkspaceFailure? {
        switch self {
        case .resume, .restart:
            // The topmost one first: those between cannot start before it either.
            return tree.topmostPaused(above: place).map {
                .ancestorPaused(row.label, ancestor: $0.label, id: $0.id)
            }
        case .hibernate:
            guard ["online", "degraded", "hibernating"].contains(row.status) else {
                return .notHibernatable(row.label, status: row.status ?? "-")
            }
            return row.activeTasks > 0 ? .tasksRunning(row.label, count: row.activeTasks) : nil
        case .pause, .delete, .terminate, .revokeTokens: return nil
        }
    }
}
