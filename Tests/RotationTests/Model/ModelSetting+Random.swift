import TestSupport

extension ModelSetting {
    /// Any setting that makes sense; most rotations of it can succeed.
    static func random(_ generator: inout SeededGenerator) -> ModelSetting {
        var setting = ModelSetting()
        func flip(_ chances: Int) -> Bool { Int.random(in: 0..<chances, using: &generator) == 0 }
        func pick<Item>(_ items: [Item]) -> Item { items[Int.random(in: 0..<items.count, using: &generator)] }
        setting.regime = pick([.local, .overlapping, .overlapping, .rolling])
        // What is made here can only be accepted where it is put.
        setting.source = setting.regime == .local ? pick([.generated, .generated, .pasted]) : pick([.pasted, .minted])
        setting.places = (0..<pick([1, 1, 2, 2, 3, 4])).map { _ in
            Place(behaviour: flip(3) ? pick(Behaviour.allCases) : .confirming, deploys: flip(3))
        }
        setting.activates = flip(2)
        let asksIssuer = setting.regime != .local
        setting.proofs = (0..<pick([1, 1, 2])).map { _ in
            Proof(asksIssuer: asksIssuer && flip(2), isPassive: !flip(4))
        }
        setting.isRestartedByHand =
            !setting.activates && flip(2) && setting.proofs.contains { $0.isPassive && !$0.asksIssuer }
        setting.ending = setting.regime == .overlapping ? pick(Ending.allCases) : pick([nil, nil, .issuer, .manual])
        setting.hasOld = !flip(5)
        return setting
    }
}
