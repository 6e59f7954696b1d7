import Dispatch
import Synchronization

/// Runs actions once after a time each, unless they are cancelled before.
///
/// One timer for all: one of its own for each request would be made and taken away by a thread that has to be woken for
/// it twice.
final class Deadlines: Sendable {
    /// Stands for an action that has not run.
    struct Ticket: Sendable {
        fileprivate let number: UInt64
    }

    private struct State {
        var actions: [UInt64: (due: DispatchTime, run: @Sendable () -> Void)] = [:]
        var added: UInt64 = 0
        /// When the timer fires; never when there is nothing to wait for.
        var alarm = DispatchTime.distantFuture
    }

    private let state = Mutex(State())
    /// Nothing on this queue may block.
    private let queue = DispatchQueue(label: "molecule.transport.deadlines", qos: .userInitiated)
    // A dispatch source may be used from any thread; its type does not say so on Linux.
    private nonisolated(unsafe) let timer: any DispatchSourceTimer

    /// One day: longer than any command, and far from overflowing.
    private static let longest = Duration.seconds(86_400)

    init() {
        timer = DispatchSource.makeTimerSource(queue: queue)
        timer.schedule(deadline: .distantFuture)
        timer.setEventHandler { [weak self] in self?.fire() }
        timer.resume()
    }

    deinit { timer.cancel() }

    func add(after duration: Duration, _ action: @escaping @Sendable () -> Void) -> Ticket {
        let (seconds, attoseconds) = min(duration, Deadlines.longest).components
        let due = DispatchTime.now() + .nanoseconds(Int(seconds) * 1_000_000_000 + Int(attoseconds / 1_000_000_000))
        return state.withLock { state in
            state.added += 1
            state.actions[state.added] = (due, action)
            if due < state.alarm { wake(at: due, &state) }
            return Ticket(number: state.added)
        }
    }

    /// The timer stays as it is: it fires once for nothing at worst.
    func cancel(_ ticket: Ticket) {
        state.withLock { state in _ = state.actions.removeValue(forKey: ticket.number) }
    }

    private func wake(at time: DispatchTime, _ state: inout State) {
        state.alarm = time
        timer.schedule(deadline: time, leeway: .milliseconds(1))
    }

    private func fire() {
        let due = state.withLock { state in
            let now = DispatchTime.now()
            let due = state.actions.filter { $0.value.due <= now }
            for number in due.keys { state.actions[number] = nil }
            wake(at: state.actions.values.lazy.map(\.due).min() ?? .distantFuture, &state)
            return due
        }
        for (_, action) in due.sorted(by: { $0.value.due < $1.value.due }) { action.run() }
    }
}
