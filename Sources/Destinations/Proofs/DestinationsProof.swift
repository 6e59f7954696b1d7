import Keyfile
import Rotation

/// Asks every destination whether it holds the value, deployed.
public struct DestinationsProof: LivenessProof {
    private let destinations: [any Destination]
    private let pace: ProofPace

    /// A proof about these destinations.
    public init(_ destinations: [any Destination], pace: ProofPace) {
        self.destinations = destinations
        self.pace = pace
    }

    /// What is asked.
    public var statement: String {
        "asks every destination whether it holds the value and has deployed it: that proves where it lies, not that it "
            + "works"
    }

    /// Asks until all that can tell say yes.
    public func prove(_ value: Secret, retired: Secret?, patience: Duration) async throws(StepFailure) -> String? {
        try await pace.rounds(1, patience: patience) {
            var silent: [String] = []
            for destination in destinations {
                do throws(StepFailure) {
                    switch try await destination.holds(value) {
                    case false?: return .bad("\(destination.name) does not hold the value")
                    case nil: silent.append(destination.name)
                    case true?: break
                    }
                    if try await destination.deployment?.isDeployed(value) == false {
                        return .bad("\(destination.name) has not deployed the value")
                    }
                } catch { return .unclear("\(destination.name): \(error.reason)") }
            }
            guard !silent.isEmpty else { return .good("held by all \(destinations.count)") }
            return .good("could not tell: \(silent.joined(separator: ", "))")
        }
    }
}
