import HostSystem
import Keyfile

@testable import Rotation

/// The key store of the model.
struct ModelVault: RotationVault {
    let owner: ModelOperator
    private var world: ModelWorld { owner.world }

    func stage(_ rotation: RotationID, _ value: Secret) throws(StepFailure) -> String {
        try owner.gate { _ in
            world.act(.obtain)
            owner.isCarrying = false
            guard world.new == nil else { return }
            world.things.pending = world.number(value)
            world.kept |= 1 << UInt64(world.number(value))
        }
        return "11111111"
    }

    func values(_ rotation: RotationID) throws(StepFailure) -> RotationValues {
        try owner.gate()
        let things = world.things
        return RotationValues(
            old: world.secret(world.isPromoted ? things.previous : things.current), new: world.secret(world.new),
            isPromoted: world.isPromoted)
    }

    func promote(_ rotation: RotationID) throws(StepFailure) {
        if !owner.isDead, !world.isPromoted, world.things.pending == nil {
            throw StepFailure(.conflict, "the value is no longer pending")
        }
        try owner.gate { _ in
            world.act(.promote)
            if world.isPromoted { return }
            world.requireProven("the value was promoted")
            world.require(!world.journal.isRollingBack, "promotion on the way back")
            world.things.previous = world.things.current
            world.things.current = world.things.pending
            world.things.pending = nil
        }
    }

    func discard(_ rotation: RotationID) throws(StepFailure) {
        try owner.gate { _ in
            actAtTheEnd()
            world.things.pending = nil
        }
    }

    func release(_ rotation: RotationID) throws(StepFailure) { try owner.gate() }

    /// The end of a rollback is a step, and giving up is announced as a whole.
    private func actAtTheEnd() {
        if world.journal.abandonReason == nil { world.act(.discard) }
    }

    func setAside(_ rotation: RotationID) throws(StepFailure) -> String? {
        guard world.things.pending != nil, !owner.isDead else {
            return world.things.aside == nil ? nil : rotation.text
        }
        try owner.gate { _ in
            actAtTheEnd()
            world.things.aside = world.things.pending
        }
        try discard(rotation)
        return rotation.text
    }
}
