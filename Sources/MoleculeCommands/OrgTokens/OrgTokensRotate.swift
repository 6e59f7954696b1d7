import CommandTree
import HostSystem
import JSON
import Keyfile

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
            command that makes its users take it up, and proves by use that the server accepts it and refuses a random \
            value and none. Only then is the old key revoked and, where its value is at hand, proven refused. Until then \
            both work.
            """,
            """
            The new key is called as the old one with the time behind it, such as ci-20261120T230102Z, since two live keys \
            never share a name. The next rotation takes the name without the time for it as well.
            """,
            """
            The new value is pending in the key entry that holds the old one: --key, or found by its prefix. Where \
            none does, --save makes one; it has the value as its current one from the start.
            """,
            """
            A rotation that was stopped or killed at any point is gone on with by typing the same again: what it was \
            about to do is recorded, the pending value is found in the key store, and the keys by their names in the list. \
            A key that was minted and lost is revoked. It has no journal, and molecule rotations does not know it.
            """,
        ],
        operands: [
            Operand(Value("NAME", .text), .one, "The name of the org key; its id or prefix do as well.")
        ],
        options: [
            OrgKeyDestinations.option(required: true),
            .value(
                "then", Value("COMMAND", .shellCommand),
                "The shell command that makes users of the key take the new value up, such as a restart."),
            .value("key", Value("KEY", .dynamic(kind: "keys")), "The key entry that holds the old value."),
            .value("save", Value("KEY", .text), "Store the new value as this key entry, which must not exist yet."),
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
        files: [Documented.keyStore, Documented.orgKeyRecords],
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
        guard saveName == nil || keyName == nil else {
            throw UsageError(
                "--key and --save are both given, and the value goes to one of them.",
                hint: "--key names the entry of the old value, --save makes a new one.")
        }
    }

    func run(in world: World) async throws(Failure) {
        let desk = try OrgKeyDesk(keys, in: world)
        try await destinations.inspect(in: world)
        let live = try await desk.list()
        if isDry {
            let rotation = try OrgKeyRotation.begin(self, among: live, desk)
            return try show(rotation, world)
        }
        let file = try OrgKeyRecordFile(name, at: desk)
        let rotation: OrgKeyRotation
        if let record = try file.read() {
            rotation = try OrgKeyRotation.resume(self, record, among: live, desk)
            world.output.remark("Going on with the rotation to '\(record.sent)'.")
        } else {
            rotation = try OrgKeyRotation.begin(self, among: live, desk)
            for line in rotation.lines { world.output.remark(line) }
            try world.confirm("Rotate org key '\(name)' now?")
        }
        SignalWatch.start()
        try await rotation.run(file, among: live)
    }

    private func show(_ rotation: OrgKeyRotation, _ world: World) throws(Failure) {
        for line in rotation.lines { world.output.remark(line) }
        try world.output.print(
            Report(
                [
                    "dry_run": true, "name": .string(name), "replaces": .optional(rotation.record.replaces),
                    "new_name": .string(rotation.record.sent), "entry": .optional(rotation.record.entry?.text),
                    "steps": .array(rotation.lines.dropFirst().map { .string($0) }),
                ], rows: [["ready", rotation.record.replaces ?? "-", rotation.record.sent]],
                remarks: ["ok: nothing has been changed; the rotation can run."], names: ["ready"]))
    }
}
