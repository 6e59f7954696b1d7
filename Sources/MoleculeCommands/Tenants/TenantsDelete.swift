import CommandTree
import HostSystem
import JSON
import Keyfile
import ManagementAPI

/// The command `tenants delete`.
struct TenantsDelete: Verb {
    let action: SlugAction
    /// `nil` when nobody waits.
    let patience: Duration?

    static let node = Node(
        "delete", summary: "delete an organisation with everything in it, for good",
        discussion: [
            OrgDeletion.discussion,
            """
            With --wait it asks until the organisation is out of the list. Names and tunnels may be left over, and keep \
            the slug from being used again: molecule tenants scrub clears them away.
            """,
        ],
        operands: [OrgSlug.operand],
        options: SlugAction.options + [
            .flag("wait", "Wait until it is out of the list."),
            .value("deadline", Value("DURATION", .duration), default: "10m", "With --wait: for how long at most."),
        ],
        examples: [
            Example("See what would be sent.", "molecule tenants delete acme --plan"),
            Example("Delete one and see it gone.", "molecule tenants delete acme --confirm acme --wait"),
        ],
        environment: Documented.credentials, files: [Documented.keyStore],
        statuses: ControlPlaneDesk.statuses + [.partial, .interrupted, .terminated],
        action: { arguments throws(UsageError) in try TenantsDelete(arguments) })

    init(_ arguments: Arguments) throws(UsageError) {
        action = try SlugAction(arguments)
        guard arguments.flag("wait") || arguments.source(of: "deadline") != .commandLine else {
            throw UsageError("--deadline goes with --wait.", hint: "Add --wait, or leave --deadline out.")
        }
        patience = arguments.flag("wait") ? arguments.duration("deadline") ?? .seconds(600) : nil
    }

    func run(in world: World) async throws(Failure) {
        let operation = Operations.adminDeleteTenant
        let slug = action.slug
        let body: JSONValue = ["confirm": .string(slug)]
        let desk = try action.begin(operation, body: body, consequence: OrgDeletion.consequence(slug), in: world)
        guard let desk else { return }
        let reply = try await desk.callLong(
            operation, ["slug": slug], body: body, stage: "deleting \(slug)",
            hint: "molecule tenants diagnostics \(slug)")
        var status = try ControlPlaneDesk.departure(reply, slug, operation)
        if let patience {
            try await wait(for: slug, patience, desk)
            status = "deleted"
        }
        try world.output.print(OrgDeletion.report(slug, status))
        world.output.remark("Clear away what is left of its names: molecule tenants scrub \(slug) --confirm \(slug)")
    }

    /// Asks for the list until the slug is not in it.
    private func wait(for slug: String, _ patience: Duration, _ desk: ControlPlaneDesk) async throws(Failure) {
        defer { desk.world.output.endProgress() }
        let start = ContinuousClock.now
        let late = Failure.explained(
            "The time is over and the organisation \(slug) is still in the list.", hint: "molecule tenants list",
            .unavailable)
        try await desk.watched(
            hint: "The deletion goes on; ask with: molecule tenants list", until: (start + patience, late)
        ) {
            let (percent, left) = ProgressLine.elapsed(since: start, of: patience)
            return ProgressLine.text("\(slug) is going, of the time allowed", percent: percent, left: left)
        } work: { () async throws(Failure) in
            var pause = 250
            while !Task.isCancelled {
                var rest = pause
                do throws(Failure) {
                    if try await Departure(slug: slug).isProven(by: desk) { return }
                } catch {
                    guard error.isWaitedOut else { throw error }
                    rest = error.pause(atLeast: pause)
                }
                await Pause.nap(milliseconds: rest)
                pause = min(pause * 3 / 2, 5_000)
            }
        }
    }
}
