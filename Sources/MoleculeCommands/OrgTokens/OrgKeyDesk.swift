import CommandTree
import Keyfile
import ManagementAPI

/// The org keys of one server, as the credentials at hand reach them: lists, mints and revokes.
struct OrgKeyDesk: Sendable {
    let world: World
    let client: ManagementClient
    /// The organisation that requests name, if they name one.
    let organization: String?
    /// The org key that calls are made with; `nil` when they are made with another credential.
    let inUse: FoundCredential?
    /// The credential that calls are made with, if there is one.
    let credential: FoundCredential?

    /// The desk that these key entries, or else the environment, open.
    init(_ names: [KeyName], in world: World) throws(Failure) {
        let tiers = try CredentialFinder(world).tiers(names)
        self.world = world
        client = try world.client(for: .tenant, keys: names)
        organization = world.settings.organization ?? tiers.lazy.compactMap { $0.entry?.organization }.first
        // The contract names an org key first, so one that is at hand is the one that is sent.
        inUse = tiers.first { $0.kind == .orgToken }?.found
        let found = tiers.compactMap(\.found)
        // The kinds in the order in which the contract prefers them.
        let kinds = Operations.tenantCreateOrgToken.security.lazy.compactMap { $0.lazy.compactMap(\.kind).first }
        credential = kinds.compactMap { kind in found.first { $0.kind == kind } }.first
    }

    /// A desk whose calls are made with this org key alone.
    init(_ value: Secret, called source: String, at server: Origin, in world: World) {
        let found = FoundCredential(kind: .orgToken, secret: value, origin: server, source: source)
        self.init(found, at: server, in: world)
    }

    /// A desk whose calls are made with this org key alone, or with nothing.
    init(_ found: FoundCredential?, at server: Origin, in world: World) {
        self.world = world
        organization = world.settings.organization
        client = ManagementClient(
            transport: world.transport(), origin: server,
            credentials: CredentialSet(
                found.map { [$0] } ?? [], organizationID: world.settings.organization,
                organizationSlug: world.settings.organizationSlug),
            deadline: world.settings.isDeadlineGiven ? world.settings.deadline : nil)
        inUse = found
        credential = found
    }

    /// The most keys a server lists, newest first; there is no way to see more.
    static let maximumListed = 500

    /// The live keys, newest first.
    func list() async throws(Failure) -> [OrgKey] {
        let reply = try await world.call(Operations.tenantListOrgTokens, with: client)
        guard let document = reply.document, let member = document["tokens"] else { throw .orgKeys(.unreadableList) }
        // A server may write an empty list as null.
        if case .null = member { return [] }
        guard let items = member.items else { throw .orgKeys(.unreadableList) }
        let keys = items.compactMap { OrgKey(Models.OrgToken($0)) }
        guard keys.count == items.count else { throw .orgKeys(.unreadableList) }
        return keys
    }

    /// Revokes a key from its next request on.
    ///
    /// Sent once more when the reply was lost: a key that is gone already is what was asked for.
    ///
    /// - Returns: Whether it was live until now, as far as the server says.
    func revoke(_ id: String) async throws(Failure) -> Bool {
        var wasSent = false
        while true {
            do throws(CallFailure) {
                _ = try await client.call(Operations.tenantRevokeOrgToken, ["id": id])
                return true
            } catch {
                if case .answer(let answer) = error, answer.kind == .notFound { return wasSent }
                guard case .transport(.outcomeUnknown) = error, !wasSent else {
                    throw .call(error, Operations.tenantRevokeOrgToken)
                }
                wasSent = true
            }
        }
    }

    /// Whether the call is made with this key, as far as its prefix tells.
    func isInUse(_ key: OrgKey) -> Bool { inUse.map { key.isKey(of: $0.secret) } ?? false }

    /// Tells how many mints are left, where the server says.
    func tellRemaining(_ key: MintedKey) {
        if key.lostReplies > 0 {
            world.output.remark(
                "\(key.lostReplies) repl\(key.lostReplies == 1 ? "y was" : "ies were") lost on the way; what the server had made was revoked."
            )
        }
        guard let remaining = key.remaining else { return }
        world.output.remark(
            "\(remaining) of the ten mints of an hour \(remaining == 1 ? "is" : "are") left.")
    }
}
