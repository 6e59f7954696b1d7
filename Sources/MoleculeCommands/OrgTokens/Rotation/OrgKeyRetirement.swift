import HostSystem
import Keyfile
import Rotation

/// Revokes a key by its id, never with that key itself, and proves its value refused where it is at hand.
struct OrgKeyRetirement: Retirement {
    let access: OrgKeyAccess
    /// The new value, if the key entry has it.
    let new: Secret?
    /// How long a revoked key may take to be refused everywhere.
    let patience: Duration

    private var replacement: OrgKeyReplacement { access.replacement }

    var statement: String {
        "revokes the old key by its id, with the new one, and proves its value refused where it is at hand"
    }

    func isOldRetired(_ old: Secret?) async throws(StepFailure) -> Bool? {
        let desk = if let new { access.desk(with: new, called: "the new key") } else { try access.desk() }
        let live = try await list(desk)
        if live.contains(where: { $0.id == replacement.id }) { return false }
        return live.count < OrgKeyDesk.maximumListed ? true : nil
    }

    func retireOld(
        _ old: Secret?, replacement new: Secret, obtained: Timestamp
    ) async throws(StepFailure) -> String? {
        let desk = access.desk(with: new, called: "the new key")
        // Looked for while the entries still say what they did when the rotation began.
        let value = old ?? access.heldOldValue()
        let wasLive: Bool
        do { wasLive = try await desk.revoke(replacement.id) } catch { throw StepFailure(error) }
        let fate = wasLive ? "revoked" : "was revoked already"
        guard let value else {
            desk.world.output.remark("The old value is not at hand, so whether it is refused has not been tried.")
            return "\(fate); its value is not at hand to be tried"
        }
        _ = try await desk.proof.prove(new, retired: value, patience: patience)
        warnOfEnvironment(value)
        return "\(fate), and proven refused"
    }

    /// Tells when the environment still has the value that opens nothing any more.
    private func warnOfEnvironment(_ value: Secret) {
        // A variable that cannot be read holds nothing that could be told about.
        guard let found = try? CredentialFinder(access.world).inEnvironment(.orgToken), found.secret.matches(value)
        else { return }
        access.world.output.remark("\(found.source) still holds the old key, which opens nothing any more.")
    }

    func retireNew(_ new: Secret?, old: Secret?) async throws(StepFailure) -> String? {
        let desk = try access.desk(otherThan: new, else: old)
        let named = try await list(desk).filter { $0.name == replacement.sent }
        let own = named.filter { key in new.map { key.isKey(of: $0) } ?? false }
        do throws(Failure) {
            for key in own { _ = try await desk.revoke(key.id) }
            try await desk.revokeOrphans(named.filter { !own.contains($0) }, cause: "an earlier run did not end")
        } catch { throw StepFailure(error) }
        guard let new else {
            return named.isEmpty ? "no key of that name was live" : "revoked; its value never arrived"
        }
        if case .unproven(let reason) = await desk.refusal(of: new) {
            throw StepFailure(.unproven, "the new key is revoked, but \(reason)")
        }
        return own.isEmpty ? "was revoked already, and is proven refused" : "revoked, and proven refused"
    }

    private func list(_ desk: OrgKeyDesk) async throws(StepFailure) -> [OrgKey] {
        do { return try await desk.list() } catch { throw StepFailure(error) }
    }
}
