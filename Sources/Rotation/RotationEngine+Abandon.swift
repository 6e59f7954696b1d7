import Keyfile

extension RotationEngine {
    /// Gives the rotation up where it stands, for when a destination can be neither set nor restored.
    ///
    /// The new value may be live somewhere, so it is not lost: where no destination has it, the old one is proven live and
    /// the new one refused it is dropped, and anywhere else it is kept aside in the key store.
    ///
    /// - Returns: How it ended, and under which name the new value is kept, if it is.
    public func abandon(reason: String) async -> (end: End, kept: String?) {
        if let outcome = journal.state.outcome { return (.finished(outcome), nil) }
        if journal.state.abandonReason == nil {
            do {
                if try !isOvertaken() { try requireNotPromoted() }
                try await requireDispensable()
            } catch { return (error.end, nil) }
            do { try journal.append(.abandonStarted(reason: reason)) } catch { return (.journalFailed(error), nil) }
        }
        return await giveUp()
    }

    /// Whether a promotion can come to no end, since somebody has put another value where the new one is to stay.
    private func isOvertaken() throws(Refusal) -> Bool {
        guard journal.state.progress(of: .promote) != .done else { return false }
        do { return try tools.vault.isOvertaken(id) } catch { throw Refusal(step: .promote, failure: error) }
    }

    /// Goes on with giving up, which the journal knows of.
    func giveUp() async -> (end: End, kept: String?) {
        var account = journal.state.abandonReason ?? ""
        let kept: String?
        do throws(StepFailure) { kept = try await dispose() } catch { return (.stopped(.discard, error), nil) }
        if let kept {
            account += "; the new value is kept as key entry \(kept)"
        } else if plan.retiresNew, journal.state.mayHaveBeenHad, journal.state.progress(of: .obtain) != .done {
            account += "; a new value that never arrived may be live at its issuer"
        }
        // What a proof left must not keep anybody from giving up, so it is only told.
        do throws(StepFailure) { try await cleanUp() } catch { account += "; \(error.reason)" }
        do { try journal.append(.finished(.abandoned, reason: account)) } catch { return (.journalFailed(error), nil) }
        return (.finished(.abandoned), kept)
    }

    /// Drops the new value where nothing has it and it is proven dead, and keeps it aside anywhere else.
    private func dispose() async throws(StepFailure) -> String? {
        let values = try values()
        // Whatever was made elsewhere may be accepted there, and whatever lies at a destination is live there tomorrow.
        let isOurs =
            plan.source.kind == RotationPlan.generated && !plan.overlaps && !journal.state.mayLieSomewhere
        guard isOurs, let old = values.old, let new = values.new, await isLive(old, retired: new) else {
            return try tools.vault.setAside(id)
        }
        try tools.vault.discard(id)
        return nil
    }

    /// Refuses to give up what only has to go on.
    private func requireDispensable() async throws(Refusal) {
        guard !plan.overlaps, canGoForward else { return }
        let isLive: Bool
        do throws(StepFailure) {
            let values = try values()
            guard let new = values.new else { return }
            isLive = await self.isLive(new, retired: values.old)
        } catch { throw Refusal(step: .discard, failure: error) }
        guard isLive else { return }
        throw Refusal(
            step: .discard,
            failure: StepFailure(
                .unproven, "the new value is the one that is live, so giving it up would lock everyone out",
                hint: "molecule rotations resume \(id.text)"))
    }

    /// Whether only proofs stand between a rotation and its end; otherwise to be given up may be all that is left to it.
    private var canGoForward: Bool {
        let state = journal.state
        return !state.isRollingBack
            && plan.destinations.indices.allSatisfy {
                state.progress(of: .distribute($0)) == .done
                    && (!plan.destinations[$0].deploys || state.progress(of: .deploy($0)) == .done)
            }
    }
}
