/// How many items of a run have come to which result.
///
/// A byte for each item, since there may be a hundred thousand.
struct FleetTally: Sendable {
    /// In the order in which they came up.
    private var words: [String] = []
    private var counts: [Int] = []
    /// Which word an item has; `none` before it has any.
    private var places: [UInt8]
    private static let none = UInt8.max

    init(items: Int) { places = Array(repeating: FleetTally.none, count: items) }

    mutating func note(_ word: String, of item: Int) {
        forget(item)
        let place = words.firstIndex(of: word) ?? words.count
        if place == words.count {
            words.append(word)
            counts.append(0)
        }
        counts[place] += 1
        places[item] = UInt8(clamping: place)
    }

    /// An item has turned out to have come to nothing.
    mutating func forget(_ item: Int) {
        guard places[item] != FleetTally.none else { return }
        counts[Int(places[item])] -= 1
        places[item] = FleetTally.none
    }

    /// The results that there are, with their counts.
    var results: [(word: String, count: Int)] {
        zip(words, counts).filter { $0.1 > 0 }.map { (word: $0.0, count: $0.1) }
    }
}
