/// One thing that is wrong with a runbook.
public struct RunbookDefect: Sendable, Equatable {
    /// Where, such as `proofs[1].settings.url`; empty for the document as a whole.
    public let path: String
    /// What is wrong, and what would be right, as the end of a sentence about the place; never a value.
    public let problem: String

    /// A defect.
    public init(_ path: String, _ problem: String) {
        self.path = path
        self.problem = problem
    }

    /// The sentence, without its full stop.
    public var text: String { "\(path.isEmpty ? "the document" : path) \(problem)" }
}

/// Everything that is wrong with a runbook; never empty.
public struct RunbookDefects: Error, Sendable, Equatable {
    /// The defects, in the order of the document as far as it has one.
    public let list: [RunbookDefect]

    /// Collects defects.
    public init(_ list: [RunbookDefect]) { self.list = list }
}
