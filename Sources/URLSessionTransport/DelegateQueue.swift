import Dispatch
import Foundation
import Synchronization

/// The queue a session's delegate is called on, one call at a time, with room for a few calls only.
///
/// Foundation puts a call on this queue for every 16 KiB it reads and never waits: when the delegate is slower than the
/// network, the body piles up here. So adding a call waits for room, and the session reads no faster than is heard.
/// Nothing that runs on this queue may wait for the session, but inside `withoutBound`.
///
/// The calls run on a queue of Dispatch's: an operation each would take another tenth of a request's time.
// The superclass says `@unchecked Sendable`; what is added here is a semaphore and a number that is atomic.
final class DelegateQueue: OperationQueue, @unchecked Sendable {
    /// 256 calls of 16 KiB: four mebibytes.
    ///
    /// A room of 64 slowed thirty-two requests at once by a quarter.
    private static let room = 256
    // Made with nothing and filled: a semaphore must not be destroyed below the value it was made with.
    private let slots = DispatchSemaphore(value: 0)
    private let calls = DispatchQueue(label: "molecule.transport.delegate", qos: .userInitiated)

    /// How many calls that must not be held up are running.
    private let unbounded = Atomic<Int>(0)

    override init() {
        super.init()
        maxConcurrentOperationCount = 1
        for _ in 0..<DelegateQueue.room { slots.signal() }
    }

    override func addOperation(_ block: @escaping @Sendable () -> Void) {
        guard unbounded.load(ordering: .acquiring) == 0 else { return calls.async(execute: block) }
        slots.wait()
        calls.async { [slots] in
            block()
            slots.signal()
        }
    }

    /// Runs something on this queue that waits for what waits for the session.
    func withoutBound(_ body: () -> Void) {
        unbounded.add(1, ordering: .acquiringAndReleasing)
        // The session adds from one thread, so one more place frees it.
        slots.signal()
        body()
        unbounded.subtract(1, ordering: .acquiringAndReleasing)
        _ = slots.wait(timeout: .now())
    }
}
