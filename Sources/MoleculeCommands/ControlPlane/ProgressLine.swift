/// A line about long work: how far it is, at which stage, and how long it may still take.
enum ProgressLine {
    private static let width = 20

    /// `percent` is brought to 0 to 100, whatever a server says; `left` is in seconds.
    static func text(_ stage: String, percent: Int, left: Int64?) -> String {
        let percent = min(max(percent, 0), 100)
        let filled = percent * width / 100
        let bar = String(repeating: "#", count: filled) + String(repeating: "-", count: width - filled)
        let time = left.map { ", \(clock($0)) left" } ?? ""
        return "[\(bar)] \(percent) %  \(stage)\(time)"
    }

    /// Minutes and seconds, such as `1:05`.
    static func clock(_ seconds: Int64) -> String {
        let seconds = max(seconds, 0)
        return "\(seconds / 60):\(seconds % 60 < 10 ? "0" : "")\(seconds % 60)"
    }

    /// How much of a time is over, in per cent, and how many seconds are left.
    static func elapsed(since start: ContinuousClock.Instant, of whole: Duration) -> (percent: Int, left: Int64) {
        let left = max(.zero, start + whole - .now)
        let share = whole > .zero ? 1 - left / whole : 1
        return (min(max(Int(share * 100), 0), 100), left.components.seconds)
    }
}
