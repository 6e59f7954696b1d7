import CommandTree
import JSON
import Keyfile
import ManagementAPI

/// The command `instances`.
enum Instances {
    static let node = Node(
        "instances", summary: "provision and destroy the machines of workspaces",
        discussion: [
            """
            For repair: people create workspaces with molecule workspaces create, and the platform sees to the machine. \
            The credential is PROVISION_SHARED_SECRET, which control plane and tenants share, and for destroying the \
            tenant's admin token besides: MOLECULE_TENANT_ADMIN_TOKEN, or what molecule tenants admin-token --kind \
            tenant-admin-token stores.
            """
        ],
        subcommands: [InstancesProvision.node, InstancesStatus.node, InstancesDeprovision.node])

    static let workspaceOperand = Operand(Value("WORKSPACE", .text), .one, "The id of the workspace.")

    /// The id of a machine as typed; that of the workspace in its place would leave a security group behind.
    static func machine(_ text: String) throws(UsageError) -> String {
        guard MachineID.isValid(text, prefix: "i-") else {
            throw UsageError("The id of a machine is i- and 8 to 17 hexadecimal digits, in lower case.")
        }
        return text
    }
}

/// The command `instances status`.
struct InstancesStatus: Verb {
    let workspace: String
    let machine: String
    let keys: [KeyName]

    static let node = Node(
        "status", summary: "show how a workspace's machine is",
        discussion: ["The machine, not the agent on it: only running means that it is ready."],
        operands: [Instances.workspaceOperand],
        options: [
            .value("instance", Value("ID", .text), required: true, "The id of the machine."),
            CredentialFinder.keyOption,
        ],
        examples: [
            Example(
                "Show it.",
                "molecule instances status 6f1c9d0e-6a53-4f0f-9a2b-0d6f3b6f0c11 --instance i-0123456789abcdef0")
        ],
        environment: Documented.credentials, files: [Documented.keyStore], statuses: ControlPlaneDesk.statuses,
        action: { arguments throws(UsageError) in
            InstancesStatus(
                workspace: try WorkspaceRow.id(arguments.operand("WORKSPACE") ?? ""),
                machine: try Instances.machine(arguments.text("instance") ?? ""),
                keys: try CredentialFinder.names(arguments))
        })

    func run(in world: World) async throws(Failure) {
        let document = try await ControlPlaneDesk(keys, in: world).object(
            Operations.getProvisionWorkspaceStatus, ["workspace_id": workspace, "instance_id": machine])
        try world.output.print(FieldTable.report(document, names: [document["state"]?.text ?? "-"]))
    }
}
