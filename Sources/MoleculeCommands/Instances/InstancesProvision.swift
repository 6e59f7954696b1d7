import CommandTree
import JSON
import Keyfile
import ManagementAPI

/// The command `instances provision`.
struct InstancesProvision: Verb {
    let workspace: String
    let slug: String
    let runtime: String
    let platform: String?
    let tier: Int?
    let type: String?
    let disk: Int?
    let path: String?
    let isPlanned: Bool
    let keys: [KeyName]

    static let node = Node(
        "provision", summary: "start a machine for a workspace",
        discussion: [
            """
            Starts a machine that costs money; asks first, which --yes answers. A workspace can have several by mistake: \
            look for one before provisioning again, above all when a reply was lost. An image must be pinned for the \
            runtime.
            """,
            """
            The id of the organisation is looked up by its slug. The variables of the container come from a private \
            file, for secrets are among them.
            """,
        ],
        operands: [Instances.workspaceOperand],
        options: [
            .value("org", Value("SLUG", .text), required: true, "The organisation the workspace belongs to."),
            .value("runtime", Value("RUNTIME", .text), required: true, "The runtime, such as claude-code."),
            .value(
                "platform-url", Value("URL", .text),
                "Where the machine reaches the organisation's server, if the control plane is not at api.DOMAIN."),
            .value("tier", Value("TIER", .integer(1...10)), "The tier of the workspace."),
            .value("instance-type", Value("TYPE", .text), "The type of machine."),
            .value("disk", Value("GIB", .integer(1...16_384)), "The size of its disk."),
            .value("env-file", Value("PATH", .file), "Read NAME=VALUE lines from a private file (mode 0600)."),
            ActionPlan.option, CredentialFinder.keyOption,
        ],
        examples: [
            Example(
                "Start one.",
                "molecule instances provision 6f1c9d0e-6a53-4f0f-9a2b-0d6f3b6f0c11 --org acme --runtime claude-code --yes"
            )
        ],
        environment: Documented.credentials, files: [Documented.keyStore],
        statuses: ControlPlaneDesk.statuses,
        action: { arguments throws(UsageError) in try InstancesProvision(arguments) })

    init(_ arguments: Arguments) throws(UsageError) {
        workspace = try WorkspaceRow.id(arguments.operand("WORKSPACE") ?? "")
        slug = try OrgSlug.parse(arguments.text("org") ?? "")
        runtime = arguments.text("runtime") ?? ""
        platform = arguments.text("platform-url")
        tier = arguments.integer("tier")
        type = arguments.text("instance-type")
        disk = arguments.integer("disk")
        path = arguments.text("env-file")
        isPlanned = arguments.flag("plan")
        keys = try CredentialFinder.names(arguments)
    }

    func run(in world: World) async throws(Failure) {
        let operation = Operations.provisionWorkspace
        let environment = try environment(in: world)
        let given = try givenPlatform()
        if isPlanned {
            let url = if let given { given } else { try plannedPlatform(in: world) }
            let body = body("(looked up)", url, environment)
            return try ActionPlan(operation: operation, body: body, confirmation: "--yes").print(in: world)
        }
        let desk = try ControlPlaneDesk(keys, in: world)
        let url = if let given { given } else { try usualPlatform(desk.client.server) }
        try world.confirm(
            "Start a machine for workspace \(workspace) of \(slug), whose server is \(url)? It costs money.")
        let id = try await organization(desk)
        do throws(Failure) {
            let document = try await desk.object(operation, body: body(id, url, environment))
            guard let machine = document["instance_id"]?.text, MachineID.isValid(machine, prefix: "i-") else {
                throw Failure.explained(
                    "The control plane's answer names no machine, though one may have been started.",
                    hint: operation.lostReply, .unverified)
            }
            try world.output.print(FieldTable.report(document, names: [machine]))
        } catch { throw explained(error) }
    }

    /// The id of the organisation that was named by its slug; one that stands somewhere else never takes its place.
    private func organization(_ desk: ControlPlaneDesk) async throws(Failure) -> String {
        let named = desk.world.settings.organization
        guard let id = try await desk.object(Operations.getOrgInstance, ["slug": slug])["org_id"]?.text else {
            throw .explained(
                "The control plane does not tell the id of \(slug), so nothing was started.",
                hint: "molecule orgs instance \(slug)", .unverified)
        }
        guard named == nil || named == id else {
            throw .usage(
                UsageError(
                    "The organisation's id that is given or set is not that of \(slug), so nothing was started.",
                    hint: "Leave --org-id out, and unset MOLECULE_ORG_ID."))
        }
        return id
    }

    private func givenPlatform() throws(Failure) -> String? {
        guard let platform else { return nil }
        let origin = try Origin.parse(platform, source: "--platform-url")
        guard origin.text.hasPrefix("https://") else {
            throw .usage(UsageError("--platform-url is an address that begins with https://."))
        }
        return origin.text
    }

    private func usualPlatform(_ controlPlane: Origin) throws(Failure) -> String {
        guard let url = ControlPlaneSite(controlPlane: controlPlane).platform(slug) else {
            throw .usage(
                UsageError(
                    "The address of this control plane does not tell where the server of \(slug) is.",
                    hint: "Pass --platform-url https://…, where the machine is to reach it."))
        }
        return url
    }

    /// The same for a plan, for which no control plane need be named.
    private func plannedPlatform(in world: World) throws(Failure) -> String {
        guard let address = world.settings.controlPlaneAddress else { return "(by the slug)" }
        return try usualPlatform(try Origin.parse(address, source: "--cp-url"))
    }

    private func environment(in world: World) throws(Failure) -> [(name: String, value: String)] {
        guard let path else { return [] }
        return try SecretLines(try ValueSource.read(path, in: world, limit: SecretsFile.limit), path).pairs
    }

    private func body(_ organization: String, _ url: String, _ environment: [(name: String, value: String)])
        -> JSONValue
    {
        var members: [JSONValue.Member] = [
            .init("org_id", .string(organization)), .init("workspace_id", .string(workspace)),
            .init("runtime", .string(runtime)), .init("platform_url", .string(url)),
        ]
        if let tier { members.append(.init("tier", .integer(Int64(tier)))) }
        if let type { members.append(.init("instance_type", .string(type))) }
        if let disk { members.append(.init("disk_gb", .integer(Int64(disk)))) }
        if !environment.isEmpty {
            members.append(.init("env", .object(environment.map { .init($0.name, .string($0.value)) })))
        }
        return .object(members)
    }

    /// Without a pin for the runtime there is nothing to start; the code stands in one of two members.
    private func explained(_ failure: Failure) -> Failure {
        let code = "RUNTIME_PIN_MISSING"
        guard let answer = failure.reply, answer.status == 422, answer.code == code || answer.text.contains(code) else {
            return failure
        }
        return .explained(
            "No image is pinned for the runtime \(runtime) (\(code)), so no machine was started.",
            hint: "molecule pins runtime-image promote --runtime \(runtime) --image IMAGE", .conflict)
    }
}
