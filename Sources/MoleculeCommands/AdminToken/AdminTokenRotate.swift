import CommandTree
import Destinations
import HostSystem
import Keyfile
import ManagementAPI
import Rotation

/// The command `admin-token rotate`.
struct AdminTokenRotate: Verb {
    let key: KeyName
    let destinations: [DestinationName]
    let activation: String?
    let isDry: Bool
    let passed: [String]
    let patience: Duration
    let form: TokenForm

    static let node = Node(
        "rotate", summary: "replace ADMIN_TOKEN and prove that the old one is dead",
        discussion: [
            """
            Makes a new token, keeps it in the key store as pending, puts it into the destinations in order, runs the \
            --then command that makes it live, and proves that the platform accepts it and refuses the old token, a random \
            one, and none. Only then does it become the entry's current value. The current token must protect the platform \
            when the rotation begins.
            """,
            """
            ADMIN_TOKEN has one value: callers that still use the old one are refused from the moment the platform has the \
            new one. It is never unset on the way, since a platform without it lets everyone in.
            """,
            """
            Destinations that another program reaches (flyctl, gh, railway) need it on the PATH; it gets the value on \
            standard input, and its own credential only when --pass-env names the variable, such as FLY_API_TOKEN. Its \
            exit status is not believed where a list tells more. A destination that deploys is deployed before the next \
            one gets the value.
            """,
            """
            Every step is in a journal before it acts. A rotation that is stopped or killed at any point goes on with \
            molecule rotations resume, or back with molecule rotations rollback.
            """,
        ],
        options: [
            .value("key", Value("NAME", .dynamic(kind: "keys")), required: true, "The key entry to rotate."),
            .value(
                "to", Value.destination, repeats: true,

                "Where the new value goes; may be repeated, and the order counts. Without it, where the profile says."),
            .value(
                "then", Value("COMMAND", .shellCommand),
                "The shell command that makes the new value live, such as a restart."),
            .flag("dry-run", "Show the plan and what can be found out without changing anything."),
            .value(
                "wait", Value("DURATION", .duration), default: "2m", "How long to wait for the new value to be live."),
            Shared.passEnvironment,
        ] + TokenForm.options,
        examples: [
            Example(
                "Rotate the token of a Compose deployment.",
                "molecule admin-token rotate --key production --to env-file:/srv/platform/.env --then 'docker compose -f /srv/platform/compose.yaml up -d'"
            ),
            Example(
                "Rotate the token of an app of Fly.io, and hand it to the workflows of a repository.",
                "molecule admin-token rotate --key production --to fly:platform --to github:example/deploy --pass-env FLY_API_TOKEN --pass-env GH_TOKEN"
            ),
            Example(
                "See what a rotation would do.",
                "molecule admin-token rotate --key production --to env-file:/etc/molecule/platform.env --then 'systemctl restart molecule-platform' --dry-run"
            ),
        ],
        environment: Documented.destinations, files: [Documented.keyStore, Documented.journals],
        statuses: [
            .refused, .unauthenticated, .forbidden, .notFound, .conflict, .partial, .unavailable, .insecureFile,
            .rateLimited, .unverified, .interrupted, .terminated,
        ],
        action: { arguments throws(UsageError) in try AdminTokenRotate(arguments) })

    init(_ arguments: Arguments) throws(UsageError) {
        key = try KeyName.parse(arguments.text("key") ?? "")
        destinations = arguments.texts("to").compactMap { DestinationName($0) }
        guard destinations.count == arguments.texts("to").count else {
            throw UsageError(DestinationName.spellings)
        }
        activation = arguments.text("then")
        try PlannedCommands.requireNoSecret(
            in: [activation].compactMap { $0 } + destinations.filter { $0.kind == .command }.map(\.rest))
        isDry = arguments.flag("dry-run")
        passed = arguments.texts("pass-env")
        patience = arguments.duration("wait") ?? .seconds(120)
        form = TokenForm(arguments)
    }

    func run(in world: World) async throws(Failure) {
        let entry = try world.changeableEntry(key)
        let destinations = try places(of: entry, in: world)
        let target = try AdminTarget(entry, in: world)
        let plan = RotationPlan(
            subject: AdminTokenSubject.name, key: key, origin: entry.origin.text, variable: entry.kind.variable,
            source: form.source, destinations: destinations,
            activation: activation,
            proofs: [.init("admin-token", ["summary": "accepted; the old one, a random one and none refused"])],
            directory: world.workingDirectory, passedVariables: passed, patience: Int(patience.components.seconds),
            replacing: entry.current?.fingerprint.text ?? "")
        let run = try RotationRun(plan, isDry: isDry, in: world)
        try run.requireNoOther()
        var view = RotationPlanView(
            run: run, title: "\(plan.variable) of \(plan.origin), key entry '\(key.text)'", after: remarks(plan))
        let verdict = try await verdict(target, in: world)
        view.findings.append(
            .init(
                subject: "current token",
                text: verdict == .protected ? "protects \(target.origin.text)" : verdict.sentence,
                problem: verdict == .protected ? nil : verdict.sentence))
        let obstacle = await view.inspectDestinations()
        view.tell()
        if isDry { try view.printDry() }
        // Whoever rotates against the wrong server, or from a value nobody uses, must learn it before anything changes.
        if verdict != .protected { throw .verdict(verdict, origin: entry.origin) }
        if let obstacle { throw obstacle }
        if isDry { return }
        try world.confirm("Rotate '\(key.text)' now?")
        let journal = try run.begin()
        world.output.remark("Rotation \(journal.id.text)")
        try await run.drive(journal, .forward)
    }

    /// Where the new value goes: as typed, or as the profile has it, if that is the profile of the entry's platform.
    private func places(of entry: KeyEntry, in world: World) throws(Failure) -> [RotationPlan.Place] {
        var names = destinations
        if names.isEmpty, let profile = world.settings.profile, !profile.destinations.isEmpty {
            guard profile.address == entry.origin.text else {
                throw .conflict(
                    "The destinations of profile '\(profile.name)' are those of another platform than \(entry.origin.text).",
                    hint: "Add --to DESTINATION, or name the platform's profile: --profile NAME")
            }
            names = profile.destinations
        }
        guard !names.isEmpty else {
            throw .usage(
                UsageError(
                    "No destination is given: the new value must go where the platform reads it.",
                    hint: "Add --to env-file:PATH, or keep it: molecule config set destinations DESTINATION"))
        }
        return names.map { $0.place(in: world.workingDirectory) }
    }

    /// What the three probes say about the current value.
    private func verdict(_ target: AdminTarget, in world: World) async throws(Failure) -> AdminTokenVerdict {
        do { return try await target.verifier(in: world).verify(target.token).verdict } catch {
            throw .value("cannot be sent as a bearer token", source: target.source)
        }
    }

    private func remarks(_ plan: RotationPlan) -> [String] {
        let cutOver = "This secret has one value: callers of the old one are cut over, not overlapped."
        guard activation == nil, !plan.destinations.contains(where: \.deploys) else { return [cutOver] }
        return ["  No --then command: restart the platform yourself within \(plan.patience) s.", cutOver]
    }
}
