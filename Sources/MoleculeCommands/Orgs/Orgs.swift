import CommandTree
import JSON
import Keyfile
import ManagementAPI

/// The command `orgs`.
enum Orgs {
    static let node = Node(
        "orgs", summary: "create, watch and delete organisations of one's own",
        discussion: [
            """
            Organisations as their owner sees them, on the control plane that --cp-url names. The credential is the \
            session of a browser that is signed in: the value of its cookie mcp_session, in MOLECULE_SESSION_COOKIE, in \
            the private file that MOLECULE_SESSION_COOKIE_FILE names, or in a key entry of kind session. Administrators \
            use molecule tenants instead.
            """
        ],
        subcommands: [
            OrgsList.node, OrgsGet.node, OrgsCreate.node, OrgsStatus.node, OrgsInstance.node, OrgsExport.node,
            OrgsDelete.node,
        ])

    static let columns = ["SLUG", "NAME", "PLAN", "STATUS", "CREDITS", "CREATED"]

    /// What an organisation pays for; none is the free plan.
    static func plan(of item: JSONValue) -> String { item["plan"]?.text.flatMap { $0.isEmpty ? nil : $0 } ?? "free" }

    /// An organisation as a row; administrators may be shown the status under another name.
    static func row(_ item: JSONValue) -> [String] {
        let organization = Models.Organization(item)
        return [
            organization.slug ?? "-", organization.name ?? "-", plan(of: item),
            organization.status ?? item["instance_status"]?.text ?? "-",
            organization.creditsBalance.map(String.init) ?? "-", organization.createdAt ?? "-",
        ]
    }
}

/// The command `orgs list`.
struct OrgsList: Verb {
    let keys: [KeyName]

    static let node = Node(
        "list", summary: "list your organisations", options: [CredentialFinder.keyOption],
        examples: [Example("List them.", "molecule orgs list")], environment: Documented.credentials,
        files: [Documented.keyStore], statuses: ControlPlaneDesk.statuses,
        action: { arguments throws(UsageError) in OrgsList(keys: try CredentialFinder.names(arguments)) })

    func run(in world: World) async throws(Failure) {
        let items = try await ControlPlaneDesk(keys, in: world).items(Operations.listOrgs, under: "orgs")
        try world.output.print(
            .list(
                items, columns: Orgs.columns, rows: items.map(Orgs.row), names: items.compactMap { $0["slug"]?.text },
                remarks: items.isEmpty ? ["No organisations: molecule orgs create SLUG --name NAME."] : []))
    }
}

/// The command `orgs get`.
struct OrgsGet: Verb {
    let slug: String
    let keys: [KeyName]

    static let node = Node(
        "get", summary: "show one of your organisations", operands: [OrgSlug.operand],
        options: [CredentialFinder.keyOption], examples: [Example("Show one.", "molecule orgs get acme")],
        environment: Documented.credentials, files: [Documented.keyStore], statuses: ControlPlaneDesk.statuses,
        action: { arguments throws(UsageError) in
            OrgsGet(slug: try OrgSlug.operand(arguments), keys: try CredentialFinder.names(arguments))
        })

    func run(in world: World) async throws(Failure) {
        let document = try await ControlPlaneDesk(keys, in: world).object(Operations.getOrg, ["slug": slug])
        let rows = FieldTable.rows(document).map { $0[0] == "plan" ? ["plan", Orgs.plan(of: document)] : $0 }
        try world.output.print(Report(document, columns: FieldTable.columns, rows: rows, names: [slug]))
    }
}

/// The command `orgs instance`.
struct OrgsInstance: Verb {
    let slug: String

    static let node = Node(
        "instance", summary: "look up an organisation's server",
        discussion: [
            """
            Open to everyone, and needs no credential. The id it shows is what a tenant wants to be told with --org-id.
            """
        ],
        operands: [OrgSlug.operand], examples: [Example("Look one up.", "molecule orgs instance acme")],
        statuses: [.notFound, .unavailable, .rateLimited],
        action: { arguments throws(UsageError) in OrgsInstance(slug: try OrgSlug.operand(arguments)) })

    func run(in world: World) async throws(Failure) {
        let document = try await ControlPlaneDesk([], in: world).object(Operations.getOrgInstance, ["slug": slug])
        try world.output.print(FieldTable.report(document, names: [document["org_id"]?.text ?? slug]))
    }
}
