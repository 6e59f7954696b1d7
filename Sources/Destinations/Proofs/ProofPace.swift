import HostSystem
import Rotation

/// How proofs ask again and again: in rounds, until patience ends or somebody wants to stop.
public struct ProofPace: Sendable {
    private let pace: RoundPace
    private let tell: @Sendable (String) -> Void

    /// Of one server behind a rolling deployment, three good rounds in a row are asked for, as of `ADMIN_TOKEN`.
    static let deployed = AdminTokenProof.roundsInARow

    /// A pace; `tell` gets a line for whoever watches.
    public init(isInterrupted: @escaping @Sendable () -> Bool, tell: @escaping @Sendable (String) -> Void) {
        pace = RoundPace(isInterrupted: isInterrupted)
        self.tell = tell
    }

    /// Asks until `inARow` rounds in a row were good.
    ///
    /// A round that tells nothing is neither good nor bad; when patience ends on one, nothing is proven and the server
    /// counts as out of reach.
    public func rounds(
        _ inARow: Int, patience: Duration, _ ask: @escaping @Sendable () async -> ProofRound
    ) async throws(StepFailure) -> String? {
        let end = ContinuousClock.now + patience
        var good = 0
        var pause = RoundPace.goodPause
        while true {
            let round = await pace.round(ask)
            if pace.isInterrupted() { throw RoundPace.interruption }
            var failure = StepFailure(.unproven, "")
            var wanted = 0
            switch round {
            case .good(let note):
                good += 1
                if good >= inARow { return note }
            case .bad(let reason, let mayPass):
                failure = StepFailure(.unproven, reason)
                if !mayPass { throw failure }
                good = 0
            case .unclear(let reason, let seconds):
                failure = StepFailure(.unavailable, reason)
                wanted = (seconds ?? 0) * 1000
                good = 0
            case .failed(let failure): throw failure
            }
            pause = RoundPace.pause(isGood: good > 0, after: pause)
            pause = max(pause, wanted)
            // Good rounds are finished even when patience ends between them.
            if good == 0, ContinuousClock.now + .milliseconds(pause) > end { throw failure }
            tell(ProofPace.line(good, of: inARow, failure.reason, left: max(.zero, end - .now)))
            await pace.wait(milliseconds: pause)
            if pace.isInterrupted() { throw RoundPace.interruption }
        }
    }

    private static func line(_ good: Int, of inARow: Int, _ reason: String, left: Duration) -> String {
        let state = good > 0 ? "good in \(good) of \(inARow) rounds" : reason
        return "waiting, \(left.components.seconds) s left: \(state)"
    }
}
