import TestSupport
import Testing

@testable import MoleculeCommands

/// A server's limiter with its own clock, as the contract has it: windows that begin with their first request, and
/// seconds rounded down.
private struct Limiter {
    let limit: Int
    let window: Duration
    var start: Duration?
    var used = 0

    mutating func take(at now: Duration) -> (isAllowed: Bool, quota: Quota) {
        if start.map({ $0 + window <= now }) ?? true { (start, used) = (now, 0) }
        used += 1
        let left = (start ?? now) + window - now
        return (
            used <= limit,
            Quota(
                limit: limit, remaining: max(0, limit - used), secondsToReset: Int(left.components.seconds))
        )
    }
}

/// A run of so many requests, so many at once, against a limiter; nothing in it waits for real.
private struct Simulation {
    enum Step {
        case handled(Pace.Ticket, sent: Duration)
        case answered(Pace.Ticket, isAllowed: Bool, Quota?)
    }

    var limiter: Limiter
    var generator: SeededGenerator
    /// Milliseconds to the server and back, at most.
    var latency = 20
    /// Others that use the same budget: a request every so many milliseconds.
    var neighbour: Int?
    /// One in so many answers is lost, or comes from a proxy that tells no budget.
    var silent: Int?
    /// From then on no answer tells a budget: the server is gone, or no longer counts.
    var silentFrom: Duration?

    private(set) var now = Duration.zero
    private(set) var refused = 0
    private(set) var neighboursRefused = 0

    init(_ limit: Int, window: Duration, seed: UInt64) {
        limiter = Limiter(limit: limit, window: window)
        generator = SeededGenerator(seed: seed)
    }

    private mutating func some(_ most: Int) -> Duration {
        .milliseconds(Int.random(in: 1...max(1, most), using: &generator))
    }

    /// Runs to the end and gives how long it took.
    mutating func run(_ requests: Int, concurrency: Int) -> Duration {
        var pace = Pace()
        var events: [(at: Duration, step: Step)] = []
        var (left, open, done) = (requests, 0, 0)
        var nextNeighbour = neighbour.map { Duration.milliseconds($0) }
        while done < requests {
            var wake: Duration?
            while left > 0, open < concurrency {
                let decision = pace.admit(at: now)
                guard case .send(let ticket) = decision else {
                    if case .wait(let until) = decision { wake = until }
                    break
                }
                left -= 1
                open += 1
                events.append((now + some(latency), .handled(ticket, sent: now)))
            }
            let first = events.indices.min { events[$0].at < events[$1].at }
            let times = [first.map { events[$0].at }, wake, nextNeighbour].compactMap { $0 }
            guard let next = times.min() else {
                Issue.record("nothing is under way and nothing is waited for, with \(left) left")
                return now
            }
            now = max(now, next)
            if let time = nextNeighbour, time <= now {
                if !limiter.take(at: now).isAllowed { neighboursRefused += 1 }
                nextNeighbour = time + .milliseconds(neighbour ?? 1)
            }
            guard let first, events[first].at <= now else { continue }
            switch events.remove(at: first).step {
            case .handled(let ticket, _):
                let isSilent =
                    silent.map { Int.random(in: 1...$0, using: &generator) == 1 } ?? false
                    || silentFrom.map { $0 <= now } ?? false
                // Whether a request without a word was counted is not known: here it is not, every second time.
                let isCounted = !isSilent || Bool.random(using: &generator)
                let answer = isCounted ? limiter.take(at: now) : nil
                let isAllowed = answer?.isAllowed ?? true
                events.append(
                    (now + some(latency), .answered(ticket, isAllowed: isAllowed, isSilent ? nil : answer?.quota)))
            case .answered(let ticket, let isAllowed, let quota):
                open -= 1
                if isAllowed {
                    done += 1
                    if let quota {
                        pace.answered(ticket, at: now, quota: quota)
                    } else {
                        pace.lost(ticket, at: now)
                    }
                } else {
                    refused += 1
                    left += 1
                    pace.refused(ticket, at: now, after: quota?.secondsToReset, quota: quota)
                }
            }
        }
        return now
    }
}

@Suite(.heavy) struct PaceTests {
    @Test(arguments: 0..<40)
    func `1,500 requests against 600 a minute take two windows' ends and meet no refusal`(_ seed: Int) {
        var simulation = Simulation(600, window: .seconds(60), seed: UInt64(seed))
        let concurrency = [1, 4, 16, 64][seed % 4]
        simulation.latency = [1, 20, 200][seed % 3]
        let time = simulation.run(1500, concurrency: concurrency)
        #expect(simulation.refused == 0)
        // Two windows have to end, each a second late at most; the rest is the requests themselves.
        let own = Duration.milliseconds(1500 * 2 * simulation.latency / concurrency + 4 * simulation.latency)
        #expect(time <= .seconds(2 * 61) + own, "\(time)")
        #expect(time >= .seconds(120))
    }

    @Test(arguments: 0..<60) func `short windows and few requests meet no refusal either`(_ seed: Int) {
        let limit = [1, 2, 5, 40][seed % 4]
        var simulation = Simulation(limit, window: .seconds(1 + seed % 3), seed: UInt64(seed))
        simulation.latency = [5, 50, 400][seed % 3]
        let requests = limit * 5
        let time = simulation.run(requests, concurrency: 8)
        #expect(simulation.refused == 0)
        let most = Duration.seconds((2 + seed % 3) * 5 + 2)
        #expect(time <= most + .milliseconds(requests * 2 * simulation.latency), "\(time)")
    }

    @Test(arguments: 0..<20) func `answers without a word cost no refusal and little time`(_ seed: Int) {
        var simulation = Simulation(600, window: .seconds(60), seed: UInt64(seed))
        simulation.silent = 20
        let time = simulation.run(1500, concurrency: 16)
        #expect(simulation.refused == 0)
        #expect(time <= .seconds(130))
    }

    @Test(arguments: 0..<60) func `a server that tells its budget no more stops nothing`(_ seed: Int) {
        let limit = [1, 5, 40, 600][seed % 4]
        var simulation = Simulation(limit, window: .seconds(3), seed: UInt64(seed))
        simulation.silentFrom = .milliseconds(Int.random(in: 0...9000, using: &simulation.generator))
        let requests = limit * 8
        let time = simulation.run(requests, concurrency: [1, 8, 64][seed % 3])
        #expect(time <= .seconds(60 * 8), "\(time)")
    }

    @Test(arguments: [false, true]) func `a server that goes away while a window's end is waited for is told`(
        _ isWindowOver: Bool
    ) {
        var pace = Pace()
        var now = Duration.zero
        func admitted() -> Pace.Ticket? {
            guard case .send(let ticket) = pace.admit(at: now) else { return nil }
            return ticket
        }
        for left in (0..<5).reversed() {
            guard let ticket = admitted() else { break }
            pace.answered(ticket, at: now, quota: Quota(limit: 5, remaining: left, secondsToReset: 2))
        }
        #expect(pace.admit(at: now) == .wait(until: .seconds(3)))
        now = .seconds(3)
        // Every one of these is refused at once by the system: nothing is under way when the next is asked for.
        for number in 0..<200 {
            guard let ticket = admitted() else {
                Issue.record("request \(number) waits for an answer that nobody will give")
                return
            }
            pace.lost(ticket, at: now)
            if isWindowOver { now += .milliseconds(100) }
        }
    }

    @Test(arguments: 0..<20) func `a budget that others use too is shared, and refusals stay rare`(_ seed: Int) {
        var simulation = Simulation(600, window: .seconds(60), seed: UInt64(seed))
        simulation.neighbour = 150
        let time = simulation.run(1500, concurrency: 16)
        // Only what was under way when another took the last of a window can be refused.
        #expect(simulation.refused <= 3 * 16)
        #expect(time <= .seconds(4 * 61), "\(time)")
    }

    @Test func `without a budget nothing waits, and after a refusal everything does`() throws {
        var pace = Pace()
        guard case .send(let first) = pace.admit(at: .zero) else {
            Issue.record("nothing is known that the first request could wait for")
            return
        }
        #expect(pace.admit(at: .zero) == .waitForAnswer, "the first one finds out")
        pace.answered(first, at: .seconds(1), quota: nil)
        var tickets: [Pace.Ticket] = []
        for _ in 0..<100 {
            guard case .send(let ticket) = pace.admit(at: .seconds(1)) else {
                Issue.record("a request waits for a budget that nobody has told")
                return
            }
            tickets.append(ticket)
        }
        pace.answered(tickets[0], at: .seconds(1), quota: nil)
        pace.refused(tickets[1], at: .seconds(1), after: 7, quota: nil)
        #expect(pace.admit(at: .seconds(2)) == .wait(until: .seconds(9)), "seconds are rounded down")
        guard case .send = pace.admit(at: .seconds(9)) else {
            Issue.record("the time has come")
            return
        }
        pace.refused(tickets[2], at: .seconds(9), after: nil, quota: nil)
        pace.refused(tickets[3], at: .seconds(9), after: nil, quota: nil)
        #expect(pace.admit(at: .seconds(9)) == .wait(until: .seconds(13)), "longer from time to time")
        #expect(pace.refusals == 3)
    }

    @Test func `only three whole headers are a budget`() {
        func quota(_ limit: String?, _ remaining: String?, _ reset: String?) -> Quota? {
            var headers: [String: String] = [:]
            headers["x-ratelimit-limit"] = limit
            headers["x-ratelimit-remaining"] = remaining
            headers["x-ratelimit-reset"] = reset
            return Quota(headers: headers)
        }
        #expect(quota("600", "599", "59") == Quota(limit: 600, remaining: 599, secondsToReset: 59))
        #expect(quota("unlimited", nil, nil) == nil)
        #expect(quota("600", "-1", "59") == nil)
        #expect(quota("600", "5", "1798000000") == nil, "a point in time is another server's")
        #expect(quota("600", "5", nil) == nil)
    }

    @Test func `a server that says when it will be back is left alone until then`() throws {
        var pace = Pace()
        guard case .send(let ticket) = pace.admit(at: .zero) else { Issue.record("the first is sent"); return }
        pace.deferred(ticket, at: .seconds(1), after: 5, quota: nil)
        #expect(pace.admit(at: .seconds(2)) == .wait(until: .seconds(6)))
        guard case .send(let next) = pace.admit(at: .seconds(6)) else { Issue.record("it is back"); return }
        #expect(pace.refusals == 0)
        pace.deferred(next, at: .seconds(7), after: 86_400, quota: nil)
        #expect(pace.admit(at: .seconds(8)) == .wait(until: .seconds(37)), "half a minute at most")
    }
}
