import CommandTree

/// The command `workspaces budget set`.
struct WorkspaceBudgetSet: Verb {
    let target: WorkspaceArguments
    /// Cents by period; `nil` takes the limit away.
    let changes: [String: Int64?]

    static let node = Node(
        "set", summary: "set what a workspace may spend",
        discussion: [
            """
            Sets the limits that are given and keeps the others, whatever the server would do: it is read before, \
            written as a whole, and read again. Amounts are US cents, or none to take a limit away; 0 is a limit that \
            lets nothing through. Servers from before May 2026 have the monthly limit only.
            """
        ],
        operands: [Workspaces.idOperand],
        options: [
            .value("hourly", Value("CENTS", .text), "The most in any hour, in cents, or none."),
            .value("daily", Value("CENTS", .text), "The most in any 24 hours, in cents, or none."),
            .value("weekly", Value("CENTS", .text), "The most in any 7 days, in cents, or none."),
            .value("monthly", Value("CENTS", .text), "The most in any 30 days, in cents, or none."),
            .value("usd", Value("DOLLARS", .text), "The most in any 30 days, in dollars, such as 12.50."),
            CredentialFinder.keyOption,
        ],
        examples: [
            Example("At most 50 dollars a month.", "molecule workspaces budget set atlas --usd 50"),
            Example(
                "Two dollars an hour, and no daily limit.",
                "molecule workspaces budget set atlas --hourly 200 --daily none"),
        ],
        environment: Documented.credentials, files: [Documented.keyStore],
        statuses: Workspaces.statuses + [.unverified],
        action: { arguments throws(UsageError) in try WorkspaceBudgetSet(arguments) })

    init(_ arguments: Arguments) throws(UsageError) {
        target = try WorkspaceArguments(arguments)
        var changes: [String: Int64?] = [:]
        for period in WorkspaceBudget.periods {
            guard let text = arguments.text(period) else { continue }
            guard text == "none" || Cents.parse(text) != nil else {
                throw UsageError(
                    "--\(period) is a whole number of cents, or none.", hint: "Dollars are given with --usd.")
            }
            changes.updateValue(Cents.parse(text), forKey: period)
        }
        if let text = arguments.text("usd") {
            guard changes["monthly"] == nil else { throw UsageError("--usd and --monthly are the same limit.") }
            guard let cents = Cents.dollars(text) else {
                throw UsageError("--usd is an amount in dollars with at most two decimals, such as 12.50.")
            }
            changes.updateValue(cents, forKey: "monthly")
        }
        guard !changes.isEmpty else {
            throw UsageError("No limit is given.", hint: "Give --monthly CENTS, --usd DOLLARS or another period.")
        }
        self.changes = changes
    }

    func run(in world: World) async throws(Failure) {
        let server = try WorkspaceServer(target.keys, in: world)
        let workspace = try await server.require(target.first)
        let budget = try await server.setBudget(workspace, workspace.id ?? "", changes)
        try world.output.print(budget.report(workspace, isTable: world.output.format == .table))
        for line in budget.lines {
            guard let limit = line.limit, let spend = line.spend, spend >= limit else { continue }
            world.output.remark("The \(line.period) limit is spent: the workspace takes no messages now.")
        }
    }
}
