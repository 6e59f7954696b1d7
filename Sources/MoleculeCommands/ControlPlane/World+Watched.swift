import HostSystem
import ManagementAPI
import Synchronization

extension World {
    /// Does some work, with a line on the terminal beside it where there is one, which ends at once when a signal comes,
    /// or when the time is over.
    ///
    /// What a request that is under way then comes to is not known; `hint` says how that is found out.
    func watched<Value: Sendable>(
        hint: String?, until end: (moment: ContinuousClock.Instant, failure: Failure)? = nil,
        line: () -> String? = { nil }, work: @escaping @Sendable () async throws(Failure) -> Value
    ) async throws(Failure) -> Value {
        SignalWatch.start()
        let outcome = Outcome<Value>()
        let task = Task {
            do throws(Failure) {
                outcome.set(.success(try await work()))
            } catch { outcome.set(.failure(error)) }
        }
        while true {
            if let result = outcome.value {
                // Of waits within one another, the outer knows what is being done.
                if case .failure(.signalled(let number, let inner)) = result {
                    throw .signalled(number, hint: hint ?? inner)
                }
                return try result.get()
            }
            if let number = SignalWatch.received {
                task.cancel()
                throw .signalled(number, hint: hint)
            }
            if let end, ContinuousClock.now >= end.moment {
                task.cancel()
                throw end.failure
            }
            if Task.isCancelled { task.cancel() }
            if let line = line() { output.progress(line) }
            await Pause.nap(milliseconds: 20)
        }
    }
}

/// What work that runs beside its progress line came to.
private final class Outcome<Value: Sendable>: Sendable {
    private let result = Mutex<Result<Value, Failure>?>(nil)

    var value: Result<Value, Failure>? { result.withLock { $0 } }

    func set(_ value: Result<Value, Failure>) { result.withLock { $0 = value } }
}

extension Operation {
    /// What to type when its answer was not waited for; nothing where asking again harms nobody.
    var hintWhenLeft: String? { retry == .safe ? nil : lostReply }
}
