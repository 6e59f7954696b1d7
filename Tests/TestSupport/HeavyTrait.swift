import Foundation
import Testing

#if canImport(Glibc)
import Glibc
#endif

/// Runs the tests of a suite on threads that get what others leave of the processors.
///
/// A test that computes for a minute would keep the runtime's threads, of which there are as many as cores, from every
/// other test, and those that measure time would measure that.
public struct HeavyTrait: SuiteTrait, TestTrait, TestScoping {
    /// Children inherit it: it is about each test, not about the suite as a whole.
    public var isRecursive: Bool { true }

    /// Runs one test, or one case of it, on the threads for those that compute.
    public func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        guard testCase != nil else { return try await function() }
        try await HeavyExecutor.gate.run {
            try await withTaskExecutorPreference(HeavyExecutor.shared) { try await function() }
        }
    }
}

extension Trait where Self == HeavyTrait {
    /// The tests compute for a long time.
    public static var heavy: Self { HeavyTrait() }
}

/// Two threads of the lowest priority for whatever computes, also in a test's child tasks.
private final class HeavyExecutor: TaskExecutor, @unchecked Sendable {
    static let shared = HeavyExecutor()
    static let gate = TestGate(width: 2)

    /// The condition guards the jobs.
    private let condition = NSCondition()
    private var jobs: [UnownedJob] = []

    private init() {
        for _ in 0..<2 { Thread.detachNewThread { [self] in work() } }
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        condition.withLock {
            jobs.append(job)
            condition.signal()
        }
    }

    private func work() -> Never {
        #if canImport(Glibc)
        // On Linux, 0 is the calling thread alone. One that stays as it was does no harm but to time.
        _ = setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, 19)
        #endif
        while true {
            let job = condition.withLock {
                while jobs.isEmpty { condition.wait() }
                return jobs.removeFirst()
            }
            job.runSynchronously(on: asUnownedTaskExecutor())
        }
    }
}
