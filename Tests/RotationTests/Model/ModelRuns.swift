import Foundation
import TestSupport

@testable import Rotation

/// Which rotations of the model are driven, from the environment.
enum ModelRuns {
    /// `MOLECULE_MODEL_SEED`: the seed.
    static let seed = number("MOLECULE_MODEL_SEED") ?? 20_261_120
    /// `MOLECULE_MODEL_CASE`: one rotation of the seed, whose story is printed.
    static let only = number("MOLECULE_MODEL_CASE").map { Int($0) }
    /// `MOLECULE_MODEL_RUNS`: how many rotations.
    static let count = number("MOLECULE_MODEL_RUNS").map { Int($0) } ?? 100_000

    private static func number(_ name: String) -> UInt64? {
        ProcessInfo.processInfo.environment[name].flatMap { UInt64($0) }
    }

    /// One rotation: its setting, what goes wrong and who does what follow from the seed and the number alone.
    static func rotate(
        seed: UInt64, number: Int, weakness: ModelWorld.Weakness? = nil, isTold: Bool = false
    ) async -> (ModelWorld, drives: Int) {
        var generator = SeededGenerator(seed: seed &+ UInt64(number) &* 0x9E37_79B9)
        let setting = ModelSetting.random(&generator)
        var rotation = ModelRotation(ModelWorld(setting, weakness: weakness, isTold: isTold))
        await rotation.live(&generator)
        await rotation.finish(back: Int.random(in: 0..<4, using: &generator) == 0)
        return (rotation.world, rotation.drives)
    }
}
