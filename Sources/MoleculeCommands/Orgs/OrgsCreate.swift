import CommandTree
import JSON
import Keyfile
import ManagementAPI

/// The command `orgs create`.
struct OrgsCreate: Verb {
    let slug: String
    let name: String
    let wait: OrgWaitOptions
    let isPlanned: Bool
    let keys: [KeyName]

    static let node = Node(
        "create", summary: "create an organisation",
        discussion: [
            """
            Starts a machine for the organisation, which may cost money. The slug becomes its address and can never be \
            changed: 3 to 32 lower-case letters, digits and hyphens, the first a letter. It takes minutes to come up; \
            --wait watches that.
            """
        ],
        operands: [OrgSlug.operand],
        options: [.value("name", Value("NAME", .text), required: true, "The name people see.")]
            + OrgWaitOptions.options + [ActionPlan.option, CredentialFinder.keyOption],
        examples: [
            Example("Create one and wait until it is up.", "molecule orgs create acme --name 'Acme Inc.' --wait")
        ],
        environment: Documented.credentials, files: [Documented.keyStore],
        statuses: ControlPlaneDesk.statuses + [.interrupted, .terminated],
        action: { arguments throws(UsageError) in try OrgsCreate(arguments) })

    init(_ arguments: Arguments) throws(UsageError) {
        slug = try OrgSlug.operand(arguments)
        name = arguments.text("name") ?? ""
        wait = try OrgWaitOptions(arguments)
        isPlanned = arguments.flag("plan")
        keys = try CredentialFinder.names(arguments)
    }

    func run(in world: World) async throws(Failure) {
        let operation = Operations.createOrg
        let body: JSONValue = ["slug": .string(slug), "name": .string(name)]
        if isPlanned { return try ActionPlan(operation: operation, body: body).print(in: world) }
        let desk = try ControlPlaneDesk(keys, in: world)
        let made = try await desk.object(operation, body: body)
        try ControlPlaneDesk.requireAbout(slug, made, operation)
        try ControlPlaneDesk.require("slug", .string(slug), in: made, operation)
        guard let patience = wait.patience else {
            try world.output.print(FieldTable.report(made, names: [slug]))
            world.output.remark("It is coming up; wait for it with: molecule orgs status \(slug) --wait")
            return
        }
        world.output.remark("Created \(slug).")
        let status = try await OrgWait(slug: slug, patience: patience).run(on: desk)
        try world.output.print(OrgsStatus.report(status, slug))
    }
}
