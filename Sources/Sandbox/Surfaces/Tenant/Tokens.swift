import JSON

extension Tenant {
    /// Tokens of one workspace.
    var tokenRoutes: [Route] {
        let tokens = "/workspaces/:id/tokens"
        return [
            Route("GET", tokens, .workspace, listTokens), Route("POST", tokens, .workspace, mintToken),
            Route("DELETE", tokens + "/:tokenId", .workspace, revokeToken),
        ]
    }

    /// The id, which April leaves to the database to judge.
    private func tokenOwner(_ call: Route.Call, _ failed: String) throws(Refusal) -> String {
        if isMay { return try call.parsedID(invalid: "invalid workspace id", failed: failed) }
        return try call.storedID(failed)
    }

    private func listTokens(_ call: Route.Call) throws(Refusal) -> HTTPResponse {
        let id = try tokenOwner(call, "failed to list tokens")
        let limit = call.request.number("limit", in: 1...200, else: 50)
        let offset = call.request.number("offset", in: 0...Int(Int32.max), else: 0)
        return with { state in
            let page = state.liveTokens(of: id).reversed().dropFirst(offset).prefix(limit)
            let items = page.map { token -> JSONValue in
                [
                    "id": .string(token.id), "prefix": .string(token.prefix),
                    "created_at": .string(token.createdAt.text), "last_used_at": .optional(token.lastUsedAt?.text),
                ]
            }
            return HTTPResponse(status: 200, ["tokens": .array(items), "count": .integer(Int64(items.count))])
        }
    }

    private func mintToken(_ call: Route.Call) throws(Refusal) -> HTTPResponse {
        let id = try tokenOwner(call, "failed to create token")
        return try with { state throws(Refusal) in
            // Nothing asks whether the workspace is removed; only a row that is not there at all makes it fail.
            guard state.row(id) != nil else { throw Refusal(500, "failed to create token") }
            return try state.mintAnswer(id)
        }
    }

    private func revokeToken(_ call: Route.Call) throws(Refusal) -> HTTPResponse {
        let failed = "failed to revoke token"
        let id = try tokenOwner(call, failed)
        guard let token = Identifier.stored(call.parameters["tokenId"] ?? "") else { throw Refusal(500, failed) }
        return try with { state throws(Refusal) in
            guard
                let index = state.workspaceTokens.firstIndex(where: {
                    $0.owner == id && $0.id == token && !$0.isRevoked
                })
            else { throw Refusal(404, "token not found or already revoked") }
            state.workspaceTokens[index].isRevoked = true
            return HTTPResponse(status: 200, ["status": "revoked"])
        }
    }

    /// How an administrator gets a workspace's token since May.
    func mintTokenAsAdmin(_ call: Route.Call) throws(Refusal) -> HTTPResponse {
        let id = try call.parsedID(invalid: "invalid workspace id", failed: "workspace lookup failed")
        return try with { state throws(Refusal) in
            guard state.present(id) != nil else { throw .workspaceNotFound }
            return try state.mintAnswer(id)
        }
    }

    /// How one got it in April: by GET, with the admin token alone, or with nothing when none is set.
    var testTokenRoute: Route {
        Route("GET", "/admin/workspaces/:id/test-token", .open) { [self] call throws(Refusal) in
            guard configuration.hasTestTokens else { throw Refusal(404, "not found") }
            if let token = call.adminToken {
                let value = call.request.bytes(ofHeader: "authorization") ?? []
                // The scheme may be left out here.
                guard value == token || AdminAuth.bearer(of: call.request) == token else {
                    throw Refusal(401, "admin auth required")
                }
            }
            let id = try call.storedID("lookup failed")
            return try with { state throws(Refusal) in
                guard state.present(id) != nil else { throw .workspaceNotFound }
                return HTTPResponse(
                    status: 200, ["auth_token": .string(state.mintToken(for: id)), "workspace_id": .string(id)])
            }
        }
    }
}

extension TenantState {
    fileprivate mutating func mintAnswer(_ id: String) throws(Refusal) -> HTTPResponse {
        guard liveTokens(of: id).count < TenantState.maximumTokens else {
            throw Refusal(429, "maximum 50 active tokens per workspace")
        }
        return HTTPResponse(
            status: 201,
            [
                "auth_token": .string(mintToken(for: id)), "workspace_id": .string(id),
                "message": "Save this token now — it cannot be retrieved again.",
            ])
    }
}
