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
        defer { desk.world.output.endProgress() }
        let end = ContinuousClock.now + patience
        var pause = OrgWait.pauses.first
        var sight = Sight(slug: slug)
        while true {
            var rest = pause
            do throws(Failure) {
                let status = try await desk.watched(
                    hint: hint, until: (end, timedOut(sight)), line: { sight.line }
                ) { [slug] () async throws(Failure) in
                    try await desk.object(Operations.getProvisionStatus, ["slug": slug])
                }
                if try isUp(status, desk) { return status }
                sight = Sight(slug: slug, status)
            } catch {
                guard error.isWaitedOut, ContinuousClock.now < end else { throw error }
                sight.trouble = error.message
                rest = error.pause(atLeast: pause)
            }
            let wake = ContinuousClock.now + .milliseconds(rest)
            try await desk.watched(hint: hint, until: (end, timedOut(sight)), line: { sight.line }) {
                () async throws(Failure) in
                while ContinuousClock.now < wake, !Task.isCancelled { await Pause.nap(milliseconds: 20) }
            }
            pause = min(pause * 3 / 2, OrgWait.pauses.last)
        }
    }

    private var hint: String { "molecule orgs status \(slug) --wait" }

    /// What the last answer showed, and when it came.
    private struct Sight {
        let slug: String
        let stage: String
        private let percent: Int
        private let left: Int64?
        private let moment = ContinuousClock.now
        /// Why the last question was not answered.
        var trouble: String?

        /// Before the first answer.
        init(slug: String) {
            self.slug = slug
            stage = "not reachable"
            percent = 0
            left = nil
        }

        init(slug: String, _ status: JSONValue) {
            self.slug = slug
            // The stage, where the server tells one, else the status.
            stage = (status["stage"] ?? status["status"])?.text.flatMap { $0.isEmpty ? nil : $0 } ?? "pending"
            percent = status["progress"]?.integer.map { Int(clamping: $0) } ?? 0
            left = status["eta_seconds"]?.integer
        }

        /// The line on the terminal, which counts down between two answers.
        var line: String {
            let passed = (ContinuousClock.now - moment).components.seconds
            return ProgressLine.text("\(slug): \(stage)", percent: percent, left: left.map { max($0, passed) - passed })
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

    private func timedOut(_ sight: Sight) -> Failure {
        .explained(
            "The time is over and the organisation \(slug) is not up: it is \(TerminalText.safe(sight.stage))."
                + (sight.trouble.map { " \($0)" } ?? ""),
            hint: hint, .unavailable)
    }
}

extension Failure {
    /// Whether a wait goes on after it: not where nothing was sent because the address or its certificate is wrong.
    var isWaitedOut: Bool {
        switch self {
        case .call(.transport(.notSent(.tls)), _), .call(.transport(.notSent(.hostNotFound)), _): false
        default: isPassing
        }
    }

    /// How many milliseconds to wait before asking again, as long as the server says where it does.
    func pause(atLeast pause: Int) -> Int { max(pause, (secondsToWait ?? 0) * 1000) }
}
