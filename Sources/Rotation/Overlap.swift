import HostSystem

/// The time in which an issuer accepts both values before it ends the old one by itself.
public struct Overlap: Sendable, Equatable {
    /// Its length.
    public let hours: Int

    /// The setting of a plan that has the hours.
    public static let setting = "overlap_hours"

    /// An overlap of so many hours.
    public init(hours: Int) { self.hours = hours }

    /// The length in milliseconds.
    public var milliseconds: Int64 { Int64(hours) * 3_600_000 }

    /// When the old value has ended, at the latest, for a new one that was had at a time.
    ///
    /// The issuer's clock began when it made the new value, which was before somebody had it here.
    public func end(after obtained: Timestamp) -> Timestamp {
        Timestamp(milliseconds: obtained.milliseconds + milliseconds)
    }
}

extension RotationPlan {
    /// How long the issuer accepts both values, where it ends the old one by itself.
    public var overlap: Overlap? { settings[Overlap.setting].flatMap { Int($0) }.map { Overlap(hours: $0) } }
}

extension RotationState {
    /// When the old value has ended by itself at the latest, reckoned from when the new one was had.
    public var overlapEnd: Timestamp? {
        guard let overlap = plan.overlap, let obtained = time(of: .obtain) else { return nil }
        return overlap.end(after: obtained)
    }

    /// Whether the issuer may have ended the old value by itself, reckoned from when somebody began to get the new one.
    func mayHaveEndedOld(by now: Timestamp) -> Bool {
        guard let overlap = plan.overlap, let began = beganObtaining else { return false }
        return now >= overlap.end(after: began)
    }
}
