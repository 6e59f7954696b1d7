import CommandTree
import HostSystem
import ManagementAPI

/// What is told before a rotation begins.
extension MoltnetPlanner {
    /// What is told after the steps.
    func remarks(_ users: MoltnetUsers) -> [String] {
        var remarks = users.doubts.map { "  \($0)" }
        if verb.serverCommand == nil {
            remarks.append(
                "  No --then command: restart the server yourself within \(verb.patience.components.seconds) s.")
        }
        if token.use != .operator, verb.nodes.isEmpty, verb.destinations.isEmpty {
            remarks.append("  No --node: nodes that have the old value are refused until you give them the new one.")
        }
        if isByHand {
            remarks.append("  Before the old value ends, somebody has to say that the operators have the new one.")
        }
        remarks.append(
            overlaps
                ? "Both values work until the new one is proven; then the old one is dropped."
                : "This token has one value: whoever has the old one is refused from the restart on.")
        return remarks
    }

    /// Whether the running server takes the value in the file: if not, something else is wrong, or a restart is pending.
    func inspectServer(_ view: inout RotationPlanView) async -> Failure? {
        let probe = MoltnetProbe(
            transport: world.transport(), origin: origin, deadline: world.settings.deadline,
            networkID: site.server.networkID)
        guard
            let problem = await probe.objection(
                to: value, isPublic: site.server.isPublic, unknown: "the value in \(site.path)")
        else {
            view.findings.append(
                .init(subject: "server", text: "\(origin.text) takes the value and refuses callers without one"))
            return nil
        }
        view.findings.append(.init(subject: "server", text: problem.sentence, problem: problem.sentence))
        return problem.failure
    }
}
