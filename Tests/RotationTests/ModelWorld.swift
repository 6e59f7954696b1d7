import HostSystem
import Keyfile

@testable import Rotation

/// A world in memory in which one rotation is driven: what survives a crash, what goes wrong, and what must never be.
///
/// Everything the engine can do outside goes through `gate`, which can end the process before or after the effect or
/// refuse it. After the end of the process nothing has any effect until `restart`.
final class ModelWorld: @unchecked Sendable {
    /// What goes wrong at one call.
    enum Fault: CaseIterable {
        /// The process ends before the effect.
        case crashBefore
        /// The process ends after the effect, before its caller learns of it.
        case crashAfter
        /// The call is refused and has no effect.
        case failBefore
        /// The call has its effect, or a part of it, and reports a failure all the same.
        case failAfter

        var isCrash: Bool { self == .crashBefore || self == .crashAfter }
    }

    /// How a destination behaves.
    enum Behaviour: CaseIterable {
        /// Does what it should and can be read.
        case confirming
        /// Does what it should and cannot be read.
        case silent
        /// Refuses every new value.
        case refusing
        /// Takes values, keeps none, and says that it holds whatever it is asked about.
        case lying
        /// Takes values, keeps none, and cannot be read.
        case dropping
    }

    static let id = RotationID("r-20261120T230102Z-9f3a1c").unsafelyUnwrapped
    private static let key = KeyName("production").unsafelyUnwrapped

    let old = Secret([1])
    private static let garbage = Secret([0])
    let behaviours: [Behaviour]
    let plan: RotationPlan

    // What survives a crash.
    private(set) var durable: RotationState
    private(set) var lastEvent: JournalRecord.Event
    private(set) var current: Secret
    private(set) var pending: Secret?
    private(set) var previous: Secret?
    private(set) var contents: [Secret]
    private var live: [Secret]
    private(set) var new: Secret?
    private var proven: Secret?

    // The process.
    private var memory: RotationState
    private(set) var isDead = false
    private(set) var calls = 0
    private var faultAt = 0
    private var fault = Fault.crashBefore
    var interruptAt = 0

    /// What must never be and was, in words.
    private(set) var violations: [String] = []
    /// How many effects there were.
    private(set) var effects = 0
    private(set) var crashes = 0

    init(_ behaviours: [Behaviour], activates: Bool) {
        self.behaviours = behaviours
        plan = RotationPlan(
            key: ModelWorld.key, origin: "https://a.example", format: "base64", bytes: 32,
            destinations: behaviours.indices.map { "exec:\($0)" },
            activation: activates ? "restart" : nil, directory: "/", passedVariables: [], patience: 5,
            replacing: "00000000")
        let first = JournalRecord(sequence: 1, time: Timestamp(milliseconds: 0), event: .planned(plan))
        guard let state = try? RotationState([first]) else { preconditionFailure("a plan alone is a rotation") }
        durable = state
        memory = state
        lastEvent = first.event
        current = old
        contents = Array(repeating: old, count: behaviours.count)
        live = contents
    }

    /// Starts the process again, with one fault to come at the given call; none at zero.
    func restart(faultAt: Int = 0, _ fault: Fault = .crashBefore) {
        memory = durable
        isDead = false
        calls = 0
        interruptAt = 0
        self.faultAt = faultAt
        self.fault = fault
    }

    /// Whether this call has its effect, and whether its caller is told of a failure.
    private func gate() -> (acts: Bool, fails: Bool) {
        guard !isDead else { return (false, true) }
        calls += 1
        guard calls == faultAt else { return (true, false) }
        if fault.isCrash {
            isDead = true
            crashes += 1
        }
        return (fault == .crashAfter || fault == .failAfter, true)
    }

    private func gate(_ effect: () -> Void) throws(StepFailure) {
        let (acts, fails) = gate()
        if acts { effect() }
        if fails { throw StepFailure(.refused, "a fault was injected") }
    }

    func require(_ isSo: Bool, _ what: @autoclosure () -> String) {
        if !isSo { violations.append(what()) }
    }

    /// The journal must say that this step is about to act before it does.
    private func act(_ step: RotationStep) {
        effects += 1
        require(lastEvent == .started(step), "\(step.word) acted before the journal said so")
    }

    // MARK: The tools

    func tools() -> RotationEngine.Tools {
        RotationEngine.Tools(
            vault: Vault(world: self), destinations: behaviours.indices.map { Place(world: self, index: $0) },
            activate: plan.activation == nil ? nil : { () async throws(StepFailure) in try self.activate() },
            proof: Proof(world: self), makeValue: { Secret([2]) },
            isInterrupted: { self.interruptAt != 0 && self.calls >= self.interruptAt },
            report: { _ in })
    }

    private func activate() throws(StepFailure) {
        let isBack = durable.isRollingBack
        try gate {
            act(isBack ? .reactivate : .activate)
            // A restart that fails halfway has restarted the first instance.
            for index in contents.indices where index == 0 || fault != .failAfter || calls != faultAt {
                live[index] = contents[index]
            }
            proven = nil
        }
    }

    private struct Vault: RotationVault {
        let world: ModelWorld

        func stage(_ rotation: RotationID, make: () throws(StepFailure) -> Secret) throws(StepFailure) -> String {
            let fresh = try make()
            try world.gate {
                world.act(.obtain)
                world.require(
                    world.contents.allSatisfy { $0 === world.old },
                    "a destination was changed before the value was pending")
                if world.pending == nil {
                    world.pending = fresh
                    world.new = fresh
                }
            }
            return "11111111"
        }

        func values(_ rotation: RotationID) throws(StepFailure) -> RotationValues {
            try world.gate {}
            let isPromoted = world.new != nil && world.current === world.new
            return RotationValues(
                old: isPromoted ? world.previous ?? world.current : world.current,
                new: isPromoted ? world.current : world.pending,
                isPromoted: isPromoted)
        }

        func promote(_ rotation: RotationID) throws(StepFailure) {
            try world.gate {
                world.act(.promote)
                if world.new != nil, world.current === world.new { return }
                world.require(
                    world.pending != nil && world.proven === world.pending, "the value was promoted without a proof")
                world.require(
                    world.durable.progress(of: .verify(0)) == .done, "promotion came before the proof was recorded")
                world.require(!world.durable.isRollingBack, "promotion on the way back")
                world.previous = world.current
                world.current = world.pending ?? world.current
                world.pending = nil
            }
        }

        func discard(_ rotation: RotationID) throws(StepFailure) {
            try world.gate {
                world.act(.discard)
                world.require(world.durable.isRollingBack, "the pending value was dropped on the way forward")
                world.require(
                    world.contents.allSatisfy { $0 === world.old },
                    "the new value was dropped while a destination may have it")
                world.pending = nil
            }
        }
    }

    private struct Place: Destination {
        let world: ModelWorld
        let index: Int
        var name: String { "exec:\(index)" }
        var statement: String { "" }

        func inspect() async throws(StepFailure) {}

        func holds(_ value: Secret) async throws(StepFailure) -> Bool? {
            try world.gate {}
            switch world.behaviours[index] {
            case .silent, .dropping: return nil
            case .lying: return true
            case .confirming, .refusing: return world.contents[index] === value
            }
        }

        func put(_ value: Secret) async throws(StepFailure) {
            let behaviour = world.behaviours[index]
            let isOld = value === world.old
            try world.gate {
                world.act(isOld ? .restore(index) : .distribute(index))
                world.require(isOld || world.pending === value, "a value was distributed that is not pending")
                world.require(world.current === world.old, "the old value was no longer current while values moved")
                guard behaviour != .lying, behaviour != .dropping, behaviour != .refusing || isOld else { return }
                // A put that fails halfway may leave neither value.
                let isHalf = world.calls == world.faultAt && world.fault == .failAfter && world.faultAt % 2 == 0
                world.contents[index] = isHalf ? ModelWorld.garbage : value
                world.proven = nil
            }
            if behaviour == .refusing, !isOld { throw StepFailure(.refused, "it refuses") }
        }
    }

    private struct Proof: LivenessProof {
        let world: ModelWorld

        func prove(_ value: Secret, retired: Secret, patience: Duration) async throws(StepFailure) {
            var isProven = false
            try world.gate {
                // Without a command, someone restarts the platform by hand.
                if world.plan.activation == nil { world.live = world.contents }
                isProven = world.live.allSatisfy { $0 === value }
                if isProven { world.proven = value }
            }
            guard isProven else { throw StepFailure(.unproven, "it is not live") }
        }
    }

    /// The journal: what is durable, and what the process believes.
    private final class MemoryJournal: RotationJournal {
        private let world: ModelWorld
        init(_ world: ModelWorld) { self.world = world }

        var id: RotationID { ModelWorld.id }
        var state: RotationState { world.memory }

        func append(_ event: JournalRecord.Event) throws(JournalFailure) {
            let (acts, fails) = world.gate()
            let record = JournalRecord(
                sequence: world.memory.sequence + 1, time: Timestamp(milliseconds: 0), event: event)
            if acts {
                world.require(world.durable.outcome == nil, "a record was written after the end: \(event)")
                world.durable.apply(record)
                world.lastEvent = event
            }
            if fails { throw .unknown(ModelWorld.id) }
            world.memory = world.durable
        }
    }

    func engine() -> RotationEngine { RotationEngine(MemoryJournal(self), tools: tools()) }

    // MARK: What must hold

    /// After every drive, finished or not.
    func checkAlways() {
        let holders = [current, previous, pending].compactMap { $0 }
        require(holders.contains { $0 === old }, "the old value was lost")
        for content in contents where content !== old && content !== ModelWorld.garbage {
            require(holders.contains { $0 === content }, "a destination holds a value that nobody keeps")
        }
        require(current === old || durable.progress(of: .promote) != .pending, "promoted without a record")
    }

    /// After the end.
    func checkEnd(_ outcome: RotationOutcome) {
        require(durable.outcome == outcome, "the journal does not say how it ended")
        require(pending == nil, "a value is still pending")
        let isRestarted = plan.activation == nil ? contents : live
        switch outcome {
        case .completed:
            require(new != nil && current === new && previous === old, "completed, and the new value is not current")
            require(contents.allSatisfy { $0 === new }, "completed, and a destination has not the new value")
            require(isRestarted.allSatisfy { $0 === new }, "completed, and the new value is not live")
        case .rolledBack:
            require(current === old && previous == nil, "rolled back, and the old value is not current")
            require(contents.allSatisfy { $0 === old }, "rolled back, and a destination has not the old value")
            require(isRestarted.allSatisfy { $0 === old }, "rolled back, and the old value is not live")
        case .abandoned:
            require(current === old && previous == nil, "abandoned, and the old value is not current")
        }
    }
}
