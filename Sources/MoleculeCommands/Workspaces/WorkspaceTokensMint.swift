import CommandTree
import JSON
import Keyfile
import ManagementAPI

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
            try world.output.reveal(["id": .string(id), "name": .optional(workspace.name), "value": .string(value)])
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
