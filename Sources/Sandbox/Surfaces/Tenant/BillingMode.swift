import JSON

extension Tenant {
    /// Since May, for administrators only.
    var billingRoutes: [Route] {
        [
            Route("GET", "/admin/workspaces/:id/llm-billing-mode", .admin) { [self] call throws(Refusal) in
                let id = try call.canonicalID("invalid workspace id")
                // A workspace that does not exist has the default like any other.
                return with { HTTPResponse(status: 200, $0.billingAnswer(id)) }
            },
            Route("PUT", "/admin/workspaces/:id/llm-billing-mode", .admin, setBillingMode),
        ]
    }

    private func setBillingMode(_ call: Route.Call) throws(Refusal) -> HTTPResponse {
        let id = try call.canonicalID("invalid workspace id")
        let mode = try Tenant.billingMode(call.request.body)
        return try with { state throws(Refusal) in
            guard state.row(id) != nil else { throw .workspaceNotFound }
            state.billingModes[id] = mode
            return HTTPResponse(status: 200, state.billingAnswer(id))
        }
    }

    /// The mode in a body; `nil` to clear it.
    private static func billingMode(_ bytes: [UInt8]) throws(Refusal) -> String? {
        let body: JSONValue
        do { body = try JSONValue.parse(bytes) } catch { throw invalid(error.reason.rawValue) }
        guard body == .null || body.members != nil else { throw invalid("it is not an object") }
        guard let mode = body["mode"] else {
            throw Refusal(400, "missing required field 'mode' (use null to clear override)")
        }
        if mode == .null { return nil }
        guard let text = mode.text else {
            throw Refusal(400, ["error": "mode must be a string or null", "detail": "it is of another type"])
        }
        let name = text.trimmed
        guard !name.isEmpty else {
            throw Refusal(400, "mode must be one of platform_managed, byok, disabled, or null to clear")
        }
        guard ["platform_managed", "byok", "disabled"].contains(name) else {
            throw Refusal(
                400, "unknown billing mode \"\(name)\" (allowed: platform_managed, byok, disabled)")
        }
        return name
    }

    private static func invalid(_ detail: String) -> Refusal {
        Refusal(400, ["error": "invalid json", "detail": .string(detail)])
    }
}

extension TenantState {
    fileprivate func billingAnswer(_ id: String) -> JSONValue {
        let billing = billing(id)
        return [
            "workspace_id": .string(id), "resolved_mode": .string(billing.mode),
            "workspace_override": .optional(billing.override), "org_default": "platform_managed",
            "source": .string(billing.source), "provider_selection": .optional(billing.provider),
        ]
    }
}
