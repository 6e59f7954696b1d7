import HostSystem
import JSON
import ManagementAPI

/// Waits until an organisation is up.
struct OrgWait: Sendable {
    let slug: String
    /// For how long at most.
    let patience: Duration

    /// Half a second at first, and in the end as often as the control plane asks to be asked.
    private static let pauses = (first: 500, last: 15_000)

    /// Polls until it is up; what passes, such as a server in trouble, is waited out.
    func run(on desk: ControlPlaneDesk) async throws(Failure) -> JSONValue {
        SignalWatch.start()
        defer { desk.world.output.endProgress() }
        let start = ContinuousClock.now
        var pause = OrgWait.pauses.first
        var seen = "not reachable"
        while true {
            var status: JSONValue?
            do throws(Failure) {
                status = try await desk.object(Operations.getProvisionStatus, ["slug": slug])
            } catch { guard error.isPassing, ContinuousClock.now < start + patience else { throw error } }
            if let status, try isUp(status, desk) { return status }
            seen = status.map { OrgWait.stage($0) } ?? seen
            guard ContinuousClock.now < start + patience else { throw timedOut(seen) }
            try await sleep(pause, since: start, status, seen, desk.world)
            pause = min(pause * 3 / 2, OrgWait.pauses.last)
        }
    }

    private func isUp(_ status: JSONValue, _ desk: ControlPlaneDesk) throws(Failure) -> Bool {
        switch status["status"]?.text {
        // Older documents call it active.
        case "running"?, "active"?: return true
        case "failed"?:
            let reason = (status["error"] ?? status["message"])?.text.map { ": \"\(TerminalText.safe($0))\"" } ?? ""
            throw .explained(
                "The organisation \(slug) did not come up\(reason).", hint: "molecule orgs delete \(slug)", .conflict)
        case "awaiting_payment"? where desk.world.notices.isFirst("payment"):
            desk.world.output.remark("It waits for payment: molecule billing checkout \(slug) --plan starter")
            return false
        default: return false
        }
    }

    /// The stage, where the server tells one, else the status.
    private static func stage(_ status: JSONValue) -> String {
        (status["stage"] ?? status["status"])?.text.flatMap { $0.isEmpty ? nil : $0 } ?? "pending"
    }

    private func timedOut(_ seen: String) -> Failure {
        .explained(
            "The time is over and the organisation \(slug) is not up: it is \(TerminalText.safe(seen)).",
            hint: "molecule orgs status \(slug) --wait", .unavailable)
    }

    /// Sleeps in short naps, so that a signal is noticed, and counts down on a terminal.
    private func sleep(
        _ milliseconds: Int, since start: ContinuousClock.Instant, _ status: JSONValue?, _ stage: String, _ world: World
    ) async throws(Failure) {
        let asked = ContinuousClock.now
        let wake = min(start + patience, asked + .milliseconds(milliseconds))
        let percent = status?["progress"]?.integer.map { Int(clamping: $0) } ?? 0
        repeat {
            if let number = SignalWatch.received {
                throw .signalled(number, hint: "molecule orgs status \(slug) --wait")
            }
            let passed = (ContinuousClock.now - asked).components.seconds
            let left = status?["eta_seconds"]?.integer.map { max($0 - passed, 0) }
            world.output.progress(ProgressLine.text("\(slug): \(stage)", percent: percent, left: left))
            await Pause.nap(milliseconds: 50)
        } while ContinuousClock.now < wake
    }
}
