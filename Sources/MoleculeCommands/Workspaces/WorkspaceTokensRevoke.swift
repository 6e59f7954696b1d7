import CommandTree
import JSON
import ManagementAPI

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
