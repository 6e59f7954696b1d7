/// Amounts of money in US cents.
enum Cents {
    /// Dollars with two decimals, such as `$12.50`.
    static func text(_ cents: Int64) -> String {
        let whole = cents.magnitude / 100
        let rest = cents.magnitude % 100
        return "\(cents < 0 ? "-" : "")$\(whole).\(rest < 10 ? "0" : "")\(rest)"
    }

    /// Reads cents, such as `1250`.
    static func parse(_ text: String) -> Int64? {
        text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int64(text) : nil
    }

    /// Reads dollars with at most two decimals, such as `12.5`.
    static func dollars(_ text: String) -> Int64? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard (1...2).contains(parts.count), !parts[0].isEmpty, let whole = parse(parts[0]) else { return nil }
        var rest: Int64 = 0
        if parts.count == 2 {
            guard (1...2).contains(parts[1].utf8.count), let decimals = parse(parts[1]) else { return nil }
            rest = parts[1].utf8.count == 1 ? decimals * 10 : decimals
        }
        let (cents, isTooMuch) = whole.multipliedReportingOverflow(by: 100)
        guard !isTooMuch, cents <= Int64.max - rest else { return nil }
        return cents + rest
    }
}
