import TestSupport

/// A point of a rotation, and one of what goes on with it.
struct KillPair: Sendable {
    let first: Int
    let second: Int

    /// Seeded pairs of points.
    ///
    /// The second is counted in what is left of the rotation after the first, roughly.
    static func spread(_ count: Int, seed: UInt64, _ number: Int) -> [KillPair] {
        print("kill tests: seed \(seed)")
        var generator = SeededGenerator(seed: seed)
        return (0..<number).map { index in
            // Spread over the whole rotation, so that a short prefix is a sample of it too.
            let place = (index * 37 % number) * count / number
            let first = min(count, max(1, place + Int.random(in: 0..<5, using: &generator)))
            return KillPair(first: first, second: Int.random(in: 1...max(40, count - first), using: &generator))
        }
    }
}
