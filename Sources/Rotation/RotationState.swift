import HostSystem

/// Where a rotation stands: what its records say together.
public struct RotationState: Sendable, Equatable {
    /// What is known of one step.
    public enum Progress: String, Sendable, Equatable {
        case pending
        /// It was about to act and nothing more is known: it may have acted or not.
        case unknown
        case done
        case failed
    }

    /// The plan.
    public let plan: RotationPlan
    /// When it was planned.
    public let planned: Timestamp
    /// The time of the last record.
    public private(set) var updated: Timestamp
    /// What is known of the steps that have a record.
    private var progress: [RotationStep: Progress] = [:]
    /// Why steps failed.
    public private(set) var reasons: [RotationStep: String] = [:]
    /// Whether the way is back.
    public private(set) var isRollingBack = false
    /// How it ended, if it has.
    public private(set) var outcome: RotationOutcome?
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
        case .started(let step): progress[step] = .unknown
        case .done(let step, _):
            progress[step] = .done
            reasons[step] = nil
        case .failed(let step, let reason):
            progress[step] = .failed
            reasons[step] = reason
        case .rollbackStarted: isRollingBack = true
        case .finished(let outcome): self.outcome = outcome
        }
    }

    /// What is known of a step.
    public func progress(of step: RotationStep) -> Progress { progress[step] ?? .pending }

    /// Whether a step may have changed anything outside.
    public func mayHaveActed(_ step: RotationStep) -> Bool { progress(of: step) != .pending }

    /// The steps there are, in the order they are gone.
    public var steps: [RotationStep] { isRollingBack ? rollbackSteps : plan.steps }

    /// The way back: what may have been changed is changed back, last first.
    public var rollbackSteps: [RotationStep] {
        var steps: [RotationStep] = []
        for index in plan.destinations.indices.reversed() where mayHaveActed(.distribute(index)) {
            steps.append(.restore(index))
        }
        if mayHaveActed(.activate) || (plan.activation == nil && !steps.isEmpty) || mayHaveActed(.verify) {
            if plan.activation != nil { steps.append(.reactivate) }
            steps.append(.verifyRestored)
        }
        return steps + [.discard]
    }
}
