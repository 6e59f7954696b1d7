import Keyfile
import Rotation

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

    /// A proof about what `look` sees.
    public init(pace: ProofPace, look: @escaping @Sendable () async throws(StepFailure) -> Fleet) {
        self.look = look
        self.pace = pace
    }

    /// What is asked.
    public var statement: String {
        "waits until every workspace that restarts is online again: that proves that it starts with the new value"
    }

    /// Looks until all are online, in several rounds in a row: the server answers a write before it restarts anything.
    public func prove(_ value: Secret, retired: Secret?, patience: Duration) async throws(StepFailure) -> String? {
        try await pace.rounds(ProofPace.deployed, patience: patience) {
            do throws(StepFailure) {
                let fleet = try await look()
                let late = fleet.concerned.filter { $0.status != "online" }
                if late.isEmpty {
                    let rest = fleet.excused.isEmpty ? "" : "; not reached now: \(FleetProof.list(fleet.excused))"
                    return .good("\(fleet.concerned.count) online\(rest)")
                }
                let names = FleetProof.list(late.map { "\($0.label) is \($0.status)" })
                return .bad("not every workspace is online again: \(names)")
            } catch {
                guard case .unavailable = error.kind else { return .failed(error) }
                return .unclear(error.reason)
            }
        }
    }

    private static func list(_ names: [String]) -> String {
        let shown = names.prefix(10).joined(separator: ", ")
        return names.count > 10 ? "\(shown) and \(names.count - 10) more" : shown
    }
}
