import CommandTree
import Keyfile
import ManagementAPI

/// The command `orgs delete`.
struct OrgsDelete: Verb {
    let action: SlugAction

    static let node = Node(
        "delete", summary: "delete an organisation with everything in it, for good",
        discussion: [OrgDeletion.discussion],
        operands: [OrgSlug.operand], options: SlugAction.options,
        examples: [Example("Delete one in a script.", "molecule orgs delete acme --confirm acme")],
        environment: Documented.credentials, files: [Documented.keyStore],
        statuses: ControlPlaneDesk.statuses + [.partial, .interrupted, .terminated],
        action: { arguments throws(UsageError) in OrgsDelete(action: try SlugAction(arguments)) })

    func run(in world: World) async throws(Failure) {
        let operation = Operations.deleteOrg
        let slug = action.slug
        let desk = try action.begin(operation, consequence: OrgDeletion.consequence(slug), in: world)
        guard let desk else { return }
        let reply = try await desk.callLong(
            operation, ["slug": slug], stage: "deleting \(slug)", hint: "molecule orgs get \(slug)")
        try world.output.print(OrgDeletion.report(slug, try ControlPlaneDesk.departure(reply, slug, operation)))
    }
}
