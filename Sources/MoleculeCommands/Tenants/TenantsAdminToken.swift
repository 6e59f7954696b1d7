import CommandTree
import JSON
import Keyfile
import ManagementAPI

/// The command `tenants admin-token`.
struct TenantsAdminToken: Verb {
    let slug: String
    let name: KeyName
    let kind: KeyKind
    let address: String?
    let isRevealed: Bool
    let keys: [KeyName]

    static let node = Node(
        "admin-token", summary: "fetch the admin token of an organisation's server",
        discussion: [
            """
            The token is root of that organisation. It goes into the key store, bound to the one address it may be sent \
            to, and is not shown; with --reveal it is printed instead, once, and not stored.
            """,
            """
            As an admin-token it is bound to the organisation's own server, which is the control plane's address where \
            that has no tenants at addresses of their own, as on one machine. As a tenant-admin-token it is bound to the \
            control plane, which wants to see it before a machine is destroyed.
            """,
        ],
        operands: [OrgSlug.operand],
        options: [
            .value("save", Value("KEY", .text), "The name of the key entry; SLUG-admin unless given."),
            .value(
                "kind",
                Value(
                    "KIND",
                    .choice([
                        .init("admin-token", "for the organisation's server"),
                        .init("tenant-admin-token", "for the control plane"),
                    ])), default: "admin-token", "What the entry is for."),
            .value("origin", Value("URL", .text), "The address the entry is bound to."),
            .flag("reveal", "Print the token and do not store it."), CredentialFinder.keyOption,
        ],
        examples: [
            Example("Store it.", "molecule tenants admin-token acme"),
            Example(
                "Store it for destroying machines.",
                "molecule tenants admin-token acme --kind tenant-admin-token --save acme-root"),
        ],
        environment: Documented.credentials, files: [Documented.keyStore],
        statuses: ControlPlaneDesk.statuses,
        action: { arguments throws(UsageError) in try TenantsAdminToken(arguments) })

    init(_ arguments: Arguments) throws(UsageError) {
        slug = try OrgSlug.operand(arguments)
        name = try KeyName.parse(arguments.text("save") ?? "\(slug)-admin")
        kind = arguments.text("kind").flatMap { KeyKind(rawValue: $0) } ?? .adminToken
        address = arguments.text("origin")
        isRevealed = arguments.flag("reveal")
        keys = try CredentialFinder.names(arguments)
        let isStored = arguments.text("save") != nil || address != nil
        guard !isRevealed || !isStored else {
            throw UsageError("--reveal prints the token and stores nothing.", hint: "Leave --save and --origin out.")
        }
    }

    func run(in world: World) async throws(Failure) {
        // Before there is a root credential that would have nowhere to go.
        if !isRevealed, try world.entryNames().contains(name) { throw .keyStore(.exists(name)) }
        let given: Origin? = if let address { try Origin.parse(address, source: "--origin") } else { nil }
        let desk = try ControlPlaneDesk(keys, in: world)
        let document = try await desk.object(Operations.adminGetTenantToken, ["slug": slug])
        guard let value = document["admin_token"]?.text, !value.isEmpty else {
            throw .explained("The control plane's answer holds no token.", hint: nil, .failure)
        }
        let token = Secret(Array(value.utf8))
        try token.check(kind, source: "The control plane's token")
        guard !isRevealed else {
            let isDocument = world.output.format == .json || world.output.format == .yaml
            return isDocument ? try world.output.reveal(document) : try world.output.reveal(token)
        }
        let server = desk.client.server
        let home = kind == .adminToken ? ControlPlaneSite(controlPlane: server).tenant(slug) : server
        let organization = try await organizationID(desk)
        let entry = try world.addEntry(name, kind, given ?? home, token, organization: organization)
        try world.output.print(KeyReport.entry(entry))
        world.output.remark("Stored as key entry '\(name.text)', for \(entry.origin.text) alone.")
    }

    /// The id that the tenant wants to be told, which the lookup that is open to everyone has; good to have, no more.
    private func organizationID(_ desk: ControlPlaneDesk) async throws(Failure) -> String? {
        do throws(Failure) {
            return try await desk.object(Operations.getOrgInstance, ["slug": slug])["org_id"]?.text
        } catch {
            if case .signalled = error { throw error }
            desk.world.output.remark("The id of \(slug) could not be looked up, so the entry is stored without it.")
            return nil
        }
    }
}
