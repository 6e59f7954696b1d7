/// Lets only so many tests run at a time.
///
/// All tests of a run begin at once, and what a suspended test still has to do queues up behind the beginnings of all
/// others: a test that waits for a millisecond would go on minutes later, and one that measures time would measure that.
actor TestGate {
    private var free: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    /// Whether the test that runs has passed a gate already, by a trait of its suite.
    @TaskLocal private static var isInside = false

    /// A gate for `width` tests at a time.
    init(width: Int) { free = width }

    /// Runs a test when there is room for it.
    nonisolated func run(_ function: @Sendable () async throws -> Void) async throws {
        if TestGate.isInside { return try await function() }
        await enter()
        let result: Result<Void, any Error>
        do { result = .success(try await TestGate.$isInside.withValue(true) { try await function() }) } catch {
            result = .failure(error)
        }
        await leave()
        try result.get()
    }

    private func enter() async {
        if free > 0 {
            free -= 1
        } else {
            await withCheckedContinuation { waiting.append($0) }
        }
    }

    private func leave() {
        if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() }
    }
}
