import Keyfile

/// Another secret manager, in which the current value of a key entry is kept and others look for it.
///
/// Both calls may be repeated, and hold the thread: they are made between steps, when nothing else goes on.
public protocol OutsideStore: Sendable {
    /// The value that the secret manager has now.
    func read() throws(StepFailure) -> Secret
    /// Has the secret manager take a value for its own.
    func write(_ value: Secret) throws(StepFailure)
}
