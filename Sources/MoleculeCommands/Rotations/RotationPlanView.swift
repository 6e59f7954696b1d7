import Destinations
import JSON
import Rotation

/// A plan before it is carried out, for people and as data: what each step does, and what is found to be so now.
struct RotationPlanView {
    /// The answer to a question that was asked without changing anything.
    struct Finding {
        let subject: String
        /// What was found.
        let text: String
        /// Why it stands in the way, if it does.
        var problem: String?
        /// Whether it could not be found out, which stands in nobody's way.
        var isUnknown = false
    }

    let run: RotationRun
    /// What is rotated: the end of `Rotating …:`.
    let title: String
    /// Lines ahead of the steps.
    var before: [String] = []
    /// Lines after them.
    var after: [String] = []
    /// What else the document says.
    var members: [JSONValue.Member] = []
    /// What was found so far; that of the destinations comes after.
    var findings: [Finding] = []

    /// Asks every destination whether it can be used.
    ///
    /// Changes nothing.
    ///
    /// - Returns: The first that cannot.
    mutating func inspectDestinations() async -> Failure? {
        var failure: Failure?
        for destination in run.subject.destinations {
            do throws(StepFailure) {
                let found = try await destination.inspect()
                // Nothing may be made that cannot be put there.
                if let defect = run.subject.defect(at: destination) {
                    throw StepFailure(.malformed, "no value of this secret can be put there: it \(defect)")
                }
                findings.append(Finding(subject: destination.name, text: found))
            } catch {
                findings.append(Finding(subject: destination.name, text: error.reason, problem: error.reason))
                failure = failure ?? .destination(destination.name, error)
            }
        }
        return failure
    }

    /// The plan for people.
    var lines: [String] {
        var lines = ["Rotating \(title):"] + before.map { "  \($0)" }
        for (index, step) in run.plan.steps.enumerated() {
            lines.append("  \(index + 1). \(RotationReport.describe(step, run.plan))")
            if let statement = statement(of: step) { lines.append("     \(RotationPlanView.sentence(statement))") }
        }
        for finding in findings {
            let word = finding.problem != nil ? "not ok" : finding.isUnknown ? "not known" : "found"
            let text = RotationPlanView.sentence(finding.problem ?? finding.text)
            lines.append("  \(finding.subject): \(word): \(text)")
        }
        return lines + after
    }

    private static func sentence(_ text: String) -> String { text.hasSuffix(".") ? text : text + "." }

    /// What the tool of a step says it does.
    private func statement(of step: RotationStep) -> String? {
        switch step {
        case .obtain: run.subject.maker.statement
        case .distribute(let index): run.subject.destinations[index].statement
        case .deploy(let index): run.subject.destinations[index].deployment?.statement
        case .verify(let index): run.subject.proofs[index].statement
        case .retire: run.subject.retirement?.statement
        default: nil
        }
    }

    /// Tells the plan on standard error.
    func tell() { lines.forEach(run.world.output.remark) }

    /// Prints the plan and its findings as the result of a dry run.
    func printDry() throws(Failure) {
        let isReady = findings.allSatisfy { $0.problem == nil }
        let steps = run.plan.steps.map { step -> JSONValue in
            [
                "step": .string(step.word), "what": .string(RotationReport.describe(step, run.plan)),
                "how": .optional(statement(of: step)),
            ]
        }
        let checks = findings.map { finding -> JSONValue in
            [
                "subject": .string(finding.subject), "ok": finding.isUnknown ? .null : .bool(finding.problem == nil),
                "reason": .optional(finding.problem), "finding": .string(finding.text),
            ]
        }
        let document = JSONValue.object(
            [.init("dry_run", true), .init("plan", run.plan.document), .init("steps", .array(steps))] + members
                + [.init("checks", .array(checks))])
        let rows = findings.map { finding in
            [
                finding.subject, finding.problem != nil ? "not ok" : finding.isUnknown ? "not known" : "ok",
                finding.problem ?? finding.text,
            ]
        }
        let verdict =
            isReady ? "ok: nothing has been changed; the rotation can run." : "not ok: nothing has been changed."
        try run.world.output.print(
            Report(
                document, columns: ["CHECKED", "VERDICT", "FINDING"], rows: rows, remarks: [verdict],
                names: [isReady ? "ready" : "not ready"]))
    }
}
