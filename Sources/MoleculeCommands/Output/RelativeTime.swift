import HostSystem

/// A time as people say it: how long ago it was.
enum RelativeTime {
    /// `3 days ago`, or `in 3 days`; whole units, the largest that fits at least twice or is a day and less.
    static func text(_ time: Timestamp, now: Timestamp) -> String {
        let seconds = (now.milliseconds - time.milliseconds) / 1000
        guard abs(seconds) >= 5 else { return "just now" }
        let (count, unit) = length(abs(seconds))
        let words = "\(count) \(unit)\(count == 1 ? "" : "s")"
        return seconds < 0 ? "in \(words)" : "\(words) ago"
    }

    /// The cell of a table: what is a time as this program writes it, said; anything else as it is.
    static func cell(_ text: String, now: Timestamp) -> String {
        // Only whole times have this length, so that few cells are looked at closely.
        guard text.utf8.count == 24, let time = Timestamp(text) else { return text }
        return RelativeTime.text(time, now: now)
    }

    private static func length(_ seconds: Int64) -> (Int64, String) {
        let day: Int64 = 86_400
        switch seconds {
        case ..<60: return (seconds, "second")
        case ..<3600: return (seconds / 60, "minute")
        case ..<day: return (seconds / 3600, "hour")
        case ..<(60 * day): return (seconds / day, "day")
        // Months of the mean length of the Gregorian calendar.
        case ..<(730 * day): return (seconds * 100 / (304_369 * 864), "month")
        default: return (seconds * 100 / (3_652_425 * 864), "year")
        }
    }
}
