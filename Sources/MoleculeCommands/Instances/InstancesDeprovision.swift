import CommandTree
import JSON
import Keyfile
import ManagementAPI

/// The command `instances deprovision`.
struct InstancesDeprovision: Verb {
    let workspace: String
    let machine: String?
    let isPruning: Bool
    let confirmation: TypedConfirmation
    let isPlanned: Bool
    let keys: [KeyName]

    static let node = Node(
        "deprovision", summary: "destroy a workspace's machine",
        discussion: [
            """
            Asks first, which --yes answers. With --prune the data volume is erased as well: the data is lost for good, \
            and the id of the workspace must be given again with --confirm, or typed when it is asked for; --yes is no \
            answer to that. A machine that is gone already is success.
            """
        ],
        operands: [Instances.workspaceOperand],
        options: [
            .value("instance", Value("ID", .text), "Destroy this machine alone."),
            .flag("prune", "Erase the data volume too: permanent loss of the workspace's data."),
            TypedConfirmation.option("WORKSPACE", "With --prune: confirm with the id of the workspace."),
            ActionPlan.option, CredentialFinder.keyOption,
        ],
        examples: [
            Example(
                "Destroy the machine and keep the data.",
                "molecule instances deprovision 6f1c9d0e-6a53-4f0f-9a2b-0d6f3b6f0c11 --yes")
        ],
        environment: Documented.credentials, files: [Documented.keyStore],
        statuses: ControlPlaneDesk.statuses + [.partial],
        action: { arguments throws(UsageError) in try InstancesDeprovision(arguments) })

    init(_ arguments: Arguments) throws(UsageError) {
        workspace = try WorkspaceRow.id(arguments.operand("WORKSPACE") ?? "")
        machine =
            if let text = arguments.text("instance") { try Instances.machine(text) } else { nil }
        isPruning = arguments.flag("prune")
        confirmation = TypedConfirmation(arguments)
        isPlanned = arguments.flag("plan")
        keys = try CredentialFinder.names(arguments)
        guard isPruning || confirmation.given == nil else {
            throw UsageError("--confirm goes with --prune.", hint: "Leave --confirm out, or add --prune.")
        }
    }

    private var values: [String: String] {
        var values = ["workspace_id": workspace]
        if let machine { values["instance_id"] = machine }
        if isPruning { values["prune"] = "true" }
        return values
    }

    func run(in world: World) async throws(Failure) {
        let operation = Operations.deprovisionWorkspace
        if isPlanned {
            let word = isPruning ? "--confirm \(workspace)" : "--yes"
            return try ActionPlan(operation: operation, values: values, confirmation: word).print(in: world)
        }
        if isPruning {
            try confirmation.require(
                workspace, "The machine is destroyed, and the workspace's data is lost for good.", in: world)
        } else {
            try world.confirm("Destroy the machine of workspace \(workspace)? Its data volume is kept.")
        }
        let reply = try await ControlPlaneDesk(keys, in: world).call(operation, values)
        let document = try outcome(reply, operation)
        try world.output.print(
            Report(
                document, rows: [[workspace, FieldTable.text(document["status"])]], names: [workspace]))
    }

    /// The answer, where it says that the machine is gone or going; any other state is not taken for that.
    private func outcome(_ reply: Reply, _ operation: Operation) throws(Failure) -> JSONValue {
        if reply.status == 204 { return ["status": "terminated"] }
        guard let document = reply.document, document.members != nil else {
            throw ControlPlaneDesk.uncertain(operation, "does not say whether the machine is destroyed")
        }
        try ControlPlaneDesk.requireDone(document, operation)
        let state = document["status"]?.text ?? document["state"]?.text
        let isGoing = state.map { ["terminated", "terminating", "shutting-down", "deprovisioned"].contains($0) }
        guard isGoing ?? (document["ok"]?.bool == true) else {
            throw ControlPlaneDesk.uncertain(
                operation, "says of the machine '\(TerminalText.safe(String((state ?? "").prefix(64))))'")
        }
        return document
    }
}
