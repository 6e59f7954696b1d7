import HostSystem
import Keyfile
import Rotation

/// The issuer ends the old value by itself when the hours of the overlap are over.
public struct ExpiryRetirement: Retirement {
    private let overlap: Overlap
    private let obtained: Timestamp?
    private let old: HandStep
    private let new: HandStep
    private let newInstruction: String
    private let now: @Sendable () -> Timestamp

    /// A retirement that waits; `obtained` is when the new value was had, where that is known already.
    ///
    /// `old` is for somebody who says that the old value was ended before its time, and `new` for the way back.
    public init(
        hours: Int, obtained: Timestamp?, old: HandStep, new: HandStep, newInstruction: String,
        now: @escaping @Sendable () -> Timestamp = { .now }
    ) {
        overlap = Overlap(hours: hours)
        self.obtained = obtained
        self.old = old
        self.new = new
        self.newInstruction = newInstruction
        self.now = now
    }

    /// What it does.
    public var statement: String {
        "waits until \(overlap.hours) h after the new value was had, when the issuer ends the old one by itself; that it has is "
            + "not asked"
    }

    /// Whether its hours are over.
    public func isOldRetired(_ old: Secret?) async throws(StepFailure) -> Bool? {
        obtained.map { now() >= overlap.end(after: $0) }
    }

    /// Waits: the rotation stops until the hours are over.
    public func retireOld(
        _ old: Secret?, replacement: Secret, obtained: Timestamp
    ) async throws(StepFailure) -> String? {
        let end = overlap.end(after: obtained)
        let left = end.milliseconds - now().milliseconds
        if left <= 0 { return "its \(overlap.hours) h ended at \(end.text) at the latest" }
        let reason =
            "the old value ends at \(end.text) at the latest, which is \(ExpiryRetirement.duration(left)) from now"
        do throws(StepFailure) { try self.old.require(reason) } catch {
            guard case .awaitingHand = error.kind else { throw error }
            throw StepFailure(.awaitingTime(end), reason, hint: error.hint)
        }
        return "somebody said that it was ended before its time"
    }

    /// Waits for a person: what was issued cannot be taken back from here.
    public func retireNew(_ new: Secret?, old: Secret?) async throws(StepFailure) -> String? {
        try self.new.require(newInstruction)
        return nil
    }

    /// A length of time in hours and minutes, rounded up.
    static func duration(_ milliseconds: Int64) -> String {
        let minutes = (milliseconds + 59_999) / 60_000
        return minutes < 60 ? "\(minutes) min" : "\(minutes / 60) h \(minutes % 60) min"
    }
}
