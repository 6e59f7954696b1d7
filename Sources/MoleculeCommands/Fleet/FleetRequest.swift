import CommandTree
import Glibc
import HostSystem
import Keyfile
import ManagementAPI

/// Which workspaces a command is about, as typed: one, or a selection.
struct FleetRequest: Sendable {
    /// How many requests are under way at once unless it is said.
    ///
    /// Measured with 1,000 pauses: against a server that takes 20 ms, 8 at once took 3.1 s, 16 took 1.7 s, 32 took 1.0 s
    /// and 64 no less; on loopback, where the library's one queue is the limit, the number makes no difference.
    static let defaultConcurrency = 32

    let keys: [KeyName]
    let references: [WorkspaceReference]
    let readsStandardInput: Bool
    let file: String?
    let retryFile: String?
    let isAll: Bool
    let statuses: [String]
    let names: [String]
    let runtimes: [String]
    let isDryRun: Bool
    let concurrency: Int

    static let operand = Operand(
        Value("ID", .dynamic(kind: "workspaces")), .zeroOrMore,
        "Ids of workspaces, or names that no other has; - reads them from standard input, one a line.")

    static let filters: [Option] = [
        .flag("all", "Take every workspace that is listed."),
        .value(
            "status", Value("STATUS", .choice(Workspaces.states)), repeats: true,
            "Take those with this status; may be repeated."),
        .value(
            "name", Value("GLOB", .text), repeats: true,
            "Take those whose name fits, with * and ? and [a-z]; may be repeated."),
        .value("runtime", Value("RUNTIME", .text), repeats: true, "Take those that this runs; may be repeated."),
        .value(
            "from-file", Value("PATH", .file),
            "Take those whose ids or names are the lines of a file, or begin them, up to a tab."),
    ]

    static let options: [Option] =
        filters + [
            .value("retry-failed", Value("FILE", .file), "Take what an earlier run has left, from the file it named."),
            .flag("dry-run", "Show what would be done, and do nothing."),
            .value(
                "concurrency", Value("COUNT", .integer(1...64)), default: "\(defaultConcurrency)",
                "How many requests are under way at once; the server's limit holds besides."),
        ]

    /// What the pages of the commands say about it.
    static let discussion = [
        """
        Takes many at once: ids, names, - for standard input, --from-file, or everything that --all, --status, --name \
        and --runtime select; with ids these narrow them down. The selection is shown and one question asked, unless \
        the ids were typed and nothing is lost; --dry-run shows what would be done. Parents come before children, and \
        what a parent has taken along is not asked for again. Results keep the order of the selection; with -o json \
        each is an object on a line of its own, also where it is the only one. A single workspace that was typed ends \
        with the status of its own failure; a run over a selection in which any failed ends with status 8.
        """,
        """
        One failure stops none of the rest. What failed, and what an interrupt left, is kept in a file; the command \
        that takes it up is printed. A failure that may pass (502, 503, 504, a lost connection) is tried again, three \
        times after 1, 2 and 4 seconds, unless the action may then happen twice, as a restart would. Requests follow the limit that the server tells: its budget is used up as fast as \
        --concurrency allows, then its end is waited for.
        """,
    ]

    static let statuses: [ExitStatus] = [.partial, .unverified, .interrupted, .terminated]
    static let file = DocumentedFile(
        "$XDG_STATE_HOME/molecule/fleets/", "What runs over many workspaces have left undone, mode 0600; no value.")

    init(_ arguments: Arguments, operands: [String]) throws(UsageError) {
        keys = try CredentialFinder.names(arguments)
        readsStandardInput = operands.contains("-")
        references = operands.filter { $0 != "-" }.map(WorkspaceReference.init)
        file = arguments.text("from-file")
        retryFile = arguments.text("retry-failed")
        isAll = arguments.flag("all")
        statuses = arguments.texts("status")
        names = arguments.texts("name")
        runtimes = arguments.texts("runtime")
        isDryRun = arguments.flag("dry-run")
        concurrency = arguments.integer("concurrency") ?? FleetRequest.defaultConcurrency
        try check()
    }

    /// What is to be looked at: everything where nothing is said.
    init(watching arguments: Arguments) throws(UsageError) {
        let operands = arguments.operands("ID")
        keys = try CredentialFinder.names(arguments)
        readsStandardInput = operands.contains("-")
        references = operands.filter { $0 != "-" }.map(WorkspaceReference.init)
        file = arguments.text("from-file")
        statuses = arguments.texts("status")
        names = arguments.texts("name")
        runtimes = arguments.texts("runtime")
        let hasList = !operands.isEmpty || file != nil
        if hasList, arguments.flag("all") {
            throw UsageError("--all and ids of workspaces exclude one another.", hint: "Leave one of them out.")
        }
        (isAll, retryFile, isDryRun, concurrency) = (!hasList, nil, false, 1)
    }

    /// Whether it was said workspace by workspace.
    private var hasList: Bool { !references.isEmpty || readsStandardInput || file != nil }
    private var hasFilters: Bool { !statuses.isEmpty || !names.isEmpty || !runtimes.isEmpty }
    /// Whether every workspace of the selection was typed by its id or name.
    var isTyped: Bool { !references.isEmpty && !readsStandardInput && file == nil && !hasFilters }

    /// The one workspace that is meant, of a command that has no selection.
    var single: WorkspaceReference? {
        references.count == 1 && isTyped && !isAll && retryFile == nil && !isDryRun ? references[0] : nil
    }

    private func check() throws(UsageError) {
        if retryFile != nil {
            guard !hasList, !isAll, !hasFilters else {
                throw UsageError("--retry-failed names the workspaces already.", hint: "Leave the others out.")
            }
            return
        }
        if isAll, hasList {
            throw UsageError("--all and ids of workspaces exclude one another.", hint: "Leave one of them out.")
        }
        guard hasList || isAll || hasFilters else {
            throw UsageError(
                "No workspace is named.", hint: "Give ids, or --all, --status, --name, --runtime or --from-file.")
        }
    }

    /// Whether a workspace is one of those the filters take.
    func takes(_ row: FleetTree.Row, _ globs: [Glob]) -> Bool {
        if !statuses.isEmpty, !statuses.contains(row.status ?? "-") { return false }
        if !runtimes.isEmpty, !runtimes.contains(row.runtime ?? "-") { return false }
        return globs.isEmpty || globs.contains { $0.matches(row.name ?? "") }
    }

    /// The ids and names of the selection, or `nil` where everything listed is to be looked through.
    func list(in world: World) throws(Failure) -> [WorkspaceReference]? {
        guard hasList else { return nil }
        var found = references
        if let file { found += FleetRequest.lines(try PlainFile.read(world.absolute(file), limit: 64 << 20)) }
        if readsStandardInput {
            found += FleetRequest.lines(try ValueSource.readStandardInput(option: "-", limit: 64 << 20))
        }
        return found
    }

    /// One a line: up to the first tab, so that the output of a list does; blank lines and those after # are left out.
    static func lines(_ bytes: [UInt8]) -> [WorkspaceReference] {
        bytes.split(separator: 0x0A).compactMap { line in
            let cell = line.prefix { $0 != 0x09 && $0 != 0x0D }
            let text = String(decoding: cell, as: UTF8.self).drop { $0 == " " }
            guard let first = text.first, first != "#" else { return nil }
            let end = text.lastIndex { $0 != " " } ?? text.startIndex
            return WorkspaceReference(String(text[...end]))
        }
    }
}
