import HostSystem
import ManagementAPI
import Synchronization

/// Sends requests at the pace the server allows, and what it refused for being too much again.
///
/// A 429 says that the request was not handled, so it may be repeated whatever it is.
final class PacedTransport: Transport {
    private struct State {
        var pace = Pace()
        var requests = 0
        /// Until when requests wait, as far as is known; `nil` while they do not.
        var waitsUntil: Duration?
    }

    /// How often one request is refused before that is told.
    private static let attempts = 8

    private let transport: any Transport
    private let isInterrupted: @Sendable () -> Bool
    private let start = ContinuousClock.now
    private let state = Mutex(State())

    init(_ transport: any Transport, isInterrupted: @escaping @Sendable () -> Bool) {
        self.transport = transport
        self.isInterrupted = isInterrupted
    }

    private var now: Duration { ContinuousClock.now - start }

    /// How many requests were sent.
    var requests: Int { state.withLock { $0.requests } }
    /// How often the server said that it was too much.
    var refusals: Int { state.withLock { $0.pace.refusals } }

    /// For how many seconds the server's limit keeps requests waiting; `nil` when it does not.
    var secondsToWait: Int? {
        let now = now
        return state.withLock { state in
            state.waitsUntil.flatMap { $0 > now ? Int(($0 - now).components.seconds) + 1 : nil }
        }
    }

    /// How long so many more requests take at least.
    func shortestTime(for requests: Int) -> Duration {
        let now = now
        return state.withLock { $0.pace.shortestTime(for: requests, at: now) }
    }

    func send(_ request: HTTPRequest) async throws(TransportFailure) -> HTTPResponse {
        for _ in 1..<PacedTransport.attempts {
            let response = try await attempt(request)
            if response.status != 429 { return response }
        }
        return try await attempt(request)
    }

    private func attempt(_ request: HTTPRequest) async throws(TransportFailure) -> HTTPResponse {
        let ticket = try await admission()
        do throws(TransportFailure) {
            let response = try await transport.send(request)
            note(response, ticket)
            return response
        } catch {
            let now = now
            state.withLock { $0.pace.lost(ticket, at: now) }
            throw error
        }
    }

    /// Waits until a request may be sent; a signal ends the wait, since what was not begun need not be.
    ///
    /// What was begun is ended: its first request may have changed something, and the next one shows what.
    private func admission() async throws(TransportFailure) -> Pace.Ticket {
        let attempt = FleetAttempt.current
        while true {
            let now = now
            let decision = state.withLock { state in
                let decision = state.pace.admit(at: now)
                if case .send = decision { state.requests += 1 }
                if case .wait(let until) = decision { state.waitsUntil = until } else { state.waitsUntil = nil }
                return decision
            }
            switch decision {
            case .send(let ticket):
                attempt?.begin()
                return ticket
            case .wait, .waitForAnswer:
                if isInterrupted(), attempt?.hasBegun != true { throw .notSent(.cancelled) }
                // An answer may make room before the time has come, and soon does where there is no time at all.
                await Pause.nap(milliseconds: decision == .waitForAnswer ? 2 : 25)
            }
        }
    }

    private func note(_ response: HTTPResponse, _ ticket: Pace.Ticket) {
        let quota = Quota(headers: response.headers)
        let now = now
        state.withLock { state in
            let after = response.headers["retry-after"].flatMap { Int($0) }
            if response.status == 503, let after {
                return state.pace.deferred(ticket, at: now, after: after, quota: quota)
            }
            guard response.status == 429 else { return state.pace.answered(ticket, at: now, quota: quota) }
            let seconds = after ?? quota?.secondsToReset
            state.pace.refused(ticket, at: now, after: seconds, quota: quota)
        }
    }
}
