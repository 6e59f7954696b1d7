import Synchronization

/// Fixed windows, one per client, each beginning with the client's first request.
final class RateLimiter: Sendable {
    struct Verdict: Sendable {
        let isAllowed: Bool
        let limit: Int
        let remaining: Int
        /// Whole seconds, rounded down, so 0 is possible.
        let secondsToReset: Int

        /// The three headers of every limited answer, as Go spells them; names of headers have no case.
        var headers: [HTTPResponse.Header] {
            [
                .init(name: RateLimiter.limitHeader, value: "\(limit)"),
                .init(name: "X-Ratelimit-Remaining", value: "\(remaining)"),
                .init(name: "X-Ratelimit-Reset", value: "\(secondsToReset)"),
            ]
        }

        /// The answer to a request above the limit, without the headers.
        var refusal: HTTPResponse { RateLimiter.refusal(secondsToReset: secondsToReset) }
    }

    private struct Window {
        let start: Int64
        var used = 0
    }

    static let limitHeader = "X-Ratelimit-Limit"

    /// More clients than this are not remembered; windows that are over go first.
    private static let maximumWindows = 10_000
    private static let second: Int64 = 1_000_000_000

    let limit: SandboxConfiguration.RateLimit
    /// When the server started, from which the cleaner counts.
    private let start: Int64
    private let windows = Mutex<[String: Window]>([:])

    init(_ limit: SandboxConfiguration.RateLimit, now: Int64 = Monotonic.nanoseconds) {
        self.limit = limit
        start = now
    }

    /// Takes one request off the client's budget.
    func take(_ client: String, now: Int64 = Monotonic.nanoseconds) -> Verdict {
        let length = Int64(limit.seconds) * RateLimiter.second
        let isLive = { (window: Window) in window.start + length > now && !self.isCleaned(window, now: now) }
        let window = windows.withLock { windows in
            if windows.count >= RateLimiter.maximumWindows { windows = windows.filter { isLive($0.value) } }
            var window = windows[client].flatMap { isLive($0) ? $0 : nil } ?? Window(start: now)
            window.used = min(window.used + 1, limit.requests + 1)
            windows[client] = window
            return window
        }
        return Verdict(
            isAllowed: window.used <= limit.requests, limit: limit.requests,
            remaining: max(0, limit.requests - window.used),
            secondsToReset: Int(max(0, window.start + length - now) / RateLimiter.second))
    }

    /// Forgets everything, as a restart does.
    func clear() { windows.withLock { $0 = [:] } }

    /// The answer to a request above a limit, without the headers that tell the limit.
    static func refusal(secondsToReset: Int) -> HTTPResponse {
        var response = HTTPResponse(
            status: 429, ["error": "rate limit exceeded", "retry_after": .integer(Int64(secondsToReset))])
        response.add("Retry-After", "\(secondsToReset)")
        return response
    }

    /// Every 5 minutes the server drops the windows that began over 10 minutes ago, even those that are not over.
    private func isCleaned(_ window: Window, now: Int64) -> Bool {
        let interval = 300 * RateLimiter.second
        let lastCleaning = start + (now - start) / interval * interval
        return window.start < lastCleaning - 2 * interval
    }
}
