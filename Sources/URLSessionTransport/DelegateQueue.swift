import Dispatch
import Foundation

/// The queue a session's delegate is called on, one call at a time, with room for a few calls only.
///
/// Foundation puts a call on this queue for every 16 KiB it reads and never waits: when the delegate is slower than the
/// network, the body piles up here. So adding a call waits for room, and the session reads no faster than is heard.
/// Nothing that runs on this queue may wait for the session.
// The superclass says `@unchecked Sendable`; what is added here is a semaphore.
final class DelegateQueue: OperationQueue, @unchecked Sendable {
    /// 256 calls of 16 KiB: four mebibytes.
    ///
    /// A room of 64 slowed thirty-two requests at once by a quarter.
    private static let room = 256
    // Made with nothing and filled: a semaphore must not be destroyed below the value it was made with.
    private let slots = DispatchSemaphore(value: 0)

    override init() {
        super.init()
        maxConcurrentOperationCount = 1
        for _ in 0..<DelegateQueue.room { slots.signal() }
    }

    override func addOperation(_ block: @escaping @Sendable () -> Void) {
        slots.wait()
        super.addOperation { [slots] in
            block()
            slots.signal()
        }
    }
}
