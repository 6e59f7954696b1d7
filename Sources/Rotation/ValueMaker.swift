import HostSystem
import Keyfile

/// Where a new value comes from: made here, minted by a server, given by a command or by a person.
public protocol ValueMaker: Sendable {
    /// What it does: one sentence without its full stop, for the plan.
    var statement: String { get }

    /// Gives a new value.
    ///
    /// `isRepeated` says that an earlier attempt may have had its effect although its value never arrived: whoever mints
    /// looks for what was minted then, by its name, and retires it first. `old` is the value that is replaced, which the
    /// new one must not equal.
    func make(isRepeated: Bool, old: Secret?) async throws(StepFailure) -> Secret
}

/// How a credential that is no longer wanted is ended at its issuer.
public protocol Retirement: Sendable {
    /// What it does and how far it can be confirmed: one sentence without its full stop, for the plan.
    var statement: String { get }

    /// Whether the replaced credential is known to be dead; `nil` when there is no way to tell.
    ///
    /// Changes nothing.
    func isOldRetired(_ old: Secret?) async throws(StepFailure) -> Bool?
    /// Retires the replaced credential, or waits for its end, and confirms it.
    ///
    /// Doing it twice must do no harm. `obtained` is when the new value was had.
    ///
    /// - Returns: What was found, for the journal; never a value.
    func retireOld(_ old: Secret?, replacement: Secret, obtained: Timestamp) async throws(StepFailure) -> String?
    /// Retires the new credential, which the rotation gives up.
    ///
    /// `new` is `nil` when it may exist at its issuer although its value never arrived. `old` is the value that stays.
    ///
    /// - Returns: What was found, for the journal; never a value.
    func retireNew(_ new: Secret?, old: Secret?) async throws(StepFailure) -> String?
}
