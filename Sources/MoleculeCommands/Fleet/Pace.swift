/// When the next request may be sent, from what the server says about its budget.
///
/// The servers count requests in fixed windows: so many from the first request on, and from the window's end on anew.
/// So a window is used as fast as the caller can, and its end is waited for; nothing is spread out, since that would only
/// take longer. The first request goes alone: its answer tells the budget, or that there is none. Two things make it exact where several requests are under way at once:
///
/// - What is left is the least the server has said in this window, less what is under way: answers overtake one another,
///   and a request under way may be counted in an answer already or not.
/// - A window's end is known to a second only, from below; it is taken to be over at the latest moment it can be.
///
/// Pure: the time is given, as the time since any fixed moment.
struct Pace: Sendable {
    /// Stands for a request that may be sent.
    struct Ticket: Sendable, Equatable {
        let sentAt: Duration
    }

    /// What to do about the next request.
    enum Decision: Sendable, Equatable {
        case send(Ticket)
        /// Ask again at this moment, or when an answer has come.
        case wait(until: Duration)
        /// Ask again when an answer has come.
        case waitForAnswer
    }

    /// The server's budget for a window, once it has said one.
    private(set) var limit: Int?
    /// How often the server said that it was too much.
    private(set) var refusals = 0
    /// The longest time to a window's end that the server has named.
    private(set) var longestWindow = Duration.zero
    /// What the server allows in the present window, as far as it has said; `nil` before it has said anything.
    private var remaining: Int?
    /// Between which moments the present window ends; `nil` when that is not known.
    private var end: ClosedRange<Duration>?
    /// When the window before was over for sure.
    private var begun: Duration?
    /// Requests that may count in the present window although no answer has said so: when each was over.
    private var unsettled: [Duration] = []
    private var inFlight = 0
    /// Whether anything has come back at all.
    private var isAcquainted = false
    /// Until when nothing is sent, after a refusal.
    private var blocked: Duration?
    private var refusalsInARow = 0

    init() {}

    /// Whether a request may be sent now; one that may is counted as under way.
    mutating func admit(at now: Duration) -> Decision {
        if let blocked, blocked > now { return .wait(until: blocked) }
        blocked = nil
        guard isAcquainted || inFlight == 0 else { return .waitForAnswer }
        if let end, end.upperBound <= now { beginWindow(now) }
        if end == nil { forgetOld(now) }
        if let remaining, remaining - inFlight - unsettled.count <= 0 {
            if let end { return .wait(until: end.upperBound) }
            // One may find out how it stands, as the first of all does: no answer would come that could be waited for.
            if inFlight > 0 { return .waitForAnswer }
        }
        inFlight += 1
        return .send(Ticket(sentAt: now))
    }

    /// An answer came; `quota` is what it says about the budget, if it does.
    mutating func answered(_ ticket: Ticket, at now: Duration, quota: Quota?) {
        inFlight -= 1
        refusalsInARow = 0
        note(ticket, at: now, quota)
    }

    /// The server is not there for the moment, and said after how many seconds to come back.
    ///
    /// More than 30 are not waited for, as by the product's own clients.
    mutating func deferred(_ ticket: Ticket, at now: Duration, after seconds: Int, quota: Quota?) {
        answered(ticket, at: now, quota: quota)
        let until = now + .seconds(min(max(seconds, 0), 30))
        blocked = max(blocked ?? until, until)
    }

    /// No answer came, so whether the request was counted is not known.
    mutating func lost(_ ticket: Ticket, at now: Duration) {
        inFlight -= 1
        note(ticket, at: now, nil)
    }

    /// The server said that it was too much, and after how many seconds to come back, if it did.
    mutating func refused(_ ticket: Ticket, at now: Duration, after seconds: Int?, quota: Quota?) {
        inFlight -= 1
        refusals += 1
        refusalsInARow += 1
        note(ticket, at: now, quota)
        // The seconds are rounded down. Without any, longer from time to time.
        let pause = seconds.map { Duration.seconds(min(max($0, 0), 86_400) + 1) }
        let until = now + (pause ?? .seconds(min(60, 1 << min(refusalsInARow - 1, 6))))
        blocked = max(blocked ?? until, until)
        // Whatever was left is not; the window is over when the server says so.
        if remaining != nil { remaining = 0 }
        end = until...until
    }

    /// How long so many requests take at least, from the budget alone; zero where there is none.
    func shortestTime(for requests: Int, at now: Duration) -> Duration {
        guard let limit, let remaining, limit > 0 else { return .zero }
        let left = requests - max(0, remaining - inFlight - unsettled.count)
        guard left > 0 else { return .zero }
        let untilEnd = end.map { max(.zero, $0.upperBound - now) } ?? longestWindow
        return untilEnd + longestWindow * ((left - 1) / limit)
    }

    private mutating func note(_ ticket: Ticket, at now: Duration, _ quota: Quota?) {
        isAcquainted = true
        guard let quota else {
            if remaining != nil { unsettled.append(now) }
            return
        }
        limit = quota.limit
        longestWindow = max(longestWindow, .seconds(quota.secondsToReset + 1))
        // The server's clock stood somewhere between sending and now when it counted.
        let earliest = ticket.sentAt + .seconds(quota.secondsToReset)
        let latest = now + .seconds(quota.secondsToReset + 1)
        if let end {
            // Of the window before: it counts nothing in this one.
            if latest < end.lowerBound { return }
            if earliest > end.upperBound {
                beginWindow(now)
                self.end = earliest...latest
                remaining = quota.remaining
            } else {
                self.end = max(earliest, end.lowerBound)...min(latest, end.upperBound)
                remaining = min(remaining ?? quota.remaining, quota.remaining)
            }
        } else if let begun, ticket.sentAt < begun, earliest <= begun {
            // Sent in one window and answered in the next: either may have counted it.
            unsettled.append(now)
            return
        } else {
            self.end = earliest...latest
            remaining = min(remaining ?? quota.remaining, quota.remaining)
        }
        // What was over before this one was sent is in the server's number.
        unsettled.removeAll { $0 <= ticket.sentAt }
    }

    /// A server that has stopped telling its budget ends no window; what is older than one counts in none.
    private mutating func forgetOld(_ now: Duration) {
        let age = longestWindow
        unsettled.removeAll { $0 + age <= now }
    }

    private mutating func beginWindow(_ now: Duration) {
        end = nil
        begun = now
        unsettled = []
        remaining = remaining == nil ? nil : limit
    }
}
