import Rotation

/// A part of a rotation that can be looked into beforehand, so that what is missing is found before anything changes.
public protocol Inspectable {
    /// Finds out whether it can be used at all.
    ///
    /// Changes nothing.
    ///
    /// - Returns: What was found: a sentence without its full stop.
    func inspect() async throws(StepFailure) -> String
}
