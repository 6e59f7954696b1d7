import CommandTree
import HostSystem
import JSON
import Keyfile
import ManagementAPI

/// The command `secrets import`.
struct SecretsImport: Verb {
    let path: String
    let scope: SecretScope
    /// The variables meant; all when empty.
    let only: [String]
    let isSkippingExisting: Bool
    let isDryRun: Bool
    let keys: [KeyName]

    static let node = Node(
        "import", summary: "set the secrets of an environment file",
        discussion: [
            """
            Sets every variable of the file, in its order, and prints one result a line: created, updated, skipped or \
            failed. The file is that of Compose or systemd, private (mode 0600), and read as a whole before anything is \
            written: a variable that is set twice is refused, and so is a line that Compose and systemd read differently; \
            messages name such a line by its number alone. Single quotes take anything up to the next one, several lines \
            included.
            """,
            """
            When a secret fails, the others are still tried, unless none of them can succeed either; the command then ends \
            with status 8 and tells the command that goes on with what is left: --only names the secrets. --skip-existing \
            leaves those alone that are there, and --dry-run shows what would be done.
            """, Secrets.consequences,
            """
            Each write restarts the workspaces concerned. A server of May drops a restart that follows another one within \
            a minute, so that a workspace may run without the secrets that were written last: restart it once more.
            """,
        ],
        operands: [Operand(Value("FILE", .file), .one, "An environment file of mode 0600.")],
        options: SecretScope.options + [
            .value(
                "only", Value("KEY,…", .text), repeats: true,
                "Set these variables of the file alone; may be repeated, or names separated by commas."),
            .flag("skip-existing", "Leave secrets alone that are there already."),
            .flag("dry-run", "Show what would be done, and do nothing."), CredentialFinder.keyOption,
        ],
        examples: [
            Example(
                "See what a file would change.", "molecule secrets import secrets.env --global --dry-run"),
            Example("Set what is not there yet.", "molecule secrets import secrets.env --global --skip-existing --yes"),
            Example(
                "Go on with two secrets that failed.",
                "molecule secrets import secrets.env --global --only SEARCH_API_KEY,DEPLOY_KEY --yes"),
        ],
        environment: Documented.credentials, files: [Documented.keyStore],
        statuses: [.refused, .conflict, .partial, .unverified, .interrupted, .terminated] + Secrets.statuses,
        action: { arguments throws(UsageError) in try SecretsImport(arguments) })

    init(_ arguments: Arguments) throws(UsageError) {
        path = arguments.operand("FILE") ?? ""
        scope = try SecretScope.required(arguments)
        var only: [String] = []
        for text in arguments.texts("only").flatMap({ $0.split(separator: ",").map(String.init) }) {
            only.append(try SecretKey.parse(text))
        }
        self.only = only
        isSkippingExisting = arguments.flag("skip-existing")
        isDryRun = arguments.flag("dry-run")
        keys = try CredentialFinder.names(arguments)
    }

    func run(in world: World) async throws(Failure) {
        let assignments = try assignments(in: world)
        let client = try world.client(for: .tenant, keys: keys)
        let records = try await scope.records(world, client)
        var steps = assignments.map { SecretsImportRun.Step($0, before: records.own($0.key, in: scope)) }
        for index in steps.indices where isSkippingExisting && steps[index].before != nil {
            steps[index].outcome = .skipped
        }
        let pending = steps.filter { $0.outcome == nil }
        let impact = try await WriteImpact.look(scope, pending.map(\.assignment.key), world, client)
        if !pending.isEmpty { tell(impact, pending, in: world) }
        if isDryRun {
            for index in steps.indices where steps[index].outcome == nil {
                steps[index].outcome = steps[index].before == nil ? .wouldBeCreated : .wouldBeUpdated
            }
        } else if !pending.isEmpty {
            try confirm(impact, pending, in: world)
        }
        var run = SecretsImportRun(
            world: world, writer: SecretWriter(world: world, client: client, scope: scope), steps: steps)
        try await run.go()
        if run.writtenCount > 1, !impact.rows(.restarts).isEmpty {
            world.output.remark(
                "A server of May restarts a workspace at most once a minute; so that it runs with all of them: molecule workspaces restart \(scope.workspace ?? "ID")."
            )
        }
        try run.finish(continuation: continuation)
    }

    private func assignments(in world: World) throws(Failure) -> [SecretsFile.Assignment] {
        let bytes = try ValueSource.read(path, in: world, limit: SecretsFile.limit)
        let file: SecretsFile
        do { file = try SecretsFile(bytes) } catch {
            throw .value("line \(error.line) \(error.reason)", source: "\(path):")
        }
        guard !file.assignments.isEmpty else { throw .value("sets no variable", source: path) }
        let names = Set(file.assignments.map(\.key))
        if let unknown = only.first(where: { !names.contains($0) }) {
            throw .value("sets no variable \(unknown), which --only names", source: path)
        }
        return only.isEmpty ? file.assignments : file.assignments.filter { only.contains($0.key) }
    }

    private func tell(_ impact: WriteImpact, _ pending: [SecretsImportRun.Step], in world: World) {
        for line in impact.sentences(scope) { world.output.remark(line) }
        if pending.count > 1, impact.wantsConfirmation {
            world.output.remark("Each of the \(pending.count) writes restarts.")
        }
        guard scope == .global else { return }
        for key in pending.map(\.assignment.key).filter(SecretKey.keepsWorkspacesFromStarting) {
            world.output.remark(
                "A global secret called \(key) keeps every workspace that does not override it from starting, since May."
            )
        }
    }

    private func confirm(
        _ impact: WriteImpact, _ pending: [SecretsImportRun.Step], in world: World
    ) throws(Failure) {
        let keys = pending.map(\.assignment.key)
        let isPoison = scope == .global && keys.contains(where: SecretKey.keepsWorkspacesFromStarting)
        guard impact.wantsConfirmation || isPoison else { return }
        try world.confirm("Set \(keys.count) secret\(keys.count == 1 ? "" : "s") in \(scope.place)?")
    }

    /// The command that sets these secrets of the same file.
    private func continuation(_ left: [String]) -> String {
        let entries = keys.map { " --from-key \($0.text)" }.joined()
        return
            "molecule secrets import \(ShellWord.quoted(path)) \(scope.words) --only \(left.joined(separator: ","))\(entries)"
    }
}
