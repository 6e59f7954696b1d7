/// The candidate a mistyped word most likely means; the first of equally near ones, `nil` if none is near.
public func suggestion(for word: String, among candidates: [String]) -> String? {
    let typed = Array(word.utf8)
    // A token pasted by mistake is no typo, and comparing it would only cost time.
    guard !typed.isEmpty, typed.count <= 32 else { return nil }
    let threshold = min(3, max(1, typed.count / 3))
    var best: (candidate: String, distance: Int)?
    for candidate in candidates {
        var distance = editDistance(typed, Array(candidate.utf8))
        // An unfinished word is meant more often than a misspelt one; it still loses to a near miss of one letter.
        if typed.count >= 2, candidate.hasPrefix(word) { distance = min(distance, 2) }
        guard distance <= max(threshold, candidate.hasPrefix(word) && typed.count >= 2 ? 2 : 0) else { continue }
        if best.map({ distance < $0.distance }) ?? true { best = (candidate, distance) }
    }
    return best?.candidate
}

/// How many insertions, deletions, substitutions and swaps of neighbours turn one word into the other.
///
/// The restricted Damerau-Levenshtein distance: no piece is edited twice.
func editDistance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var beforePrevious: [Int] = []
    var previous = Array(0...right.count)
    for (row, leftByte) in left.enumerated() {
        var current = [row + 1]
        for (column, rightByte) in right.enumerated() {
            var cost = min(previous[column + 1], current[column]) + 1
            cost = min(cost, previous[column] + (leftByte == rightByte ? 0 : 1))
            let isSwap = row > 0 && column > 0 && leftByte == right[column - 1] && left[row - 1] == rightByte
            if isSwap { cost = min(cost, beforePrevious[column - 1] + 1) }
            current.append(cost)
        }
        beforePrevious = previous
        previous = current
    }
    return previous[right.count]
}
