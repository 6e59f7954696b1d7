import CommandTree
import JSON
import Keyfile
import Rotation

extension OrgKeyRotation {
    /// The new key: the one an earlier run has kept, or one that is minted and kept now.
    func obtain(_ name: KeyName, _ file: OrgKeyRecordFile, among live: [OrgKey]) async throws(Failure) -> MintedKey {
        let sent = record.sent
        let entry = try world.entryNames().contains(name) ? try world.entry(name) : nil
        if let entry { try check(entry) }
        let successors = live.filter { $0.name == sent }
        if let entry, let key = kept(entry, successors) {
            try GitHubActions.mask(key.secret, in: world)
            return key
        }
        if entry?.current?.rotation == sent {
            try file.remove()
            throw .conflict(
                "Org key '\(sent)', the current value of key entry '\(name.text)', is not live any more.",
                hint: "Mint another: molecule org tokens mint")
        }
        try await desk.revokeOrphans(successors, cause: "an earlier run did not end")
        try file.write(record)
        let key: MintedKey
        do throws(Failure) { key = try await mint(name, isNew: entry == nil) } catch {
            try file.remove(after: error)
            throw error
        }
        desk.tellRemaining(key)
        world.output.remark("done          mint '\(sent)' and keep it in key entry '\(name.text)'")
        return key
    }

    private func mint(_ name: KeyName, isNew: Bool) async throws(Failure) -> MintedKey {
        let key = try await desk.mint(record.sent)
        try GitHubActions.mask(key.secret, in: world)
        do throws(Failure) { try keep(key, as: name, isNew: isNew) } catch {
            throw await desk.takeBack(key, because: error)
        }
        return key
    }

    private func check(_ entry: KeyEntry) throws(Failure) {
        guard entry.kind == .orgToken, entry.origin == desk.client.server else {
            throw .conflict(
                "Key entry '\(entry.name.text)' is not one of an org key of \(desk.client.server.text).",
                hint: "molecule keys show \(entry.name.text)")
        }
        guard let pending = entry.pending?.rotation, pending != record.sent else { return }
        throw .conflict(
            "Key entry '\(entry.name.text)' has a value pending for another rotation, \(pending).",
            hint: "molecule keys show \(entry.name.text)")
    }

    /// The value of a live successor that the entry holds.
    private func kept(_ entry: KeyEntry, _ successors: [OrgKey]) -> MintedKey? {
        for version in [entry.pending, entry.current].compactMap({ $0 }) {
            if let key = successors.first(where: { $0.isKey(of: version.secret) }) {
                return MintedKey(id: key.id, name: key.name, secret: version.secret)
            }
        }
        return nil
    }

    /// Makes the new value durable before anyone else has it.
    private func keep(_ key: MintedKey, as name: KeyName, isNew: Bool) throws(Failure) {
        if isNew { return try desk.save(key, as: name) }
        let sent = record.sent
        do throws(KeyStoreFailure) {
            _ = try world.keyStore.update(name) { entry throws(KeyStoreFailure) in
                // What an earlier run left pending is not live, or it would have been taken up.
                entry.discardPending(rotation: sent)
                guard entry.stage(key.secret, rotation: sent, created: .now) else {
                    throw .refused("another rotation of the key entry '\(name.text)' has begun")
                }
                return true
            }
        } catch { throw .keyStore(error) }
    }

    /// Puts the value into every destination, in order.
    func distribute(_ key: MintedKey) async throws(Failure) {
        for destination in verb.destinations.all(in: world) {
            try desk.stopIfInterrupted()
            do throws(StepFailure) { try await destination.place(key.secret, mayBeThere: true) } catch {
                throw stopped(.step(destination.name, error), status: .partial)
            }
            world.output.remark("done          put it into \(destination.name)")
        }
    }

    /// Makes its users take the value up.
    func activate() async throws(Failure) {
        guard let command = verb.activation else { return }
        try desk.stopIfInterrupted()
        let runner = verb.destinations.runner(in: world)
        do throws(StepFailure) { try await runner.run(command, input: [], output: .standardError) } catch {
            throw stopped(.step("--then", error), status: .partial)
        }
        world.output.remark("done          run: \(command)")
    }

    /// Proves the new key by use.
    func prove(_ key: MintedKey) async throws(Failure) {
        do throws(Failure) { try await desk.prove(key, retired: nil) } catch {
            if case .signalled = error { throw error }
            throw stopped(error, status: error.status)
        }
        world.output.remark("done          prove it accepted, a random value and none refused")
    }

    /// Makes the pending value the current one; an entry that was made for it has it as that from the start.
    func promote(_ name: KeyName) throws(Failure) {
        let sent = record.sent
        do throws(KeyStoreFailure) {
            _ = try world.keyStore.update(name) { entry throws(KeyStoreFailure) in
                entry.pending?.rotation == sent && entry.promote(rotation: sent)
            }
        } catch { throw .keyStore(error) }
    }

    /// Revokes the old key and proves its value refused, if it is at hand.
    ///
    /// The old key never revokes itself: where the call was made with it, the new one takes over.
    func retire(_ old: OrgKey, _ value: Secret?, _ key: MintedKey) async throws(Failure) {
        let desk = desk.isInUse(old) ? desk.using(key) : desk
        do throws(Failure) {
            _ = try await desk.revoke(old.id)
            world.output.remark("done          revoke the old key \(old.label)")
            guard let value else { return }
            try await desk.prove(key, retired: value)
        } catch {
            if case .signalled = error { throw error }
            throw stopped(error, status: error.status == .unverified ? .unverified : .partial)
        }
        world.output.remark("done          prove the old value refused")
    }

    private func stopped(_ failure: Failure, status: ExitStatus) -> Failure {
        .orgKeys(.stopped(sent: record.sent, reason: failure.message, status: status, hint: failure.hint))
    }

    /// Tells how it ended.
    func tell(_ key: MintedKey, _ name: KeyName, isOldProven: Bool) throws(Failure) {
        let oldPart = isOldProven ? "revoked, and proven refused" : "revoked; its value is not at hand to be tried"
        var remarks = ["ok: '\(record.sent)' (\(key.prefix)) is in use; the old key is \(oldPart)."]
        if let inUse = desk.inUse, let old, old.isKey(of: inUse.secret), inUse.origin == nil {
            remarks.append("\(inUse.source) still holds the old key, which opens nothing any more.")
        }
        try world.output.print(
            Report(
                [
                    "id": .string(key.id), "prefix": .string(key.prefix), "name": .string(record.sent),
                    "origin": .string(desk.client.server.text), "entry": .string(name.text),
                    "replaced": .optional(record.replaces), "old_proven_refused": isOldProven ? true : .null,
                    "lost_replies": .integer(Int64(key.lostReplies)),
                    "remaining_mints": key.remaining.map { .integer(Int64($0)) } ?? .null,
                ], rows: [[key.id, key.prefix, record.sent, name.text]], remarks: remarks, names: [key.id]))
    }
}
