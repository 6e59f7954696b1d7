import JSON

/// What a run has come to.
struct FleetSummary: Sendable {
    let action: FleetAction
    let total: Int
    let tally: FleetTally
    let failed: Int
    /// Those that were asked for and whose status nobody has seen.
    let unseen: Int
    /// Those that failed, those whose status was not seen and those that were not begun.
    let left: Int
    let seconds: Double
    let requests: Int
    let refusals: Int
    let file: String?

    var sentence: String {
        var text = "\(total - left) of \(FleetSelection.count(total)) done"
        let results = tally.results.map { "\($0.count) \($0.word)" }
        if !results.isEmpty { text += " (\(results.joined(separator: ", ")))" }
        if failed > 0 { text += ", \(failed) failed" }
        if unseen > 0 { text += ", \(unseen) asked and not followed" }
        if notBegun > 0 { text += ", \(notBegun) not begun" }
        text += ", in \(FleetScreen.tenths(seconds)) s with \(requests) request\(requests == 1 ? "" : "s")"
        if refusals > 0 { text += ", of which \(refusals) came too soon for the server" }
        return file.map { "\(text); what is left is in \($0)" } ?? "\(text)."
    }

    private var notBegun: Int { left - failed - unseen }

    var document: JSONValue {
        let results = tally.results.map { JSONValue.Member($0.word, .integer(Int64($0.count))) }
        return [
            "summary": [
                "verb": .string(action.verb), "selected": .integer(Int64(total)),
                "done": .integer(Int64(total - left)), "results": .object(results),
                "failed": .integer(Int64(failed)), "not_followed": .integer(Int64(unseen)),
                "not_begun": .integer(Int64(notBegun)), "seconds": .double((seconds * 1000).rounded() / 1000),
                "requests": .integer(Int64(requests)), "rate_limited": .integer(Int64(refusals)),
                "retry_file": .optional(file),
            ]
        ]
    }
}
