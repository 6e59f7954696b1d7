import Dispatch

/// Runs an action once after a time, unless it is cancelled before.
///
/// A timer source and not `asyncAfter`: a cancelled source is gone at once, while a cancelled work item stays in memory
/// until its time has come.
final class Deadline: Sendable {
    // A dispatch source may be used from any thread; its type does not say so on Linux.
    private nonisolated(unsafe) let timer: any DispatchSourceTimer

    /// One day: longer than any command, and far from overflowing.
    private static let longest = Duration.seconds(86_400)

    init(after duration: Duration, on queue: DispatchQueue, _ action: @escaping @Sendable () -> Void) {
        timer = DispatchSource.makeTimerSource(queue: queue)
        let (seconds, attoseconds) = min(duration, Deadline.longest).components
        let nanoseconds = Int(seconds) * 1_000_000_000 + Int(attoseconds / 1_000_000_000)
        timer.schedule(deadline: .now() + .nanoseconds(nanoseconds), leeway: .milliseconds(1))
        timer.setEventHandler(handler: action)
        timer.resume()
    }

    func cancel() { timer.cancel() }
}
