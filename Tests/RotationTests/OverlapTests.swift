import Testing

@testable import Rotation

/// Rotations whose old value is ended by its issuer when the overlap is over.
@Suite struct OverlapTests {
    private typealias Place = ModelSetting.Place

    /// A rotation that stops before its last destination, and what it leaves.
    private func stopped(proofs: [ModelSetting.Proof] = [.init()]) async -> ModelRotation {
        let places = [Place(), Place(behaviour: .refusing)]
        let setting = ModelSetting(
            regime: .overlapping, source: .pasted, places: places, proofs: proofs, ending: .expires)
        var rotation = ModelRotation(ModelWorld(setting))
        await rotation.drive(0, .resume, .init(hasHands: true))
        return rotation
    }

    private func expectRefused(_ end: RotationEngine.End?, _ location: SourceLocation = #_sourceLocation) {
        guard case .stopped(_, let failure)? = end, case .conflict = failure.kind else {
            Issue.record("it was not refused: \(String(describing: end))", sourceLocation: location)
            return
        }
        #expect(failure.hint?.contains("molecule rotations abandon") == true, sourceLocation: location)
    }

    @Test func `in time, there is a way back`() async {
        var rotation = await stopped()
        rotation.world.pass(ModelWorld.window - 1)
        guard case .finished(.rolledBack)? = await rotation.drive(0, .rollBack, .init(hasHands: true)) else {
            Issue.record("it was not rolled back")
            return
        }
        #expect(rotation.world.things.aside == nil && rotation.world.violations == [])
    }

    @Test func `when the overlap is over there is no way back, and giving up keeps the only value that works`() async {
        var rotation = await stopped()
        let world = rotation.world
        let new = world.new
        world.pass(ModelWorld.window)
        let before = world.things
        expectRefused(await rotation.drive(0, .rollBack, .init(hasHands: true)))
        #expect(world.things == before && !world.journal.isRollingBack, "the way forward is still there")
        guard case .finished(.abandoned)? = await rotation.drive(0, .abandon, .init(hasHands: true)) else {
            Issue.record("it was not given up")
            return
        }
        #expect(world.things.aside == new && new != nil && world.violations == [])
    }

    @Test func `a way back that the end of the overlap overtakes is not gone on`() async {
        var rotation = await stopped()
        let world = rotation.world
        let new = world.new
        // Nobody is there to end the new value.
        guard case .stopped(.retireNew, _)? = await rotation.drive(0, .rollBack, .init()) else {
            Issue.record("it did not wait for somebody")
            return
        }
        world.pass(ModelWorld.window)
        expectRefused(await rotation.drive(0, .resume, .init(hasHands: true)))
        #expect(new.map(world.accepts) == true && world.things.pending == new)
        guard case .finished(.abandoned)? = await rotation.drive(0, .abandon, .init(hasHands: true)) else {
            Issue.record("it was not given up")
            return
        }
        #expect(world.things.aside == new && world.violations == [])
    }

    @Test func `that both work for a time is no proof that the old value does`() async {
        var rotation = await stopped(proofs: [.init(isPassive: false)])
        let new = rotation.world.new
        guard case .finished(.rolledBack)? = await rotation.drive(0, .rollBack, .init(hasHands: true)) else {
            Issue.record("it was not rolled back")
            return
        }
        #expect(rotation.world.things.aside == new && new.map(rotation.world.accepts) == true)
        #expect(rotation.world.violations == [])
    }
}
