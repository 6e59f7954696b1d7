import CommandTree
import JSON
import Keyfile
import ManagementAPI

/// The command `tenants scrub`.
struct TenantsScrub: Verb {
    let action: SlugAction

    static let node = Node(
        "scrub", summary: "clear away what a deleted organisation has left behind",
        discussion: [
            """
            Deletes the tunnels, names and leftovers of a slug, so that it can be used again. The slug must be given \
            again with --confirm, or typed when it is asked for.
            """
        ],
        operands: [OrgSlug.operand], options: SlugAction.options,
        examples: [Example("Scrub a slug.", "molecule tenants scrub acme --confirm acme")],
        environment: Documented.credentials, files: [Documented.keyStore],
        statuses: ControlPlaneDesk.statuses + [.partial],
        action: { arguments throws(UsageError) in TenantsScrub(action: try SlugAction(arguments)) })

    func run(in world: World) async throws(Failure) {
        let operation = Operations.adminScrubTenantArtifacts
        let slug = action.slug
        let body: JSONValue = ["confirm": .string(slug)]
        let desk = try action.begin(
            operation, body: body, consequence: "Tunnels, names and leftovers of \(slug) are deleted.", in: world)
        guard let desk else { return }
        let reply = try await desk.call(operation, ["slug": slug], body: body)
        let document = reply.document ?? ["slug": .string(slug)]
        try ControlPlaneDesk.requireAbout(slug, document, operation)
        try world.output.print(FieldTable.report(document, names: [slug]))
        try ControlPlaneDesk.requireDone(document, operation)
    }
}
