import Glibc
import HostSystem
import JSON
import ManagementAPI

/// One run of `secrets import`: writes one secret after the other and tells each result as it comes, so that a run that
/// is killed has told what it did.
struct SecretsImportRun {
    /// What became of one secret.
    enum Outcome {
        case created
        case updated
        case skipped
        case wouldBeCreated
        case wouldBeUpdated
        case failed(Failure)
        /// Something before it made clear that it could not succeed.
        case notTried

        var word: String {
            switch self {
            case .created: "created"
            case .updated: "updated"
            case .skipped: "skipped"
            case .wouldBeCreated: "would-be-created"
            case .wouldBeUpdated: "would-be-updated"
            case .failed: "failed"
            case .notTried: "not-tried"
            }
        }

        var isWritten: Bool { if case .created = self { true } else if case .updated = self { true } else { false } }

        var isLeft: Bool { if case .failed = self { true } else if case .notTried = self { true } else { false } }

        var failure: Failure? { if case .failed(let failure) = self { failure } else { nil } }
    }

    /// One secret to write.
    struct Step {
        let assignment: SecretsFile.Assignment
        let before: SecretRecord?
        var outcome: Outcome?

        init(_ assignment: SecretsFile.Assignment, before: SecretRecord?) {
            self.assignment = assignment
            self.before = before
        }
    }

    let world: World
    let writer: SecretWriter
    var steps: [Step]
    private var isPointless = false

    init(world: World, writer: SecretWriter, steps: [Step]) {
        self.world = world
        self.writer = writer
        self.steps = steps
    }

    var writtenCount: Int { steps.count { $0.outcome?.isWritten == true } }

    /// Does what is left to do, in order.
    mutating func go() async throws(Failure) {
        SignalWatch.start()
        for index in steps.indices {
            if steps[index].outcome == nil { steps[index].outcome = await write(steps[index]) }
            try tell(steps[index])
        }
        let written = steps.filter { $0.outcome?.isWritten == true }.map(\.assignment.key)
        guard !written.isEmpty, let found = await writer.missing(written) else { return }
        for index in steps.indices where found.keys.contains(steps[index].assignment.key) {
            steps[index].outcome = .failed(
                .explained("The server said that it was stored, but its list does not show it.", hint: nil, .unverified)
            )
            try tell(steps[index])
        }
    }

    private mutating func write(_ step: Step) async -> Outcome {
        guard !isPointless, !world.isInterrupted() else { return .notTried }
        do throws(Failure) {
            let assignment = step.assignment
            let isReplyLost = try await writer.write(assignment.key, assignment.value, before: step.before)
            if isReplyLost { world.output.remark("\(assignment.key): the reply was lost, but the list shows it.") }
            return step.before == nil ? .created : .updated
        } catch {
            isPointless = SecretsImportRun.concernsAll(error)
            return .failed(error)
        }
    }

    /// Whether what failed would fail for every other secret as well.
    private static func concernsAll(_ failure: Failure) -> Bool {
        guard case .call(let call, _) = failure else { return false }
        switch call {
        case .credentials, .boundElsewhere, .token, .transport(.notSent): return true
        case .answer(let answer):
            switch answer.kind {
            case .unauthenticated, .forbidden, .hidden, .organizationRequired, .rateLimited, .redirect, .notMounted:
                return true
            default: return false
            }
        default: return false
        }
    }

    /// Prints the result of one, where results are lines.
    private func tell(_ step: Step) throws(Failure) {
        guard world.output.format == .table || world.output.format == .tsv, let outcome = step.outcome else { return }
        let key = step.assignment.key
        let reason = outcome.failure?.message
        try world.output.print(
            Report(
                .null, rows: [[key, outcome.word, reason ?? "-"]],
                remarks: ["\(key): \(outcome.word)\(reason.map { ". \($0)" } ?? "")"],
                names: outcome.isWritten ? [key] : []))
    }

    /// Prints the results where they are one document, and fails when something is left.
    func finish(continuation: ([String]) -> String) throws(Failure) {
        if world.output.format == .json || world.output.format == .yaml {
            try world.output.print(Report(["items": .array(steps.map(document))]))
        }
        let left = steps.filter { $0.outcome?.isLeft == true }.map(\.assignment.key)
        guard !left.isEmpty else { return }
        let hint = continuation(left)
        if world.isInterrupted() { throw .signalled(SignalWatch.received ?? SIGINT, hint: hint) }
        // When nothing was done, what stopped it is all there is to tell.
        if writtenCount == 0, let first = steps.lazy.compactMap({ $0.outcome?.failure }).first { throw first }
        throw .partial("\(left.count) of \(steps.count) secrets were not written.", hint: hint)
    }

    private func document(_ step: Step) -> JSONValue {
        [
            "key": .string(step.assignment.key), "scope": .string(writer.scope.word),
            "workspace_id": .optional(writer.scope.workspace), "line": .integer(Int64(step.assignment.line)),
            "result": .string(step.outcome?.word ?? "not-tried"),
            "error": .optional(step.outcome?.failure?.message),
        ]
    }
}
