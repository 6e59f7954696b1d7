import CommandTree
import JSON
import Keyfile
import ManagementAPI

/// The command `tenants billing-mode`.
enum TenantsBillingMode {
    static let node = Node(
        "billing-mode", summary: "see or set who pays for a workspace's model",
        discussion: ["The control plane asks or tells the organisation's server, which may be down."],
        subcommands: [TenantsBillingModeGet.node, TenantsBillingModeSet.node])

    static let workspaceOperand = Operand(Value("WORKSPACE", .text), .one, "The id of the workspace.")
    static let orgOption = Option.value(
        "org", Value("SLUG", .text), required: true, "The organisation the workspace belongs to.")

    static func report(_ id: String, _ document: JSONValue) -> Report {
        BillingMode.report(Models.Workspace(["id": .string(id)]), Models.BillingModeResponse(document))
    }
}

/// The command `tenants billing-mode get`.
struct TenantsBillingModeGet: Verb {
    let workspace: String
    let slug: String
    let keys: [KeyName]

    static let node = Node(
        "get", summary: "show who pays for a workspace's model", operands: [TenantsBillingMode.workspaceOperand],
        options: [TenantsBillingMode.orgOption, CredentialFinder.keyOption],
        examples: [
            Example(
                "Show the mode.",
                "molecule tenants billing-mode get 6f1c9d0e-6a53-4f0f-9a2b-0d6f3b6f0c11 --org acme")
        ],
        environment: Documented.credentials, files: [Documented.keyStore], statuses: ControlPlaneDesk.statuses,
        action: { arguments throws(UsageError) in
            TenantsBillingModeGet(
                workspace: try WorkspaceRow.id(arguments.operand("WORKSPACE") ?? ""),
                slug: try OrgSlug.parse(arguments.text("org") ?? ""), keys: try CredentialFinder.names(arguments))
        })

    func run(in world: World) async throws(Failure) {
        let document = try await ControlPlaneDesk(keys, in: world).object(
            Operations.adminGetWorkspaceBillingMode, ["id": workspace, "org_slug": slug])
        try world.output.print(TenantsBillingMode.report(workspace, document))
    }
}

/// The command `tenants billing-mode set`.
struct TenantsBillingModeSet: Verb {
    let workspace: String
    let slug: String
    /// `nil` takes the setting away.
    let mode: String?
    let isPlanned: Bool
    let keys: [KeyName]

    static let node = Node(
        "set", summary: "set who pays for a workspace's model",
        discussion: ["Nothing is restarted: the mode counts from the next start on."],
        operands: [
            TenantsBillingMode.workspaceOperand,
            BillingMode.operand,
        ],
        options: [TenantsBillingMode.orgOption, ActionPlan.option, CredentialFinder.keyOption],
        examples: [
            Example(
                "Use credentials of the workspace's own.",
                "molecule tenants billing-mode set 6f1c9d0e-6a53-4f0f-9a2b-0d6f3b6f0c11 byok --org acme")
        ],
        environment: Documented.credentials, files: [Documented.keyStore], statuses: ControlPlaneDesk.statuses,
        action: { arguments throws(UsageError) in
            TenantsBillingModeSet(
                workspace: try WorkspaceRow.id(arguments.operand("WORKSPACE") ?? ""),
                slug: try OrgSlug.parse(arguments.text("org") ?? ""), mode: BillingMode.override(arguments),
                isPlanned: arguments.flag("plan"), keys: try CredentialFinder.names(arguments))
        })

    func run(in world: World) async throws(Failure) {
        let operation = Operations.adminPutWorkspaceBillingMode
        let values = ["id": workspace, "org_slug": slug]
        let body: JSONValue = ["mode": .optional(mode)]
        if isPlanned { return try ActionPlan(operation: operation, values: values, body: body).print(in: world) }
        let document = try await ControlPlaneDesk(keys, in: world).object(operation, values, body: body)
        if let mode, document["mode"] != nil {
            try ControlPlaneDesk.require("mode", .string(mode), in: document, operation)
        }
        try world.output.print(TenantsBillingMode.report(workspace, document))
    }
}
