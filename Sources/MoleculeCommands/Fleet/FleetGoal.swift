/// The status a workspace is to have in the end, where that has to be seen before its result counts.
struct FleetGoal: Sendable {
    let status: String
    /// How long it may take; zero where it is to be so already.
    let patience: Duration
    /// Statuses it does not leave by itself for the one that is waited for.
    var dead: Set<String> = []
    /// Statuses on the way there; `nil` where every other one is.
    var onTheWay: Set<String>?

    /// What an action has to reach; `nil` where the server's yes is all there is to know.
    init?(_ action: FleetAction, patience: Duration?) {
        switch action {
        case .pause:
            guard let patience else { return nil }
            (status, self.patience) = ("paused", patience)
        case .resume, .restart:
            guard let patience else { return nil }
            (status, self.patience, dead) = ("online", patience, ["failed", "hibernated"])
        case .hibernate:
            // The servers' yes means nothing. A container takes as long as this to stop.
            (status, self.patience, onTheWay) = ("hibernated", .seconds(10), ["hibernating"])
        case .delete, .terminate, .revokeTokens: return nil
        }
    }

    /// What a look at a workspace means.
    enum Verdict {
        case reached
        case pending
        case failed(WorkspaceFailure)
    }

    /// What the status a list shows means; `nil` is one that is not listed any more.
    func judge(
        _ seen: FleetLook.Row?, _ label: String, id: String, isTimeOver: Bool
    ) -> Verdict {
        let now = seen?.status ?? "gone"
        if now == status { return .reached }
        if let onTheWay {
            if onTheWay.contains(now), !isTimeOver { return .pending }
            return .failed(.noEffect(label, id: id, wanted: status, status: now))
        }
        if seen == nil || now == "removed" || dead.contains(now) {
            let reason = now == "failed" ? seen?.reason : nil
            return .failed(.ended(label, id: id, wanted: status, status: now, reason: reason))
        }
        return isTimeOver ? .failed(.timedOut(label, id: id, wanted: status, status: now)) : .pending
    }
}
