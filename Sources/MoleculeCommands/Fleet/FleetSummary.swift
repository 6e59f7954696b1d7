import JSON

/// What a run has come to.
struct FleetSummary: Sendable {
    let action: FleetAction
    let total: Int
    let failed: Int
    /// Those that failed and those that were not begun.
    let left: Int
    let seconds: Double
    let requests: Int
    let refusals: Int
    let file: String?

    var sentence: String {
        var text = "\(total - left) of \(FleetSelection.count(total)) \(action.participle)"
        if failed > 0 { text += ", \(failed) failed" }
        if left > failed { text += ", \(left - failed) not begun" }
        text += ", in \(FleetScreen.tenths(seconds)) s with \(requests) request\(requests == 1 ? "" : "s")"
        if refusals > 0 { text += ", of which \(refusals) came too soon for the server" }
        return file.map { "\(text); what is left is in \($0)" } ?? "\(text)."
    }

    var document: JSONValue {
        [
            "summary": [
                "verb": .string(action.verb), "selected": .integer(Int64(total)),
                "done": .integer(Int64(total - left)), "failed": .integer(Int64(failed)),
                "not_begun": .integer(Int64(left - failed)), "seconds": .double((seconds * 1000).rounded() / 1000),
                "requests": .integer(Int64(requests)), "rate_limited": .integer(Int64(refusals)),
                "retry_file": .optional(file),
            ]
        ]
    }
}
