import Keyfile

/// Where the versions of the rotated secret are kept.
///
/// Every call may be repeated.
public protocol RotationVault: Sendable {
    /// Makes a value durable as pending, unless this rotation has one already.
    ///
    /// - Returns: The fingerprint of the value that is pending.
    func stage(_ rotation: RotationID, _ value: Secret) throws(StepFailure) -> String
    /// The values a rotation is about.
    func values(_ rotation: RotationID) throws(StepFailure) -> RotationValues
    /// Makes the pending value the current one and the current one the previous one, in one durable step.
    func promote(_ rotation: RotationID) throws(StepFailure)
    /// Drops the pending value.
    func discard(_ rotation: RotationID) throws(StepFailure)
    /// Moves the pending value out of the way without losing it: it may still be live somewhere.
    ///
    /// - Returns: Where it is kept now, by this call or by an earlier one; `nil` if there never was one.
    func setAside(_ rotation: RotationID) throws(StepFailure) -> String?
    /// Whether the new value, which is current, can no longer get where it is to stay: somebody has put another one there.
    func isOvertaken(_ rotation: RotationID) throws(StepFailure) -> Bool
    /// Whether the new value, once it is current, is where it is to stay.
    func isHandedOver(_ rotation: RotationID) throws(StepFailure) -> Bool
    /// Drops what was kept for the rotation alone, when nothing of it remains to be done.
    func release(_ rotation: RotationID) throws(StepFailure)
}

extension RotationVault {
    /// Where nobody else can put anything.
    public func isOvertaken(_ rotation: RotationID) throws(StepFailure) -> Bool { false }

    /// Where it is to stay here.
    public func isHandedOver(_ rotation: RotationID) throws(StepFailure) -> Bool { true }
}

/// The values a rotation is about, as the vault has them.
public struct RotationValues: Sendable {
    /// The value that is replaced; `nil` when it was never at hand.
    public let old: Secret?
    /// The value that replaces it; `nil` before it is made and after it is dropped.
    public let new: Secret?
    /// Whether the new value is already the current one: there is no way back from there.
    public let isPromoted: Bool

    /// Collects the values.
    public init(old: Secret?, new: Secret?, isPromoted: Bool) {
        self.old = old
        self.new = new
        self.isPromoted = isPromoted
    }
}
