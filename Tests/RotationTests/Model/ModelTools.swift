import HostSystem
import Keyfile

@testable import Rotation

/// Where new values come from in the model.
struct ModelMaker: ValueMaker {
    let owner: ModelOperator
    private var world: ModelWorld { owner.world }
    var statement: String { "" }

    func make(isRepeated: Bool, old: Secret?) async throws(StepFailure) -> Secret {
        var value = ModelWorld.garbage
        switch world.setting.source {
        case .generated:
            try await owner.asyncGate()
            value = world.fresh()
        case .pasted:
            try owner.needHands()
            try await owner.asyncGate { _ in value = bring() }
        case .minted:
            if isRepeated, world.weakness != .forgetfulMaker {
                try await owner.asyncGate { _ in
                    world.act(.obtain)
                    world.endNamed()
                }
            }
            do {
                try await owner.asyncGate { _ in value = mint() }
            } catch {
                if value != ModelWorld.garbage { world.lostMints += 1 }
                throw error
            }
            owner.isCarrying = true
        }
        return world.secrets[value]
    }

    /// Somebody has made one value, and brings the same one each time.
    private func bring() -> Int {
        if let pasted = world.pasted { return pasted }
        let value = world.fresh()
        world.pasted = value
        world.issue(value)
        return value
    }

    private func mint() -> Int {
        world.act(.obtain)
        world.mints += 1
        let value = world.fresh()
        world.issue(value)
        return value
    }
}

/// A destination of the model.
struct ModelPlace: Destination, Deployment {
    let owner: ModelOperator
    let index: Int
    private var world: ModelWorld { owner.world }
    private var behaviour: ModelSetting.Behaviour { world.setting.places[index].behaviour }

    var name: String { "exec:\(index)" }
    var statement: String { "" }
    var deployment: (any Deployment)? { world.setting.places[index].deploys ? self : nil }

    func inspect() async throws(StepFailure) -> String { "" }

    func holds(_ value: Secret) async throws(StepFailure) -> Bool? {
        try await owner.asyncGate()
        return answer(world.things.stored[index] == world.number(value))
    }

    private func answer(_ truth: Bool) -> Bool? {
        switch behaviour {
        case .silent, .byHand, .dropping: nil
        case .lying: true
        case .confirming, .oneWay, .refusing, .stuck: truth
        }
    }

    func put(_ value: Secret) async throws(StepFailure) {
        let isOld = value === world.secrets[ModelWorld.old]
        if behaviour == .byHand { try owner.needHands() }
        if behaviour == .oneWay, isOld {
            try await owner.asyncGate()
            throw StepFailure(.refused, "it does not take the old value back")
        }
        try await owner.asyncGate { isHalf in
            world.act(isOld ? .restore(index) : .distribute(index))
            world.require(isOld || world.new == world.number(value), "a value was distributed that is not pending")
            world.require(!world.isPromoted, "values moved after the promotion")
            guard behaviour.keeps, behaviour != .refusing || isOld else { return }
            // A put that fails halfway may leave neither value.
            world.things.stored[index] = isHalf && owner.calls % 2 == 0 ? ModelWorld.garbage : world.number(value)
            if world.readsAtOnce, !world.setting.places[index].deploys { world.reload(index) }
        }
        if behaviour == .refusing, !isOld { throw StepFailure(.refused, "it refuses") }
    }

    func isDeployed(_ value: Secret) async throws(StepFailure) -> Bool? {
        try await owner.asyncGate()
        return answer(world.things.deployed[index] == world.number(value))
    }

    func deploy(_ value: Secret) async throws(StepFailure) {
        let isOld = value === world.secrets[ModelWorld.old]
        try await owner.asyncGate { _ in
            world.act(isOld ? .redeploy(index) : .deploy(index))
            guard behaviour.keeps, behaviour != .stuck || isOld else { return }
            world.deploy(index)
        }
        if behaviour == .stuck, !isOld { throw StepFailure(.refused, "it does not come up") }
    }
}

/// The command that restarts the consumers of the model.
struct ModelActivation {
    let owner: ModelOperator

    func run() async throws(StepFailure) {
        let world = owner.world
        try await owner.asyncGate { isHalf in
            world.act(owner.memory.isRollingBack ? .reactivate : .activate)
            // A restart that fails halfway has restarted the first one.
            for index in world.setting.places.indices where index == 0 || !isHalf { world.reload(index) }
        }
    }
}

/// A proof of the model.
struct ModelProof: LivenessProof {
    let owner: ModelOperator
    let index: Int
    private var proof: ModelSetting.Proof { owner.world.setting.proofs[index] }
    var statement: String { "" }
    var isPassive: Bool { proof.isPassive }
    var provesUse: Bool { !proof.asksIssuer }

    func prove(_ value: Secret, retired: Secret?, patience: Duration) async throws(StepFailure) -> String? {
        let world = owner.world
        var isProven = false
        try await owner.asyncGate { _ in
            // It makes and removes something real.
            if !isPassive { world.act(.verify(index)) }
            if world.setting.isRestartedByHand, owner.command != .check { restart() }
            isProven = world.isProven(world.number(value), retired: retired.map(world.number), proof)
        }
        guard isProven || world.weakness == .credulousProof else { throw StepFailure(.unproven, "it is not live") }
        return nil
    }

    private func restart() {
        for index in owner.world.setting.places.indices { owner.world.reload(index) }
    }
}

/// How credentials are ended in the model.
struct ModelRetirement: Retirement {
    let owner: ModelOperator
    private var world: ModelWorld { owner.world }
    var statement: String { "" }

    func isOldRetired(_ old: Secret?) async throws(StepFailure) -> Bool? {
        try await owner.asyncGate()
        return world.setting.regime == .local ? nil : !world.accepts(ModelWorld.old)
    }

    func retireOld(_ old: Secret?, replacement: Secret, obtained: Timestamp) async throws(StepFailure) -> String? {
        if world.setting.ending == .manual { try owner.needHands() }
        let end = obtained.milliseconds + ModelWorld.window
        if world.setting.ending == .expires {
            guard world.clock >= end else {
                throw StepFailure(.awaitingTime(Timestamp(milliseconds: end)), "the old value has not expired")
            }
            world.require(!world.accepts(ModelWorld.old), "the old value is said to have expired, and works")
        }
        try await owner.asyncGate { _ in
            world.act(.retire)
            world.requireProven("the old value was retired")
            world.require(world.isPromoted, "the old value was retired before the new one was current")
            world.end(ModelWorld.old)
        }
        return nil
    }

    func retireNew(_ new: Secret?, old: Secret?) async throws(StepFailure) -> String? {
        // Only what was minted has a name by which it is found.
        if world.setting.ending != .issuer || new == nil && world.setting.source == .pasted { try owner.needHands() }
        try await owner.asyncGate { _ in
            world.act(.retireNew)
            if let new { world.end(world.number(new)) } else { world.endNamed() }
        }
        return nil
    }
}
