import Synchronization

/// The requests that one attempt at one workspace takes.
final class FleetAttempt: Sendable {
    /// The one whose requests are sent by this task.
    @TaskLocal static var current: FleetAttempt?

    private let isBegun = Atomic(false)

    /// Whether one of its requests was sent.
    var hasBegun: Bool { isBegun.load(ordering: .relaxed) }

    /// One of its requests is sent now.
    func begin() { isBegun.store(true, ordering: .relaxed) }
}
