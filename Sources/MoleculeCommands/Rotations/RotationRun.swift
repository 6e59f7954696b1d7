import Destinations
import CommandTree
import HostSystem
import JSON
import Keyfile
import ManagementAPI
import Rotation

/// One rotation in this process: its lock, its journal and the tools its engine works with.
struct RotationRun {
    let world: World
    /// The key entry, if it is there.
    let entry: KeyEntry?
    let plan: RotationPlan
    let subject: any RotationSubject
    /// Whether the entry is no longer what the rotation was planned for, which only who gives it up or looks may meet.
    let isAltered: Bool
    private let setting: RotationSetting
    private let lock: FileLock?

    /// Which way a rotation goes on.
    enum Way {
        case forward
        case back
        /// Given up, for this reason.
        case out(String)
    }

    /// Prepares a plan's rotation and takes its lock; `isDry` takes none and so writes nothing.
    ///
    /// An entry that is no longer what the rotation was planned for is refused unless it `mayBeAltered`; `held` is the lock
    /// of whoever has taken it already.
    init(
        _ plan: RotationPlan, id: RotationID? = nil, isDry: Bool = false, mayBeAltered: Bool = false,
        held: FileLock? = nil, input: RotationInput = RotationInput(), in world: World
    ) throws(Failure) {
        self.world = world
        lock = if isDry { nil } else if let held { held } else { try world.lockForRotation(plan.key) }
        // Read under the lock: another rotation may just have ended.
        var entry = try RotationRun.entry(plan.key, in: world)
        let wasReleased = id.flatMap { entry?.isReleased(by: $0.text) } ?? false
        // Who goes on has nothing left to do but the journal's last line; who looks is shown what the secret manager has.
        let isReleased = wasReleased && !isDry
        if !isReleased {
            entry = try RotationRun.prepared(entry, mayBeAltered: mayBeAltered && !wasReleased, in: world)
        }
        self.entry = entry
        var plan = plan
        if id == nil { plan.settings[RotationSetting.keptBy] = entry?.store }
        self.plan = plan
        setting = RotationSetting(world: world, plan: plan, id: id, entry: entry, input: input)
        if isReleased {
            // The secret manager need not be asked for that.
            (isAltered, subject) = (false, AlteredSubject())
            return
        }
        if mayBeAltered, RotationRun.isAltered(plan, entry, id) {
            isAltered = true
            // The maker of the plan's own subject may need the entry, and a value in it.
            subject = entry?.current == nil ? AlteredSubject() : try setting.subject()
            return
        }
        isAltered = false
        subject = try setting.subject()
        if entry == nil, subject.absent == nil { throw .keyStore(.unknown(plan.key)) }
        if let entry { try RotationRun.check(plan, entry, id) }
    }

    /// Whether an entry is gone that the plan found, or is not as it was.
    private static func isAltered(_ plan: RotationPlan, _ entry: KeyEntry?, _ id: RotationID?) -> Bool {
        guard let entry else { return !plan.replacing.isEmpty }
        do { try check(plan, entry, id) } catch { return true }
        return false
    }

    /// The same rotation with what somebody brings along, under the same lock.
    func with(_ input: RotationInput) throws(Failure) -> RotationRun { try RotationRun(self, input) }

    private init(_ other: RotationRun, _ input: RotationInput) throws(Failure) {
        world = other.world
        plan = other.plan
        lock = other.lock
        entry = other.entry
        isAltered = other.isAltered
        setting = RotationSetting(
            world: world, plan: plan, id: other.setting.id, entry: other.entry, input: input)
        subject = try setting.subject()
    }

    private static func entry(_ key: KeyName, in world: World) throws(Failure) -> KeyEntry? {
        do { return try world.keyStore.load(key) } catch {
            if case .unknown = error { return nil }
            throw .keyStore(error)
        }
    }

    /// The entry with the value that is replaced, also where another secret manager keeps it.
    private static func prepared(
        _ entry: KeyEntry?, mayBeAltered: Bool, in world: World
    ) throws(Failure) -> KeyEntry? {
        guard var entry else { return nil }
        do { try world.prepareForRotation(&entry) } catch {
            // Who gives a rotation up, or looks at it, must not need the secret manager.
            if !mayBeAltered { throw error }
        }
        return entry
    }

    /// Whether the entry is still the one the plan was made for, with the value that the plan replaces.
    private static func check(_ plan: RotationPlan, _ entry: KeyEntry, _ id: RotationID?) throws(Failure) {
        let isPromoted = id != nil && entry.current?.rotation == id?.text
        let replaced = isPromoted ? entry.previous : entry.current
        // What another secret manager keeps is here only as long as something remains to be done with it.
        let isReleased = isPromoted && entry.store != nil && replaced == nil
        guard entry.origin.text == plan.origin, isReleased || replaced?.fingerprint.text ?? "" == plan.replacing else {
            throw .conflict(
                "Key entry '\(plan.key.text)' is no longer what the rotation was planned for.",
                hint: id.map {
                    "Give it up once the current value is proven live: molecule rotations abandon \($0.text) --reason '…'"
                }
                    ?? "Type the same again.")
        }
    }

    /// Refuses when a rotation of the same entry, or of the same secret under another one, is unfinished.
    func requireNoOther() throws(Failure) { try requireNoOther(isTold: true) }

    private func requireNoOther(isTold: Bool) throws(Failure) {
        for id in try world.rotationIDs() {
            let state: RotationState
            do { state = try world.rotation(id) } catch {
                // A journal of another key that cannot be read is no reason to leave this one unrotated.
                guard entry?.unsettled != id.text else { throw error }
                if isTold { world.output.warn(error) }
                continue
            }
            if state.outcome == nil, state.plan.isInTheWay(of: plan) { throw .unfinished(id, state.plan.key) }
        }
        if let rotation = entry?.unsettled {
            throw .conflict(
                "Key entry '\(plan.key.text)' has a value of \(rotation), whose journal is not here.",
                hint:
                    "Resume it where its journal is. If that is lost: molecule rotations abandon \(rotation) --reason 'its journal is lost'"
            )
        }
    }

    /// Makes the journal of a new rotation of this plan, unless another one that is in its way has begun meanwhile.
    func begin() throws(Failure) -> Journal {
        // An entry's own lock does not keep a rotation of the same secret under another entry away.
        let lock: FileLock
        do { lock = try world.keyStore.lockForBeginning(purpose: "beginning to rotate \(plan.key.text)") } catch {
            throw .keyStore(error)
        }
        defer { withExtendedLifetime(lock) {} }
        try requireNoOther(isTold: false)
        let id: RotationID
        let now = Timestamp.now
        do { id = try RotationID.new(at: now) } catch { throw .system(error) }
        do { return try world.journalStore.create(id, plan, at: now) } catch { throw .journal(error) }
    }

    /// Drives the rotation of a journal, forward or back, and tells how it ended.
    func drive(_ journal: Journal, _ way: Way) async throws(Failure) {
        SignalWatch.start()
        // The value that an earlier process has brought.
        if let value = entry?.value(of: journal.id) { try GitHubActions.mask(value, in: world) }
        var tools = try tools(journal.id)
        if setting.input.done == .retire, journal.state.mayBeInsistedOn {
            tools.retirement = tools.retirement.map { inner in
                InsistedRetirement(inner) { [output = world.output] in output.remark("Warning: \($0).") }
            }
        }
        let engine = RotationEngine(journal, tools: tools)
        let end: RotationEngine.End
        switch way {
        case .forward: end = await engine.run()
        case .back: end = await engine.rollBack()
        case .out(let reason):
            let isUnknown = journal.state.progress(of: .obtain) != .done && journal.state.mayHaveActed(.obtain)
            let (abandoned, kept) = await engine.abandon(reason: reason)
            if let kept {
                world.output.remark("The new value may be live somewhere; it is kept as key entry '\(kept)'.")
            } else if isUnknown, let leftover = subject.leftover {
                world.output.remark(leftover)
            }
            end = abandoned
        }
        world.output.endProgress()
        switch end {
        case .finished(let outcome): try report(journal.id, outcome)
        case .journalFailed(let failure): throw .journal(failure)
        case .stopped(let step, let failure):
            if case .interrupted = failure.kind {
                throw .signalled(SignalWatch.received ?? 2, hint: "molecule rotations resume \(journal.id.text)")
            }
            throw .rotationStopped(journal.id, step, explained(failure))
        }
    }

    /// A value that is not live where no command makes it so: somebody has to.
    private func explained(_ failure: StepFailure) -> StepFailure {
        guard failure.isUnproven, failure.hint == nil, plan.activation == nil, plan.subject == AdminTokenSubject.name
        else { return failure }
        return StepFailure(
            failure.kind, failure.reason,
            hint: "The rotation has no --then command: restart the platform, so that it reads the value it was given")
    }

    /// Asks the world about every step of a journal.
    func check(_ journal: any RotationJournal) async throws(Failure) -> [StepFinding] {
        await RotationEngine(journal, tools: try tools(journal.id)).check()
    }

    private func tools(_ id: RotationID) throws(Failure) -> RotationEngine.Tools {
        let output = world.output
        let plan = plan
        // Makers and retirements may name things after the rotation, so they are made when it has a name.
        let subject =
            setting.id == nil
            ? try RotationSetting(world: world, plan: plan, id: id, entry: entry, input: setting.input).subject()
            : subject
        var activate: (() async throws(StepFailure) -> Void)?
        if let command = plan.activation {
            let runner = setting.runner
            activate = { () async throws(StepFailure) in
                try await runner.run(command)
            }
        }
        return RotationEngine.Tools(
            vault: KeyStoreVault(
                world.keyStore, key: plan.key, needsOld: !plan.replacing.isEmpty, absent: subject.absent,
                outside: CommandStore(entry, in: world),
                held: entry?.command == nil ? nil : entry?.current, isAltered: isAltered),
            maker: MaskedValue(maker: subject.maker, world: world), destinations: subject.destinations,
            activate: activate, proofs: subject.proofs,
            retirement: subject.retirement, isInterrupted: world.isInterrupted,
            report: { progress in
                output.endProgress()
                RotationRun.tell(progress, plan, output)
            })
    }

    private static func tell(_ progress: RotationEngine.Progress, _ plan: RotationPlan, _ output: Output) {
        switch progress {
        case .began(let step): output.trace("\(step.word): started")
        case .found(let step): output.remark("done before   \(RotationReport.describe(step, plan))")
        case .ended(let step, let note):
            output.remark("done          \(RotationReport.describe(step, plan))")
            if let note { output.trace("\(step.word): \(note)") }
        }
    }

    private func report(_ id: RotationID, _ outcome: RotationOutcome) throws(Failure) {
        let entry = try RotationRun.entry(plan.key, in: world)
        let current = entry?.current?.fingerprint.text ?? entry?.rotated?.text
        let name = plan.key.text
        let sentence =
            switch outcome {
            case .completed: "ok: \(name) is rotated to \(current ?? "-"); \(fateOfOld)."
            case .rolledBack: "ok: \(name) is back at \(current ?? "what it was")."
            case .abandoned: "ok: the rotation is given up; \(name) stays at \(current ?? "what it was")."
            }
        let members: [JSONValue.Member] = [
            .init("rotation", .string(id.text)), .init("outcome", .string(outcome.rawValue)),
            .init("key", .string(name)), .init("origin", .string(plan.origin)), .init("current", .optional(current)),
            .init("replaced", .optional(plan.replacing.isEmpty ? nil : plan.replacing)),
        ]
        let document = JSONValue.object(members + subject.details)
        let rows = [[id.text, outcome.rawValue, name, current ?? "-"]]
        do throws(Failure) {
            if case .completed = outcome {
                subject.reminders(of: entry?.previous?.secret).forEach(world.output.remark)
            }
            try world.output.print(Report(document, rows: rows, remarks: [sentence], names: [id.text]))
        } catch {
            guard case .output(let error) = error else { throw error }
            throw .resultLost("Rotation \(id.text) is \(outcome.rawValue)", error)
        }
    }

    private var fateOfOld: String {
        let old = plan.replacing.isEmpty ? "the former value" : "the former value \(plan.replacing)"
        if plan.retirement != nil { return "\(old) is retired" }
        let isProvenRefused = [AdminTokenSubject.name, MoltnetSubject.name].contains(plan.subject)
        return isProvenRefused ? "\(old) is refused" : "\(old) is replaced"
    }
}

extension RotationPlan {
    /// Whether a rotation of this plan and one of another would change the same secret: one key entry, or one variable of
    /// one destination under two key entries, or one org key.
    fileprivate func isInTheWay(of other: RotationPlan) -> Bool {
        let places = Set(destinations.map(\.name)).intersection(other.destinations.map(\.name))
        return key == other.key || (variable == other.variable && !places.isEmpty) || replacesOrgKey(of: other)
    }
}

extension RotationPlan {
    /// Whether both replace one org key of one server, which they would revoke under each other.
    private func replacesOrgKey(of other: RotationPlan) -> Bool {
        guard subject == OrgKeySubject.name, other.subject == subject, origin == other.origin,
            let replaced = OrgKeyReplacement(settings)
        else { return false }
        return replaced.id == OrgKeyReplacement(other.settings)?.id
    }
}

extension Failure {
    /// A rotation of this entry is there and has not ended.
    static func unfinished(_ id: RotationID, _ key: KeyName) -> Failure {
        .conflict(
            "Rotation \(id.text) of '\(key.text)' is unfinished.",
            hint: "molecule rotations resume \(id.text), or molecule rotations rollback \(id.text)")
    }
}
