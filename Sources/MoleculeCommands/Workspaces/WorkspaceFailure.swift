import CommandTree
import ManagementAPI

/// Why something could not be done to a workspace, beyond what a server's answer says by itself.
public enum WorkspaceFailure: Error, Sendable {
    /// No workspace has this id or name.
    case unknown(String)
    /// Several have this name.
    case ambiguous(String, candidates: [String])
    /// It is removed, and the verb works on those that are there.
    case removed(String, id: String)
    /// It is removed, and a restart would bring it back.
    case restartRevives(String, id: String)
    /// A workspace above it is paused.
    case ancestorPaused(String, ancestor: String, id: String)
    /// Only one that is online or degraded can hibernate.
    case notHibernatable(String, status: String)
    /// It is working.
    case tasksRunning(String, count: Int64)
    /// The server said yes, and it is not so.
    case noEffect(String, id: String, wanted: String, status: String)
    /// It came to a status from which it does not reach the one that was waited for.
    case ended(String, id: String, wanted: String, status: String, reason: String?)
    /// The time to wait is over.
    case timedOut(String, id: String, wanted: String, status: String)
    /// The self-hosted platform does not have this.
    case tenantOnly(instead: String?)
    /// A tenant does not have `terminate`.
    case selfHostedOnly
    /// This server is from before it was there.
    case tooOld(String)
    /// The name in the confirmation was not the stored one.
    case renamed(String, now: String)
    /// It has children that were not there, or not shown, when it was asked about.
    case childrenAppeared(String, names: [String])
    /// It is removed, but what it ran on could not be stopped.
    case stopFailed(String, id: String, count: Int64)
    /// It was removed before, and this server purges only at the first delete.
    case tooLateToPurge(String)
    /// It has as many tokens as it may have.
    case tooManyTokens(String, id: String)
    /// The server knows a monthly limit and no other.
    case onlyMonthly
    /// The budget that was read back is not the one that was written.
    case budgetDiffers(String, periods: [String], id: String)
    /// A 2xx without what belongs into it.
    case strangeAnswer(Operation)
    /// The server finds that it cannot be made like this; `next` is what helps.
    case notCreated(ErrorAnswer, next: String)
    /// A created workspace could not be found again.
    case lostCreation(String)
    /// It is there, but a part of what was wanted is not done; `next` is what to type.
    case createdPartly(String, reason: String, next: String)
}

extension WorkspaceFailure {
    var status: ExitStatus {
        switch self {
        case .unknown, .removed, .tenantOnly, .selfHostedOnly, .tooOld: .notFound
        case .ambiguous, .restartRevives: .refused
        case .ancestorPaused, .notHibernatable, .tasksRunning, .ended, .renamed, .childrenAppeared, .tooLateToPurge,
            .tooManyTokens, .onlyMonthly, .notCreated:
            .conflict
        case .noEffect, .budgetDiffers: .unverified
        case .timedOut, .lostCreation: .unavailable
        case .stopFailed, .createdPartly: .partial
        case .strangeAnswer: .failure
        }
    }

    /// What happened: one sentence.
    var message: String {
        switch self {
        case .unknown(let text): "There is no workspace '\(text)'."
        case .ambiguous(let name, let candidates):
            "\(candidates.count) workspaces are called '\(name)': \(candidates.joined(separator: ", "))."
        case .removed(let label, _): "Workspace \(label) is removed."
        case .restartRevives(let label, _): "Workspace \(label) is removed, and a restart would bring it back."
        case .ancestorPaused(let label, let ancestor, _):
            "Workspace \(label) cannot start while \(ancestor) above it is paused."
        case .notHibernatable(let label, let status):
            "Workspace \(label) is \(status); only one that is online or degraded can hibernate."
        case .tasksRunning(let label, let count):
            "Workspace \(label) is working on \(count) task\(count == 1 ? "" : "s")."
        case .noEffect(let label, _, let wanted, let status):
            "The server said that workspace \(label) is \(wanted), but it is \(status)."
        case .ended(let label, _, let wanted, let status, let reason):
            "Workspace \(label) is \(status) and not \(wanted)" + (reason.map { ": \"\($0)\"." } ?? ".")
        case .timedOut(let label, _, let wanted, let status):
            "The time to wait is over: workspace \(label) is \(status) and not \(wanted) yet."
        case .tenantOnly:
            "This is a self-hosted platform, which can list, pause, resume and terminate workspaces and no more."
        case .selfHostedOnly: "This is a tenant's server, which has no terminate."
        case .tooOld(let feature): "This server does not have \(feature); it came in May 2026."
        case .renamed(let label, let now): "Workspace \(label) is called '\(now)' now; nothing was deleted."
        case .childrenAppeared(let label, let names):
            "Workspace \(label) has workspaces below it now: \(names.joined(separator: ", ")); nothing was deleted."
        case .stopFailed(let label, _, let count):
            "Workspace \(label) is marked as removed, but \(count) of what it runs on could not be stopped."
        case .tooLateToPurge(let label):
            "Workspace \(label) was removed before, and this server purges only together with the first delete."
        case .tooManyTokens(let label, _): "Workspace \(label) has 50 tokens, which is the most it may have."
        case .onlyMonthly: "This server is from before May 2026 and knows only a monthly limit; nothing was changed."
        case .budgetDiffers(let label, let periods, _):
            "The budget of workspace \(label) is not what was written: \(periods.joined(separator: ", "))."
        case .strangeAnswer(let operation): "The server's answer to \(operation.id) is not what it should be."
        case .notCreated(let answer, _): answer.sentence()
        case .lostCreation(let name):
            "No answer came, and whether workspace '\(name)' will be there is not known."
        case .createdPartly(let label, let reason, _): "Workspace \(label) is created, but: \(reason)"
        }
    }

    /// What to type next, if it can be told.
    var hint: String? {
        switch self {
        case .unknown, .lostCreation: "molecule workspaces list"
        case .ambiguous: "Give the id of the one that is meant."
        case .removed(_, let id): "molecule workspaces restart --revive \(id) brings it back."
        case .restartRevives: "Add --revive if this is meant."
        case .ancestorPaused(_, _, let id): "molecule workspaces resume \(id)"
        case .notHibernatable: nil
        case .tasksRunning: "Wait until it is done: the servers known so far do nothing with --force either."
        case .noEffect(_, let id, _, _): "See what it is now: molecule workspaces get \(id)"
        case .ended(_, let id, _, let status, _):
            status == "removed" || status == "gone" ? "molecule workspaces list" : "molecule workspaces restart \(id)"
        case .timedOut(_, let id, let wanted, _): "molecule workspaces wait \(id) --for \(wanted)"
        case .tenantOnly(let instead): instead
        case .selfHostedOnly: "molecule workspaces delete removes one; molecule workspaces pause only stops it."
        case .tooOld: nil
        case .renamed: "Look at it, then delete it again: molecule workspaces list"
        case .childrenAppeared: "Add --cascade if they are meant as well."
        case .stopFailed(_, let id, _):
            "Try again with molecule workspaces delete \(id); a server that has it as removed tries by itself."
        case .tooLateToPurge: "Its row stays as it is."
        case .tooManyTokens(_, let id):
            "molecule workspaces tokens list \(id), then molecule workspaces tokens revoke \(id) TOKEN"
        case .onlyMonthly: "Give --monthly alone."
        case .budgetDiffers(_, _, let id):
            "Someone else may be changing it: molecule workspaces budget get \(id), then set it again."
        case .strangeAnswer: "Check --api-url."
        case .notCreated(_, let next), .createdPartly(_, _, let next): next
        }
    }
}
