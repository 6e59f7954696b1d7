import HostSystem

extension Timestamp {
    /// Reads an RFC 3339 time as servers write it: any number of digits of fraction, `Z` or an offset.
    init?(anyForm text: String) {
        guard text.utf8.count >= 20, let base = Timestamp(String(text.prefix(19)) + "Z") else { return nil }
        var rest = text.dropFirst(19)
        var fraction: Int64 = 0
        if rest.first == "." {
            let digits = rest.dropFirst().prefix { $0.isASCII && $0.isNumber }
            rest = rest.dropFirst(1 + digits.count)
            // What is finer than a millisecond is cut off.
            fraction = Int64((digits + "000").prefix(3)) ?? 0
        }
        if rest == "Z" || rest == "z" {
            self.init(milliseconds: base.milliseconds + fraction)
            return
        }
        let parts = rest.dropFirst().split(separator: ":", omittingEmptySubsequences: false).map { Int64($0) }
        guard let sign = rest.first, "+-".contains(sign), parts.count == 2, let hours = parts[0],
            let minutes = parts[1], (0...23).contains(hours), (0...59).contains(minutes)
        else { return nil }
        let offset = (hours * 60 + minutes) * 60_000
        self.init(milliseconds: base.milliseconds + fraction + (sign == "+" ? -offset : offset))
    }
}
