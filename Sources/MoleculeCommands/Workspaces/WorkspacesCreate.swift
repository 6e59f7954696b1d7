import CommandTree
import JSON
import Keyfile
import ManagementAPI

/// The command `workspaces create`.
struct WorkspacesCreate: Verb {
    let keys: [KeyName]
    let request: WorkspaceRequest
    let parent: WorkspaceReference?
    /// Cents.
    let budget: Int64?
    let patience: Duration?
    let saving: WorkspaceTokenSaving

    static let node = Node(
        "create", summary: "create a workspace",
        discussion: [
            """
            Creates a workspace and reads it back. Since May 2026 the server gives it a number when the name is taken \
            below the same parent, and does not say so; here it is said. The server answers before the workspace runs: \
            with --wait the command ends when it is online, or with what kept it from starting.
            """,
            """
            A limit given with --budget is set after the creation and read back, since the one in the request is not \
            enforced since May 2026. Secrets come from a private file and no other way; credentials of model vendors \
            are refused at creation since then, and set afterwards.
            """,
            """
            An external workspace gets a token, which is kept only where --save says; another can be minted at any time.
            """,
        ],
        operands: [Operand(Value("NAME", .text), .one, "Its name.")],
        options: WorkspaceRequest.options + [
            .value("budget", Value("CENTS", .text), "The most it may spend in 30 days, in cents."),
            WorkspaceTokenSaving.option, Workspaces.waitOption, CredentialFinder.keyOption,
        ],
        examples: [
            Example(
                "Create one and wait until it is online.",
                "molecule workspaces create scribe --runtime claude-code --model sonnet --wait 5m"),
            Example(
                "Create one for an agent that runs elsewhere.",
                "molecule workspaces create probe --external --save probe-agent"),
            Example(
                "Create one below another.",
                "molecule workspaces create scribe --parent atlas --from-file scribe.json"),
        ],
        environment: Documented.credentials,
        files: [Documented.keyStore],
        statuses: Workspaces.statuses + [.partial, .unverified, .interrupted, .terminated],
        action: { arguments throws(UsageError) in try WorkspacesCreate(arguments) })

    init(_ arguments: Arguments) throws(UsageError) {
        keys = try CredentialFinder.names(arguments)
        request = try WorkspaceRequest(arguments)
        parent = arguments.text("parent").map(WorkspaceReference.init)
        let cents = arguments.text("budget")
        budget = cents.flatMap(Cents.parse)
        guard cents == nil || budget != nil else { throw UsageError("--budget is a whole number of cents.") }
        patience = arguments.duration("wait")
        saving = try WorkspaceTokenSaving(arguments)
    }

    func run(in world: World) async throws(Failure) {
        try saving.check(in: world)
        // A first look at the body: what is wrong with it is told before anything is asked.
        let sketch = try request.body(parentID: nil, in: world)
        let server = try WorkspaceServer(keys, in: world)
        let before = try await server.list()
        guard server.surface == .tenant else { throw .workspace(.tenantOnly(instead: nil)) }
        let parentID: String? = if let parent { try parent.id(among: before) } else { nil }
        if let parentID, !before.contains(where: { $0.id == parentID }) { throw .workspace(.unknown(parentID)) }
        let body = parentID == nil ? sketch : try request.body(parentID: parentID, in: world)
        let created = try await create(body, before, server)
        var outcome = try await finish(created, body, server)
        outcome.extra += try save(created, server)
        try world.output.print(outcome.report)
        if created.connection?.authToken?.isEmpty == false, saving.key == nil {
            world.output.remark(
                "Its first token is not shown: molecule workspaces tokens mint \(outcome.id) --save KEY makes another.")
        }
    }

    /// Sends the request; where no answer comes, the list tells whether it took effect.
    private func create(
        _ body: JSONValue, _ before: [Models.Workspace], _ server: WorkspaceServer
    ) async throws(Failure) -> Models.CreatedWorkspace {
        let operation = Operations.tenantCreateWorkspace
        do throws(Failure) {
            let reply = try await server.call(operation, body: body)
            if let document = reply.document, document["id"]?.text != nil { return Models.CreatedWorkspace(document) }
            // One answer of the servers is 200 and empty, though the workspace is there.
            guard let id = try await newcomer(body, before, server) else { throw .workspace(.strangeAnswer(operation)) }
            return Models.CreatedWorkspace(["id": .string(id)])
        } catch {
            guard error.isOfLostReply else { throw WorkspacesCreate.explained(error) }
            guard let id = try await newcomer(body, before, server) else {
                throw .workspace(.lostCreation(request.name))
            }
            return Models.CreatedWorkspace(["id": .string(id)])
        }
    }

    /// A refusal with what to type instead, where the server gives its reason in a form for programs.
    private static func explained(_ failure: Failure) -> Failure {
        guard let answer = failure.reply else { return failure }
        let next: String
        switch answer.code {
        case "MODEL_REQUIRED": next = "Add --model MODEL, or a --template that has one."
        case "UNREGISTERED_MODEL_FOR_RUNTIME":
            next = "The models of each runtime stand under registry_models of: molecule api tenantListTemplates"
        case "RUNTIME_UNRESOLVED": next = "Add --runtime RUNTIME: the template does not say it."
        case "RUNTIME_UNSUPPORTED": next = "Add --runtime RUNTIME, with one that the server knows, such as claude-code."
        default:
            // What is refused is a credential of a model's vendor.
            guard answer.kind == .invalid, answer.document?["key"]?.text != nil else { return failure }
            next = "Leave it out; then molecule workspaces billing-mode set ID byok, and set the secret."
        }
        return .workspace(.notCreated(answer, next: next))
    }

    /// The only workspace that was not there before and has the name, with a number behind it or not.
    private func newcomer(
        _ body: JSONValue, _ before: [Models.Workspace], _ server: WorkspaceServer
    ) async throws(Failure) -> String? {
        let known = Set(before.compactMap(\.id))
        let name = request.name
        let found = try await server.list().filter { workspace in
            guard let id = workspace.id, !known.contains(id), workspace.parentId == body["parent_id"]?.text else {
                return false
            }
            return workspace.name == name || workspace.name?.hasPrefix("\(name) (") == true
        }
        return found.count == 1 ? found[0].id : nil
    }

    /// Reads it back, waits for it and sets its limit.
    private func finish(
        _ created: Models.CreatedWorkspace, _ body: JSONValue, _ server: WorkspaceServer
    ) async throws(Failure) -> WorkspaceOutcome {
        guard let id = created.id?.lowercased() else { throw .workspace(.lostCreation(request.name)) }
        guard var now = try await server.read(id) else { throw .workspace(.lostCreation(request.name)) }
        if let budget {
            do throws(Failure) { _ = try await server.setBudget(now, id, ["monthly": budget]) } catch {
                throw .workspace(
                    .createdPartly(
                        "\(now.label) (\(id))", reason: "its limit is not set: \(error.message)",
                        next: "molecule workspaces budget set \(id) --monthly \(budget)"))
            }
        }
        if let patience {
            // Nobody can say when an agent that runs elsewhere will come.
            let goal = now.status == "awaiting_agent" ? "awaiting_agent" : "online"
            now = try await WorkspaceWait(goal: goal, patience: patience).run(id, on: server) ?? now
        }
        let name = now.name ?? request.name
        let detail = name == request.name ? nil : "the name '\(request.name)' was taken; it is called '\(name)'"
        return WorkspaceOutcome(id, now, "created", detail: detail ?? now.status.map { "it is \($0)" })
    }

    /// Saves the token of an external workspace, where that was asked for.
    private func save(
        _ created: Models.CreatedWorkspace, _ server: WorkspaceServer
    ) throws(Failure) -> [JSONValue.Member] {
        guard let key = saving.key else { return [] }
        let id = created.id ?? ""
        let next = "molecule workspaces tokens mint \(id) --save \(key.text)"
        guard let value = created.connection?.authToken, !value.isEmpty else {
            throw .workspace(
                .createdPartly(id, reason: "the server gave no token that could be saved.", next: next))
        }
        do throws(Failure) { _ = try saving.save(value, server) } catch {
            throw .workspace(
                .createdPartly(id, reason: "its token is not saved: \(error.message)", next: next))
        }
        return [.init("key", .string(key.text))]
    }
}
