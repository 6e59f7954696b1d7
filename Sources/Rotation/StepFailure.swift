import HostSystem

/// Why a step could not be done.
public struct StepFailure: Error, Sendable {
    /// What kind of trouble it is; decides the exit status when nothing has been changed yet.
    public enum Kind: Sendable {
        /// Files or the key store.
        case file(FileFailure)
        /// The destination or command does not do what it should.
        case refused
        /// The destination took nothing, and is as it was before the step.
        case untaken
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
        /// A server wants a credential that is not there, or does not take the one there is.
        case unauthenticated
        /// A server knows the credential and does not allow what was asked.
        case forbidden
        /// A server has had too many requests; the seconds to wait, if it says.
        case rateLimited(seconds: Int?)
        /// A signal asked to stop.
        case interrupted
        /// Another rotation or process is in the way.
        case conflict
        /// Somebody has to do something by hand, or to answer, before the step can be done.
        case awaitingHand
        /// A moment has not come yet.
        case awaitingTime(Timestamp)
        /// Something real was created and could not be removed again.
        case leftBehind
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

    /// Whether the step is known to have changed nothing.
    public var isUntaken: Bool { if case .untaken = kind { true } else { false } }

    /// Whether nothing went wrong, and the step just cannot be done yet.
    public var isWaiting: Bool {
        switch kind {
        case .awaitingHand, .awaitingTime: true
        default: false
        }
    }
}
