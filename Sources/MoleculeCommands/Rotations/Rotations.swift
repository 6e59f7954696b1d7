import CommandTree
import HostSystem
import JSON
import Keyfile
import Rotation

/// The command `rotations`.
enum Rotations {
    static let node = Node(
        "rotations", summary: "see, resume and roll back rotations",
        discussion: [
            """
            Every rotation has a journal, which tells what was done and what was about to be done, and holds no value. \
            A rotation that did not end can be resumed, or rolled back until its new value has been proven.
            """
        ],
        subcommands: [
            RotationsList.node, RotationsShow.node, RotationsResume.node, RotationsRollback.node, RotationsAbandon.node,
        ])

    static let operand = Operand(
        Value("ID", .dynamic(kind: "rotations")), .one, "The name of a rotation, such as r-20261120T230102Z-9f3a1c.")

    static func id(_ arguments: Arguments) throws(UsageError) -> RotationID {
        guard let id = RotationID(arguments.operand("ID") ?? "") else {
            throw UsageError(
                "The name of a rotation looks like r-20261120T230102Z-9f3a1c.", hint: "molecule rotations list")
        }
        return id
    }

    /// Goes on with a rotation, forward or back.
    static func drive(_ id: RotationID, _ way: RotationRun.Way, in world: World) async throws(Failure) {
        let state = try world.rotation(id)
        if let outcome = state.outcome {
            let isWanted =
                switch way {
                case .forward: outcome == .completed
                case .back: outcome == .rolledBack
                case .out: outcome == .abandoned
                }
            guard isWanted else {
                let hint = way == .back ? "Rotate again: molecule admin-token rotate --key \(state.plan.key.text)" : nil
                throw .conflict("Rotation \(id.text) has ended: \(outcome.rawValue).", hint: hint)
            }
            return world.output.remark("Rotation \(id.text) has ended already: \(outcome.rawValue).")
        }
        if way == .forward, state.isRollingBack {
            world.output.remark("Rotation \(id.text) is on its way back; going on with that.")
        }
        let run = try RotationRun(state.plan, id: id, in: world)
        // Read again: whoever held the lock until now may have written.
        let journal: Journal
        do { journal = try world.journalStore.resume(id) } catch { throw .journal(error) }
        try await run.drive(journal, way)
    }
}

/// The command `rotations list`.
struct RotationsList: Verb {
    static let node = Node(
        "list", summary: "list the rotations, the latest last",
        discussion: ["Reads the journals alone: no server is asked."],
        options: [.flag("unfinished", "List only those that have not ended.")],
        examples: [Example("List what has not ended.", "molecule rotations list --unfinished")],
        files: [Documented.journals], statuses: [.partial, .insecureFile],
        action: { arguments throws(UsageError) in RotationsList(isUnfinishedOnly: arguments.flag("unfinished")) })

    let isUnfinishedOnly: Bool

    func run(in world: World) async throws(Failure) {
        let identifiers = try world.rotationIDs()
        var found: [(RotationID, RotationState)] = []
        var failed = 0
        for id in identifiers {
            do throws(Failure) {
                let state = try world.rotation(id)
                if !isUnfinishedOnly || state.outcome == nil { found.append((id, state)) }
            } catch {
                failed += 1
                world.output.warn(error)
            }
        }
        try world.output.print(
            .list(
                found.map(RotationReport.document), columns: RotationReport.columns,
                rows: found.map(RotationReport.row), names: found.map(\.0.text),
                remarks: found.isEmpty ? ["No rotations."] : []))
        if failed > 0 { throw .partial("\(failed) of \(identifiers.count) journals cannot be read.", hint: nil) }
    }
}

/// The command `rotations show`.
struct RotationsShow: Verb {
    let id: RotationID

    static let node = Node(
        "show", summary: "show the steps of one rotation",
        discussion: ["Reads the journal alone: no server is asked."], operands: [Rotations.operand],
        examples: [Example("Show a rotation.", "molecule rotations show r-20261120T230102Z-9f3a1c")],
        files: [Documented.journals], statuses: [.notFound, .insecureFile],
        action: { arguments throws(UsageError) in RotationsShow(id: try Rotations.id(arguments)) })

    func run(in world: World) async throws(Failure) {
        let state = try world.rotation(id)
        let rows = state.steps.map { step in
            [
                step.word, state.progress(of: step).rawValue, RotationReport.describe(step, state.plan),
                state.reasons[step] ?? "",
            ]
        }
        try world.output.print(
            Report(
                RotationReport.document(id, state), columns: ["STEP", "STATE", "WHAT", "REASON"], rows: rows,
                remarks: ["\(id.text): \(RotationReport.word(state))"], names: [id.text]))
    }
}

/// The command `rotations resume`.
struct RotationsResume: Verb {
    let id: RotationID

    static let node = Node(
        "resume", summary: "go on with a rotation that did not end",
        discussion: [
            """
            Goes on from the first step that is not done. A step that was about to act when the process ended is looked \
            into first. A rotation that is on its way back goes on with that.
            """
        ],
        operands: [Rotations.operand],
        examples: [Example("Go on with a rotation.", "molecule rotations resume r-20261120T230102Z-9f3a1c")],
        files: [Documented.keyStore, Documented.journals],
        statuses: [.notFound, .conflict, .partial, .insecureFile, .unverified, .interrupted, .terminated],
        action: { arguments throws(UsageError) in RotationsResume(id: try Rotations.id(arguments)) })

    func run(in world: World) async throws(Failure) { try await Rotations.drive(id, .forward, in: world) }
}

/// The command `rotations rollback`.
struct RotationsRollback: Verb {
    let id: RotationID

    static let node = Node(
        "rollback", summary: "put the old value back and give a rotation up",
        discussion: [
            """
            Puts the old value back into every destination that may have the new one, makes it live again, proves it, and \
            drops the pending value. Once the new value has been proven and is current there is no way back.
            """
        ],
        operands: [Rotations.operand],
        examples: [Example("Give a rotation up.", "molecule rotations rollback r-20261120T230102Z-9f3a1c")],
        files: [Documented.keyStore, Documented.journals],
        statuses: [.notFound, .conflict, .partial, .insecureFile, .unverified, .interrupted, .terminated],
        action: { arguments throws(UsageError) in RotationsRollback(id: try Rotations.id(arguments)) })

    func run(in world: World) async throws(Failure) { try await Rotations.drive(id, .back, in: world) }
}

/// The command `rotations abandon`.
struct RotationsAbandon: Verb {
    let id: RotationID

    static let node = Node(
        "abandon", summary: "give a rotation up where it stands",
        discussion: [
            """
            For a rotation that can go neither on nor back, because a destination can be neither set nor restored. The old \
            value must be proven live and the new one refused; then the pending value is dropped and the rotation ends. \
            What destinations hold is left as it is: look at molecule rotations show, and set right by hand what has the \
            new value.
            """
        ],
        operands: [Rotations.operand],
        examples: [Example("Give a rotation up.", "molecule rotations abandon r-20261120T230102Z-9f3a1c --yes")],
        files: [Documented.keyStore, Documented.journals],
        statuses: [.refused, .notFound, .conflict, .insecureFile, .unverified, .interrupted, .terminated],
        action: { arguments throws(UsageError) in RotationsAbandon(id: try Rotations.id(arguments)) })

    func run(in world: World) async throws(Failure) {
        try world.confirm("Give rotation \(id.text) up and drop its new value?")
        try await Rotations.drive(id, .out, in: world)
    }
}
