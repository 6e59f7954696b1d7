import HostSystem
import Keyfile

/// Drives one rotation from wherever its journal says it stands, forward or back.
///
/// Every step is probe, act, confirm: a run, a resumed run and a repeated one are the same code. What a step is about to
/// do is durable in the journal before it acts, and how it ended after, so a process killed anywhere leaves either the
/// whole story or one step whose fate is unknown and is asked for. The engine knows no server and no program.
public struct RotationEngine {
    /// What the engine works with.
    public struct Tools {
        /// Where the versions of the secret are kept.
        public var vault: any RotationVault
        /// Gives the new value.
        public var maker: any ValueMaker
        /// The destinations, in the order of the plan.
        public var destinations: [any Destination]
        /// Makes what the destinations hold live; `nil` when the plan has no such command.
        public var activate: (() async throws(StepFailure) -> Void)?
        /// How it is known that a value is live, in the order of the plan.
        public var proofs: [any LivenessProof]
        /// How a credential is ended at its issuer; `nil` when the plan has no such step.
        public var retirement: (any Retirement)?
        /// The time.
        public var now: () -> Timestamp
        /// Whether someone asked to stop at the next safe place.
        public var isInterrupted: () -> Bool
        /// Told of every step as it begins and ends.
        public var report: (Progress) -> Void

        /// Collects the tools.
        public init(
            vault: any RotationVault, maker: any ValueMaker, destinations: [any Destination],
            activate: (() async throws(StepFailure) -> Void)?, proofs: [any LivenessProof],
            retirement: (any Retirement)? = nil, now: @escaping () -> Timestamp = { .now },
            isInterrupted: @escaping () -> Bool, report: @escaping (Progress) -> Void
        ) {
            self.vault = vault
            self.maker = maker
            self.destinations = destinations
            self.activate = activate
            self.proofs = proofs
            self.retirement = retirement
            self.now = now
            self.isInterrupted = isInterrupted
            self.report = report
        }
    }

    /// Something a person watching wants to know.
    public enum Progress: Sendable {
        case began(RotationStep)
        /// The step had been done before, or what it is for was found to be so.
        case found(RotationStep)
        case ended(RotationStep, note: String?)
    }

    /// How a drive ended.
    public enum End: Sendable {
        /// The rotation has ended.
        case finished(RotationOutcome)
        /// A step could not be done; the journal says which, and the rotation can be resumed or rolled back.
        case stopped(RotationStep, StepFailure)
        /// The journal itself could not be written; nothing was done after the last record.
        case journalFailed(JournalFailure)
    }

    let id: RotationID
    let journal: any RotationJournal
    let tools: Tools

    /// An engine for one rotation.
    public init(_ journal: any RotationJournal, tools: Tools) {
        id = journal.id
        self.journal = journal
        self.tools = tools
    }

    var plan: RotationPlan { journal.state.plan }

    /// Goes on from where the journal stands, to the end of the way it is on.
    public func run() async -> End {
        if let outcome = journal.state.outcome { return .finished(outcome) }
        if journal.state.abandonReason != nil { return await giveUp().end }
        var unrestored: (RotationStep, StepFailure)?
        // On the way back, the steps are those that were possible when it began.
        for step in journal.state.steps {
            if let unrestored {
                // What comes after the restoring needs all of it.
                guard let index = step.restoredDestination else { return .stopped(unrestored.0, unrestored.1) }
                // Only what is back can be made live again.
                if case .redeploy = step, journal.state.progress(of: .restore(index)) != .done { continue }
            }
            if journal.state.progress(of: step) == .done {
                tools.report(.found(step))
                continue
            }
            if tools.isInterrupted() {
                return .stopped(step, StepFailure(.interrupted, "a signal asked to stop before this step"))
            }
            if journal.state.isRollingBack {
                do { try requireOldAlive(step) } catch { return error.end }
            }
            do {
                guard let failure = try await attempt(step) else { continue }
                guard step.restoredDestination != nil else { return .stopped(step, failure) }
                // One destination that cannot be restored must not keep the others from it.
                unrestored = unrestored ?? (step, failure)
            } catch {
                return .journalFailed(error)
            }
        }
        if let unrestored { return .stopped(unrestored.0, unrestored.1) }
        let outcome: RotationOutcome = journal.state.isRollingBack ? .rolledBack : .completed
        if outcome == .completed {
            do { try tools.vault.release(id) } catch { return .stopped(.promote, error) }
        }
        do { try journal.append(.finished(outcome)) } catch { return .journalFailed(error) }
        return .finished(outcome)
    }

    /// Turns round and puts the old value back wherever it may have been replaced.
    public func rollBack() async -> End {
        let state = journal.state
        if !state.isRollingBack, state.outcome == nil, state.abandonReason == nil {
            do {
                try requireNotPromoted()
                try requireOldAlive(.verifyRestored)
            } catch { return error.end }
            do { try journal.append(.rollbackStarted) } catch { return .journalFailed(error) }
        }
        return await run()
    }

    /// A step and why it cannot be done.
    struct Refusal: Error {
        let step: RotationStep
        let failure: StepFailure
        var end: End { .stopped(step, failure) }
    }

    func requireNotPromoted() throws(Refusal) {
        let isPromoted: Bool
        do { isPromoted = try values().isPromoted } catch { throw Refusal(step: .discard, failure: error) }
        guard isPromoted else { return }
        throw Refusal(
            step: .promote,
            failure: StepFailure(
                .conflict, "the new value is proven and current: the only way from here is forward",
                hint: "molecule rotations resume \(id.text)"))
    }

    /// Refuses to go back to a value that its issuer may have ended by itself meanwhile: no consumer can tell.
    private func requireOldAlive(_ step: RotationStep) throws(Refusal) {
        let state = journal.state
        guard state.mayHaveEndedOld(by: tools.now()) else { return }
        let hours = plan.overlap?.hours ?? 0
        let abandoning = "molecule rotations abandon \(id.text) --reason '…', which keeps the new value aside"
        throw Refusal(
            step: step,
            failure: StepFailure(
                .conflict,
                "the issuer has ended the old value: the \(hours) h in which both work are over, so there is nothing to go back to",
                hint: state.isRollingBack ? abandoning : "molecule rotations resume \(id.text), or \(abandoning)"))
    }

    /// Does one step and records it.
    ///
    /// Gives the failure when it could not be done.
    private func attempt(_ step: RotationStep) async throws(JournalFailure) -> StepFailure? {
        let isSo: Bool
        do { isSo = try await isAlreadySo(step) } catch { return error }
        if isSo {
            try journal.append(.done(step, note: "found so"))
            tools.report(.found(step))
            return nil
        }
        let isRepeated = journal.state.mayHaveActed(step)
        let mayBeThere = journal.state.mayBeThere(step)
        try journal.append(.started(step))
        tools.report(.began(step))
        let note: String?
        do { note = try await act(step, isRepeated: isRepeated, mayBeThere: mayBeThere) } catch {
            try journal.append(
                error.isWaiting
                    ? .waiting(step, reason: error.reason)
                    : .failed(step, reason: error.reason, isUntaken: error.isUntaken))
            return error
        }
        try journal.append(.done(step, note: note))
        tools.report(.ended(step, note: note))
        return nil
    }

    /// Whether what a step is for is the case already, as far as that can be asked.
    private func isAlreadySo(_ step: RotationStep) async throws(StepFailure) -> Bool {
        let isUntried = journal.state.progress(of: step) == .pending
        switch step {
        // Once a put was begun it is done again, which does no harm: that a destination holds a value does not say that
        // it would after a power cut, or that nothing of the value lies beside it. The way back only knows such ones.
        case .distribute(let index) where isUntried:
            return try await tools.destinations[index].holds(try newValue()) == true
        case .deploy(let index):
            return try await tools.destinations[index].deployment?.isDeployed(try newValue()) == true
        case .redeploy(let index):
            return try await tools.destinations[index].deployment?.isDeployed(try oldValue()) == true
        // A command that failed or was cut off may have worked, and someone may have done by hand what it was to do.
        case .activate where !isUntried:
            return await isLive(try newValue(), retired: try values().old)
        case .reactivate:
            return await isLive(try oldValue(), retired: try values().new)
        default:
            return false
        }
    }

    /// Whether a value is live already wherever it is used.
    ///
    /// A failure to tell is a no, and so is a proof that cannot be asked here, or asks only the issuer: the command runs
    /// again.
    func isLive(_ value: Secret, retired: Secret?) async -> Bool {
        guard provesUse else { return false }
        do throws(StepFailure) {
            for proof in tools.proofs {
                _ = try await proof.prove(value, retired: plan.overlaps ? nil : retired, patience: .zero)
            }
            return true
        } catch {
            return false
        }
    }

    /// Acts, and confirms as far as the destination can.
    ///
    /// Gives a note for the journal.
    private func act(
        _ step: RotationStep, isRepeated: Bool, mayBeThere: Bool
    ) async throws(StepFailure) -> String? {
        switch step {
        case .obtain: return try await obtain(isRepeated: isRepeated)
        case .distribute(let index):
            return try await put(try newValue(), into: tools.destinations[index], mayBeThere: mayBeThere)
        // The new value may never have taken its place.
        case .restore(let index):
            return try await put(try oldValue(), into: tools.destinations[index], mayBeThere: mayBeThere)
        case .deploy(let index): return try await deploy(try newValue(), at: tools.destinations[index])
        case .redeploy(let index): return try await deploy(try oldValue(), at: tools.destinations[index])
        case .activate, .reactivate: try await tools.activate?()
        case .verify(let index):
            let retired = plan.overlaps ? nil : try values().old
            return try await tools.proofs[index].prove(try newValue(), retired: retired, patience: patience)
        case .verifyRestored:
            try await cleanUp()
            // The new value may never have arrived, or have been put aside.
            let retired = plan.overlaps ? nil : try values().new
            for proof in tools.proofs where proof.isPassive {
                _ = try await proof.prove(try oldValue(), retired: retired, patience: patience)
            }
        case .promote: try tools.vault.promote(id)
        case .retire:
            let obtained = journal.state.time(of: .obtain) ?? journal.state.planned
            return try await tools.retirement?.retireOld(
                try values().old, replacement: try newValue(), obtained: obtained)
        case .retireNew:
            guard isOldKnownToWork else { return "left: nothing proves that the old value works" }
            let values = try values()
            return try await tools.retirement?.retireNew(values.new, old: values.old)
        case .discard:
            guard !isOldKnownToWork else {
                try tools.vault.discard(id)
                return nil
            }
            return try tools.vault.setAside(id).map {
                "kept as key entry \($0): nothing proves that the old value works"
            }
        }
        return nil
    }

    /// Has what proofs that act may have left removed.
    func cleanUp() async throws(StepFailure) {
        for (index, proof) in tools.proofs.enumerated() where !proof.isPassive {
            guard journal.state.mayHaveActed(.verify(index)) else { continue }
            _ = try await proof.cleanUp()
        }
    }

    /// Whether the new value can go once everything is restored: the old one can be proven, or could not have been ended by
    /// the making of the new one.
    ///
    /// That both work for a time is what the plan says, and no proof of it.
    private var isOldKnownToWork: Bool {
        plan.source.kind == RotationPlan.generated || tools.proofs.contains { $0.isPassive }
    }

    /// Whether asking all proofs, which changes nothing, tells whether the consumers have a value.
    var provesUse: Bool {
        !tools.proofs.isEmpty && tools.proofs.allSatisfy { $0.isPassive && $0.provesUse }
    }

    private var patience: Duration { .seconds(plan.patience) }

    /// The new value, made or had; one that is pending already is kept, since a destination may have it.
    private func obtain(isRepeated: Bool) async throws(StepFailure) -> String {
        let values = try values()
        if let value = values.new { return try tools.vault.stage(id, value) }
        let value = try await tools.maker.make(isRepeated: isRepeated, old: values.old)
        // What is staged may be put somewhere; a value that a destination would refuse must not get as far as that.
        for destination in tools.destinations {
            if let refusal = destination.refusal(of: value) { throw refusal }
        }
        return try tools.vault.stage(id, value)
    }

    private func put(
        _ value: Secret, into destination: any Destination, mayBeThere: Bool
    ) async throws(StepFailure) -> String {
        try await destination.put(value, mayBeThere: mayBeThere)
        switch try await destination.holds(value) {
        case true?: return "confirmed"
        case nil: return "not confirmed: the destination cannot be read"
        case false?:
            throw StepFailure(.refused, "\(destination.name) took the value but does not hold it afterwards")
        }
    }

    private func deploy(_ value: Secret, at destination: any Destination) async throws(StepFailure) -> String? {
        guard let deployment = destination.deployment else { return nil }
        try await deployment.deploy(value)
        switch try await deployment.isDeployed(value) {
        case true?: return "confirmed"
        case nil: return "not confirmed: the destination does not tell"
        case false?: throw StepFailure(.refused, "\(destination.name) was deployed without the value")
        }
    }

    func values() throws(StepFailure) -> RotationValues { try tools.vault.values(id) }

    private func newValue() throws(StepFailure) -> Secret {
        guard let value = try values().new else {
            throw StepFailure(
                .conflict, "the new value is no longer in the key store", hint: "molecule rotations rollback \(id.text)"
            )
        }
        return value
    }

    private func oldValue() throws(StepFailure) -> Secret {
        guard let value = try values().old else {
            throw StepFailure(
                .conflict, "the old value was never in the key store, so it cannot be put back",
                hint: "molecule rotations abandon \(id.text) --reason '…', and set the destinations by hand")
        }
        return value
    }
}
