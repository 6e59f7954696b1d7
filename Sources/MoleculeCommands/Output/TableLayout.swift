/// Which columns of a table a terminal has room for, and how wide they are.
///
/// What is copied to the next command line is never cut: ids, and names where there is no id. The widest of the other
/// columns gives way first; where that is not enough, the last of them are left out, and told.
struct TableLayout: Equatable {
    /// The columns that are shown, by their places.
    let places: [Int]
    /// How wide each of them is.
    let widths: [Int]
    /// The heads of those that are not.
    let omitted: [String]

    /// What stands between two columns.
    static let gap = "  "
    /// No column gets narrower than its head, nor than this.
    private static let least = 8
    /// What a name is recognised by where an id stands beside it.
    private static let leastOfName = 16
    /// What a table is looked at for.
    private static let essential: Set = [
        "STATE", "STATUS", "RESULT", "VERDICT", "FINDING", "FOUND", "REASON", "DETAIL", "VALUE", "WHAT", "ANSWER",
    ]
    private static let identifiers: Set = ["ID", "KEY", "SLUG", "PATH", "OPERATION"]

    /// All columns as wide as they are.
    init(_ widths: [Int]) { self.init(places: Array(widths.indices), widths: widths, omitted: []) }

    private init(places: [Int], widths: [Int], omitted: [String]) {
        (self.places, self.widths, self.omitted) = (places, widths, omitted)
    }

    /// Columns of these widths under these heads, in a terminal of so many columns.
    init(_ widths: [Int], _ heads: [String], into terminal: Int) {
        var places = Array(widths.indices)
        var fitted = TableLayout.narrowed(widths, heads, into: terminal)
        while TableLayout.excess(fitted, terminal) > 0 {
            let spare = places.filter { !TableLayout.identifies(heads[$0]) }
            // A table of ids alone says nothing.
            guard spare.count > 1, let last = spare.last(where: { !TableLayout.essential.contains(heads[$0]) }) else {
                break
            }
            places.removeAll { $0 == last }
            fitted = TableLayout.narrowed(places.map { widths[$0] }, places.map { heads[$0] }, into: terminal)
        }
        let omitted = widths.indices.filter { !places.contains($0) }.map { heads[$0] }
        self.init(places: places, widths: fitted, omitted: omitted)
    }

    private static func identifies(_ head: String) -> Bool { identifiers.contains(head) || head == "NAME" }

    private static func excess(_ widths: [Int], _ terminal: Int) -> Int {
        widths.reduce(0, +) + gap.count * (widths.count - 1) - terminal
    }

    /// Widths that the terminal has room for, as far as cutting makes that possible.
    private static func narrowed(_ widths: [Int], _ heads: [String], into terminal: Int) -> [Int] {
        let floors = zip(widths, heads).map { width, head in
            identifies(head) ? width : max(least, TerminalText.width(head))
        }
        let narrow = narrowed(widths, to: floors, by: excess(widths, terminal))
        guard excess(narrow, terminal) > 0, !identifiers.isDisjoint(with: heads) else { return narrow }
        let names = zip(floors, heads).map { floor, head in head == "NAME" ? min(floor, leastOfName) : floor }
        return narrowed(narrow, to: names, by: excess(narrow, terminal))
    }

    private static func narrowed(_ widths: [Int], to floors: [Int], by most: Int) -> [Int] {
        var (widths, excess) = (widths, most)
        while excess > 0 {
            let flexible = widths.indices.filter { widths[$0] > floors[$0] }
            guard let widest = flexible.max(by: { widths[$0] < widths[$1] }) else { break }
            // Down to the next widest at once, so that a table of many columns is not narrowed by single steps.
            let next = flexible.filter { $0 != widest }.map { widths[$0] }.max() ?? 0
            let step = min(excess, widths[widest] - max(floors[widest], min(next, widths[widest] - 1)))
            widths[widest] -= step
            excess -= step
        }
        return widths
    }
}
