import HostSystem
import Keyfile
import Synchronization
import Testing

@testable import Rotation

/// How much was driven.
private struct Tally {
    var rotations = 0
    var drives = 0
    var crashes = 0
    var completed = 0
    var rolledBack = 0
    /// What must never be and was, with the story of the first rotation in which it was.
    var violations: [String: String] = [:]

    mutating func add(_ other: Tally) {
        rotations += other.rotations
        drives += other.drives
        crashes += other.crashes
        completed += other.completed
        rolledBack += other.rolledBack
        violations.merge(other.violations) { first, _ in first }
    }
}

/// One drive of a rotation and what it must leave.
private func drive(_ world: ModelWorld, back: Bool, _ tally: inout Tally) async -> RotationEngine.End {
    let engine = world.engine()
    let end = await (back ? engine.rollBack() : engine.run())
    tally.drives += 1
    world.checkAlways()
    return end
}

/// Drives without faults until the rotation has ended; then once more, which must change nothing.
private func finish(_ world: ModelWorld, back: Bool, _ story: String, _ tally: inout Tally) async {
    var isBack = back
    // Where every destination does its work and nothing goes wrong any more, going on must be enough.
    let mustComplete =
        !back && !world.durable.isRollingBack && world.behaviours.allSatisfy { $0 == .confirming || $0 == .silent }
    for _ in 0..<4 {
        world.restart()
        switch await drive(world, back: isBack, &tally) {
        case .finished(let outcome):
            world.checkEnd(outcome)
            world.require(!mustComplete || outcome == .completed, "a rotation that could complete did not")
            await repeatAfterEnd(world, outcome, &tally)
            return record(world, outcome, story, &tally)
        case .stopped(.promote, _) where isBack:
            // The value is proven and current: there is no way back.
            isBack = false
        case .stopped:
            // What forward cannot do, back must.
            world.require(!isBack || world.durable.isRollingBack, "the way back was refused")
            isBack = true
        case .journalFailed:
            world.require(false, "the journal failed without a fault")
        }
    }
    world.require(false, "the rotation does not end")
    record(world, nil, story, &tally)
}

private func repeatAfterEnd(_ world: ModelWorld, _ outcome: RotationOutcome, _ tally: inout Tally) async {
    let effects = world.effects
    for back in [false, true] {
        world.restart()
        guard case .finished(outcome) = await drive(world, back: back, &tally) else {
            world.require(false, "a rotation that had ended, ended otherwise")
            continue
        }
    }
    world.require(world.effects == effects, "a rotation that had ended did something")
}

private func record(_ world: ModelWorld, _ outcome: RotationOutcome?, _ story: String, _ tally: inout Tally) {
    tally.rotations += 1
    tally.crashes += world.crashes
    if outcome == .completed { tally.completed += 1 }
    if outcome == .rolledBack { tally.rolledBack += 1 }
    if let violation = world.violations.first, tally.violations[violation] == nil {
        tally.violations[violation] = story
    }
}

/// What is rotated: how the destinations behave and whether a command makes values live.
private struct Setting: Sendable {
    let behaviours: [ModelWorld.Behaviour]
    let activates: Bool

    func world() -> ModelWorld { ModelWorld(behaviours, activates: activates) }
}

@Suite struct RotationModelTests {
    private static let settings: [Setting] = [
        [.confirming], [.silent], [.confirming, .silent], [.silent, .confirming], [.confirming, .refusing],
        [.silent, .lying], [.dropping],
    ].flatMap { [Setting(behaviours: $0, activates: true), Setting(behaviours: $0, activates: false)] }

    /// Every call of a rotation goes wrong in every way; then every call of what comes after it, forward or back.
    @Test func `every single and every double fault leaves a rotation that ends well`() async {
        let total = await withTaskGroup(of: Tally.self) { group in
            for setting in RotationModelTests.settings {
                group.addTask { await RotationModelTests.everyFault(setting) }
            }
            return await group.reduce(into: Tally()) { $0.add($1) }
        }
        report("all single and double faults", total)
        #expect(total.violations == [:])
        #expect(total.rotations > 30_000 && total.completed > 5000 && total.rolledBack > 5000)
    }

    private static func everyFault(_ setting: Setting) async -> Tally {
        var tally = Tally()
        var first = 0
        while true {
            first += 1
            // Other tests wait for the same few threads.
            await Task.yield()
            var isReached = false
            for fault in ModelWorld.Fault.allCases {
                for back in [false, true] {
                    isReached = await everySecondFault(setting, first, fault, back: back, &tally) || isReached
                }
            }
            if !isReached { return tally }
        }
    }

    /// Whether the rotation came as far as the first fault.
    private static func everySecondFault(
        _ setting: Setting, _ first: Int, _ fault: ModelWorld.Fault, back: Bool, _ tally: inout Tally
    ) async -> Bool {
        var second = 0
        while true {
            second += 1
            var isSecondReached = false
            for secondFault in [ModelWorld.Fault.crashBefore, .crashAfter] {
                let world = setting.world()
                world.restart(faultAt: first, fault)
                _ = await drive(world, back: false, &tally)
                guard world.calls >= first else { return false }
                world.restart(faultAt: second, secondFault)
                _ = await drive(world, back: back, &tally)
                isSecondReached = world.calls >= second
                let story = "\(setting) \(fault) at \(first), \(secondFault) at \(second), \(back ? "back" : "forward")"
                await finish(world, back: second % 3 == 0, story, &tally)
            }
            if !isSecondReached { return true }
        }
    }

    /// Rotations of any setting with up to six faults and interruptions, forward and back, from one seed.
    @Test func `rotations that are struck again and again end well`() async {
        let total = await withTaskGroup(of: Tally.self) { group in
            for part in 0..<4 {
                group.addTask { await RotationModelTests.randomRotations(12_500, seed: 20_261_120 + UInt64(part)) }
            }
            return await group.reduce(into: Tally()) { $0.add($1) }
        }
        report("random faults", total)
        #expect(total.violations == [:])
        #expect(total.rotations == 50_000 && total.completed > 5000 && total.rolledBack > 5000)
    }

    private static func randomRotations(_ count: Int, seed: UInt64) async -> Tally {
        var tally = Tally()
        var generator = SeededGenerator(seed: seed)
        for number in 0..<count {
            if number % 50 == 0 { await Task.yield() }
            let behaviours = (0..<Int.random(in: 1...3, using: &generator)).map { _ in
                // Most rotations can succeed.
                Bool.random(using: &generator)
                    ? .confirming : ModelWorld.Behaviour.allCases.randomElement(using: &generator) ?? .silent
            }
            let world = ModelWorld(behaviours, activates: Bool.random(using: &generator))
            for _ in 0..<Int.random(in: 0...6, using: &generator) {
                let fault = ModelWorld.Fault.allCases.randomElement(using: &generator) ?? .crashAfter
                world.restart(faultAt: Int.random(in: 1...40, using: &generator), fault)
                if Int.random(in: 0..<8, using: &generator) == 0 {
                    world.interruptAt = Int.random(in: 1...30, using: &generator)
                }
                _ = await drive(world, back: Int.random(in: 0..<5, using: &generator) == 0, &tally)
            }
            await finish(
                world, back: Int.random(in: 0..<4, using: &generator) == 0,
                "seed \(seed), rotation \(number), \(behaviours)", &tally)
        }
        return tally
    }

    private func report(_ what: String, _ tally: Tally) {
        print(
            "MODEL, \(what): \(tally.rotations) rotations in \(tally.drives) drives with \(tally.crashes) crashes; "
                + "\(tally.completed) completed, \(tally.rolledBack) rolled back")
    }

    @Test(
        arguments: [
            [ModelWorld.Behaviour.lying], [.dropping], [.confirming, .lying], [.refusing], [.dropping, .silent],
        ], [true, false])
    func `a destination that does not keep the value never lets a rotation complete`(
        _ behaviours: [ModelWorld.Behaviour], _ activates: Bool
    ) async {
        var tally = Tally()
        let world = ModelWorld(behaviours, activates: activates)
        world.restart()
        guard case .stopped = await drive(world, back: false, &tally) else {
            Issue.record("it was not stopped")
            return
        }
        await finish(world, back: false, "\(behaviours)", &tally)
        #expect(tally.rolledBack == 1 && tally.violations == [:])
    }
}

/// A generator whose whole sequence follows from its seed (SplitMix64), so that a failure can be had again.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
