import Destinations
import HostSystem
import Keyfile
import Rotation

/// Proves that a running server takes a token: it does, and takes neither the former one, a random one nor, unless it is
/// public, none.
///
/// Moltnet reads its file only when it starts, so a refused value may mean no more than that nobody has restarted it.
struct MoltnetLiveness: LivenessProof {
    let probe: MoltnetProbe
    /// Whether the file says that anyone may read.
    let isPublic: Bool
    /// Whether those who use the token are someone else, whom the server's answer says nothing about.
    let hasConsumers: Bool
    /// Whether the former value works on for a time, so that it is not asked for.
    var overlaps = false
    let pace: ProofPace

    var provesUse: Bool { !hasConsumers }

    var statement: String {
        let refused = (overlaps ? [] : ["the old one"]) + ["a random one"] + (isPublic ? [] : ["none"])
        let list =
            refused.count > 1 ? "\(refused.dropLast().joined(separator: ", ")) and \(refused.last ?? "")" : refused[0]
        return "asks \(probe.origin.text) for its network: the new value accepted; \(list) refused"
    }

    func prove(_ value: Secret, retired: Secret?, patience: Duration) async throws(StepFailure) -> String? {
        let stranger = try random()
        return try await pace.rounds(1, patience: patience) {
            // Without a token first: it is sent only to what has answered like a server of Moltnet's.
            switch await probe.ask(nil) {
            case .accepted where !isPublic: return .bad("the server lets in callers without a token", mayPass: true)
            case .accepted, .refused: break
            case .strange(let reason): return .bad(reason)
            case .unreachable(let reason): return .unclear(reason)
            }
            if let finding = await refusal(of: stranger, "a random token") { return finding }
            switch await probe.ask(value) {
            case .accepted: break
            case .refused:
                return .bad("restart pending: the running server does not know the value that its file has now")
            case .strange(let reason): return .bad(reason)
            case .unreachable(let reason): return .unclear(reason)
            }
            if let retired, let finding = await refusal(of: retired, "the former token") { return finding }
            return .good(retired == nil ? "accepted" : "accepted; the former one refused")
        }
    }

    /// Waits until a value is refused.
    func requireRefused(_ value: Secret, patience: Duration) async throws(StepFailure) {
        _ = try await pace.rounds(1, patience: patience) {
            switch await probe.ask(nil) {
            case .accepted, .refused: break
            case .strange(let reason): return .bad(reason)
            case .unreachable(let reason): return .unclear(reason)
            }
            return await refusal(of: value, "the former token") ?? .good()
        }
    }

    private func refusal(of token: Secret, _ what: String) async -> ProofRound? {
        switch await probe.ask(token) {
        case .refused: nil
        case .accepted: .bad("restart pending: the running server still accepts \(what)")
        case .strange(let reason): .bad(reason)
        case .unreachable(let reason): .unclear(reason)
        }
    }

    private func random() throws(StepFailure) -> Secret {
        do { return Secret(TextEncoding.hexadecimal(try SystemRandom.bytes(32))) } catch {
            throw StepFailure(.refused, "there are no random bytes")
        }
    }
}
