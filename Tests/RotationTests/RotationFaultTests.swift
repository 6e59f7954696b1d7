import TestSupport
import Testing

@testable import Rotation

/// Every call of a rotation goes wrong in every way; then every call of what comes after it, forward or back.
@Suite(.heavy) struct RotationFaultTests {
    private typealias Place = ModelSetting.Place
    private typealias Proof = ModelSetting.Proof

    /// One setting of each kind, every other one with a command that makes values live.
    private static let settings: [ModelSetting] = [
        ModelSetting(places: [Place(behaviour: .silent)]),
        ModelSetting(places: [Place(), Place(behaviour: .silent, deploys: true)]),
        ModelSetting(places: [Place(), Place(behaviour: .silent)]),
        ModelSetting(places: [Place(), Place(behaviour: .refusing)]),
        ModelSetting(places: [Place(behaviour: .silent), Place(behaviour: .lying)]),
        ModelSetting(places: [Place(behaviour: .dropping)]),
        ModelSetting(places: [Place(deploys: true), Place(behaviour: .oneWay)]),
        ModelSetting(source: .pasted, places: [Place(deploys: true)], proofs: [Proof(), Proof(isPassive: false)]),
        ModelSetting(
            regime: .overlapping, source: .minted, places: [Place(), Place(behaviour: .silent)],
            proofs: [Proof(asksIssuer: true)], ending: .issuer),
        ModelSetting(
            regime: .overlapping, source: .minted, places: [Place(behaviour: .stuck, deploys: true)], ending: .issuer),
        ModelSetting(
            regime: .overlapping, source: .pasted, places: [Place(deploys: true)],
            proofs: [Proof(asksIssuer: true), Proof(isPassive: false)], ending: .manual),
        ModelSetting(regime: .overlapping, source: .minted, ending: .expires, hasOld: false),
        ModelSetting(regime: .rolling, source: .minted, proofs: [Proof(asksIssuer: true)]),
        ModelSetting(regime: .rolling, source: .pasted, places: [Place(behaviour: .byHand)], ending: .manual),
    ].enumerated().map { index, setting in
        var setting = setting
        setting.activates = index.isMultiple(of: 2)
        return setting
    }

    @Test func `every single and every double fault leaves a rotation that ends well`() async {
        let total = await withTaskGroup(of: ModelTally.self) { group in
            for setting in RotationFaultTests.settings {
                group.addTask { await RotationFaultTests.everyFault(setting) }
            }
            return await group.reduce(into: ModelTally()) { $0.add($1) }
        }
        print("MODEL, all single and double faults of \(RotationFaultTests.settings.count) settings: \(total.summary)")
        #expect(total.violations == [:])
        #expect(total.rotations > 50_000 && total.completed > 10_000 && total.rolledBack > 10_000)
    }

    private static func everyFault(_ setting: ModelSetting) async -> ModelTally {
        var tally = ModelTally()
        var isReached = true
        var call = 0
        while isReached {
            call += 1
            isReached = false
            for kind in ModelFault.Kind.allCases {
                // Other tests wait for the same few threads.
                await Task.yield()
                let first = ModelFault(kind: kind, call: call)
                for command in [ModelOperator.Command.resume, .rollBack] {
                    isReached = await everySecondFault(setting, first, command, &tally) || isReached
                }
            }
        }
        return tally
    }

    /// Whether the rotation came as far as the first fault.
    private static func everySecondFault(
        _ setting: ModelSetting, _ first: ModelFault, _ command: ModelOperator.Command, _ tally: inout ModelTally
    ) async -> Bool {
        var isReached = true
        var call = 0
        while isReached {
            call += 1
            isReached = false
            for kind in [ModelFault.Kind.crashBefore, .crashAfter] {
                let second = ModelFault(kind: kind, call: call)
                let world = ModelWorld(setting)
                var rotation = ModelRotation(world)
                await rotation.drive(0, .resume, ModelOperator.Conditions(faults: [first], hasHands: true))
                guard rotation.calls(0) >= first.call else { return false }
                await rotation.drive(1, command, ModelOperator.Conditions(faults: [second], hasHands: call % 5 != 0))
                isReached = isReached || rotation.calls(1) >= call
                await rotation.finish(back: call % 3 == 0)
                tally.drives += rotation.drives
                tally.add(world, "\(setting): \(first), then \(command) with \(second)")
            }
        }
        return true
    }
}
