import JSON
import Keyfile
import ManagementAPI

extension OrgKeyDesk {
    /// How many lost replies are made good before giving up: each costs one of ten mints an hour.
    static let maximumLostReplies = 2

    /// What became of one request to mint.
    private enum Attempt {
        case minted(MintedKey)
        /// The server may have made a key whose value never arrived; `refusal` is what to fail with if it has not.
        case lost(cause: String, refusal: Failure?)
    }

    /// Mints a key of a name that no live key has.
    ///
    /// A mint is never sent again blindly. When its reply is lost, the list tells by the name whether the server made
    /// the key; the value of that one is lost for good, so it is revoked before another is minted.
    func mint(_ name: String) async throws(Failure) -> MintedKey {
        var lost = 0
        while true {
            switch try await attempt(name, lost) {
            case .minted(let key):
                // A request that was slow rather than lost may have had its effect after the list was read.
                if lost > 0 {
                    _ = try await revokeOrphans(of: name, except: key.id, cause: "an earlier reply was lost")
                }
                return key
            case .lost(let cause, let refusal):
                let revoked = try await revokeOrphans(of: name, except: nil, cause: cause)
                if revoked == 0, let refusal { throw refusal }
                lost += 1
                guard lost <= OrgKeyDesk.maximumLostReplies else {
                    throw .orgKeys(.repliesLost(name: name, count: lost, cause: cause))
                }
                world.output.remark("The reply to the mint was lost (\(cause)); minting again.")
            }
        }
    }

    private func attempt(_ name: String, _ lost: Int) async throws(Failure) -> Attempt {
        let operation = Operations.tenantCreateOrgToken
        do throws(CallFailure) {
            let reply = try await client.call(operation, body: ["name": .string(name)])
            if let key = MintedKey(reply, name: name, lostReplies: lost) { return .minted(key) }
            return .lost(cause: "it held no key", refusal: nil)
        } catch {
            let failure = Failure.call(error, operation)
            switch error {
            case .transport(.outcomeUnknown(let reason)), .transport(.answered(_, let reason)):
                return .lost(cause: reason.sentence, refusal: nil)
            case .answer(let answer) where answer.kind == .malformed || answer.kind == .webPage && answer.status < 300:
                return .lost(cause: "it was no answer of this operation", refusal: nil)
            // A proxy may give up on a server that goes on; the gate's own refusal is none of that.
            case .answer(let answer) where answer.kind == .serverError && answer.code != "platform_unavailable":
                return .lost(cause: "the server answered \(answer.status)", refusal: failure)
            default: throw failure
            }
        }
    }

    /// Revokes every key of a name but one; nobody knows their values.
    ///
    /// - Returns: How many there were.
    func revokeOrphans(of name: String, except id: String?, cause: String) async throws(Failure) -> Int {
        let live: [OrgKey]
        do { live = try await list() } catch {
            throw .orgKeys(.fateUnknown(name: name, cause: cause, listing: error.message))
        }
        let orphans = live.filter { $0.name == name && $0.id != id }
        try await revokeOrphans(orphans, cause: cause)
        return orphans.count
    }

    /// Revokes keys whose values never arrived.
    ///
    /// One that has been used since is somebody's: its value did arrive somewhere.
    func revokeOrphans(_ orphans: [OrgKey], cause: String) async throws(Failure) {
        if let used = orphans.first(where: { $0.lastUsedAt != nil }) {
            throw .orgKeys(.orphanUsed(id: used.id, label: used.label, cause: cause))
        }
        if let held = orphans.first(where: { heldValue(of: $0) != nil }) {
            throw .orgKeys(.orphanHeld(label: held.label))
        }
        for orphan in orphans {
            do { _ = try await revoke(orphan.id) } catch {
                throw .orgKeys(
                    .left(
                        id: orphan.id, name: orphan.name, reason: "A reply was lost (\(cause)).",
                        revocation: error.message))
            }
        }
    }

    /// Revokes a key that could not be put where it belongs, and gives the failure of the command.
    func takeBack(_ key: MintedKey, because failure: Failure) async -> Failure {
        do throws(Failure) {
            _ = try await revoke(key.id)
            return .orgKeys(
                .takenBack(name: key.name, reason: failure.message, status: failure.status, hint: failure.hint))
        } catch {
            return .orgKeys(.left(id: key.id, name: key.name, reason: failure.message, revocation: error.message))
        }
    }

    /// Makes a new key durable as a key entry, bound to this server.
    func save(_ key: MintedKey, as name: KeyName) throws(Failure) {
        let entry: KeyEntry
        do {
            entry = try KeyEntry(
                name: name, kind: .orgToken, origin: client.server, organization: organization, secret: key.secret,
                created: .now)
        } catch { throw .system(error) }
        do { try world.keyStore.create(entry) } catch { throw .keyStore(error) }
    }
}
