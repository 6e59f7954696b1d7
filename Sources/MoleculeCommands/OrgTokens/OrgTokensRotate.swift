import CommandTree
import Destinations
import Keyfile
import Rotation

/// The command `org tokens rotate`.
struct OrgTokensRotate: Verb {
    let name: String
    let destinations: OrgKeyDestinations
    let activation: String?
    let saveName: KeyName?
    let keyName: KeyName?
    let isDry: Bool
    let keys: [KeyName]

    static let node = Node(
        "rotate", summary: "replace an org key without a gap",
        discussion: [
            """
            Mints a second key, makes it durable in the key store, puts it into the destinations in order, runs the --then \
            command that makes its users take it up, and proves by use that the server accepts it, refuses a random \
            value and none, and lists the key as used. Only then is the old key revoked, with the new one, and, where its value is at hand, proven refused. Until then \
            both work.
            """,
            """
            The new key is called as the old one with the time behind it, such as ci-20261120T230102Z, since two live keys \
            never share a name. The next rotation takes the name without the time for it as well.
            """,
            """
            The new value is pending in the key entry that holds the old one, named by --key or found by its prefix, until \
            the key is proven. Where none holds it, --save makes an entry; the old value, if it is nowhere at hand, can then \
            neither be put back nor be tried.
            """,
            """
            Every step is in a journal before it acts. A rotation that is stopped or killed at any point goes on with \
            molecule rotations resume, or back with molecule rotations rollback, which revokes the new key. Both find the \
            credential again where this command had it: in the --from-key entries, or in the environment. A key that was \
            minted and whose reply was lost is found by its name and revoked.
            """,
        ],
        operands: [
            Operand(
                Value("NAME", .dynamic(kind: "org-tokens")), .one,
                "The name of the org key; its id or prefix do as well.")
        ],
        options: [
            OrgKeyDestinations.option(required: true),
            .value(
                "then", Value("COMMAND", .shellCommand),
                "The shell command that makes users of the key take the new value up, such as a restart."),
            .value("key", Value("KEY", .dynamic(kind: "keys")), "The key entry that holds the old value."),
            .value("save", Value("KEY", .text), "Keep the new value as this key entry, which must not exist yet."),
            .flag("dry-run", "Show the steps and what can be found out without changing anything."),
            Shared.passEnvironment, CredentialFinder.keyOption,
        ],
        examples: [
            Example(
                "Rotate the key of a service.",
                "molecule org tokens rotate agent --key agent --to env-file:/etc/agent.env --then 'systemctl restart agent'"
            ),
            Example(
                "See what a rotation would do.",
                "molecule org tokens rotate ci --save ci --to exec:'gh secret set MOLECULE_ORG_TOKEN' --dry-run"),
        ],
        environment: Documented.credentials + Documented.destinations,
        files: [Documented.keyStore, Documented.journals],
        statuses: OrgTokens.callStatuses + [
            .refused, .conflict, .partial, .unverified, .interrupted, .terminated,
        ],
        action: { arguments throws(UsageError) in try OrgTokensRotate(arguments) })

    init(_ arguments: Arguments) throws(UsageError) {
        name = arguments.operand("NAME") ?? ""
        destinations = try OrgKeyDestinations(arguments)
        activation = arguments.text("then")
        saveName = if let text = arguments.text("save") { try KeyName.parse(text) } else { nil }
        keyName = if let text = arguments.text("key") { try KeyName.parse(text) } else { nil }
        isDry = arguments.flag("dry-run")
        keys = try CredentialFinder.names(arguments)
        try PlannedCommands.requireNoSecret(
            in: [activation].compactMap { $0 } + destinations.names.filter { $0.kind == .command }.map(\.rest))
        guard saveName == nil || keyName == nil else {
            throw UsageError(
                "--key and --save are both given, and the value goes to one of them.",
                hint: "--key names the entry of the old value, --save makes a new one.")
        }
    }

    /// How long a key may take to be known everywhere, in seconds: the servers know at once, but a rolling deployment
    /// may not.
    private static let patience = 30

    func run(in world: World) async throws(Failure) {
        try requireNoneUnfinished(in: world) { [name, saveName, keyName] in
            $0.typed == name || $1 == keyName || $1 == saveName
        }
        let desk = try OrgKeyDesk(keys, in: world)
        let succession = try OrgKeySuccession(self, among: try await desk.list(), desk)
        let old = succession.old
        try requireNoneUnfinished(in: world, at: desk.client.server) { replacement, _ in
            replacement.id == old.id || replacement.sent == old.name
        }
        let plan = plan(succession, desk)
        let run = try RotationRun(plan, isDry: isDry, in: world)
        try run.requireNoOther()
        var view = view(of: run, old)
        let opening = await inspectServer(desk, &view)
        let obstacle = await view.inspectDestinations()
        view.tell()
        if isDry { try view.printDry() }
        if let obstacle = opening ?? obstacle { throw obstacle }
        if isDry { return }
        try world.confirm("Rotate org key '\(name)' now?")
        let journal = try begin(run, old, desk)
        world.output.remark("Rotation \(journal.id.text)")
        try await run.drive(journal, .forward)
    }

    private func plan(_ succession: OrgKeySuccession, _ desk: OrgKeyDesk) -> RotationPlan {
        let settings = desk.world.settings
        let replacement = OrgKeyReplacement(
            typed: name, sent: succession.sent, id: succession.old.id, prefix: succession.old.prefix,
            organization: desk.organization, organizationSlug: settings.organizationSlug, keys: keys,
            credential: desk.credential?.source ?? KeyKind.orgToken.variable)
        let directory = desk.world.workingDirectory
        return RotationPlan(
            subject: OrgKeySubject.name, key: succession.entry, origin: desk.client.server.text,
            variable: KeyKind.orgToken.variable, source: OrgKeySubject.source(succession.sent),
            destinations: destinations.names.map { $0.place(in: directory) }, activation: activation,
            proofs: [OrgKeySubject.proof], retirement: OrgKeySubject.retirement, overlaps: true,
            settings: replacement.settings, directory: directory, passedVariables: destinations.passed,
            patience: OrgTokensRotate.patience, replacing: succession.replacing)
    }

    /// Refuses when an unfinished rotation of an org key is what `isSame` says, at this server or at any.
    ///
    /// Two rotations of one key through two key entries would revoke it under each other.
    private func requireNoneUnfinished(
        in world: World, at server: Origin? = nil, _ isSame: (OrgKeyReplacement, KeyName) -> Bool
    ) throws(Failure) {
        for id in try world.rotationIDs() {
            // Journals that cannot be read are told about, or in the way, when the entry's own are looked for.
            guard let state = try? world.rotation(id), state.outcome == nil, state.plan.subject == OrgKeySubject.name,
                server == nil || state.plan.origin == server?.text,
                let replacement = OrgKeyReplacement(state.plan.settings)
            else { continue }
            if isSame(replacement, state.plan.key) { throw .unfinished(id, state.plan.key) }
        }
    }

    /// Makes the journal, unless another process is minting under the old name.
    private func begin(_ run: RotationRun, _ old: OrgKey, _ desk: OrgKeyDesk) throws(Failure) -> Journal {
        let file = try OrgKeyRecordFile(old.name, at: desk)
        defer { withExtendedLifetime(file) {} }
        guard try file.read() == nil else {
            throw .conflict(
                "A mint of org key \(old.label) is unfinished.",
                hint: "End it first: molecule org tokens mint, as it was begun")
        }
        return try run.begin()
    }

    private func view(of run: RotationRun, _ old: OrgKey) -> RotationPlanView {
        var after = ["Both keys work until the new one is proven; then the old one is revoked."]
        if activation == nil {
            after.insert(
                "  No --then command: whoever still uses the old value is refused once it is revoked.", at: 0)
        }
        let finding = RotationPlanView.Finding(
            subject: "org key", text: "\(old.label) is live, last used \(old.lastUsedAt ?? "never")")
        return RotationPlanView(
            run: run, title: "org key \(old.label) of \(run.plan.origin), key entry '\(run.plan.key.text)'",
            after: after, findings: [finding])
    }

    /// Whether the server keeps strangers out: an open one accepts any key, so nothing could be proven there.
    private func inspectServer(_ desk: OrgKeyDesk, _ view: inout RotationPlanView) async -> Failure? {
        do throws(Failure) {
            try await desk.requireClosed()
            view.findings.append(.init(subject: "server", text: "refuses callers without a credential"))
            return nil
        } catch {
            view.findings.append(.init(subject: "server", text: "", problem: error.message))
            return error
        }
    }
}
