import CommandTree
import JSON
import Keyfile
import ManagementAPI

/// The command `orgs status`.
struct OrgsStatus: Verb {
    let slug: String
    let wait: OrgWaitOptions
    let keys: [KeyName]

    static let node = Node(
        "status", summary: "show how far an organisation is in coming up",
        discussion: [
            """
            Shows the stage, the percentage and the time it is expected to take. With --wait it asks again, every half \
            second at first and every 15 seconds later, until the organisation is up; one that fails ends it with \
            status 7, and a time that is over with status 9. Ctrl-C ends the wait and changes nothing: the same can be \
            typed again.
            """
        ],
        operands: [OrgSlug.operand], options: OrgWaitOptions.options + [CredentialFinder.keyOption],
        examples: [
            Example("Show it once.", "molecule orgs status acme"),
            Example("Wait until it is up.", "molecule orgs status acme --wait --deadline 10m"),
        ],
        environment: Documented.credentials, files: [Documented.keyStore],
        statuses: ControlPlaneDesk.statuses + [.interrupted, .terminated],
        action: { arguments throws(UsageError) in try OrgsStatus(arguments) })

    init(_ arguments: Arguments) throws(UsageError) {
        slug = try OrgSlug.operand(arguments)
        wait = try OrgWaitOptions(arguments)
        keys = try CredentialFinder.names(arguments)
    }

    func run(in world: World) async throws(Failure) {
        let desk = try ControlPlaneDesk(keys, in: world)
        let status: JSONValue
        if let patience = wait.patience {
            status = try await OrgWait(slug: slug, patience: patience).run(on: desk)
        } else {
            status = try await desk.object(Operations.getProvisionStatus, ["slug": slug])
        }
        try world.output.print(OrgsStatus.report(status, slug))
    }

    /// The answer with the slug it is about.
    static func report(_ status: JSONValue, _ slug: String) -> Report {
        let members = (status.members ?? []).filter { $0.name != "slug" }
        return FieldTable.report(.object([.init("slug", .string(slug))] + members), names: [slug])
    }
}

/// Whether to wait for an organisation, and for how long.
struct OrgWaitOptions: Sendable {
    /// `nil` when nobody waits.
    let patience: Duration?

    static let options: [Option] = [
        .flag("wait", "Wait until it is up, and show how far it is."),
        .value("deadline", Value("DURATION", .duration), default: "20m", "With --wait: for how long at most."),
    ]

    init(_ arguments: Arguments) throws(UsageError) {
        guard arguments.flag("wait") || arguments.source(of: "deadline") != .commandLine else {
            throw UsageError("--deadline goes with --wait.", hint: "Add --wait, or leave --deadline out.")
        }
        patience = arguments.flag("wait") ? arguments.duration("deadline") ?? .seconds(1200) : nil
    }
}
