import CommandTree
import HostSystem
import JSON
import Rotation

/// The command `rotations show`.
struct RotationsShow: Verb {
    let id: RotationID
    let isChecked: Bool

    static let node = Node(
        "show", summary: "show the steps of one rotation",
        discussion: [
            """
            Reads the journal alone: no server is asked. With --check the world is asked too, about every step that can be \
            asked about without changing anything, and what it says stands beside what the journal says.
            """
        ], operands: [Rotations.operand],
        options: [.flag("check", "Ask destinations and servers whether the steps are so.")],
        examples: [
            Example("Show a rotation.", "molecule rotations show r-20261120T230102Z-9f3a1c"),
            Example("Compare it with the world.", "molecule rotations show r-20261120T230102Z-9f3a1c --check"),
        ],
        files: [Documented.journals], statuses: [.notFound, .conflict, .insecureFile],
        action: { arguments throws(UsageError) in
            RotationsShow(id: try Rotations.id(arguments), isChecked: arguments.flag("check"))
        })

    func run(in world: World) async throws(Failure) {
        let state = try world.rotation(id)
        let findings = isChecked ? try await findings(state, in: world) : nil
        let rows = state.steps.enumerated().map { index, step in
            let finding = findings.map { [RotationsShow.word($0[index])] } ?? []
            return [step.word, state.progress(of: step).rawValue] + finding + [
                RotationReport.describe(step, state.plan), findings?[index].obstacle ?? state.reasons[step] ?? "",
            ]
        }
        let columns = ["STEP", "STATE"] + (isChecked ? ["FOUND"] : []) + ["WHAT", "REASON"]
        let reason = state.outcomeReason.map { " (\($0))" } ?? ""
        try world.output.print(
            Report(
                document(state, findings), columns: columns, rows: rows,
                remarks: ["\(id.text): \(RotationReport.word(state))\(reason)"]
                    + (OverlapClock(state: state, now: .now).warning.map { ["Warning: \($0)"] } ?? []), names: [id.text]
            ))
    }

    private func findings(_ state: RotationState, in world: World) async throws(Failure) -> [StepFinding] {
        // Takes no lock: whoever looks must not be in the way of whoever rotates.
        let run: RotationRun
        do throws(Failure) {
            run = try RotationRun(state.plan, id: id, isDry: true, mayBeAltered: state.outcome != nil, in: world)
        } catch {
            // A secret manager that cannot be asked is what is found; what is wrong here is a failure.
            guard state.plan.settings[RotationSetting.keptBy] != nil else { throw error }
            let obstacle = StepFailure(error).reason
            return state.steps.map { StepFinding(step: $0, isSo: nil, obstacle: obstacle) }
        }
        // What a later rotation has changed says nothing of this one.
        if run.isAltered {
            let obstacle = "the rotation has ended, and its key entry is no longer as it left it"
            return state.steps.map { StepFinding(step: $0, isSo: nil, obstacle: obstacle) }
        }
        return try await run.check(ReadJournal(id: id, state: state))
    }

    private func document(_ state: RotationState, _ findings: [StepFinding]?) -> JSONValue {
        let document = RotationReport.document(id, state)
        guard let findings, case .object(let members) = document else { return document }
        let found = findings.map { finding -> JSONValue in
            [
                "step": .string(finding.step.word), "found": finding.isSo.map { .bool($0) } ?? .null,
                "obstacle": .optional(finding.obstacle),
            ]
        }
        return .object(members + [.init("found", .array(found))])
    }

    private static func word(_ finding: StepFinding) -> String { finding.isSo.map { $0 ? "yes" : "no" } ?? "unknown" }
}

/// A journal that is only read.
private final class ReadJournal: RotationJournal {
    let id: RotationID
    let state: RotationState

    init(id: RotationID, state: RotationState) {
        self.id = id
        self.state = state
    }

    func append(_ event: JournalRecord.Event) throws(JournalFailure) { throw .unknown(id) }
}
