import Glibc
import HostSystem

/// A time as the tenant server's database has it: to the microsecond.
struct Moment: Sendable, Hashable, Comparable {
    /// Since 1970-01-01T00:00:00Z.
    let microseconds: Int64

    static var now: Moment {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Moment(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1_000)
    }

    init(microseconds: Int64) { self.microseconds = microseconds }

    /// RFC 3339, with any fraction and offset; `nil` for anything else.
    init?(_ text: String) {
        var rest = text.dropFirst(19)
        guard text.utf8.count > 19, let seconds = Timestamp(text.prefix(19) + "Z") else { return nil }
        var fraction: Int64 = 0
        if rest.first == "." {
            let digits = rest.dropFirst().prefix { $0.isASCII && $0.isNumber }
            guard let number = Int64((digits + "000000").prefix(6)), !digits.isEmpty else { return nil }
            fraction = number
            rest = rest.dropFirst(digits.count + 1)
        }
        guard let offset = Moment.offset(rest) else { return nil }
        microseconds = (seconds.milliseconds / 1_000 - offset) * 1_000_000 + fraction
    }

    /// RFC 3339 in UTC, zeros at the end of the fraction dropped.
    var text: String {
        let seconds = Timestamp(milliseconds: microseconds / 1_000).text.prefix(19)
        let fraction = microseconds % 1_000_000
        guard fraction != 0 else { return seconds + "Z" }
        var digits = String(1_000_000 + fraction).dropFirst()
        while digits.last == "0" { digits.removeLast() }
        return "\(seconds).\(digits)Z"
    }

    func adding(seconds: Int64) -> Moment { Moment(microseconds: microseconds + seconds * 1_000_000) }

    static func < (first: Moment, second: Moment) -> Bool { first.microseconds < second.microseconds }

    /// Seconds east of UTC, from `Z` or `+hh:mm`.
    private static func offset(_ text: Substring) -> Int64? {
        if text == "Z" || text == "z" { return 0 }
        let parts = text.dropFirst().split(separator: ":", omittingEmptySubsequences: false)
        guard let sign = text.first, sign == "+" || sign == "-", parts.map(\.utf8.count) == [2, 2],
            let hours = Int64(parts[0]), let minutes = Int64(parts[1]), (0...23).contains(hours),
            (0...59).contains(minutes)
        else { return nil }
        return (sign == "+" ? 1 : -1) * (hours * 3_600 + minutes * 60)
    }
}
