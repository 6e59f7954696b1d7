import HostSystem
import Keyfile

@testable import Rotation

/// Somebody who drives the rotation: one process after another, each with a memory of its own.
///
/// Everything the engine can do outside goes through `gate`, which can end the process before or after the effect, or
/// refuse it. After its end a process has no effect.
final class ModelOperator: @unchecked Sendable {
    /// What an operator types.
    enum Command: Sendable {
        case resume
        case rollBack
        case abandon
        /// Looks only.
        case check
    }

    let name: String
    let world: ModelWorld
    /// What the process believes the journal to say.
    var memory: RotationState
    private(set) var isDead = false
    private(set) var calls = 0
    private var faults: [ModelFault] = []
    private var interruptAt = Int.max
    private(set) var command = Command.resume
    /// Whether somebody brings the value that is asked for, and does and affirms what is to be done by hand.
    private(set) var hasHands = false
    /// What happens at a call: another operator comes along.
    private var visitAt = Int.max
    private var visit: (() async -> Void)?
    /// Whether the last value that was made has been kept.
    var isCarrying = false

    init(_ name: String, _ world: ModelWorld) {
        self.name = name
        self.world = world
        memory = world.journal
    }

    /// Reads the journal without holding the lock, as commands do before they take it.
    func read() { memory = world.journal }

    /// What comes about during a drive.
    struct Conditions {
        var faults: [ModelFault] = []
        var interruptAt = Int.max
        var hasHands = false
        var visitAt = Int.max
        var visit: (() async -> Void)?
    }

    /// Runs a command as a process of its own.
    ///
    /// - Returns: How it ended; `nil` where it was refused, looked only, or found that all was over.
    func run(_ command: Command, _ conditions: Conditions = Conditions()) async -> RotationEngine.End? {
        self.command = command
        isDead = false
        isCarrying = false
        calls = 0
        faults = conditions.faults
        interruptAt = conditions.interruptAt
        hasHands = conditions.hasHands
        visitAt = conditions.visitAt
        // Whoever only looks holds no lock, so what it looks at would be changed under its eyes.
        visit = command == .check ? nil : conditions.visit
        world.tell("\(name): \(command), \(conditions.faults), hands: \(hasHands)")
        if command == .check {
            await look()
            return nil
        }
        let isFree = world.weakness == .noLock
        guard world.holder == nil || isFree else {
            world.refusals += 1
            world.tell("\(name): refused the lock")
            return nil
        }
        world.holder = self
        // The lock goes with the process.
        defer { world.holder = nil }
        // Read again: whoever held the lock until now may have written.
        if !isFree { memory = world.reread() }
        let end = await drive()
        world.tell("\(name): \(isDead ? "dead at call \(calls)" : "\(end)")")
        return end
    }

    private func drive() async -> RotationEngine.End {
        let engine = RotationEngine(ModelJournal(self), tools: tools())
        switch command {
        case .resume, .check: return await engine.run()
        case .rollBack: return await engine.rollBack()
        case .abandon: return await engine.abandon(reason: "no way").end
        }
    }

    /// Looks without the lock; what is found must be so, and nothing may change.
    private func look() async {
        read()
        let before = world.things
        let findings = await RotationEngine(ModelJournal(self), tools: tools()).check()
        world.require(world.things == before, "looking changed something")
        guard faults.isEmpty else { return }
        for finding in findings where finding.isSo == true {
            world.require(
                world.truth(of: finding.step) != false, "\(finding.step.word) was found so, and is not so")
        }
    }

    private func tools() -> RotationEngine.Tools {
        RotationEngine.Tools(
            vault: ModelVault(owner: self), maker: ModelMaker(owner: self),
            destinations: world.setting.places.indices.map { ModelPlace(owner: self, index: $0) },
            activate: world.setting.activates
                ? { () async throws(StepFailure) in try await ModelActivation(owner: self).run() } : nil,
            proofs: world.setting.proofs.indices.map { ModelProof(owner: self, index: $0) },
            retirement: world.setting.ending == nil ? nil : ModelRetirement(owner: self),
            now: { Timestamp(milliseconds: self.world.clock) }, isInterrupted: { self.calls >= self.interruptAt },
            report: { _ in })
    }

    // MARK: The way outside

    /// A call that may have an effect.
    ///
    /// `effect` is told whether it happens by halves.
    func gate(canWait: Bool = false, _ effect: (_ isHalf: Bool) -> Void = { _ in }) throws(StepFailure) {
        let (fault, isReached) = strike()
        if isReached, fault?.acts ?? true {
            effect(fault == .failAfter)
            world.lookAfterEffect()
        }
        if isReached, fault == nil { return }
        if fault == .wait, canWait {
            world.waits += 1
            throw StepFailure(.awaitingTime(Timestamp(milliseconds: 0)), "it is too soon")
        }
        throw StepFailure(.refused, "a fault was injected")
    }

    /// A call that another operator may come along at.
    func asyncGate(_ effect: (_ isHalf: Bool) -> Void = { _ in }) async throws(StepFailure) {
        if calls >= visitAt, !isDead, let visit {
            self.visit = nil
            await visit()
        }
        try gate(canWait: true, effect)
    }

    /// Counts a call.
    func strike() -> (fault: ModelFault.Kind?, isReached: Bool) {
        guard !isDead else { return (nil, false) }
        calls += 1
        guard !faults.isEmpty, let fault = faults.first(where: { $0.call == calls })?.kind else { return (nil, true) }
        world.faults += 1
        if fault.isCrash {
            isDead = true
            world.crashes += 1
        }
        if isCarrying, !fault.acts {
            // The value that was on its way into the key store is gone.
            world.lostMints += 1
            isCarrying = false
        }
        world.tell("\(name): \(fault) at call \(calls)")
        return (fault, true)
    }

    /// Waits for somebody, unless somebody is there.
    func needHands() throws(StepFailure) {
        guard !hasHands, !isDead else { return }
        world.waits += 1
        throw StepFailure(.awaitingHand, "somebody has to do it")
    }
}

/// The journal: what is durable, and what a process believes.
final class ModelJournal: RotationJournal {
    private let owner: ModelOperator

    init(_ owner: ModelOperator) { self.owner = owner }

    var id: RotationID { ModelSetting.id }
    var state: RotationState { owner.memory }

    func append(_ event: JournalRecord.Event) throws(JournalFailure) {
        let (fault, isReached) = owner.strike()
        owner.world.require(owner.command != .check || !isReached, "looking wrote to the journal")
        if isReached, fault?.acts ?? true { owner.world.write(event) }
        guard isReached, fault == nil else { throw .unknown(ModelSetting.id) }
        owner.memory.apply(
            JournalRecord(
                sequence: owner.memory.sequence + 1, time: Timestamp(milliseconds: owner.world.clock), event: event))
    }
}
