import CommandTree
import JSON
import Keyfile
import ManagementAPI

/// The command `workspaces tokens list`.
struct WorkspaceTokensList: Verb {
    let target: WorkspaceArguments

    static let node = Node(
        "list", summary: "list the live tokens of a workspace",
        discussion: ["Lists id, first characters and last use of each token; only who has a token knows its value."],
        operands: [Workspaces.idOperand], options: [CredentialFinder.keyOption],
        examples: [Example("List them.", "molecule workspaces tokens list atlas")],
        environment: Documented.credentials, files: [Documented.keyStore], statuses: Workspaces.statuses,
        action: { arguments throws(UsageError) in WorkspaceTokensList(target: try WorkspaceArguments(arguments)) })

    func run(in world: World) async throws(Failure) {
        let server = try WorkspaceServer(target.keys, in: world)
        let workspace = try await server.require(target.first)
        let tokens = try await server.tokens(of: workspace.id ?? "")
        try world.output.print(
            .list(
                tokens.map(\.document), columns: ["ID", "PREFIX", "CREATED", "LAST USED"],
                rows: tokens.map { [$0.id ?? "-", $0.prefix ?? "-", $0.createdAt ?? "-", $0.lastUsedAt ?? "never"] },
                names: tokens.compactMap(\.id)))
    }
}

/// The command `workspaces tokens mint`.
struct WorkspaceTokensMint: Verb {
    let target: WorkspaceArguments
    let saving: WorkspaceTokenSaving

    static let node = Node(
        "mint", summary: "make a token for a workspace",
        discussion: [
            """
            Prints the new token once, or saves it as a key entry with --save; the server never shows it again. A \
            workspace has 50 tokens at most, without end of their life; but every start of the workspace by the platform \
            revokes them all, and secrets that change start it.
            """
        ],
        operands: [Workspaces.idOperand], options: [WorkspaceTokenSaving.option, CredentialFinder.keyOption],
        examples: [
            Example("Save a token.", "molecule workspaces tokens mint atlas --save atlas-agent"),
            Example("Print one for a pipe.", "molecule workspaces tokens mint atlas -q"),
        ],
        environment: Documented.credentials, files: [Documented.keyStore], statuses: Workspaces.statuses,
        action: { arguments throws(UsageError) in
            WorkspaceTokensMint(
                target: try WorkspaceArguments(arguments), saving: try WorkspaceTokenSaving(arguments))
        })

    func run(in world: World) async throws(Failure) {
        try saving.check(in: world)
        let server = try WorkspaceServer(target.keys, in: world)
        // The server makes tokens for removed workspaces as well, which then let nobody in.
        let workspace = try await server.require(target.first)
        let id = workspace.id ?? ""
        let value = try await mint(workspace, id, server)
        let entry: KeyEntry?
        do throws(Failure) { entry = try saving.save(value, server) } catch {
            try await revoke(value, id, server)
            throw error
        }
        if let entry {
            try world.output.print(KeyReport.entry(entry))
        } else if world.output.format == .json || world.output.format == .yaml {
            try world.output.reveal(["id": .string(id), "name": .optional(workspace.name), "token": .string(value)])
        } else {
            try world.output.reveal(Secret(Array(value.utf8)))
        }
        world.output.remark("The next start of the workspace may revoke it, as all tokens of the workspace.")
    }

    private func mint(
        _ workspace: Models.Workspace, _ id: String, _ server: WorkspaceServer
    ) async throws(Failure) -> String {
        let operation = Operations.tenantCreateWorkspaceToken
        do throws(Failure) {
            let reply = try await server.call(operation, ["id": id])
            guard let value = reply.document?["auth_token"]?.text, !value.isEmpty else {
                throw .workspace(.strangeAnswer(operation))
            }
            return value
        } catch {
            // The limit of tokens says nothing of when to come back, as the limit of requests does.
            guard case .rateLimited = error.reply?.kind, error.reply?.document?["retry_after"] == nil else {
                throw error
            }
            throw .workspace(.tooManyTokens(workspace.label, id: id))
        }
    }

    /// Takes back a token that could not be saved: nobody has it.
    private func revoke(_ value: String, _ id: String, _ server: WorkspaceServer) async throws(Failure) {
        let prefix = String(value.prefix(8))
        for token in try await server.tokens(of: id) where token.prefix == prefix {
            guard let tokenID = token.id else { continue }
            _ = try await server.call(Operations.tenantRevokeWorkspaceToken, ["id": id, "tokenId": tokenID])
        }
    }
}

/// The command `workspaces tokens revoke`.
struct WorkspaceTokensRevoke: Verb {
    let target: WorkspaceArguments
    let tokens: [String]

    static let node = Node(
        "revoke", summary: "revoke tokens of a workspace",
        discussion: [
            """
            Revokes each token, at once. A token is given by its id or by its first 8 characters, as the list shows \
            them; never by its value. One that is revoked already is success.
            """
        ],
        operands: [
            Workspaces.idOperand,
            Operand(Value("TOKEN", .text), .oneOrMore, "Ids of tokens, or their first 8 characters."),
        ],
        options: [CredentialFinder.keyOption],
        examples: [
            Example(
                "Revoke one.",
                "molecule workspaces tokens revoke atlas 6f1c9d0e-6a53-4f0f-9a2b-0d6f3b6f0c11")
        ],
        environment: Documented.credentials, files: [Documented.keyStore], statuses: Workspaces.statuses + [.partial],
        action: { arguments throws(UsageError) in
            WorkspaceTokensRevoke(target: try WorkspaceArguments(arguments), tokens: arguments.operands("TOKEN"))
        })

    func run(in world: World) async throws(Failure) {
        let server = try WorkspaceServer(target.keys, in: world)
        let id = try await server.resolve(target.first)
        let needsList = tokens.contains { UUIDText.canonical($0) == nil }
        let live = needsList ? try await server.tokens(of: id) : []
        var outcomes: [WorkspaceOutcome] = []
        for token in tokens {
            do throws(Failure) { outcomes.append(try await revoke(token, live, id, server)) } catch {
                guard tokens.count > 1 else { throw error }
                outcomes.append(WorkspaceOutcome(token, error))
            }
        }
        try world.output.print(WorkspaceOutcome.report(outcomes))
        let failed = outcomes.filter { $0.failure != nil }
        if !failed.isEmpty {
            throw .partial(
                "\(failed.count) of \(outcomes.count) tokens are not revoked.",
                hint: "molecule workspaces tokens list \(id)")
        }
    }

    private func revoke(
        _ text: String, _ live: [Models.WorkspaceToken], _ id: String, _ server: WorkspaceServer
    ) async throws(Failure) -> WorkspaceOutcome {
        let found = live.filter { $0.prefix == text }
        guard let tokenID = UUIDText.canonical(text) ?? (found.count == 1 ? found[0].id : nil) else {
            throw found.isEmpty
                ? .notListed("No live token of the workspace begins like this.", id)
                : .notListed("\(found.count) tokens of the workspace begin like this.", id)
        }
        do throws(Failure) {
            _ = try await server.call(Operations.tenantRevokeWorkspaceToken, ["id": id, "tokenId": tokenID])
        } catch {
            guard error.reply?.kind == .notFound else {
                guard error.isOfLostReply, try await !server.tokens(of: id).contains(where: { $0.id == tokenID }) else {
                    throw error
                }
                return WorkspaceOutcome(tokenID, nil, "revoked", detail: "the reply was lost, but it is gone")
            }
            return WorkspaceOutcome(tokenID, nil, "already revoked")
        }
        return WorkspaceOutcome(tokenID, nil, "revoked")
    }
}

extension Failure {
    /// A token that the list does not have, or not once.
    fileprivate static func notListed(_ reason: String, _ id: String) -> Failure {
        .usage(UsageError(reason, hint: "molecule workspaces tokens list \(id)"))
    }
}
