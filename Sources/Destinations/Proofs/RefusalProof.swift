import Keyfile
import Rotation

/// A proof that can tell of one value alone that it is dead.
public protocol RefusalProof: LivenessProof {
    /// Whether the value is refused at its issuer; `nil` when the answer tells nothing.
    ///
    /// Changes nothing.
    func isRefused(_ value: Secret) async throws(StepFailure) -> Bool?
}
