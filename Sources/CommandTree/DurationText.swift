extension Value {
    /// Reads a length of time: `90s`, `5m`, `1h30m`, `250ms`, `2d`; a bare number is seconds.
    ///
    /// Units must fall in size and appear once each. Positive, at most `longestDays` (a week, beyond which a timeout is
    /// a slip of the keyboard); `nil` for anything else.
    public static func duration(from text: String, longestDays: Int = 7) -> Duration? {
        milliseconds(from: text, longest: longestDays * 24 * 3_600_000).map { .milliseconds($0) }
    }

    private static func milliseconds(from text: String, longest: Int) -> Int? {
        // Twelve digits and five units: anything longer cannot be a duration, and arithmetic below cannot overflow.
        guard text.utf8.count <= 24 else { return nil }
        var rest = Array(text.utf8)[...]
        var total = 0
        var largestAllowed = Int.max
        while !rest.isEmpty {
            let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            guard !digits.isEmpty, digits.count <= 9 else { return nil }
            let number = digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
            rest = rest.dropFirst(digits.count)
            let letters = rest.prefix { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }
            rest = rest.dropFirst(letters.count)
            let isBare = letters.isEmpty && total == 0 && largestAllowed == Int.max && rest.isEmpty
            guard let unit = isBare ? 1000 : unitInMilliseconds(letters), unit < largestAllowed else { return nil }
            largestAllowed = unit
            total += number * unit
        }
        return (1...longest).contains(total) ? total : nil
    }

    private static func unitInMilliseconds(_ letters: ArraySlice<UInt8>) -> Int? {
        switch String(decoding: letters, as: UTF8.self) {
        case "ms": 1
        case "s": 1000
        case "m": 60_000
        case "h": 3_600_000
        case "d": 86_400_000
        default: nil
        }
    }
}
