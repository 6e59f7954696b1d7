import Keyfile

/// A place a value goes to, where it takes the old one's place.
public protocol Destination: Sendable {
    /// The destination as typed, such as `env-file:/srv/platform.env`.
    var name: String { get }
    /// What putting a value there does, and what can and cannot be confirmed: one sentence without its full stop, for the
    /// plan.
    var statement: String { get }
    /// How what was put there is made live; `nil` where that is no step of its own.
    var deployment: (any Deployment)? { get }

    /// Why the destination can never hold this value, as the end of a sentence about it; `nil` where it may.
    ///
    /// Asks nobody, and says nothing of what the value holds.
    func defect(of value: Secret) -> String?
    /// Finds out whether the destination can be used at all: the programs are there, the file is understood, whoever
    /// asks may write.
    ///
    /// Changes nothing.
    ///
    /// - Returns: What was found, for the plan: a sentence without its full stop, such as "the file has it on line 3".
    func inspect() async throws(StepFailure) -> String
    /// Whether the destination holds this value; `nil` when it has no way to tell.
    ///
    /// Changes nothing.
    func holds(_ value: Secret) async throws(StepFailure) -> Bool?
    /// Puts the value there, durably.
    ///
    /// Putting the same value twice must do no harm: after a crash nobody knows whether the first time happened, so the
    /// second makes durable what the first may have left, and cleans up after it.
    func put(_ value: Secret) async throws(StepFailure)
    /// Puts the value there as `put` does, with what is known of the past: `mayBeThere` says that an earlier attempt may
    /// have put this value there already.
    ///
    /// Only when it cannot be there is a place that looks the same afterwards a place that took nothing.
    func put(_ value: Secret, mayBeThere: Bool) async throws(StepFailure)
}

extension Destination {
    /// A destination that takes whatever it is given.
    public func defect(of value: Secret) -> String? { nil }
    /// The refusal of a value that the destination can never hold; `nil` where it may.
    public func refusal(of value: Secret, as kind: StepFailure.Kind = .refused) -> StepFailure? {
        defect(of: value).map { StepFailure(kind, "\(name) cannot take the value: it \($0)") }
    }
    /// Most destinations can be read back, or tell nothing at all.
    public func put(_ value: Secret, mayBeThere: Bool) async throws(StepFailure) { try await put(value) }
    /// Most destinations have no such step.
    public var deployment: (any Deployment)? { nil }
}

/// How what was put into a destination is made live there: the deployment of a staged secret.
public protocol Deployment: Sendable {
    /// What it does: one sentence without its full stop, for the plan.
    var statement: String { get }
    /// Whether the value is deployed; `nil` when there is no way to tell.
    ///
    /// Changes nothing.
    func isDeployed(_ value: Secret) async throws(StepFailure) -> Bool?
    /// Deploys what was put, and waits until it is.
    ///
    /// Doing it twice must do no harm.
    func deploy(_ value: Secret) async throws(StepFailure)
}
