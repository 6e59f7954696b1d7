import HostSystem
import Keyfile

/// A place a value goes to, where it takes the old one's place.
public protocol Destination: Sendable {
    /// The destination as typed, such as `env-file:/srv/platform.env`.
    var name: String { get }
    /// What putting a value there does and how far it can be confirmed: one sentence, for the plan.
    var statement: String { get }

    /// Finds out whether the destination can be used at all. Changes nothing.
    func inspect() async throws(StepFailure)
    /// Whether the destination holds this value; `nil` when it has no way to tell. Changes nothing.
    func holds(_ value: Secret) async throws(StepFailure) -> Bool?
    /// Puts the value there, durably. Putting the same value twice must do no harm: after a crash nobody knows whether
    /// the first time happened, so the second makes durable what the first may have left, and cleans up after it.
    func put(_ value: Secret) async throws(StepFailure)
}

/// How it is known that a value is live.
public protocol LivenessProof: Sendable {
    /// Asks until the value is proven live and `retired` proven refused, or `patience` has passed.
    func prove(_ value: Secret, retired: Secret, patience: Duration) async throws(StepFailure)
}

/// Where the versions of the rotated secret are kept.
///
/// Every call may be repeated.
public protocol RotationVault: Sendable {
    /// Makes a new value and makes it durable as pending, unless this rotation has one already. Gives its fingerprint.
    func stage(_ rotation: RotationID, make: () throws(StepFailure) -> Secret) throws(StepFailure) -> String
    /// The values a rotation is about.
    func values(_ rotation: RotationID) throws(StepFailure) -> RotationValues
    /// Makes the pending value the current one and the current one the previous one, in one durable step.
    func promote(_ rotation: RotationID) throws(StepFailure)
    /// Drops the pending value.
    func discard(_ rotation: RotationID) throws(StepFailure)
}

/// The values a rotation is about, as the vault has them.
public struct RotationValues: Sendable {
    /// The value that is replaced.
    public let old: Secret
    /// The value that replaces it; `nil` before it is made and after it is dropped.
    public let new: Secret?
    /// Whether the new value is already the current one: there is no way back from there.
    public let isPromoted: Bool

    /// Collects the values.
    public init(old: Secret, new: Secret?, isPromoted: Bool) {
        self.old = old
        self.new = new
        self.isPromoted = isPromoted
    }
}

/// Why a step could not be done.
public struct StepFailure: Error, Sendable {
    /// What kind of trouble it is; decides the exit status when nothing has been changed yet.
    public enum Kind: Sendable {
        /// Files or the key store.
        case file(FileFailure)
        /// The destination or command does not do what it should.
        case refused
        /// A file or command is not one that can be worked with.
        case malformed
        /// A program or file that is needed is not there.
        case missing
        /// It took longer than it may.
        case timedOut
        /// The value is not proven live, or the old one is not proven dead.
        case unproven
        /// The server could not be asked.
        case unavailable
        /// A signal asked to stop.
        case interrupted
        /// Another rotation or process is in the way.
        case conflict
    }

    /// The kind.
    public let kind: Kind
    /// What happened: a sentence without its full stop, which holds no value.
    public let reason: String
    /// What to type next, if it can be told.
    public let hint: String?

    /// Describes a failure.
    public init(_ kind: Kind, _ reason: String, hint: String? = nil) {
        self.kind = kind
        self.reason = reason
        self.hint = hint
    }
}
