import TestSupport

@testable import Rotation

/// One rotation of the model from its beginning to its end, with everything that happens on the way.
struct ModelRotation {
    let world: ModelWorld
    private let operators: [ModelOperator]
    private(set) var drives = 0

    init(_ world: ModelWorld) {
        self.world = world
        operators = [ModelOperator("first", world), ModelOperator("second", world)]
    }

    /// One drive and what it must leave.
    @discardableResult
    mutating func drive(
        _ who: Int, _ command: ModelOperator.Command, _ conditions: ModelOperator.Conditions
    ) async -> RotationEngine.End? {
        let end = await operators[who].run(command, conditions)
        drives += 1
        world.checkAlways()
        return end
    }

    /// How many calls the last drive of an operator made.
    func calls(_ who: Int) -> Int { operators[who].calls }

    // MARK: What happens at random

    /// A few turns of two operators, with everything that can come in between.
    mutating func live(_ generator: inout SeededGenerator) async {
        for _ in 0..<Int.random(in: 0...5, using: &generator) {
            let who = Int.random(in: 0...1, using: &generator)
            // What the other one reads now may be old when it goes on.
            if Int.random(in: 0..<4, using: &generator) == 0 { operators[1 - who].read() }
            await drive(who, Self.command(&generator), conditions(1 - who, &generator))
            if Int.random(in: 0..<3, using: &generator) == 0 { event(&generator) }
        }
    }

    private static func command(_ generator: inout SeededGenerator) -> ModelOperator.Command {
        switch Int.random(in: 0..<32, using: &generator) {
        case 0..<21: .resume
        case 21..<26: .rollBack
        case 26: .abandon
        default: .check
        }
    }

    private func conditions(_ other: Int, _ generator: inout SeededGenerator) -> ModelOperator.Conditions {
        var conditions = ModelOperator.Conditions()
        for _ in 0..<Int.random(in: 0...2, using: &generator) {
            conditions.faults.append(ModelFault.random(&generator))
        }
        conditions.hasHands = Bool.random(using: &generator)
        if Int.random(in: 0..<10, using: &generator) == 0 {
            conditions.interruptAt = Int.random(in: 1...30, using: &generator)
        }
        if Int.random(in: 0..<3, using: &generator) == 0 {
            conditions.visitAt = Int.random(in: 1...30, using: &generator)
            let command = Self.command(&generator)
            let visitor = operators[other]
            conditions.visit = { _ = await visitor.run(command) }
        }
        return conditions
    }

    /// Something that nobody who rotates has a hand in.
    private func event(_ generator: inout SeededGenerator) {
        guard world.journal.outcome == nil else { return }
        let index = Int.random(in: 0..<world.setting.places.count, using: &generator)
        let place = world.setting.places[index]
        switch Int.random(in: 0..<4, using: &generator) {
        case 0:
            world.tell("time passes")
            world.pass(Int64.random(in: 1...ModelWorld.window, using: &generator))
        case 1 where place.behaviour == .byHand && world.journal.progress(of: .distribute(index)) == .waiting:
            guard !world.journal.isRollingBack, let new = world.new else { return }
            world.tell("somebody puts the value into \(index), and says nothing")
            world.things.stored[index] = new
        case 2 where place.deploys:
            world.tell("somebody else deploys \(index)")
            world.deploy(index)
        default:
            world.tell("consumer \(index) restarts")
            world.reload(index)
        }
        world.lookAfterEffect()
    }

    // MARK: The end

    /// Brings the rotation to its end, without faults and with all the help there can be.
    mutating func finish(back: Bool) async {
        var command = back ? ModelOperator.Command.rollBack : .resume
        // Where every destination does its work and nothing goes wrong any more, going on must be enough.
        let mustComplete =
            !back && world.journal.outcome == nil && !world.journal.isRollingBack && world.journal.abandonReason == nil
            && world.setting.places.allSatisfy(\.behaviour.isWilling)
        for turn in 0..<6 {
            world.pass(2 * ModelWorld.window)
            let conditions = ModelOperator.Conditions(hasHands: true)
            switch await drive(turn % 2, command, conditions) {
            case .finished(let outcome)?:
                world.checkEnd(outcome)
                world.require(!mustComplete || outcome == .completed, "a rotation that could complete did not")
                return await repeatAfterEnd(outcome)
            case .stopped(.promote, _)? where world.isPromoted:
                // The value is proven and current: there is no way back.
                command = .resume
            case .stopped?:
                world.checkHeldBack()
                await repeatAfterStop(turn % 2, command)
                command = nextAttempt(after: command)
            case .journalFailed?: world.require(false, "the journal failed without a fault")
            case nil: world.require(false, "an operator was refused although nobody else was there")
            }
        }
        world.require(false, "the rotation cannot be ended")
    }

    /// What forward cannot do, back must; and what neither can do can be given up.
    private func nextAttempt(after command: ModelOperator.Command) -> ModelOperator.Command {
        switch command {
        case .resume where !world.journal.isRollingBack: .rollBack
        case .abandon: .resume
        default: .abandon
        }
    }

    /// What stopped a rotation stops it again, and nothing else has changed.
    private mutating func repeatAfterStop(_ who: Int, _ command: ModelOperator.Command) async {
        let before = world.things
        _ = await drive(who, command, ModelOperator.Conditions(hasHands: true))
        let isMade = world.setting.source == .minted && world.new == nil
        world.require(isMade || world.things == before, "going on twice is not the same as going on once")
    }

    /// What has ended stays as it is, whoever does whatever.
    private mutating func repeatAfterEnd(_ outcome: RotationOutcome) async {
        let effects = world.effects
        let things = world.things
        for command in [ModelOperator.Command.resume, .rollBack, .abandon] {
            let end = await drive(0, command, ModelOperator.Conditions(hasHands: true))
            guard case .finished(outcome)? = end else {
                world.require(false, "a rotation that had ended, ended otherwise")
                continue
            }
        }
        world.require(world.effects == effects && world.things == things, "a rotation that had ended did something")
    }
}
