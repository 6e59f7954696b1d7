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
        /// The destinations, in the order of the plan.
        public var destinations: [any Destination]
        /// Makes what the destinations hold live; `nil` when the plan has no such command.
        public var activate: (() async throws(StepFailure) -> Void)?
        /// How it is known that a value is live.
        public var proof: any LivenessProof
        /// Makes a new value.
        public var makeValue: () throws(StepFailure) -> Secret
        /// Whether someone asked to stop at the next safe place.
        public var isInterrupted: () -> Bool
        /// Told of every step as it begins and ends.
        public var report: (Progress) -> Void

        /// Collects the tools.
        public init(
            vault: any RotationVault, destinations: [any Destination],
            activate: (() async throws(StepFailure) -> Void)?, proof: any LivenessProof,
            makeValue: @escaping () throws(StepFailure) -> Secret, isInterrupted: @escaping () -> Bool,
            report: @escaping (Progress) -> Void
        ) {
            self.vault = vault
            self.destinations = destinations
            self.activate = activate
            self.proof = proof
            self.makeValue = makeValue
            self.isInterrupted = isInterrupted
            self.report = report
        }
    }

    /// Something a person watching wants to know.
    public enum Progress: Sendable {
        case began(RotationStep)
        /// The step had been done before, or what it is for was found to be so.
        case found(RotationStep)
        case ended(RotationStep)
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

    private let id: RotationID
    private let journal: any RotationJournal
    private let tools: Tools

    /// An engine for one rotation.
    public init(_ journal: any RotationJournal, tools: Tools) {
        id = journal.id
        self.journal = journal
        self.tools = tools
    }

    /// Goes on from where the journal stands, to the end of the way it is on.
    public func run() async -> End {
        if let outcome = journal.state.outcome { return .finished(outcome) }
        var unrestored: (RotationStep, StepFailure)?
        // On the way back, the steps are those that were possible when it began.
        for step in journal.state.steps {
            // What comes after the restoring needs all of it.
            if let unrestored, !step.isRestoring { return .stopped(unrestored.0, unrestored.1) }
            if journal.state.progress(of: step) == .done {
                tools.report(.found(step))
                continue
            }
            if tools.isInterrupted() {
                return .stopped(step, StepFailure(.interrupted, "a signal asked to stop before this step"))
            }
            do {
                guard let failure = try await attempt(step) else { continue }
                guard step.isRestoring else { return .stopped(step, failure) }
                // One destination that cannot be restored must not keep the others from it.
                unrestored = unrestored ?? (step, failure)
            } catch {
                return .journalFailed(error)
            }
        }
        let outcome: RotationOutcome = journal.state.isRollingBack ? .rolledBack : .completed
        do { try journal.append(.finished(outcome)) } catch { return .journalFailed(error) }
        return .finished(outcome)
    }

    /// Turns round and puts the old value back wherever it may have been replaced.
    public func rollBack() async -> End {
        if !journal.state.isRollingBack, journal.state.outcome == nil {
            do {
                if try tools.vault.values(id).isPromoted {
                    let reason = "the new value is proven and current: the only way from here is forward"
                    return .stopped(
                        .promote, StepFailure(.conflict, reason, hint: "molecule rotations resume \(id.text)"))
                }
            } catch { return .stopped(.discard, error) }
            do { try journal.append(.rollbackStarted) } catch { return .journalFailed(error) }
        }
        return await run()
    }

    /// Gives the rotation up where it stands, for when a destination can be neither set nor restored: the old value must
    /// be proven live, and then the pending one goes.
    public func abandon() async -> End {
        if let outcome = journal.state.outcome { return .finished(outcome) }
        do throws(StepFailure) {
            let values = try tools.vault.values(id)
            guard !values.isPromoted else {
                let reason = "the new value is proven and current: the only way from here is forward"
                throw StepFailure(.conflict, reason, hint: "molecule rotations resume \(id.text)")
            }
            if let new = values.new {
                try await tools.proof.prove(values.old, retired: new, patience: .zero)
            }
            try tools.vault.discard(id)
        } catch { return .stopped(.discard, error) }
        do { try journal.append(.finished(.abandoned)) } catch { return .journalFailed(error) }
        return .finished(.abandoned)
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
        try journal.append(.started(step))
        tools.report(.began(step))
        let note: String?
        do { note = try await act(step) } catch {
            try journal.append(.failed(step, reason: error.reason))
            return error
        }
        try journal.append(.done(step, note: note))
        tools.report(.ended(step))
        return nil
    }

    /// Whether what a step is for is the case already, as far as that can be asked.
    private func isAlreadySo(_ step: RotationStep) async throws(StepFailure) -> Bool {
        switch step {
        // Once a put was begun it is done again, which does no harm: that a destination holds a value does not say that
        // it would after a power cut, or that nothing of the value lies beside it. The way back only knows such ones.
        case .distribute(let index) where journal.state.progress(of: step) == .pending:
            return try await tools.destinations[index].holds(try newValue()) == true
        // A command that failed or was cut off may have worked, and someone may have done by hand what it was to do.
        case .activate where journal.state.progress(of: step) != .pending:
            return await isLive(try newValue(), retired: try values().old)
        case .reactivate:
            return await isLive(try values().old, retired: try newValue())
        default:
            return false
        }
    }

    /// Whether a value is live already.
    ///
    /// A failure to tell is a no: the command runs again.
    private func isLive(_ value: Secret, retired: Secret) async -> Bool {
        do throws(StepFailure) {
            try await tools.proof.prove(value, retired: retired, patience: .zero)
            return true
        } catch {
            return false
        }
    }

    /// Acts, and confirms as far as the destination can.
    ///
    /// Gives a note for the journal.
    private func act(_ step: RotationStep) async throws(StepFailure) -> String? {
        switch step {
        case .generate:
            return try tools.vault.stage(id, make: tools.makeValue)
        case .distribute(let index):
            return try await put(try newValue(), into: tools.destinations[index])
        case .restore(let index):
            return try await put(try values().old, into: tools.destinations[index])
        case .activate, .reactivate:
            try await tools.activate?()
        case .verify:
            let patience = Duration.seconds(journal.state.plan.patience)
            try await tools.proof.prove(try newValue(), retired: try values().old, patience: patience)
        case .verifyRestored:
            let patience = Duration.seconds(journal.state.plan.patience)
            try await tools.proof.prove(try values().old, retired: try newValue(), patience: patience)
        case .promote:
            try tools.vault.promote(id)
        case .discard:
            try tools.vault.discard(id)
        }
        return nil
    }

    private func put(_ value: Secret, into destination: any Destination) async throws(StepFailure) -> String {
        try await destination.put(value)
        switch try await destination.holds(value) {
        case true?: return "confirmed"
        case nil: return "not confirmed: the destination cannot be read"
        case false?:
            throw StepFailure(.refused, "\(destination.name) took the value but does not hold it afterwards")
        }
    }

    private func values() throws(StepFailure) -> RotationValues { try tools.vault.values(id) }

    private func newValue() throws(StepFailure) -> Secret {
        guard let value = try values().new else {
            throw StepFailure(.conflict, "the new value is no longer in the key store")
        }
        return value
    }
}
