import CommandTree
import Keyfile
import ManagementAPI

/// The command `orgs delete`.
struct OrgsDelete: Verb {
    let slug: String
    let confirmation: TypedConfirmation
    let isPlanned: Bool
    let keys: [KeyName]

    static let node = Node(
        "delete", summary: "delete an organisation with everything in it, for good",
        discussion: [
            """
            Ends its payment, destroys its machines and erases its data; nothing of it comes back. The slug must be \
            given again with --confirm, or typed when it is asked for: --yes is no answer to that. A deletion that \
            stops halfway goes on where it stopped when the same is typed again.
            """
        ],
        operands: [OrgSlug.operand],
        options: [
            TypedConfirmation.option("SLUG", "Confirm with the organisation's slug."), ActionPlan.option,
            CredentialFinder.keyOption,
        ],
        examples: [Example("Delete one in a script.", "molecule orgs delete acme --confirm acme")],
        environment: Documented.credentials, files: [Documented.keyStore],
        statuses: ControlPlaneDesk.statuses + [.partial, .interrupted, .terminated],
        action: { arguments throws(UsageError) in try OrgsDelete(arguments) })

    init(_ arguments: Arguments) throws(UsageError) {
        slug = try OrgSlug.operand(arguments)
        confirmation = TypedConfirmation(arguments)
        isPlanned = arguments.flag("plan")
        keys = try CredentialFinder.names(arguments)
    }

    func run(in world: World) async throws(Failure) {
        let operation = Operations.deleteOrg
        if isPlanned {
            return try ActionPlan(operation: operation, values: ["slug": slug], confirmation: "--confirm \(slug)")
                .print(in: world)
        }
        try confirmation.require(
            slug, "The organisation \(slug), its machines and its data are erased for good.", in: world)
        let desk = try ControlPlaneDesk(keys, in: world)
        let reply = try await desk.callLong(
            operation, ["slug": slug], stage: "deleting \(slug)", hint: "molecule orgs get \(slug)")
        let status = try ControlPlaneDesk.departure(reply, slug, operation)
        try world.output.print(
            Report(["slug": .string(slug), "status": .string(status)], rows: [[slug, status]], names: [slug]))
    }
}
