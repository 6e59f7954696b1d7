import Keyfile
import ManagementAPI
import Rotation

/// How a rotation reaches its server: with the credentials it began with, found again, or with one value alone.
struct OrgKeyAccess: Sendable {
    let replacement: OrgKeyReplacement
    let server: Origin
    /// The world with the plan's server in its settings.
    let world: World
    /// An address of another server that the environment's credentials are meant for.
    private let otherServer: Origin?

    init(_ replacement: OrgKeyReplacement, at server: Origin, in world: World) {
        self.replacement = replacement
        self.server = server
        // An address that is none is no other server's.
        let given = world.settings.address.flatMap { try? Origin($0) }
        otherServer = given == server ? nil : given
        var world = world
        world.settings.address = server.text
        world.settings.isAddressAmbient = false
        world.settings.organization = replacement.organization
        world.settings.organizationSlug = replacement.organizationSlug
        self.world = world
    }

    /// The desk that the credentials open which the rotation began with: its key entries, or those of the environment.
    func desk() throws(StepFailure) -> OrgKeyDesk {
        if replacement.keys.isEmpty, let otherServer {
            throw StepFailure(
                .unauthenticated,
                "the credentials of the environment are for \(otherServer.text), and this rotation is at \(server.text)",
                hint: "Set MOLECULE_API_URL and \(replacement.credential) as when it began")
        }
        let desk: OrgKeyDesk
        do { desk = try OrgKeyDesk(replacement.keys, in: world) } catch {
            guard case .keyStore(.unknown(let name)) = error else { throw StepFailure(error) }
            throw StepFailure(
                .unauthenticated,
                "the key entry '\(name.text)', whose credential the rotation began with, is not there",
                hint: "Add it again: molecule keys add \(name.text)")
        }
        guard desk.credential == nil else { return desk }
        throw StepFailure(
            .unauthenticated,
            "\(server.text) wants a credential, and \(replacement.credential), which the rotation began with, is not set",
            hint: "Set \(replacement.credential), or another credential that may mint and revoke org keys")
    }

    /// A desk whose calls are made with this value.
    func desk(with value: Secret, called source: String) -> OrgKeyDesk {
        OrgKeyDesk(value, called: source, at: server, in: world)
    }

    /// A desk that is not opened by a key which is to be revoked there: the credentials at hand, else the old value.
    func desk(otherThan new: Secret?, else old: Secret?) throws(StepFailure) -> OrgKeyDesk {
        do throws(StepFailure) {
            let desk = try desk()
            guard let new, let inUse = desk.inUse, inUse.secret.matches(new) else { return desk }
            throw StepFailure(
                .unauthenticated, "\(inUse.source) is the new key, which is not revoked with itself",
                hint: "Set another credential that may revoke org keys")
        } catch {
            guard let old else { throw error }
            return desk(with: old, called: "the old key")
        }
    }

    /// The replaced value, if it is at hand anywhere: in the environment, or in a key entry for this server.
    func heldOldValue() -> Secret? {
        // Without a credential at hand there still are the entries, which any desk knows.
        let desk = try? desk()
        return (desk ?? OrgKeyDesk(nil, at: server, in: world)).heldValue(ofPrefix: replacement.prefix)
    }
}
