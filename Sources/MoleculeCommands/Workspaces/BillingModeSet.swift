import CommandTree
import JSON
import ManagementAPI

/// The command `workspaces billing-mode set`.
struct BillingModeSet: Verb {
    let target: WorkspaceArguments
    /// `nil` takes the setting away.
    let mode: String?

    static let node = Node(
        "set", summary: "set who pays for a workspace's model",
        discussion: [
            """
            Nothing is restarted: the mode counts from the next start on. A workspace in mode byok that has no \
            credential of a model's vendor fails to start. With automatic the mode follows from the model again. Since \
            May 2026.
            """
        ],
        operands: [
            Workspaces.idOperand,
            BillingMode.operand,
        ],
        options: [CredentialFinder.keyOption],
        examples: [
            Example("Use credentials of one's own.", "molecule workspaces billing-mode set atlas byok")
        ],
        environment: Documented.credentials, files: [Documented.keyStore],
        statuses: Workspaces.statuses + [.unverified],
        action: { arguments throws(UsageError) in
            BillingModeSet(
                target: try WorkspaceArguments(arguments), mode: BillingMode.override(arguments))
        })

    func run(in world: World) async throws(Failure) {
        let server = try WorkspaceServer(target.keys, in: world)
        let workspace = try await server.require(target.first)
        let id = workspace.id ?? ""
        do throws(Failure) {
            _ = try await server.call(Operations.tenantPutBillingMode, ["id": id], body: ["mode": .optional(mode)])
        } catch {
            guard error.isOfLostReply else { throw BillingMode.explained(error) }
        }
        let now = try await server.billingMode(id)
        guard now.workspaceOverride == mode else {
            throw .workspace(
                .noEffect(
                    workspace.label, id: id, wanted: "set to \(mode ?? "automatic")",
                    status: now.workspaceOverride ?? "automatic"))
        }
        try world.output.print(BillingMode.report(workspace, now))
        world.output.remark("It counts from the next start on: molecule workspaces restart \(id)")
    }
}
