import JSON

extension Tenant {
    /// The keys of the organisation, which the API calls org tokens.
    var orgKeyRoutes: [Route] {
        [
            Route("GET", "/org/tokens", .admin, listOrgKeys), Route("POST", "/org/tokens", .admin, limitedMint),
            Route("DELETE", "/org/tokens/:id", .admin, revokeOrgKey),
        ]
    }

    private static let maximumListed = 500
    private static let maximumName = 100

    private func listOrgKeys(_ call: Route.Call) -> HTTPResponse {
        with { state in
            let items = state.orgKeys.reversed().filter { !$0.isRevoked }.prefix(Tenant.maximumListed).map(\.item)
            return HTTPResponse(status: 200, ["tokens": .array(items), "count": .integer(Int64(items.count))])
        }
    }

    /// The limit is charged before the body is looked at, and its numbers stand in for the general ones.
    private func limitedMint(_ call: Route.Call) throws(Refusal) -> HTTPResponse {
        guard !isDevelopment(call.adminToken) else { return try mintOrgKey(call) }
        let verdict = mintLimiter.take(call.rateKey)
        var response = verdict.refusal
        if verdict.isAllowed { do { response = try mintOrgKey(call) } catch { response = error.response } }
        response.headers += verdict.headers
        return response
    }

    private func mintOrgKey(_ call: Route.Call) throws(Refusal) -> HTTPResponse {
        let name = try orgKeyName(call.request.body)
        guard name.utf8.count <= Tenant.maximumName else { throw Refusal(400, "name too long (max 100 chars)") }
        let creator =
            if let prefix = call.orgKeyPrefix {
                "org-token:\(prefix)"
            } else {
                // Any cookie makes it a session, whatever let the request in.
                call.request.bytes(ofHeader: "cookie") == nil ? "admin-token" : "session"
            }
        let (key, text) = AccessToken.mint(name: name, createdBy: creator)
        with { $0.orgKeys.append(key) }
        let members: [(String, String)] =
            [("id", key.id), ("prefix", key.prefix)] + (name.isEmpty ? [] : [("name", name)])
            + [("auth_token", text), ("warning", "copy this token now; it will not be shown again")]
        return HTTPResponse(status: 200, .object(members.map { .init($0.0, .string($0.1)) }))
    }

    /// The name in a body that may be left out; April takes a broken one for none.
    private func orgKeyName(_ bytes: [UInt8]) throws(Refusal) -> String {
        guard !bytes.isEmpty else { return "" }
        do {
            return try RequestBody(bytes, else: Refusal(400, "invalid JSON body")).text("name") ?? ""
        } catch {
            if isMay { throw error }
            return ""
        }
    }

    private func revokeOrgKey(_ call: Route.Call) throws(Refusal) -> HTTPResponse {
        let id = try call.storedID("failed to revoke")
        return try with { state throws(Refusal) in
            guard let index = state.orgKeys.firstIndex(where: { $0.id == id && !$0.isRevoked }) else {
                throw Refusal(404, "token not found or already revoked")
            }
            state.orgKeys[index].isRevoked = true
            return HTTPResponse(status: 200, ["revoked": .string(call.workspaceID)])
        }
    }
}

extension AccessToken {
    /// The item of the listing; what is empty is left out.
    fileprivate var item: JSONValue {
        let texts = [
            ("id", id), ("prefix", prefix), ("name", name), ("created_by", createdBy), ("created_at", createdAt.text),
            ("last_used_at", lastUsedAt?.text ?? ""),
        ]
        return .object(texts.filter { !$0.1.isEmpty }.map { .init($0.0, .string($0.1)) })
    }
}
