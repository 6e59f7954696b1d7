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
    static func drive(
        _ id: RotationID, _ way: RotationRun.Way, input: RotationInput = RotationInput(), in world: World
    ) async throws(Failure) {
        let state = try world.rotation(id)
        if try hasEnded(id, state, way, in: world) { return }
        if case .forward = way, state.isRollingBack {
            world.output.remark("Rotation \(id.text) is on its way back; going on with that.")
        }
        if let warning = OverlapClock(state: state, now: .now).warning { world.output.remark("Warning: \(warning)") }
        try check(input, state, id)
        let isGivingUp = if case .out = way { true } else { false }
        let run = try RotationRun(state.plan, id: id, mayBeAltered: isGivingUp, input: input, in: world)
        try checkValue(input, run.entry?.value(of: id), state, id, in: world)
        // Read again: whoever held the lock until now may have written.
        let journal: Journal
        do { journal = try world.journalStore.resume(id) } catch { throw .journal(error) }
        if try hasEnded(id, journal.state, way, in: world) { return }
        try await run.drive(journal, way)
    }

    /// Whether a rotation has ended the way somebody wants it to go; one that ended another way is a conflict.
    private static func hasEnded(
        _ id: RotationID, _ state: RotationState, _ way: RotationRun.Way, in world: World
    ) throws(Failure) -> Bool {
        guard let outcome = state.outcome else { return false }
        let isWanted =
            switch way {
            case .forward: outcome == .completed
            case .back: outcome == .rolledBack
            case .out: outcome == .abandoned
            }
        guard isWanted else {
            throw .conflict(
                "Rotation \(id.text) has ended: \(outcome.rawValue).",
                hint: "See what it did: molecule rotations show \(id.text)")
        }
        world.output.remark("Rotation \(id.text) has ended already: \(outcome.rawValue).")
        return true
    }

    /// Refuses a value that would be ignored.
    ///
    /// One that the rotation has already is fine: a script may type the same line until the rotation has ended.
    private static func checkValue(
        _ input: RotationInput, _ held: Secret?, _ state: RotationState, _ id: RotationID, in world: World
    ) throws(Failure) {
        guard let source = input.source else { return }
        guard state.plan.source.kind == RunbookSourceKind.pasted.rawValue else {
            throw .notTaken(id, "makes its new value itself")
        }
        guard let held else {
            // A script may type the same line whichever way the rotation is on.
            if state.isRollingBack { world.output.remark("On its way back it needs no new value; none is taken.") }
            return
        }
        guard try source.fetch(in: world).matches(held) else { throw .notTaken(id, "has another new value already") }
    }

    /// Refuses a `--done` about a step that waits for nobody: it would be believed later, unseen.
    private static func check(_ input: RotationInput, _ state: RotationState, _ id: RotationID) throws(Failure) {
        guard let done = input.done, state.progress(of: done) != .waiting else { return }
        // A retirement that fails has no way back any more, so somebody's word must be able to end it.
        if done == .retire, state.mayBeInsistedOn { return }
        let waiting = state.steps.first { state.progress(of: $0) == .waiting }
        throw .conflict(
            "Rotation \(id.text) does not wait at \(done.word)\(waiting.map { ", but at \($0.word)" } ?? "").",
            hint: "See its steps: molecule rotations show \(id.text)")
    }
}

extension RotationState {
    /// Whether the retirement was tried and not finished, so that somebody may say that it is done all the same.
    var mayBeInsistedOn: Bool { [.failed, .unknown].contains(progress(of: .retire)) }
}

extension Failure {
    /// A value was brought along that the rotation has no use for.
    fileprivate static func notTaken(_ id: RotationID, _ reason: String) -> Failure {
        .conflict(
            "Rotation \(id.text) \(reason), so the one that was brought is not taken.",
            hint:
                "Leave the --from option out. For another value, go back and begin again: molecule rotations rollback \(id.text)"
        )
    }
}
