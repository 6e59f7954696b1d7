import HostSystem
import JSON
import Keyfile
import ManagementAPI

/// What became of one workspace.
struct WorkspaceOutcome: Sendable {
    let id: String
    let name: String?
    /// What was done, such as `paused` or `already paused`.
    let result: String
    /// More about it, as the end of a sentence.
    let detail: String?
    /// Its status afterwards, where it was read.
    let status: String?
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

    var document: JSONValue {
        var members: [JSONValue.Member] = [
            .init("id", .string(id)), .init("name", .optional(name)), .init("result", .string(result)),
            .init("status", .optional(status)), .init("detail", .optional(detail)),
        ]
        members += extra
        if let error = failure?.document["error"] { members.append(.init("error", error)) }
        return .object(members)
    }

    static func report(_ outcomes: [WorkspaceOutcome]) -> Report {
        .list(
            outcomes.map(\.document), columns: ["ID", "NAME", "RESULT", "DETAIL"],
            rows: outcomes.map { [$0.id, $0.name ?? "-", $0.result, $0.detail ?? "-"] },
            names: outcomes.filter { $0.failure == nil }.map(\.id))
    }
}

extension WorkspaceServer {
    /// Does something to several workspaces, one after the other: one result each, and a failure stops none of the rest.
    ///
    /// `verb` is the command, for what to type again.
    func each(
        _ references: [WorkspaceReference], verb: String, waits: Bool,
        _ step: (String) async throws(Failure) -> WorkspaceOutcome
    ) async throws(Failure) {
        if references.count > 1 || waits { SignalWatch.start() }
        let ids = try await resolve(references)
        if ids.count == 1 { return try world.output.print(WorkspaceOutcome.report([try await step(try ids[0].get())])) }
        var outcomes: [WorkspaceOutcome] = []
        var stop: Failure?
        for (reference, id) in zip(references, ids) {
            world.output.progress("\(outcomes.count + 1) of \(ids.count): \(verb) \(reference.text)")
            do throws(Failure) { outcomes.append(try await step(try id.get())) } catch {
                if case .signalled = error { stop = error }
                if stop == nil { outcomes.append(WorkspaceOutcome(reference.text, error)) }
            }
            if let number = SignalWatch.received, stop == nil, outcomes.count < ids.count {
                stop = .signalled(number, hint: nil)
            }
            if stop != nil { break }
        }
        world.output.endProgress()
        try world.output.print(WorkspaceOutcome.report(outcomes))
        if let stop { throw stop }
        try judge(outcomes, verb)
    }

    private func judge(_ outcomes: [WorkspaceOutcome], _ verb: String) throws(Failure) {
        let failed = outcomes.filter { $0.failure != nil }
        guard !failed.isEmpty else { return }
        if world.settings.isQuiet { failed.compactMap(\.failure).forEach(world.output.warn) }
        let again = failed.map { $0.id.contains(" ") ? "'\($0.id)'" : $0.id }.joined(separator: " ")
        let rest = failed.count < outcomes.count ? "the others are done" : "none is done"
        throw .partial(
            "\(failed.count) of \(outcomes.count) workspaces failed; \(rest).",
            hint: "molecule workspaces \(verb) \(again)")
    }
}
