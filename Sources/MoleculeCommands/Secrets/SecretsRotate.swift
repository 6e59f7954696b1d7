import CommandTree
import Destinations
import HostSystem
import JSON
import Keyfile
import Rotation

/// The command `secrets rotate`.
struct SecretsRotate: Verb {
    let secret: String
    let choice: RunbookChoice
    let key: KeyName?
    let isDry: Bool
    let patience: Duration?
    let passed: [String]
    let source: ValueSource?
    let platformKeys: [KeyName]
    let answers: RunbookAnswers

    static let node = Node(
        "rotate", summary: "rotate a secret as its runbook says",
        discussion: [
            """
            Carries out a runbook: gets the new value, keeps it in the key store as pending, puts it into every place \
            the secret lives in, proves it live and strangers refused, makes it current, and retires the old one. The \
            runbook is the built-in one of the secret, or a file of your own; hosts, apps and repositories come from a \
            profile and from --setting.
            """,
            """
            The plan is printed first, with what was found out about every place without changing anything. It is \
            carried out after a confirmation on a terminal, or with --yes. With --dry-run nothing is changed, here or \
            anywhere else.
            """,
            """
            A value that somebody has to make is asked for on a terminal, or taken from one of the --from options. \
            Where nobody can be asked, the rotation waits with status 3 and says how it goes on; it can be resumed at \
            any time, and rolled back until the new value has been proven.
            """,
            """
            The key entry is called like the secret, with the profile's name in front when there is one. When it does \
            not exist yet, the value that is replaced is not at hand and cannot be put back: store it beforehand with \
            molecule keys add --kind service-secret.
            """,
        ],
        operands: [
            Operand(Value("NAME", .dynamic(kind: "runbooks")), .one, "The secret's name, such as NEON_API_KEY.")
        ],
        options: RunbookChoice.options + [
            .value(
                "key", Value("NAME", .dynamic(kind: "keys")),
                "The key entry the values are kept in; called like the secret unless given."),
            .flag("dry-run", "Show the plan and what can be found out without changing anything."),
            .value(
                "wait", Value("DURATION", .duration),
                "How long to wait for the new value to be live; as long as the runbook says unless given."),
            Shared.passEnvironment,
            CredentialFinder.keyOption,
        ] + RunbookAnswers.options + ValueSource.options,
        examples: [
            Example(
                "See what a rotation would do.",
                "molecule secrets rotate NEON_API_KEY --profile staging --dry-run"),
            Example(
                "Rotate with a value from another program.",
                "printf %s \"$NEW_KEY\" | molecule secrets rotate NEON_API_KEY --profile staging --from-stdin --yes"),
            Example(
                "Rotate as a runbook of your own says.",
                "molecule secrets rotate GRAFANA_TOKEN --runbook grafana.json --setting grafana_url=https://grafana.example.com"
            ),
        ],
        environment: Documented.credentials,
        files: [Documented.configuration, Documented.keyStore, Documented.journals],
        statuses: [
            .refused, .unauthenticated, .forbidden, .notFound, .conflict, .partial, .unavailable, .insecureFile,
            .rateLimited, .unverified, .interrupted, .terminated,
        ],
        action: { arguments throws(UsageError) in try SecretsRotate(arguments) })

    init(_ arguments: Arguments) throws(UsageError) {
        secret = arguments.operand("NAME") ?? ""
        choice = try RunbookChoice(arguments)
        key = if let text = arguments.text("key") { try KeyName.parse(text) } else { nil }
        isDry = arguments.flag("dry-run")
        patience = arguments.duration("wait")
        passed = arguments.texts("pass-env")
        source = try ValueSource(arguments, key: false)
        platformKeys = try CredentialFinder.names(arguments)
        answers = try RunbookAnswers(arguments)
    }

    func run(in world: World) async throws(Failure) {
        let written = try choice.runbook(secret, in: world)
        let gate = RunbookGate(runbook: written, answers: answers, world: world)
        if gate.strictest.stance == .nothingToDo { return try tellNothing(gate.strictest, in: world) }
        try gate.checkStance()
        let runbook = try choice.resolve(written, in: world)
        try gate.checkCoupling(runbook)
        let planner = RunbookPlanner(
            runbook: runbook, profile: world.settings.profile?.name, verb: self, world: world)
        var input = RotationInput()
        input.source = source
        let plan = try planner.plan()
        let draft = try RotationRun(plan, isDry: isDry, input: input, in: world)
        try draft.requireNoOther()
        var view = planner.view(draft, origin: choice.origin(in: world))
        let defect = try await planner.look(into: &view)
        let obstacle = await view.inspectDestinations() ?? defect
        view.tell()
        if isDry { try view.printDry() }
        if let obstacle { throw obstacle }
        if isDry { return }
        try await gate.checkTenants()
        try gate.checkAffirmations()
        input.value = try planner.broughtValue(input, for: draft)
        try world.confirm("Rotate \(runbook.secret) now?")
        let run = try draft.with(input)
        let journal = try run.begin()
        world.output.remark("Rotation \(journal.id.text)")
        try await run.drive(journal, .forward)
    }

    private func tellNothing(_ runbook: Runbook, in world: World) throws(Failure) {
        let reason = runbook.reason ?? "It rotates by itself."
        try world.output.print(
            Report(
                ["secret": .string(runbook.secret), "outcome": "nothing-to-do", "reason": .string(reason)],
                rows: [[runbook.secret, "nothing-to-do", reason]], remarks: ["ok: nothing to do. \(reason)"],
                names: [runbook.secret]))
    }
}
