import HostSystem

/// Where a rotation stands: what its records say together.
public struct RotationState: Sendable, Equatable {
    /// What is known of one step.
    public enum Progress: String, Sendable, Equatable, CaseIterable {
        case pending
        /// It was about to act and nothing more is known: it may have acted or not.
        case unknown
        case done
        case failed
        /// It waits for a person or a moment.
        case waiting
    }

    /// The plan.
    public let plan: RotationPlan
    /// When it was planned.
    public let planned: Timestamp
    /// The time of the last record.
    public private(set) var updated: Timestamp
    /// What is known of the steps that have a record.
    private var progress: [RotationStep: Progress] = [:]
    /// The steps that were about to act, and of which it is not known that they only waited.
    private var attempted: Set<RotationStep> = []
    /// When steps were done.
    private var times: [RotationStep: Timestamp] = [:]
    /// When the first attempt to get the new value began that did more than to wait.
    private(set) var beganObtaining: Timestamp?
    /// What was noted when steps were done, such as a fingerprint.
    public private(set) var notes: [RotationStep: String] = [:]
    /// Why steps failed, or what they wait for.
    public private(set) var reasons: [RotationStep: String] = [:]
    /// Whether the way is back.
    public private(set) var isRollingBack = false
    /// Why it is being given up; whoever goes on with it ends it so.
    public private(set) var abandonReason: String?
    /// How it ended, if it has.
    public private(set) var outcome: RotationOutcome?
    /// Why it ended so, where somebody decided it.
    public private(set) var outcomeReason: String?
    /// The number of the last record.
    public private(set) var sequence: Int

    /// Why records do not make a rotation.
    public struct Defect: Error, Sendable, Equatable {
        /// What is wrong, as the end of a sentence about the journal.
        public let reason: String
    }

    /// Reads the records from the first to the last.
    public init(_ records: [JournalRecord]) throws(Defect) {
        guard let first = records.first, case .planned(let plan) = first.event else {
            throw Defect(reason: "it does not start with a plan")
        }
        self.plan = plan
        planned = first.time
        updated = first.time
        sequence = 0
        for record in records {
            guard record.sequence == sequence + 1 else { throw Defect(reason: "a record is missing in the middle") }
            apply(record)
        }
    }

    /// Adds what one more record says.
    public mutating func apply(_ record: JournalRecord) {
        sequence = record.sequence
        updated = record.time
        switch record.event {
        case .planned: break
        case .started(let step):
            // An earlier attempt was cut off; whatever this one finds, that one may have acted.
            if progress[step] == .unknown { attempted.insert(step) }
            progress[step] = .unknown
            if step == .obtain { beganObtaining = beganObtaining ?? record.time }
        case .done(let step, let note):
            attempted.insert(step)
            progress[step] = .done
            reasons[step] = nil
            notes[step] = note
            times[step] = record.time
        case .failed(let step, let reason, let isUntaken):
            if !isUntaken { attempted.insert(step) }
            progress[step] = .failed
            reasons[step] = reason
        case .waiting(let step, let reason):
            progress[step] = .waiting
            reasons[step] = reason
            if step == .obtain, !attempted.contains(step) { beganObtaining = nil }
        case .rollbackStarted: isRollingBack = true
        case .abandonStarted(let reason): abandonReason = reason
        case .finished(let outcome, let reason):
            self.outcome = outcome
            outcomeReason = reason
        }
    }

    /// What is known of a step.
    public func progress(of step: RotationStep) -> Progress { progress[step] ?? .pending }

    /// Whether a step may have changed anything outside.
    ///
    /// A destination that says it took nothing may be behind what it tells, so that counts as well.
    public func mayHaveActed(_ step: RotationStep) -> Bool { progress(of: step) != .pending }

    /// Whether a destination may hold what a step is to put there before the step acts: only where it cannot is a place
    /// that looks the same afterwards a place that took nothing.
    func mayBeThere(_ step: RotationStep) -> Bool {
        // What was replaced for certain is not there until it is put back.
        if case .restore(let index) = step, progress(of: .distribute(index)) != .done { return true }
        return progress(of: step) == .failed ? attempted.contains(step) : mayHaveActed(step)
    }

    /// The steps there are, in the order they are gone.
    public var steps: [RotationStep] { isRollingBack ? rollbackSteps : plan.steps }

    /// When a step was done; for people and for the clock of an overlap.
    public func time(of step: RotationStep) -> Timestamp? { times[step] }

    /// The way back: what may have been changed is changed back, last first.
    ///
    /// What lies at a destination may be live there although no step of ours made it so: a machine that starts again takes
    /// it, and so does somebody else's deployment. So all that was put is made live again with the old value, which is
    /// asked for first where it can be.
    public var rollbackSteps: [RotationStep] {
        let changed = plan.destinations.indices.reversed().filter { mayHaveActed(.distribute($0)) }
        let redeployed = changed.filter { plan.destinations[$0].deploys }
        var steps: [RotationStep] = changed.map { .restore($0) } + redeployed.map { .redeploy($0) }
        let mayBeActive = !changed.isEmpty || mayHaveActed(.activate)
        if mayBeActive, plan.activation != nil { steps.append(.reactivate) }
        let isVerified = plan.proofs.indices.contains { mayHaveActed(.verify($0)) }
        // The making of a new value elsewhere may have ended the old one.
        let mayHaveEndedOld = plan.source.kind != RotationPlan.generated && !plan.overlaps && mayHaveBeenHad
        if mayBeActive || isVerified || mayHaveEndedOld { steps.append(.verifyRestored) }
        if plan.retiresNew, mayHaveBeenHad { steps.append(.retireNew) }
        return steps + [.discard]
    }

    /// Whether there may be a new value somewhere; one that was only waited for was never had.
    var mayHaveBeenHad: Bool { progress(of: .obtain) == .unknown || attempted.contains(.obtain) }

    /// Whether a destination may still have the new value.
    var mayLieSomewhere: Bool {
        plan.destinations.indices.contains { index in
            let isBack =
                progress(of: .restore(index)) == .done
                && (!plan.destinations[index].deploys || progress(of: .redeploy(index)) == .done)
            return mayHaveActed(.distribute(index)) && !isBack
        }
    }
}
