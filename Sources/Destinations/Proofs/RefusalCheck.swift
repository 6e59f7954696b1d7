import Keyfile
import Rotation

/// Waits until a value that was retired is refused wherever that can be asked.
struct RefusalCheck: Sendable {
    let proofs: [any RefusalProof]
    let pace: ProofPace
    let patience: Duration

    /// Whether the value is refused by all; `nil` where nobody can tell.
    func isRefused(_ value: Secret?) async throws(StepFailure) -> Bool? {
        guard let value, !proofs.isEmpty else { return nil }
        var isTold = true
        for proof in proofs {
            switch try await proof.isRefused(value) {
            case true?: break
            case false?: return false
            case nil: isTold = false
            }
        }
        return isTold ? true : nil
    }

    /// Waits for it.
    ///
    /// - Returns: What was found, for the journal.
    func require(_ value: Secret?) async throws(StepFailure) -> String {
        guard let value else { return "not confirmed: the old value is not at hand" }
        guard !proofs.isEmpty else { return "not confirmed: nothing can be asked" }
        let note = try await pace.rounds(1, patience: patience) {
            do throws(StepFailure) {
                switch try await isRefused(value) {
                case true?: return .good("confirmed: the old value is refused")
                case false?: return .bad("the old value is still accepted")
                case nil: return .good("not confirmed: the answer tells nothing")
                }
            } catch { return .unclear(error.reason) }
        }
        return note ?? ""
    }
}
