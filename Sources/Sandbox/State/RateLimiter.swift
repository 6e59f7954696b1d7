import Synchronization

/// Fixed windows, one per client, each beginning with the client's first request.
final class RateLimiter: Sendable {
    struct Verdict: Sendable {
        let isAllowed: Bool
        let remaining: Int
        /// Whole seconds, rounded down, so 0 is possible.
        let secondsToReset: Int
    }

    private struct Window {
        var end: Int64
        var used: Int
    }

    /// More clients than this are not remembered; windows that are over go first.
    private static let maximumWindows = 10_000

    let limit: SandboxConfiguration.RateLimit
    private let windows = Mutex<[String: Window]>([:])

    init(_ limit: SandboxConfiguration.RateLimit) { self.limit = limit }

    /// Takes one request off the client's budget.
    func take(_ client: String) -> Verdict {
        let now = Monotonic.nanoseconds
        let window = windows.withLock { windows in
            if windows.count >= RateLimiter.maximumWindows { windows = windows.filter { $0.value.end > now } }
            let fresh = Window(end: now + Int64(limit.seconds) * 1_000_000_000, used: 0)
            var window = windows[client].flatMap { $0.end > now ? $0 : nil } ?? fresh
            window.used = min(window.used + 1, limit.requests + 1)
            windows[client] = window
            return window
        }
        return Verdict(
            isAllowed: window.used <= limit.requests, remaining: max(0, limit.requests - window.used),
            secondsToReset: Int(max(0, window.end - Monotonic.nanoseconds) / 1_000_000_000))
    }

    /// Forgets everything, as a restart does.
    func clear() { windows.withLock { $0 = [:] } }
}
