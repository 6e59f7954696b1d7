import Keyfile
import Rotation
import Synchronization

/// Waits until every workspace that had to restart is online again.
public struct FleetProof: LivenessProof {
    /// What is known of the workspaces.
    public struct Fleet: Sendable {
        /// Those that must be online, as they are called, with what they are now.
        public var concerned: [(label: String, status: String)]
        /// Those that the new value does not reach now: paused, hibernated, external, or with a value of their own.
        public var excused: [String]

        /// What is known.
        public init(concerned: [(label: String, status: String)], excused: [String]) {
            self.concerned = concerned
            self.excused = excused
        }
    }

    private let look: @Sendable () async throws(StepFailure) -> Fleet
    private let pace: ProofPace
    private let settling: Duration

    /// A proof about what `look` sees.
    ///
    /// `settling` is how long a workspace may take until its restart shows: one that was not seen to restart counts as
    /// restarted only after that.
    public init(
        pace: ProofPace, settling: Duration = .seconds(15),
        look: @escaping @Sendable () async throws(StepFailure) -> Fleet
    ) {
        self.look = look
        self.pace = pace
        self.settling = settling
    }

    /// What is asked.
    public var statement: String {
        "waits until every workspace that restarts is online again: that proves that it starts with the new value"
    }

    /// Looks until all are online, in several rounds in a row, and each was seen to restart or had the time to.
    ///
    /// The server answers a write before it restarts anything, so that all are online at once proves nothing.
    public func prove(_ value: Secret, retired: Secret?, patience: Duration) async throws(StepFailure) -> String? {
        let settled = ContinuousClock.now + settling
        let restarted = Restarted()
        // Patience that ends before the restarts could show would end in a no that means nothing.
        return try await pace.rounds(ProofPace.deployed, patience: max(patience, settling)) {
            do throws(StepFailure) {
                let fleet = try await look()
                let late = fleet.concerned.filter { $0.status != "online" }
                restarted.note(late.map(\.label))
                if late.isEmpty {
                    let unseen = fleet.concerned.map(\.label).filter { !restarted.has($0) }
                    guard unseen.isEmpty || ContinuousClock.now >= settled else {
                        return .bad("no restart has been seen yet: \(FleetProof.list(unseen))")
                    }
                    let rest = fleet.excused.isEmpty ? "" : "; not reached now: \(FleetProof.list(fleet.excused))"
                    return .good("\(fleet.concerned.count) online\(rest)")
                }
                let names = FleetProof.list(late.map { "\($0.label) is \($0.status)" })
                return .bad("not every workspace is online again: \(names)")
            } catch {
                switch error.kind {
                case .unavailable: return .unclear(error.reason)
                case .rateLimited(let seconds): return .unclear(error.reason, seconds: seconds)
                default: return .failed(error)
                }
            }
        }
    }

    /// The workspaces that were seen in another state than online.
    private final class Restarted: Sendable {
        private let labels = Mutex<Set<String>>([])

        func note(_ seen: [String]) { labels.withLock { $0.formUnion(seen) } }
        func has(_ label: String) -> Bool { labels.withLock { $0.contains(label) } }
    }

    private static func list(_ names: [String]) -> String {
        let shown = names.prefix(10).joined(separator: ", ")
        return names.count > 10 ? "\(shown) and \(names.count - 10) more" : shown
    }
}
