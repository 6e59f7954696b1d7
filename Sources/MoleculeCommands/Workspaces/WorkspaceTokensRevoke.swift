import CommandTree
import JSON
import ManagementAPI

/// The command `workspaces tokens revoke`.
struct WorkspaceTokensRevoke: Verb {
    /// The workspace and the tokens that were typed; `nil` when every token of a selection goes.
    let typed: (target: WorkspaceReference, tokens: [String])?
    let request: FleetRequest

    static let node = Node(
        "revoke", summary: "revoke tokens of a workspace, or of many",
        discussion: [
            """
            Revokes each token, at once. A token is given by its id or by its first 8 characters, as the list shows \
            them; never by its value. One that is revoked already is success. With --every all live tokens of the \
            workspaces named or selected are revoked.
            """
        ] + FleetRequest.discussion,
        operands: [
            Operand(
                Value("ID", .dynamic(kind: "workspaces")), .optional,
                "The workspace's id, or its name where no other has it."),
            Operand(
                Value("TOKEN", .text), .zeroOrMore,
                "Ids of tokens, or their first 8 characters; with --every, more workspaces."),
        ],
        options: [.flag("every", "Revoke every live token of each workspace.")] + FleetRequest.options + [
            CredentialFinder.keyOption
        ],
        examples: [
            Example(
                "Revoke one.",
                "molecule workspaces tokens revoke atlas 6f1c9d0e-6a53-4f0f-9a2b-0d6f3b6f0c11"),
            Example("Revoke all there are.", "molecule workspaces tokens revoke --every --all --yes"),
        ],
        environment: Documented.credentials, files: WorkspacesChange.files,
        statuses: Workspaces.statuses + FleetRequest.statuses,
        action: { arguments throws(UsageError) in try WorkspaceTokensRevoke(arguments) })

    init(_ arguments: Arguments) throws(UsageError) {
        let words = arguments.operands("ID") + arguments.operands("TOKEN")
        let isEvery = arguments.flag("every")
        let request = try FleetRequest(arguments, operands: isEvery ? words : Array(words.prefix(1)))
        self.request = request
        guard !isEvery else {
            typed = nil
            return
        }
        guard let target = request.single else {
            throw UsageError(
                "Of a selection of workspaces every token is revoked, or none.", hint: "Add --every if that is meant.")
        }
        guard words.count > 1 else { throw UsageError("No token is named.", hint: "Give tokens, or --every.") }
        typed = (target, Array(words.dropFirst()))
    }

    func run(in world: World) async throws(Failure) {
        guard let (target, tokens) = typed else {
            return try await Fleet(request: request, action: .revokeTokens, patience: nil).run(in: world)
        }
        let server = try WorkspaceServer(request.keys, in: world)
        let id = try await server.resolve(target)
        let needsList = tokens.contains { UUIDText.canonical($0) == nil }
        let live = needsList ? try await server.tokens(of: id) : []
        var outcomes: [WorkspaceOutcome] = []
        for token in tokens {
            do throws(Failure) { outcomes.append(try await server.revoke(token, live, id)) } catch {
                guard tokens.count > 1 else { throw error }
                outcomes.append(WorkspaceOutcome(token, error))
            }
        }
        try world.output.print(outcomes)
        let failed = outcomes.filter { $0.failure != nil }
        if !failed.isEmpty {
            throw .partial(
                "\(failed.count) of \(outcomes.count) tokens are not revoked.",
                hint: "molecule workspaces tokens list \(id)")
        }
    }
}

extension WorkspaceServer {
    /// Revokes every live token of a workspace.
    func revokeEveryToken(of id: String, _ workspace: Models.Workspace?) async throws(Failure) -> WorkspaceOutcome {
        let live = try await tokens(of: id)
        guard !live.isEmpty else { return WorkspaceOutcome(id, workspace, "no tokens") }
        for token in live.compactMap(\.id) { _ = try await revoke(token, live, id) }
        let count = "\(live.count) token\(live.count == 1 ? "" : "s")"
        var outcome = WorkspaceOutcome(id, workspace, "revoked", detail: count)
        outcome.extra = [.init("tokens_revoked", .integer(Int64(live.count)))]
        return outcome
    }

    /// Revokes a token as typed; one that is revoked already is fine.
    fileprivate func revoke(
        _ text: String, _ live: [Models.WorkspaceToken], _ id: String
    ) async throws(Failure) -> WorkspaceOutcome {
        let found = live.filter { $0.prefix == text }
        guard let tokenID = UUIDText.canonical(text) ?? (found.count == 1 ? found[0].id : nil) else {
            throw found.isEmpty
                ? .notListed("No live token of the workspace begins like this.", id)
                : .notListed("\(found.count) tokens of the workspace begin like this.", id)
        }
        do throws(Failure) {
            _ = try await call(Operations.tenantRevokeWorkspaceToken, ["id": id, "tokenId": tokenID])
        } catch {
            guard error.reply?.kind == .notFound else {
                guard error.isOfLostReply, try await !tokens(of: id).contains(where: { $0.id == tokenID }) else {
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
