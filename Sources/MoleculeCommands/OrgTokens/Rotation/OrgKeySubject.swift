import Destinations
import JSON
import Keyfile
import Rotation

/// The rotation of an org key: a second key is minted, proven by use, and the first one revoked; both work meanwhile.
struct OrgKeySubject: RotationSubject {
    static let name = "org-key"

    let maker: any ValueMaker
    let destinations: [any Destination]
    let proofs: [any LivenessProof]
    let retirement: (any Retirement)?
    let absent: KeyStoreVault.AbsentEntry?
    private let access: OrgKeyAccess

    init(_ setting: RotationSetting) throws(Failure) {
        let plan = setting.plan
        guard let replacement = OrgKeyReplacement(plan.settings) else {
            throw .plan("does not say which org key it replaces")
        }
        let server: Origin
        do { server = try Origin(plan.origin) } catch { throw .plan("is for a server that has no address") }
        let access = OrgKeyAccess(replacement, at: server, in: setting.world)
        maker = OrgKeyMaker(access: access)
        destinations = try setting.destinations()
        proofs = [OrgKeyLiveness(access: access)]
        retirement = OrgKeyRetirement(
            access: access, new: setting.id.flatMap { setting.entry?.value(of: $0) }, patience: .seconds(plan.patience))
        // Where no value is replaced the entry is made by the rotation.
        absent =
            plan.replacing.isEmpty
            ? KeyStoreVault.AbsentEntry(kind: .orgToken, origin: server, organization: replacement.organization) : nil
        self.access = access
    }

    var details: [JSONValue.Member] {
        [.init("name", .string(access.replacement.sent)), .init("replaces", .string(access.replacement.id))]
    }

    var leftover: String? {
        "If molecule org tokens list shows '\(access.replacement.sent)', nobody has its value: revoke it."
    }

    /// The parts of a plan that say how it goes, and the words they are told in.
    static func source(_ sent: String) -> RotationPlan.Part { .init("minted", ["summary": "mint '\(sent)'"]) }
    static let proof = RotationPlan.Part(
        "use", ["summary": "accepted and listed as used; a random value and none refused"])
    static let retirement = RotationPlan.Part(
        "revoke", ["summary": "revoke the old key, and prove its value refused", "undo": "revoke the new key"])
}

extension KeyEntry {
    /// The value that a rotation has brought.
    func value(of rotation: RotationID) -> Secret? {
        [pending, current].compactMap { $0 }.first { $0.rotation == rotation.text }?.secret
    }
}
