import Destinations
import JSON
import Keyfile
import ManagementAPI
import Moltnet
import Rotation

/// Proves that the agents of a token are attached again, with the operator's token of the server's file.
///
/// What a server older than v0.1.7 does not tell is not asked for.
struct MoltnetAttachmentProof: LivenessProof {
    let probe: MoltnetProbe
    let agents: [String]
    /// The server's file, in which the operator's token is.
    let path: String
    let pace: ProofPace

    var provesUse: Bool { true }

    var statement: String { "asks until the server says that \(agents.joined(separator: ", ")) is connected" }

    func prove(_ value: Secret, retired: Secret?, patience: Duration) async throws(StepFailure) -> String? {
        guard let token = MoltnetAttachmentProof.operatorToken(in: path) else {
            return "not asked: the file has no operator's token"
        }
        return try await pace.rounds(1, patience: patience) {
            guard await probe.askCarefully(token) == .accepted else {
                return .unclear("the server does not answer the operator's token")
            }
            for agent in agents {
                guard let document = await probe.document(at: "/v1/agents/\(PercentEncoding.encode(agent))", token)
                else {
                    return .unclear("the server does not tell of agent '\(agent)'")
                }
                guard let connected = document["connected"]?.bool else {
                    return .good("not known: the server does not tell who is connected")
                }
                guard connected else { return .bad("agent '\(agent)' is not connected") }
            }
            return .good("connected")
        }
    }

    /// A value that may look at agents.
    static func operatorToken(in path: String) -> Secret? {
        // A file that cannot be read has none.
        guard let document = try? MoltnetSite.document(path) else { return nil }
        return MoltnetServerDocument(document).tokens.first { $0.use == .operator && $0.scopes.contains(.observe) }?
            .value
    }
}
