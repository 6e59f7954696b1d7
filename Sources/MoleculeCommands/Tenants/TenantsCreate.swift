import CommandTree
import JSON
import Keyfile
import ManagementAPI

/// The command `tenants create`.
struct TenantsCreate: Verb {
    let slug: String
    let name: String
    let owner: String
    let isDry: Bool
    let keys: [KeyName]

    static let node = Node(
        "create", summary: "create an organisation for somebody",
        discussion: [
            """
            Starts a machine for the organisation. With --dry-run the control plane checks the same request, that the \
            slug is free among them, and creates nothing: it is the one operation that has a dry run of its own.
            """
        ],
        operands: [OrgSlug.operand],
        options: [
            .value("name", Value("NAME", .text), required: true, "The name people see."),
            .value("owner", Value("USER", .text), required: true, "The id of the user who is to own it."),
            .flag("dry-run", "Let the control plane check the request and create nothing."),
            CredentialFinder.keyOption,
        ],
        examples: [
            Example("Check first.", "molecule tenants create acme --name Acme --owner user_01 --dry-run"),
            Example("Create it.", "molecule tenants create acme --name Acme --owner user_01"),
        ],
        environment: Documented.credentials, files: [Documented.keyStore], statuses: ControlPlaneDesk.statuses,
        action: { arguments throws(UsageError) in try TenantsCreate(arguments) })

    init(_ arguments: Arguments) throws(UsageError) {
        slug = try OrgSlug.operand(arguments)
        name = arguments.text("name") ?? ""
        owner = arguments.text("owner") ?? ""
        isDry = arguments.flag("dry-run")
        keys = try CredentialFinder.names(arguments)
    }

    func run(in world: World) async throws(Failure) {
        let desk = try ControlPlaneDesk(keys, in: world)
        let operation = Operations.adminCreateOrg
        let body: JSONValue = [
            "slug": .string(slug), "name": .string(name), "owner_user_id": .string(owner),
        ]
        let reply = try await desk.call(operation, isDry ? ["dry_run": "true"] : [:], body: body)
        let document = try ControlPlaneDesk.object(reply, operation)
        try ControlPlaneDesk.requireAbout(slug, document, operation)
        try ControlPlaneDesk.requireDone(document, operation)
        // A server that ignores the switch has created what nobody asked for; that must not pass for a check.
        if isDry, reply.status == 201 || document["dry_run"]?.bool != true {
            throw .explained(
                "The control plane took no notice of --dry-run: the organisation \(slug) may have been created.",
                hint: "molecule tenants list", .unverified)
        }
        if !isDry { try ControlPlaneDesk.require("slug", .string(slug), in: document, operation) }
        try world.output.print(FieldTable.report(document, names: [slug]))
        world.output.remark(
            isDry
                ? "The request is good; nothing was created."
                : "It is coming up; look at it with: molecule orgs instance \(slug)")
    }
}
