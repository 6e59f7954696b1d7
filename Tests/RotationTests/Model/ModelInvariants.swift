import HostSystem

@testable import Rotation

/// What must hold, whatever was done and whatever went wrong.
extension ModelWorld {
    /// Ends what was made under the rotation's name and is not in use.
    func endNamed() {
        for number in 2..<max(2, secrets.count) where number != new { end(number) }
    }

    /// Whether a proof would find a value live.
    func isProven(_ number: Int, retired: Int?, _ proof: ModelSetting.Proof) -> Bool {
        if proof.asksIssuer {
            return accepts(number) && (retired.map { !accepts($0) } ?? true)
        }
        return accepts(number) && things.live.allSatisfy { $0 == number }
    }

    /// Whether what a step is for is the case; `nil` where a destination that lies may have made everyone believe so.
    func truth(of step: RotationStep) -> Bool? {
        switch step {
        case .obtain: new != nil || things.aside != nil
        case .distribute(let index): holds(things.stored, index, new)
        case .deploy(let index): holds(things.deployed, index, new)
        case .activate: new.map { uses($0) } ?? false
        case .verify(let index): new.map { isProven($0, retired: nil, setting.proofs[index]) } ?? false
        case .promote: isPromoted
        case .retire: setting.regime == .local || !accepts(ModelWorld.old)
        case .restore(let index): holds(things.stored, index, ModelWorld.old)
        case .redeploy(let index): holds(things.deployed, index, ModelWorld.old)
        case .reactivate: uses(ModelWorld.old)
        case .verifyRestored:
            setting.proofs.allSatisfy { !$0.isPassive || isProven(ModelWorld.old, retired: nil, $0) }
        case .retireNew:
            isUnprovable || setting.regime == .local || things.accepted & ~(1 << UInt64(ModelWorld.old)) == 0
        case .discard: things.pending == nil
        }
    }

    /// Whether nobody can tell whether the issuer has ended the old value, for want of a proof that only asks.
    private var isUnprovable: Bool { setting.regime != .local && !setting.proofs.contains(where: \.isPassive) }

    private func holds(_ values: [Int], _ index: Int, _ number: Int?) -> Bool? {
        setting.places[index].behaviour.keeps ? values[index] == number : nil
    }

    /// Whether every consumer whose destination keeps what it is given uses this value.
    private func uses(_ number: Int) -> Bool {
        setting.places.indices.allSatisfy { !setting.places[$0].behaviour.keeps || things.live[$0] == number }
    }

    // MARK: At every effect

    /// After every effect: nobody is locked out, and nothing is live beyond the plan.
    func lookAfterEffect() {
        guard setting.regime != .local else { return }
        var outstanding = 0
        for number in 2..<max(2, secrets.count) where kept >> UInt64(number) & 1 == 0 && accepts(number) {
            outstanding += 1
        }
        let allowed = (setting.regime == .overlapping ? 2 : 1) + outstanding
        require(
            things.accepted.nonzeroBitCount <= allowed,
            "\(things.accepted.nonzeroBitCount) credentials are live, where the plan has \(allowed)")
        // What ends by itself ends for those, too, who were late.
        guard setting.regime == .overlapping, !isExpired else { return }
        for index in setting.places.indices where setting.places[index].behaviour.keeps {
            require(accepts(things.live[index]), "consumer \(index) uses a value that the issuer does not accept")
        }
    }

    /// Every proof must be on record, and so must the keeping of what is given up.
    func requireProven(_ what: String) {
        require(
            plan.proofs.indices.allSatisfy { journal.progress(of: .verify($0)) == .done },
            "\(what) before every proof was recorded")
    }

    // MARK: After every drive

    func checkAlways() {
        noValueIsLost()
        require(!isPromoted || journal.progress(of: .promote) != .pending, "promoted without a record")
        require(mints <= 1 + lostMints, "\(mints) were minted, and \(lostMints) lost")
        lookAfterEffect()
        // Giving up takes the value away that was obtained.
        guard journal.outcome == nil, journal.abandonReason == nil else { return }
        for step in journal.steps where journal.progress(of: step) == .done {
            // The issuer's clock goes on once the old value is proven: then the way back must not be gone to its end.
            if step == .verifyRestored, isExpired { continue }
            require(truth(of: step) != false, "\(step.word) is done, says the journal, but it is not so")
        }
    }

    /// A value that is used, may be used, or is accepted is in the key store; or it never got there, and is not used.
    private func noValueIsLost() {
        if setting.hasOld { require(isHeld(ModelWorld.old), "the old value was lost") }
        for number in 2..<max(2, secrets.count) where !isHeld(number) {
            let isUsed =
                things.stored.contains(number) || things.deployed.contains(number) || things.live.contains(number)
            require(!isUsed, "a value that nobody keeps is at a destination")
            let wasKept = kept >> UInt64(number) & 1 == 1
            require(
                !wasKept || setting.regime == .local || !accepts(number), "a value was lost that the issuer accepts")
        }
    }

    // MARK: After the end

    func checkEnd(_ outcome: RotationOutcome) {
        require(journal.outcome == outcome, "the journal does not say how it ended")
        require(things.pending == nil, "a value is still pending")
        let old = setting.hasOld ? ModelWorld.old : nil
        switch outcome {
        case .completed:
            require(things.current != nil && isPromoted, "completed, and the new value is not current")
            require(things.previous == old, "completed, and the old value is not the previous one")
            for step in plan.steps {
                require(truth(of: step) != false, "completed, and it is not so that \(step.word) is done")
            }
            require(new.map(uses) ?? false, "completed, and a consumer does not use the new value")
            let isAlone = new.map { things.accepted == 1 << UInt64($0) } ?? false
            require(setting.regime == .local || isAlone, "completed, and not exactly the new value is live")
        case .rolledBack:
            require(things.current == old && things.previous == nil, "rolled back, and the old value is not current")
            for values in [things.stored, things.deployed, things.live] {
                require(
                    values.allSatisfy { $0 == ModelWorld.old }, "rolled back, and the old value is not where it was")
            }
            let isAlone = things.accepted == 1 << UInt64(ModelWorld.old)
            require(
                setting.regime == .local || isAlone || isUnprovable,
                "rolled back, and not exactly the old value is live")
        case .abandoned:
            require(things.current == old && things.previous == nil, "abandoned, and the old value is not current")
        }
    }

    /// When a rollback stopped without a fault: what could be put back is live again, whatever else could not.
    func checkHeldBack() {
        guard journal.isRollingBack, journal.outcome == nil, !isExpired else { return }
        for index in plan.destinations.indices where journal.progress(of: .restore(index)) == .done {
            guard plan.destinations[index].deploys else { continue }
            require(
                journal.progress(of: .redeploy(index)) == .done,
                "the old value is back at a destination and was not made live again there")
        }
    }

    /// The journal as the next process reads it.
    func reread() -> RotationState {
        guard let state = try? RotationState(records) else {
            require(false, "the journal cannot be read")
            return journal
        }
        require(state == journal, "the journal reads otherwise than it was written")
        return state
    }
}
