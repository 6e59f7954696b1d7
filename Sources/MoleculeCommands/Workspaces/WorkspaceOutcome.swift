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
    /// Whether it was asked for and nobody has seen that it came to be, so that it is still to be done.
    private(set) var isOpen = false

    init(_ id: String, _ workspace: Models.Workspace?, _ result: String, detail: String? = nil) {
        self.id = id
        name = workspace?.name
        status = workspace?.status
        self.result = result
        self.detail = detail
    }

    /// One that failed, or would; `text` is how it was typed.
    init(_ text: String, _ failure: Failure, result: String = "failed") {
        self.init(text, nil, result, detail: failure.message)
        self.failure = failure
    }

    /// The same with another detail.
    init(_ outcome: WorkspaceOutcome, detail: String) {
        self.init(outcome.id, nil, outcome.result, detail: detail)
        name = outcome.name
        extra = outcome.extra
    }

    /// One that was asked for, by an outcome that would have to be seen yet.
    init(asked outcome: WorkspaceOutcome, detail: String) {
        self.init(outcome.id, nil, "asked", detail: detail)
        name = outcome.name
        isOpen = true
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

    /// As one of the things that are printed as they arrive; with `--quiet` only what is done is named.
    var item: Output.Item {
        Output.Item(document: document, cells: cells, name: failure == nil && !isOpen ? id : nil)
    }

    /// What a command about one prints.
    var report: Report {
        Report(document, columns: WorkspaceOutcome.columns, rows: [cells], names: failure == nil ? [id] : [])
    }
}
