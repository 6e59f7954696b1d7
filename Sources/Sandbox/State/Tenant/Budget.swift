import JSON

/// What a workspace may spend in each of four rolling windows, and what it has spent, in US cents.
///
/// In April only the month counts.
struct Budget: Sendable {
    /// Shortest first, as answers list them.
    static let periods = ["hourly", "daily", "weekly", "monthly"]

    var limits: [String: Int64] = [:]
    var spend: [String: Int64] = [:]

    init() {}

    /// The old limit of a workspace as the month's, and a part of its spending in every window.
    init(seed: Workspace) {
        limits["monthly"] = seed.budgetLimit
        for (period, part) in zip(Budget.periods, [Int64(240), 30, 4, 1]) { spend[period] = seed.monthlySpend / part }
    }

    func isExceeded(_ period: String) -> Bool { limits[period].map { (spend[period] ?? 0) >= $0 } ?? false }

    /// The answer of May.
    var json: JSONValue {
        let periods = Budget.periods.map { JSONValue.Member($0, period($0, names: ("limit", "spend", "remaining"))) }
        let month = period("monthly", names: ("budget_limit", "monthly_spend", "budget_remaining"))
        return .object([.init("periods", .object(periods))] + (month.members ?? []))
    }

    private func period(_ period: String, names: (String, String, String)) -> JSONValue {
        Budget.object(limit: limits[period], spend: spend[period] ?? 0, names: names)
    }

    /// Limit, spending and what is left, which may be negative and is null without a limit.
    static func object(limit: Int64?, spend: Int64, names: (String, String, String)) -> JSONValue {
        .object([
            .init(names.0, .optional(limit)), .init(names.1, .integer(spend)),
            .init(names.2, .optional(limit.map { $0 &- spend })),
        ])
    }
}
