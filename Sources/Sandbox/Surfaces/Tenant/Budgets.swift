import JSON

extension Tenant {
    /// A workspace may read its budget; only an administrator may change it.
    var budgetRoutes: [Route] {
        [
            Route("GET", "/workspaces/:id/budget", .workspace, readBudget),
            Route("PATCH", "/workspaces/:id/budget", .admin, patchBudget),
        ]
    }

    private func readBudget(_ call: Route.Call) throws(Refusal) -> HTTPResponse {
        let id = try call.storedID("query failed")
        return try with { state throws(Refusal) in
            guard state.present(id) != nil else { throw .workspaceNotFound }
            return HTTPResponse(status: 200, state.budgetAnswer(id))
        }
    }

    private func patchBudget(_ call: Route.Call) throws(Refusal) -> HTTPResponse {
        // Only exact names count here, unlike elsewhere.
        let body = try RequestBody.value(call.request.body, else: .invalidBody)
        guard body == .null || body.members != nil else { throw .invalidBody }
        let limits = isMay ? try BudgetLimits.may(body) : try BudgetLimits.april(body)
        return try with { state throws(Refusal) in
            guard let id = Identifier.stored(call.workspaceID), let index = state.index(id),
                state.present(id) != nil
            else { throw .workspaceNotFound }
            if isMay {
                state.budgets[id, default: Budget()].limits = limits
            } else {
                state.workspaces[index].budgetLimit = limits["monthly"]
            }
            return HTTPResponse(status: 200, state.budgetAnswer(id))
        }
    }
}

extension TenantState {
    fileprivate func budgetAnswer(_ id: String) -> JSONValue {
        if rules.isMay { return (budgets[id] ?? Budget()).json }
        let row = row(id)
        return Budget.object(
            limit: row?.budgetLimit, spend: row?.monthlySpend ?? 0,
            names: ("budget_limit", "monthly_spend", "budget_remaining"))
    }
}

/// The limits in the body of a change, by period.
private enum BudgetLimits {
    private static let negative = Refusal(400, "budget_limit must be >= 0 (USD cents)")
    private static let notInteger = Refusal(400, "budget_limit must be an integer (USD cents) or null")

    static func april(_ body: JSONValue) throws(Refusal) -> [String: Int64] {
        guard let value = body["budget_limit"] else { throw Refusal(400, "budget_limit field is required") }
        if value == .null { return [:] }
        guard let number = value.number else { throw notInteger }
        guard number >= 0 else { throw negative }
        // What Go makes of a float on this platform: the fraction is cut off, and too much is the smallest number.
        return ["monthly": number < 0x1p63 ? Int64(number) : .min]
    }

    /// Every period that is not named is cleared.
    static func may(_ body: JSONValue) throws(Refusal) -> [String: Int64] {
        if let limits = body["budget_limits"] { return try periods(limits) }
        guard let value = body["budget_limit"] else {
            throw Refusal(400, "budget_limits or budget_limit field is required")
        }
        if value == .null { return [:] }
        guard let number = value.integer else { throw notInteger }
        guard number >= 0 else { throw negative }
        return ["monthly": number]
    }

    private static func periods(_ value: JSONValue) throws(Refusal) -> [String: Int64] {
        if value == .null { return [:] }
        let members = value.members ?? []
        guard value.members != nil, members.allSatisfy({ $0.value == .null || $0.value.integer != nil }) else {
            throw Refusal(400, "budget_limits must be an object of period→int|null")
        }
        var limits: [String: Int64] = [:]
        for member in members {
            guard Budget.periods.contains(member.name) else {
                throw Refusal(
                    400, "unknown budget period: \(member.name) (allowed: hourly, daily, weekly, monthly)")
            }
            if let limit = member.value.integer, limit < 0 {
                throw Refusal(400, "budget limit for \(member.name) must be >= 0 (USD cents)")
            }
            limits[member.name] = member.value.integer
        }
        return limits
    }
}
