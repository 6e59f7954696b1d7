import CommandTree
import JSON
import Keyfile
import ManagementAPI

/// The command `tenants redeploy-fleet`.
struct TenantsRedeployFleet: Verb {
    let tag: String
    /// Empty for none.
    let canary: String
    let soak: Duration
    let batch: Int
    let confirmation: TypedConfirmation
    let isPlanned: Bool
    let keys: [KeyName]

    static let node = Node(
        "redeploy-fleet", summary: "give every organisation's server an image",
        discussion: [
            """
            Interrupts every customer: the canary first, then the rest in batches, each after a time of soaking. The \
            tag that is rolled out must be given again with --confirm, or typed when it is asked for: --yes is no \
            answer to that. The server has no dry run that could be relied on; --plan shows what would be sent.
            """,
            """
            It may take 20 minutes, and goes on without this program: after Ctrl-C look at tenants diagnostics before \
            doing it again. A rollout that halted is a failure although the server answers 200; every result is \
            printed, and those that are not there keep their old image.
            """,
        ],
        options: [
            .value("tag", Value("TAG", .text), required: true, "The image's tag; a short commit rolls back."),
            .value("canary", Value("SLUG", .text), "The organisation that goes first."),
            .flag("no-canary", "Let none go first."),
            .value("soak", Value("DURATION", .duration), default: "60s", "How long to watch before going on."),
            .value("batch-size", Value("COUNT", .integer(1...1_000)), default: "3", "How many at once."),
            TypedConfirmation.option("TAG", "Confirm with the tag."), ActionPlan.option, CredentialFinder.keyOption,
        ],
        examples: [
            Example("See what would be sent.", "molecule tenants redeploy-fleet --tag 1a2b3c4 --canary acme --plan"),
            Example(
                "Roll an image out.",
                "molecule tenants redeploy-fleet --tag 1a2b3c4 --canary acme --confirm 1a2b3c4"),
        ],
        environment: Documented.credentials, files: [Documented.keyStore],
        statuses: ControlPlaneDesk.statuses + [.partial, .interrupted, .terminated],
        action: { arguments throws(UsageError) in try TenantsRedeployFleet(arguments) })

    init(_ arguments: Arguments) throws(UsageError) {
        tag = arguments.text("tag") ?? ""
        guard TenantsRedeployFleet.isTag(tag) else {
            throw UsageError(
                "An image's tag is 1 to 128 letters, digits, '_', '.' and '-', and begins with none of the last two.")
        }
        let given = arguments.text("canary")
        guard (given != nil) != arguments.flag("no-canary") else {
            throw UsageError(
                "Say which organisation goes first, or that none does.", hint: "Add --canary SLUG or --no-canary.")
        }
        canary = if let given { try OrgSlug.parse(given) } else { "" }
        soak = arguments.duration("soak") ?? .seconds(60)
        let time = Duration.seconds(Operations.adminRedeployFleet.deadlineSeconds)
        guard soak.components.attoseconds == 0, soak >= .seconds(1), soak < time else {
            throw UsageError(
                "--soak is whole seconds, at least one, and less than the \(time.components.seconds / 60) minutes of a rollout."
            )
        }
        batch = arguments.integer("batch-size") ?? 3
        confirmation = TypedConfirmation(arguments)
        isPlanned = arguments.flag("plan")
        keys = try CredentialFinder.names(arguments)
    }

    /// Whether a text is a tag by the grammar of container registries.
    private static func isTag(_ text: String) -> Bool {
        let isPart = { (byte: UInt8) in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & ~0x20) || "_.-".utf8.contains(byte)
        }
        guard let first = text.utf8.first, first != UInt8(ascii: "."), first != UInt8(ascii: "-") else { return false }
        return text.utf8.count <= 128 && text.utf8.allSatisfy(isPart)
    }

    private var body: JSONValue {
        [
            "target_tag": .string(tag), "canary_slug": .string(canary),
            "soak_seconds": .integer(soak.components.seconds), "batch_size": .integer(Int64(batch)),
        ]
    }

    func run(in world: World) async throws(Failure) {
        let operation = Operations.adminRedeployFleet
        if isPlanned {
            return try ActionPlan(operation: operation, body: body, confirmation: "--confirm \(tag)")
                .print(in: world)
        }
        try confirmation.require(tag, "Every organisation is redeployed with \(tag).", in: world)
        let desk = try ControlPlaneDesk(keys, in: world)
        let reply = try await desk.callLong(
            operation, body: body, stage: "rolling out \(tag)",
            hint: "The rollout goes on; look at some organisations with: molecule tenants diagnostics SLUG")
        try tell(try ControlPlaneDesk.object(reply, operation), in: world)
    }

    /// Prints every result; one that is not well, or a rollout that says of itself that it is not, is a failure.
    private func tell(_ document: JSONValue, in world: World) throws(Failure) {
        let outcomes = (document["results"]?.items ?? []).map { RedeployOutcome($0) }
        try world.output.print(RedeployOutcome.report(outcomes, document: document))
        let failed = outcomes.filter { !$0.isHealthy }
        guard document["ok"]?.bool == true, failed.isEmpty else {
            let names = failed.map(\.slug).joined(separator: ", ")
            throw .partial(
                "The rollout of \(tag) halted: \(failed.count) of \(outcomes.count) results are failures"
                    + (names.isEmpty ? "." : " (\(TerminalText.safe(String(names.prefix(200)))))."),
                hint: failed.first.map { "molecule tenants diagnostics \(TerminalText.safe($0.slug))" })
        }
        guard !outcomes.isEmpty else {
            throw ControlPlaneDesk.uncertain(
                Operations.adminRedeployFleet, "says that all is well, and has no result of any organisation")
        }
        guard canary.isEmpty || outcomes.contains(where: { $0.slug == canary }) else {
            throw .explained(
                "The control plane says that all is well, and has no result of the canary \(canary).",
                hint: "molecule tenants diagnostics \(canary)", .unverified)
        }
        world.output.remark("Rolled out to \(outcomes.count) organisation\(outcomes.count == 1 ? "" : "s").")
    }
}
