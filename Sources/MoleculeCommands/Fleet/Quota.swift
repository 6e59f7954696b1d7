/// What a server says about its budget of requests.
struct Quota: Sendable, Equatable {
    /// Requests in one window.
    let limit: Int
    /// Requests left in the present window, as of this answer.
    let remaining: Int
    /// Whole seconds to the window's end, rounded down; not a point in time.
    let secondsToReset: Int

    init(limit: Int, remaining: Int, secondsToReset: Int) {
        self.limit = limit
        self.remaining = remaining
        self.secondsToReset = secondsToReset
    }

    /// Reads the three headers of an answer; `nil` unless all of them are there and make sense.
    ///
    /// A server in development mode says `unlimited`. What is more than a day is another server's point in time.
    init?(headers: [String: String]) {
        func number(_ name: String) -> Int? { headers["x-ratelimit-\(name)"].flatMap { Int($0) } }
        guard let limit = number("limit"), let remaining = number("remaining"), let reset = number("reset"),
            limit > 0, remaining >= 0, (0...86_400).contains(reset)
        else { return nil }
        self.init(limit: limit, remaining: min(remaining, limit), secondsToReset: reset)
    }
}
