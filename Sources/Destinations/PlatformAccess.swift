import ManagementAPI
import Rotation

/// How the platform's secrets are reached.
public struct PlatformAccess: Sendable {
    /// Makes the client when it is needed, with the address and the credential at hand.
    public var client: @Sendable () throws(StepFailure) -> ManagementClient
    /// What a call that did not succeed means.
    public var explain: @Sendable (CallFailure, Operation) -> StepFailure

    /// An access.
    public init(
        client: @escaping @Sendable () throws(StepFailure) -> ManagementClient,
        explain: @escaping @Sendable (CallFailure, Operation) -> StepFailure
    ) {
        self.client = client
        self.explain = explain
    }
}
