import JSON
import ManagementAPI

/// What became of one workspace.
struct WorkspaceOutcome: Sendable {
    let id: String
    var name: String?
    /// What was done, such as `paused` or `already paused`.
    let result: String
    /// More about it, as the end of a sentence.
    var detail: String?
    /// Its status afterwards, where it was read.
    var status: String?
    /// More members for JSON.
    var extra: [JSONValue.Member] = []
    var failure: Failure?

    init(_ id: String, _ workspace: Models.Workspace?, _ result: String, detail: String? = nil) {
        self.id = id
        name = workspace?.name
        status = workspace?.status
        self.result = result
        self.detail = detail
    }

    /// One that failed; `text` is how it was typed.
    init(_ text: String, _ failure: Failure) {
        self.init(text, nil, "failed", detail: failure.message)
        self.failure = failure
    }

    /// The same with another detail.
    init(_ outcome: WorkspaceOutcome, detail: String) {
        self.init(outcome.id, nil, outcome.result, detail: detail)
        name = outcome.name
        extra = outcome.extra
    }

    var document: JSONValue {
        var members: [JSONValue.Member] = [
            .init("id", .string(id)), .init("name", .optional(name)), .init("result", .string(result)),
            .init("status", .optional(status)), .init("detail", .optional(detail)),
        ]
        members += extra
        if let error = failure?.document["error"] { members.append(.init("error", error)) }
        return .object(members)
    }

    static let columns = ["ID", "NAME", "RESULT", "DETAIL"]

    var cells: [String] { [id, name ?? "-", result, detail ?? "-"] }

    static func report(_ outcomes: [WorkspaceOutcome]) -> Report {
        .list(
            outcomes.map(\.document), columns: columns, rows: outcomes.map(\.cells),
            names: outcomes.filter { $0.failure == nil }.map(\.id))
    }
}
