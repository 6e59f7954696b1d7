import CommandTree
import JSON
import Keyfile
import ManagementAPI

/// The command `tenants scrub`.
struct TenantsScrub: Verb {
    let slug: String
    let confirmation: TypedConfirmation
    let isPlanned: Bool
    let keys: [KeyName]

    static let node = Node(
        "scrub", summary: "clear away what a deleted organisation has left behind",
        discussion: [
            """
            Deletes the tunnels, names and leftovers of a slug, so that it can be used again. The slug must be given \
            again with --confirm, or typed when it is asked for.
            """
        ],
        operands: [OrgSlug.operand],
        options: [
            TypedConfirmation.option("SLUG", "Confirm with the slug."), ActionPlan.option, CredentialFinder.keyOption,
        ],
        examples: [Example("Scrub a slug.", "molecule tenants scrub acme --confirm acme")],
        environment: Documented.credentials, files: [Documented.keyStore],
        statuses: ControlPlaneDesk.statuses + [.partial],
        action: { arguments throws(UsageError) in try TenantsScrub(arguments) })

    init(_ arguments: Arguments) throws(UsageError) {
        slug = try OrgSlug.operand(arguments)
        confirmation = TypedConfirmation(arguments)
        isPlanned = arguments.flag("plan")
        keys = try CredentialFinder.names(arguments)
    }

    func run(in world: World) async throws(Failure) {
        let operation = Operations.adminScrubTenantArtifacts
        let body: JSONValue = ["confirm": .string(slug)]
        if isPlanned {
            return try ActionPlan(
                operation: operation, values: ["slug": slug], body: body, confirmation: "--confirm \(slug)"
            ).print(in: world)
        }
        try confirmation.require(slug, "Tunnels, names and leftovers of \(slug) are deleted.", in: world)
        let desk = try ControlPlaneDesk(keys, in: world)
        let reply = try await desk.call(operation, ["slug": slug], body: body)
        let document = reply.document ?? ["slug": .string(slug)]
        try ControlPlaneDesk.requireAbout(slug, document, operation)
        try world.output.print(FieldTable.report(document, names: [slug]))
        try ControlPlaneDesk.requireDone(document, operation)
    }
}
