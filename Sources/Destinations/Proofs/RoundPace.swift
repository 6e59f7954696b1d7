import HostSystem
import Rotation

/// How something is asked again and again, until somebody wants to stop.
struct RoundPace: Sendable {
    /// Whether somebody wants to stop.
    let isInterrupted: @Sendable () -> Bool

    /// A quarter of a second between good rounds, and up to four after others: a deployment takes seconds to minutes.
    static let goodPause = 250
    private static let longestPause = 4000

    /// What a proof fails with when somebody stopped it.
    static let interruption = StepFailure(
        .interrupted, "a signal asked to stop while the value was being proven")

    /// How long to wait after a round, in milliseconds; `previous` is how long it was before that.
    static func pause(isGood: Bool, after previous: Int) -> Int {
        isGood ? goodPause : min(previous * 2, longestPause)
    }

    /// One round, whose request in flight is given up when a signal comes.
    func round<Answer: Sendable>(_ ask: @escaping @Sendable () async -> Answer) async -> Answer {
        let round = Task { await ask() }
        let watch = Task {
            while !Task.isCancelled {
                if isInterrupted() { return round.cancel() }
                await Pause.nap(milliseconds: 50)
            }
        }
        defer { watch.cancel() }
        return await round.value
    }

    /// Waits in short naps, so that a signal is noticed.
    func wait(milliseconds: Int) async {
        let end = ContinuousClock.now + .milliseconds(milliseconds)
        while ContinuousClock.now < end, !isInterrupted() { await Pause.nap(milliseconds: 50) }
    }
}
