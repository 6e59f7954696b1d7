import Foundation
import Testing

/// Runs the tests of a suite on threads of their own, four at a time.
///
/// A test that waits for another process holds its thread. On the runtime's threads, of which there are as many as
/// cores, a few such tests would hold up every test that measures time.
public struct BlockingTrait: SuiteTrait, TestTrait, TestScoping {
    /// Children inherit it: it is about each test, not about the suite as a whole.
    public var isRecursive: Bool { true }

    /// Runs one test, or one case of it, on the threads for those that block.
    public func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        guard testCase != nil else { return try await function() }
        try await BlockingExecutor.gate.run {
            try await withTaskExecutorPreference(BlockingExecutor.shared) { try await function() }
        }
    }
}

extension Trait where Self == BlockingTrait {
    /// The tests wait for other processes.
    public static var blocking: Self { BlockingTrait() }
}

/// Four threads for whatever blocks.
private final class BlockingExecutor: TaskExecutor {
    static let shared = BlockingExecutor()
    /// Two cores, and most of a test's time is another process's: more would only slow each other down.
    static let gate = TestGate(width: threads)
    private static let threads = 4

    private let queue: OperationQueue

    private init() {
        queue = OperationQueue()
        queue.maxConcurrentOperationCount = BlockingExecutor.threads
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.addOperation { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
