import JSON
import ManagementAPI

/// What a workspace may spend and has spent, by period: one in April, four since May.
struct WorkspaceBudget: Sendable {
    /// One period.
    struct Line: Sendable {
        let period: String
        /// Cents.
        let limit: Int64?
        let spend: Int64?
        let remaining: Int64?
    }

    /// The periods there are.
    static let periods = ["hourly", "daily", "weekly", "monthly"]

    let lines: [Line]
    /// Whether the server has more than the monthly limit.
    let hasPeriods: Bool
    /// The server's answer.
    let document: JSONValue

    init?(_ document: JSONValue?) {
        guard let document, document.members != nil else { return nil }
        self.document = document
        if let periods = document["periods"], periods.members != nil {
            hasPeriods = true
            lines = WorkspaceBudget.periods.map { name in
                let period = periods[name] ?? .null
                return Line(
                    period: name, limit: period["limit"]?.integer, spend: period["spend"]?.integer,
                    remaining: period["remaining"]?.integer)
            }
        } else {
            // A change may be acknowledged without its figures.
            guard document["budget_limit"] != nil else { return nil }
            hasPeriods = false
            lines = [
                Line(
                    period: "monthly", limit: document["budget_limit"]?.integer,
                    spend: document["monthly_spend"]?.integer, remaining: document["budget_remaining"]?.integer)
            ]
        }
    }

    /// The limits, by period; a period without one is left out.
    var limits: [String: Int64] {
        Dictionary(uniqueKeysWithValues: lines.compactMap { line in line.limit.map { (line.period, $0) } })
    }

    /// The body that sets these limits and no others: since May whatever a body leaves out is cleared.
    func body(setting limits: [String: Int64]) -> JSONValue {
        guard hasPeriods else { return ["budget_limit": limits["monthly"].map { .integer($0) } ?? .null] }
        let members = WorkspaceBudget.periods.map { period in
            JSONValue.Member(period, limits[period].map { .integer($0) } ?? .null)
        }
        return ["budget_limits": .object(members)]
    }

    func report(_ workspace: Models.Workspace, isTable: Bool) -> Report {
        func text(_ cents: Int64?) -> String { cents.map { isTable ? Cents.text($0) : String($0) } ?? "-" }
        let document: JSONValue = [
            "id": .optional(workspace.id), "name": .optional(workspace.name),
            "periods": .object(
                lines.map { line in
                    let figures: [JSONValue.Member] = [
                        .init("limit", line.limit.map { .integer($0) } ?? .null),
                        .init("spend", line.spend.map { .integer($0) } ?? .null),
                        .init("remaining", line.remaining.map { .integer($0) } ?? .null),
                    ]
                    return .init(line.period, .object(figures))
                }),
        ]
        return Report(
            document, columns: ["PERIOD", "LIMIT", "SPEND", "REMAINING"],
            rows: lines.map { [$0.period, text($0.limit), text($0.spend), text($0.remaining)] },
            names: workspace.id.map { [$0] } ?? [])
    }
}

extension WorkspaceServer {
    /// Reads a workspace's budget.
    func budget(_ id: String) async throws(Failure) -> WorkspaceBudget {
        let operation = Operations.tenantGetBudget
        let reply = try await call(operation, ["id": id])
        guard let budget = WorkspaceBudget(reply.document) else { throw .workspace(.strangeAnswer(operation)) }
        return budget
    }

    /// Sets some limits of a workspace and keeps the others; `nil` takes a limit away.
    ///
    /// The server replaces the whole set and protects nobody from doing it at the same time, so the result is read back
    /// and compared.
    func setBudget(_ workspace: Models.Workspace, _ id: String, _ changes: [String: Int64?]) async throws(Failure)
        -> WorkspaceBudget
    {
        let before = try await budget(id)
        if !before.hasPeriods, changes.keys.contains(where: { $0 != "monthly" }) { throw .workspace(.onlyMonthly) }
        var wanted = before.limits
        for (period, limit) in changes { wanted[period] = limit }
        var lost: Failure?
        do throws(Failure) {
            _ = try await call(Operations.tenantPatchBudget, ["id": id], body: before.body(setting: wanted))
        } catch {
            guard error.isOfLostReply else { throw error }
            lost = error
        }
        let after = try await budget(id)
        let limits = after.limits
        let wrong = WorkspaceBudget.periods.filter { limits[$0] != wanted[$0] }
        guard wrong.isEmpty else {
            if let lost { throw lost }
            let told = wrong.map { period in
                "\(period) is \(limits[period].map(Cents.text) ?? "none")"
                    + " and should be \(wanted[period].map(Cents.text) ?? "none")"
            }
            throw .workspace(.budgetDiffers(workspace.label, periods: told, id: id))
        }
        return after
    }
}
