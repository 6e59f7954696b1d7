import Keyfile

/// How it is known that a value is live.
public protocol LivenessProof: Sendable {
    /// What is asked and what it proves: one sentence without its full stop, for the plan.
    var statement: String { get }
    /// Whether asking changes nothing, so that it may be asked at any time.
    var isPassive: Bool { get }
    /// Whether it proves that those who use the value have it, and not only that its issuer accepts it.
    ///
    /// An issuer accepts a value that nobody has been given yet, so its word is no reason to leave a restart out.
    var provesUse: Bool { get }

    /// Asks until the value is proven live, and `retired` proven refused if it is given, or `patience` has passed.
    ///
    /// - Returns: What was found, for the journal; never a value.
    func prove(_ value: Secret, retired: Secret?, patience: Duration) async throws(StepFailure) -> String?
    /// Removes what an attempt that was cut off may have left; asked on the way back, and of proofs that act.
    ///
    /// - Returns: What was done, for the journal; `nil` when there was nothing.
    func cleanUp() async throws(StepFailure) -> String?
}

extension LivenessProof {
    /// Most proofs only ask.
    public var isPassive: Bool { true }
    /// Most proofs ask an issuer.
    public var provesUse: Bool { false }
    /// Most proofs leave nothing.
    public func cleanUp() async throws(StepFailure) -> String? { nil }
}
