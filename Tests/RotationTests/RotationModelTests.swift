import TestSupport
import Testing

@testable import Rotation

/// The engine against a model of everything it works with.
@Suite(.heavy) struct RotationModelTests {
    /// Any plan, any faults, two operators, from one seed.
    @Test func `rotations of any plan that are struck again and again end well`() async {
        if let only = ModelRuns.only { return await tell(only) }
        let parts = 4
        let total = await withTaskGroup(of: ModelTally.self) { group in
            for part in 0..<parts {
                group.addTask {
                    let bounds = [part, part + 1].map { $0 * ModelRuns.count / parts }
                    return await RotationModelTests.randomRotations(bounds[0]..<bounds[1])
                }
            }
            return await group.reduce(into: ModelTally()) { $0.add($1) }
        }
        print("MODEL, seed \(ModelRuns.seed): \(total.summary)")
        #expect(total.violations == [:])
        #expect(total.rotations == ModelRuns.count)
    }

    private static func randomRotations(_ numbers: Range<Int>) async -> ModelTally {
        var tally = ModelTally()
        for number in numbers {
            // Other tests wait for the same few threads.
            if number % 50 == 0 { await Task.yield() }
            let (world, drives) = await ModelRuns.rotate(seed: ModelRuns.seed, number: number)
            tally.drives += drives
            tally.add(world, "MOLECULE_MODEL_SEED=\(ModelRuns.seed) MOLECULE_MODEL_CASE=\(number)")
        }
        return tally
    }

    /// A model that finds nothing proves nothing.
    @Test(arguments: ModelWorld.Weakness.allCases)
    func `what is broken on purpose is found`(_ weakness: ModelWorld.Weakness) async {
        var found = 0
        for number in 0..<400 {
            let (world, _) = await ModelRuns.rotate(seed: ModelRuns.seed, number: number, weakness: weakness)
            if !world.violations.isEmpty { found += 1 }
        }
        print("MODEL, \(weakness): \(found) of 400 rotations are not as they must be")
        #expect(found > 0)
    }

    /// Drives one rotation and prints what happened in it.
    private func tell(_ number: Int) async {
        let (world, _) = await ModelRuns.rotate(seed: ModelRuns.seed, number: number, isTold: true)
        print((world.story ?? []).joined(separator: "\n"))
        #expect(world.violations == [])
    }
}
