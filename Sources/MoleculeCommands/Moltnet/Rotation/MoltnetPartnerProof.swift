import Destinations
import Keyfile
import Rotation

/// Proves that partners reach the server with the token, by asking their own servers.
struct MoltnetPartnerProof: LivenessProof {
    let partners: [MoltnetPartnerFile]
    let pace: ProofPace

    var provesUse: Bool { true }

    var statement: String {
        "asks until the server of \(partners.map(\.path).joined(separator: ", ")) reaches this one"
    }

    func prove(_ value: Secret, retired: Secret?, patience: Duration) async throws(StepFailure) -> String? {
        try await pace.rounds(1, patience: patience) {
            for partner in partners {
                let round = await partner.reaches(with: value)
                guard case .good = round else { return round }
            }
            return .good("reached")
        }
    }
}
