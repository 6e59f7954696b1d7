import CommandTree
import JSON
import Rotation

/// The command `secrets runbook check`.
struct RunbookCheckCommand: Verb {
    /// What is checked; `nil` where the schema is wanted.
    let path: String?

    static let node = Node(
        "check", summary: "check a runbook file, or print the schema of the format",
        discussion: [
            """
            Tells everything that is wrong with a runbook: where, what, and what would be right. Ends with 0 when nothing \
            is, and with 2 otherwise. No server is asked, and no setting is needed.
            """,
            """
            With --schema the JSON Schema of the format is printed (draft 2020-12), for editors. It says what a schema \
            can say; settings that are not declared, and what looks like a secret, only the check finds.
            """,
        ],
        operands: [Operand(Value("FILE", .file), .optional, "The runbook to check.")],
        options: [.flag("schema", "Print the JSON Schema of runbooks, and check nothing.")],
        examples: [
            Example("Check a runbook of your own.", "molecule secrets runbook check own-key.json"),
            Example("Keep the schema for an editor.", "molecule secrets runbook check --schema > runbook.schema.json"),
        ],
        statuses: [.notFound],
        action: { arguments throws(UsageError) in
            let path = arguments.operand("FILE")
            guard arguments.flag("schema") != (path != nil) else {
                throw UsageError("Either a FILE or --schema must be given.")
            }
            if let path, looksLikeSecret(path) {
                throw UsageError("The operand FILE looks like a secret.", hint: "Give the path of a runbook.")
            }
            return RunbookCheckCommand(path: path)
        })

    func run(in world: World) async throws(Failure) {
        guard let path else { return try world.output.print(RunbookSchema.text) }
        let bytes = try RunbookFile(path: path).bytes(in: world)
        let runbook: Runbook
        do { runbook = try Runbook(bytes, suspects: looksLikeSecret) } catch {
            try report(path, nil, error.list, in: world)
            let count = error.list.count
            throw .usage(
                UsageError("\(path) has \(count) \(count == 1 ? "defect" : "defects").", hint: "man 5 molecule-runbook")
            )
        }
        try report(path, runbook.secret, [], in: world)
    }

    private func report(
        _ path: String, _ secret: String?, _ defects: [RunbookDefect], in world: World
    ) throws(Failure) {
        let document: JSONValue = [
            "file": .string(path), "ok": .bool(defects.isEmpty), "secret": .optional(secret),
            "defects": .array(defects.map { ["path": .string($0.path), "problem": .string($0.problem)] }),
        ]
        try world.output.print(
            Report(
                document, columns: ["PATH", "PROBLEM"],
                rows: defects.map { [$0.path.isEmpty ? "(document)" : $0.path, $0.problem] },
                remarks: defects.isEmpty ? ["ok: \(path) is a runbook of \(secret ?? "-")."] : [],
                names: secret.map { [$0] } ?? defects.map(\.path)))
    }
}
