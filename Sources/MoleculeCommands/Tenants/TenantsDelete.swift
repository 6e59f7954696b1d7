import CommandTree
import HostSystem
import JSON
import Keyfile
import ManagementAPI

/// The command `tenants delete`.
struct TenantsDelete: Verb {
    let slug: String
    let confirmation: TypedConfirmation
    let isPlanned: Bool
    /// `nil` when nobody waits.
    let patience: Duration?
    let keys: [KeyName]

    static let node = Node(
        "delete", summary: "delete an organisation with everything in it, for good",
        discussion: [
            """
            Ends its payment, destroys its machines and erases its data; nothing of it comes back. The slug must be \
            given again with --confirm, or typed when it is asked for: --yes is no answer to that. A deletion that \
            stops halfway goes on where it stopped when the same is typed again.
            """,
            """
            With --wait it asks until the organisation is out of the list. Names and tunnels may be left over, and keep \
            the slug from being used again: molecule tenants scrub clears them away.
            """,
        ],
        operands: [OrgSlug.operand],
        options: [
            TypedConfirmation.option("SLUG", "Confirm with the organisation's slug."), ActionPlan.option,
            .flag("wait", "Wait until it is out of the list."),
            .value("deadline", Value("DURATION", .duration), default: "10m", "With --wait: for how long at most."),
            CredentialFinder.keyOption,
        ],
        examples: [
            Example("See what would be sent.", "molecule tenants delete acme --plan"),
            Example("Delete one and see it gone.", "molecule tenants delete acme --confirm acme --wait"),
        ],
        environment: Documented.credentials, files: [Documented.keyStore],
        statuses: ControlPlaneDesk.statuses + [.partial, .interrupted, .terminated],
        action: { arguments throws(UsageError) in try TenantsDelete(arguments) })

    init(_ arguments: Arguments) throws(UsageError) {
        slug = try OrgSlug.operand(arguments)
        confirmation = TypedConfirmation(arguments)
        isPlanned = arguments.flag("plan")
        guard arguments.flag("wait") || arguments.source(of: "deadline") != .commandLine else {
            throw UsageError("--deadline goes with --wait.", hint: "Add --wait, or leave --deadline out.")
        }
        patience = arguments.flag("wait") ? arguments.duration("deadline") ?? .seconds(600) : nil
        keys = try CredentialFinder.names(arguments)
    }

    func run(in world: World) async throws(Failure) {
        let operation = Operations.adminDeleteTenant
        let body: JSONValue = ["confirm": .string(slug)]
        if isPlanned {
            return try ActionPlan(
                operation: operation, values: ["slug": slug], body: body, confirmation: "--confirm \(slug)"
            ).print(in: world)
        }
        try confirmation.require(
            slug, "The organisation \(slug), its machines and its data are erased for good.", in: world)
        let desk = try ControlPlaneDesk(keys, in: world)
        let reply = try await desk.callLong(
            operation, ["slug": slug], body: body, stage: "deleting \(slug)",
            hint: "molecule tenants diagnostics \(slug)")
        var status = try ControlPlaneDesk.departure(reply, slug, operation)
        if let patience {
            try await wait(patience, desk)
            status = "deleted"
        }
        try world.output.print(
            Report(["slug": .string(slug), "status": .string(status)], rows: [[slug, status]], names: [slug]))
        world.output.remark("Clear away what is left of its names: molecule tenants scrub \(slug) --confirm \(slug)")
    }

    /// Asks for the list until the slug is not in it.
    private func wait(_ patience: Duration, _ desk: ControlPlaneDesk) async throws(Failure) {
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
        } work: { [slug] () async throws(Failure) in
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
