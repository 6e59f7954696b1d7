import CommandTree
import JSON
import Keyfile
import ManagementAPI

/// The command `tenants redeploy`.
struct TenantsRedeploy: Verb {
    let slug: String
    let isPlanned: Bool
    let keys: [KeyName]

    static let node = Node(
        "redeploy", summary: "give an organisation's server its image anew",
        discussion: [
            """
            Swaps the image in place; the organisation is out of reach for up to half a minute. Asks first, which --yes \
            answers. Success is told by the outcome, not by the answer's status: a server that does not come back is a \
            failure.
            """
        ],
        operands: [OrgSlug.operand], options: [ActionPlan.option, CredentialFinder.keyOption],
        examples: [Example("Redeploy one.", "molecule tenants redeploy acme --yes")],
        environment: Documented.credentials, files: [Documented.keyStore],
        statuses: ControlPlaneDesk.statuses + [.partial, .interrupted, .terminated],
        action: { arguments throws(UsageError) in try TenantsRedeploy(arguments) })

    init(_ arguments: Arguments) throws(UsageError) {
        slug = try OrgSlug.operand(arguments)
        isPlanned = arguments.flag("plan")
        keys = try CredentialFinder.names(arguments)
    }

    func run(in world: World) async throws(Failure) {
        let operation = Operations.adminRedeployTenant
        if isPlanned {
            return try ActionPlan(operation: operation, values: ["slug": slug], confirmation: "--yes")
                .print(in: world)
        }
        try world.confirm("Redeploy \(slug)? Its server is away for up to half a minute.")
        let desk = try ControlPlaneDesk(keys, in: world)
        let reply = try await desk.callLong(
            operation, ["slug": slug], stage: "redeploying \(slug)", hint: "molecule tenants diagnostics \(slug)")
        let document = try ControlPlaneDesk.object(reply, operation)
        try ControlPlaneDesk.requireAbout(slug, document, operation)
        let outcome = RedeployOutcome(document, slug: slug)
        try world.output.print(RedeployOutcome.report([outcome], document: outcome.document))
        guard outcome.isHealthy else {
            throw .partial(
                "The server of \(slug) did not come back from its redeployment.",
                hint: "molecule tenants diagnostics \(slug)")
        }
        guard outcome.isTelling else {
            throw .explained(
                "The answer does not say whether the server of \(slug) is back.",
                hint: "molecule tenants diagnostics \(slug)", .unverified)
        }
    }
}

/// What came of one organisation's redeployment.
struct RedeployOutcome: Sendable {
    let document: JSONValue
    let slug: String

    init(_ document: JSONValue, slug: String? = nil) {
        self.document = document
        self.slug = document["slug"]?.text ?? slug ?? "-"
    }

    /// Whether nothing speaks against it: no error, no exit status but 0, and a health check that was passed.
    var isHealthy: Bool {
        let result = Models.RedeployResult(document)
        let isFailed = document["ok"]?.bool == false || !(result.error ?? "").isEmpty
        let status = result.ssmStatus ?? "Success"
        return document.members != nil && !isFailed && status == "Success" && (result.ssmExitCode ?? 0) == 0
            && result.healthzOk != false
    }

    /// Whether anything speaks for it, too: the contract leaves the answer about one organisation open.
    var isTelling: Bool {
        document["ok"]?.bool != nil || document["healthz_ok"]?.bool != nil || document["ssm_exit_code"]?.integer != nil
            || document["ssm_status"]?.text != nil
    }

    private var row: [String] {
        [isHealthy ? isTelling ? "ok" : "unknown" : "failed", slug]
            + ["phase", "ssm_status", "ssm_exit_code", "healthz_ok", "error"].map { FieldTable.text(document[$0]) }
    }

    static func report(_ outcomes: [RedeployOutcome], document: JSONValue) -> Report {
        Report(
            document, columns: ["OUTCOME", "SLUG", "PHASE", "COMMAND", "EXIT", "HEALTHY", "ERROR"],
            rows: outcomes.map(\.row), names: outcomes.map(\.slug))
    }
}
