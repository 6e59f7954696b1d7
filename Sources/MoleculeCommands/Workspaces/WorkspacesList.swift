import CommandTree
import JSON
import Keyfile
import ManagementAPI

/// The command `workspaces list`.
struct WorkspacesList: Verb {
    let keys: [KeyName]
    let status: String?

    static let node = Node(
        "list", summary: "list the workspaces",
        discussion: [
            """
            Lists every workspace that is not removed, in order of creation. SPEND is what its agent has reported in \
            all, in US cents except in tables; limits are shown by molecule workspaces budget get.
            """
        ],
        options: [
            .value("status", Value("STATUS", .choice(Workspaces.states)), "List only those with this status."),
            CredentialFinder.keyOption,
        ],
        examples: [
            Example("List them.", "molecule workspaces list"),
            Example("Get the ids of those that failed.", "molecule workspaces list --status failed -q"),
        ],
        environment: Documented.credentials, files: [Documented.keyStore], statuses: Workspaces.statuses,
        action: { arguments throws(UsageError) in
            WorkspacesList(keys: try CredentialFinder.names(arguments), status: arguments.text("status"))
        })

    func run(in world: World) async throws(Failure) {
        let all = try await WorkspaceServer(keys, in: world).list()
        let shown = status.map { wanted in all.filter { $0.status == wanted } } ?? all
        let isTable = world.output.format == .table
        let names = Dictionary(all.map { ($0.id ?? "", $0.name ?? "-") }) { first, _ in first }
        let rows = shown.map { workspace in
            [
                workspace.id ?? "-", workspace.name ?? "-", workspace.status ?? "-", workspace.runtime ?? "-",
                workspace.tier.map(String.init) ?? "-",
                // A name for people; an id for programs, which look it up.
                workspace.parentId.map { isTable ? names[$0] ?? $0 : $0 } ?? "-",
                workspace.activeTasks.map(String.init) ?? "-",
                workspace.monthlySpend.map { isTable ? Cents.text($0) : String($0) } ?? "-",
            ]
        }
        if shown.isEmpty, isTable { world.output.remark("There are no such workspaces.") }
        try world.output.print(
            .list(
                shown.map(\.document),
                columns: ["ID", "NAME", "STATUS", "RUNTIME", "TIER", "PARENT", "TASKS", "SPEND"], rows: rows,
                names: shown.compactMap(\.id)))
    }
}

/// Amounts of money in US cents.
enum Cents {
    /// Dollars with two decimals, such as `$12.50`.
    static func text(_ cents: Int64) -> String {
        let whole = cents.magnitude / 100
        let rest = cents.magnitude % 100
        return "\(cents < 0 ? "-" : "")$\(whole).\(rest < 10 ? "0" : "")\(rest)"
    }

    /// Reads cents, such as `1250`.
    static func parse(_ text: String) -> Int64? {
        text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int64(text) : nil
    }

    /// Reads dollars with at most two decimals, such as `12.5`.
    static func dollars(_ text: String) -> Int64? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard (1...2).contains(parts.count), !parts[0].isEmpty, let whole = parse(parts[0]) else { return nil }
        var rest: Int64 = 0
        if parts.count == 2 {
            guard (1...2).contains(parts[1].utf8.count), let decimals = parse(parts[1]) else { return nil }
            rest = parts[1].utf8.count == 1 ? decimals * 10 : decimals
        }
        let (cents, isTooMuch) = whole.multipliedReportingOverflow(by: 100)
        guard !isTooMuch, cents <= Int64.max - rest else { return nil }
        return cents + rest
    }
}
