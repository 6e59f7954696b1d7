import CommandTree
import JSON
import Keyfile
import ManagementAPI

/// The command `tenants`.
enum Tenants {
    static let node = Node(
        "tenants", summary: "administer the organisations of a control plane",
        discussion: [
            """
            What administrators of a control plane do to any organisation: CP_ADMIN_API_TOKEN, a private file that \
            CP_ADMIN_API_TOKEN_FILE names, or a key entry of kind admin-bearer. An org key opens nothing here.
            """,
            """
            What destroys or reaches every customer wants its target typed again with --confirm; --yes is no answer to \
            that. --plan shows what would be sent and sends nothing.
            """,
        ],
        subcommands: [
            TenantsList.node, TenantsCreate.node, TenantsDelete.node, TenantsScrub.node, TenantsDiagnostics.node,
            TenantsRedeploy.node, TenantsRedeployFleet.node, TenantsAdminToken.node, TenantsWorkspaces.node,
            TenantsEnv.node, TenantsBillingMode.node,
        ])
}

/// The command `tenants list`.
struct TenantsList: Verb {
    let limit: Int?
    let keys: [KeyName]

    static let node = Node(
        "list", summary: "list all organisations",
        options: [
            .value("limit", Value("COUNT", .integer(1...10_000)), "List so many at most."), CredentialFinder.keyOption,
        ],
        examples: [Example("List them.", "molecule tenants list")], environment: Documented.credentials,
        files: [Documented.keyStore], statuses: ControlPlaneDesk.statuses,
        action: { arguments throws(UsageError) in
            TenantsList(limit: arguments.integer("limit"), keys: try CredentialFinder.names(arguments))
        })

    func run(in world: World) async throws(Failure) {
        let values = limit.map { ["limit": String($0)] } ?? [:]
        let items = try await ControlPlaneDesk(keys, in: world).items(
            Operations.adminListOrgs, values, under: "orgs")
        try world.output.print(
            .list(
                items, columns: Orgs.columns, rows: items.map(Orgs.row), names: items.compactMap { $0["slug"]?.text },
                remarks: items.isEmpty ? ["No organisations."] : []))
    }
}

/// The command `tenants diagnostics`.
struct TenantsDiagnostics: Verb {
    let slug: String
    let keys: [KeyName]

    static let node = Node(
        "diagnostics", summary: "show how an organisation's server is", operands: [OrgSlug.operand],
        options: [CredentialFinder.keyOption],
        examples: [Example("Look at one.", "molecule tenants diagnostics acme")],
        environment: Documented.credentials, files: [Documented.keyStore], statuses: ControlPlaneDesk.statuses,
        action: { arguments throws(UsageError) in
            TenantsDiagnostics(slug: try OrgSlug.operand(arguments), keys: try CredentialFinder.names(arguments))
        })

    func run(in world: World) async throws(Failure) {
        let desk = try ControlPlaneDesk(keys, in: world)
        let document = try await desk.object(Operations.adminTenantDiagnostics, ["slug": slug])
        try world.output.print(FieldTable.report(document, names: [slug]))
    }
}

/// The command `tenants workspaces`.
struct TenantsWorkspaces: Verb {
    let slug: String
    let keys: [KeyName]

    static let node = Node(
        "workspaces", summary: "list the workspaces of an organisation",
        discussion: ["The control plane asks the organisation's server, which may be down."],
        operands: [OrgSlug.operand], options: [CredentialFinder.keyOption],
        examples: [Example("List them.", "molecule tenants workspaces acme")], environment: Documented.credentials,
        files: [Documented.keyStore], statuses: ControlPlaneDesk.statuses,
        action: { arguments throws(UsageError) in
            TenantsWorkspaces(slug: try OrgSlug.operand(arguments), keys: try CredentialFinder.names(arguments))
        })

    func run(in world: World) async throws(Failure) {
        let desk = try ControlPlaneDesk(keys, in: world)
        let items = try await desk.items(Operations.adminListOrgWorkspaces, ["slug": slug], under: "workspaces")
        try world.output.print(
            .list(
                items, columns: ["ID", "NAME", "STATUS", "RUNTIME", "TIER"],
                rows: items.map { item in
                    ["id", "name", "status", "runtime", "tier"].map { FieldTable.text(item[$0]) }
                }, names: items.compactMap { $0["id"]?.text },
                remarks: items.isEmpty ? ["No workspaces."] : []))
    }
}
