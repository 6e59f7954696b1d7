import CommandTree
import JSON
import Keyfile
import ManagementAPI

/// The command `tenants env`.
enum TenantsEnv {
    static let node = Node(
        "env", summary: "change the environment of a workspace's container", subcommands: [TenantsEnvSet.node])

    /// Whether the control plane takes a name for a secret's: one of four words in it, in any case, as part of another
    /// word too.
    static func looksSecret(_ name: String) -> Bool {
        ["TOKEN", "SECRET", "KEY", "PASSWORD"].contains { name.uppercased().contains($0) }
    }
}

/// The command `tenants env set`.
struct TenantsEnvSet: Verb {
    let workspace: String
    let typed: [(name: String, value: String)]
    let path: String?
    let isReplacing: Bool
    let isForced: Bool
    let isPlanned: Bool
    let keys: [KeyName]

    static let node = Node(
        "set", summary: "set variables of a workspace's container, and restart it",
        discussion: [
            """
            Values that are no secrets are NAME=VALUE words; the rest comes from a private file of such lines. Variables \
            whose names have TOKEN, SECRET, KEY or PASSWORD in them belong into molecule secrets: they are refused, with \
            their names, unless --force is given, and are never taken from the command line.
            """,
            """
            What is there already stays, unless --replace is given. The container is restarted, which is asked about and \
            --yes answers. Success is told by the outcome on the machine, not by the answer's status.
            """,
        ],
        operands: [
            Operand(Value("WORKSPACE", .text), .one, "The id of the workspace."),
            Operand(Value("NAME=VALUE", .text), .zeroOrMore, "A variable and its value, which is no secret."),
        ],
        options: [
            .value("env-file", Value("PATH", .file), "Read NAME=VALUE lines from a private file (mode 0600)."),
            .flag("replace", "Remove every other variable that was set."),
            .flag("force", "Set variables whose names look like a secret's."), ActionPlan.option,
            CredentialFinder.keyOption,
        ],
        examples: [
            Example(
                "Set one.",
                "molecule tenants env set 6f1c9d0e-6a53-4f0f-9a2b-0d6f3b6f0c11 LOG_LEVEL=debug --yes"),
            Example(
                "Set many.",
                "molecule tenants env set 6f1c9d0e-6a53-4f0f-9a2b-0d6f3b6f0c11 --env-file lead.env --force --yes"),
        ],
        environment: Documented.credentials, files: [Documented.keyStore],
        statuses: ControlPlaneDesk.statuses + [.partial],
        action: { arguments throws(UsageError) in try TenantsEnvSet(arguments) })

    init(_ arguments: Arguments) throws(UsageError) {
        workspace = try WorkspaceRow.id(arguments.operand("WORKSPACE") ?? "")
        typed = try TenantsEnvSet.pairs(arguments.operands("NAME=VALUE"))
        path = arguments.text("env-file")
        isReplacing = arguments.flag("replace")
        isForced = arguments.flag("force")
        isPlanned = arguments.flag("plan")
        keys = try CredentialFinder.names(arguments)
        guard !typed.isEmpty || path != nil else {
            throw UsageError("Nothing is to be set.", hint: "Give NAME=VALUE words, or --env-file PATH.")
        }
    }

    private static func pairs(_ words: [String]) throws(UsageError) -> [(name: String, value: String)] {
        var pairs: [(name: String, value: String)] = []
        for word in words {
            guard let equals = word.firstIndex(of: "=") else {
                throw UsageError("A variable is given as NAME=VALUE.")
            }
            let name = String(word[..<equals])
            guard SecretKey.isValid(name.utf8) else {
                throw UsageError("The name of a variable is letters, digits and _, and does not start with a digit.")
            }
            guard !TenantsEnv.looksSecret(name) else {
                throw UsageError(
                    "The variable \(name) looks like a secret's, which is never typed on the command line.",
                    hint: "Put it into a private file and pass --env-file PATH with --force.")
            }
            guard !pairs.contains(where: { $0.name == name }) else {
                throw UsageError("The variable \(name) is given twice.")
            }
            let value = String(word[word.index(after: equals)...])
            guard !looksLikeSecret(value) else {
                throw UsageError(
                    "The value of \(name) looks like a secret, which is never typed on the command line.",
                    hint: "Put it into a private file and pass --env-file PATH.")
            }
            pairs.append((name, value))
        }
        return pairs
    }

    func run(in world: World) async throws(Failure) {
        let pairs = try collected(in: world)
        let secrets = pairs.map(\.name).filter(TenantsEnv.looksSecret)
        guard secrets.isEmpty || isForced else {
            throw .secretVariables(secrets)
        }
        let operation = Operations.adminUpdateWorkspaceEnv
        let body: JSONValue = [
            "env": .object(pairs.map { .init($0.name, .string($0.value)) }), "merge": .bool(!isReplacing),
            "force": .bool(!secrets.isEmpty),
        ]
        if isPlanned {
            return try ActionPlan(operation: operation, values: ["id": workspace], body: body, confirmation: "--yes")
                .print(in: world)
        }
        let names = pairs.map(\.name).joined(separator: ", ")
        let more = isReplacing ? " Every other variable is removed." : ""
        try world.confirm("Set \(names)?\(more) The workspace's container restarts.")
        let document = try await ControlPlaneDesk(keys, in: world).object(operation, ["id": workspace], body: body)
        try tell(Models.UpdateWorkspaceEnvResponse(document), about: pairs.map(\.name), in: world)
    }

    /// The words and the lines of the file together.
    private func collected(in world: World) throws(Failure) -> [(name: String, value: String)] {
        guard let path else { return typed }
        let bytes = try ValueSource.read(path, in: world, limit: SecretsFile.limit)
        let lines = try SecretLines(bytes, path).pairs
        guard let bad = lines.map(\.name).first(where: { !SecretKey.isValid($0.utf8) }) else {
            let both = lines.first { line in typed.contains { $0.name == line.name } }
            guard let both else { return typed + lines }
            throw .usage(UsageError("The variable \(both.name) is given in the file and on the command line."))
        }
        throw .usage(UsageError("The variable \(TerminalText.safe(bad)) cannot be one: a digit stands first."))
    }

    private func tell(
        _ answer: Models.UpdateWorkspaceEnvResponse, about names: [String], in world: World
    ) throws(Failure) {
        try world.output.print(FieldTable.report(answer.document, names: answer.appliedKeys ?? []))
        let outcome = RedeployOutcome(answer.document)
        guard outcome.isHealthy else {
            throw .partial(
                "The control plane accepted it, and the machine did not carry it out (exit status "
                    + "\(answer.ssmExitCode.map(String.init) ?? "unknown")).", hint: "Type the same again.")
        }
        let applied = answer.appliedKeys ?? []
        let missing = answer.appliedKeys == nil ? [] : names.filter { !applied.contains($0) }
        guard missing.isEmpty else {
            throw .partial(
                "The machine was not given \(missing.joined(separator: ", ")).", hint: "Type the same again.")
        }
        guard outcome.isTelling else {
            throw ControlPlaneDesk.uncertain(
                Operations.adminUpdateWorkspaceEnv, "does not say whether the machine carried it out")
        }
        if answer.containerRestarted == false {
            world.output.remark("The container was not restarted; the variables count from its next start on.")
        }
    }
}
