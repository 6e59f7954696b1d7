import CommandTree
import HostSystem
import Keyfile

/// The command `keys add`.
struct KeysAdd: Verb {
    let name: KeyName
    let kind: KeyKind
    let address: String
    let source: ValueSource?
    /// The command that prints the value at every use, where it is kept elsewhere.
    let command: String?
    /// The command that puts a new value there.
    let storeCommand: String?

    static let node = Node(
        "add", summary: "store a secret as a key entry",
        discussion: [
            """
            Stores a secret under a name that is not taken yet, bound to the origin it may be sent to. The value comes \
            from a prompt without echo, or from one of the options that name a source; it is never an argument, which other users of \
            the machine could read.
            """,
            """
            With --command the value stays where it is: an existing secret manager such as vault, op, pass or aws. The \
            command is run by the shell at every use, with a clean environment and the variables of such managers, and \
            what it prints is the value.
            """,
            """
            Such an entry can be rotated when --store-command says how that secret manager takes a new value: on standard \
            input, without a newline. A rotation keeps the old and the new value in the key store while it is under way, \
            hands the new one over when it is proven, reads it back, and leaves no value here when it ends. It refuses to \
            replace a value there that somebody else has changed meanwhile, and its journal says where the value is kept.
            """,
        ],
        operands: [
            Operand(Value("NAME", .text), .one, "The name of the new entry: A-Z a-z 0-9 . _ - and at most 64 of them.")
        ],
        options: [
            .value(
                "kind", Value("KIND", .choice(KeyKind.allCases.map { .init($0.rawValue, $0.summary) })), required: true,
                "What the secret is for; decides the environment variable that carries it."),
            .value(
                "origin", Value("URL", .text), required: true,
                "The platform the secret is for, and the only place it is sent to."),
            .value(
                "command", Value("COMMAND", .shellCommand),
                "Store no value, but a shell command that prints it at every use."),
            .value(
                "store-command", Value("COMMAND", .shellCommand),
                "With --command: the shell command that takes a new value, so that the entry can be rotated."),
        ] + ValueSource.options,
        examples: [
            Example(
                "Be asked for the value.",
                "molecule keys add production --kind admin-token --origin https://platform.example.com"),
            Example(
                "Take the value from a program.",
                "printf %s \"$ADMIN_TOKEN\" | molecule keys add staging --kind admin-token --origin http://localhost:8080 --from-stdin"
            ),
            Example(
                "Leave the value in a secret manager.",
                "molecule keys add shared --kind org-token --origin https://platform.example.com --command 'pass show molecule/org-key'"
            ),
            Example(
                "Leave it there, and let rotations put a new one there.",
                "molecule keys add team --kind admin-token --origin https://platform.example.com --command 'pass show molecule/admin-token' --store-command 'pass insert --multiline --force molecule/admin-token'"
            ),
        ],
        files: [Documented.keyStore], statuses: [.refused, .notFound, .conflict, .insecureFile],
        action: { arguments throws(UsageError) in try KeysAdd(arguments) })

    init(_ arguments: Arguments) throws(UsageError) {
        name = try Keys.name(arguments)
        guard let kind = arguments.text("kind").flatMap(KeyKind.init), let address = arguments.text("origin") else {
            throw UsageError("--kind and --origin are needed.")
        }
        self.kind = kind
        self.address = address
        source = try ValueSource(arguments, key: false)
        command = try arguments.text("command").map { text throws(UsageError) in try SecretCommand.checked(text) }
        storeCommand = try arguments.text("store-command").map { text throws(UsageError) in
            try SecretCommand.checked(text)
        }
        guard source == nil || command == nil else {
            throw UsageError(
                "A value is given, and a command that prints it at every use.",
                hint: "Leave --command out, or the --from option.")
        }
        guard command != nil || storeCommand == nil else {
            throw UsageError(
                "--store-command is for a value that another secret manager keeps, which --command prints.",
                hint: "Add --command COMMAND, or leave --store-command out.")
        }
    }

    func run(in world: World) async throws(Failure) {
        let origin = try Origin.parse(address, source: "--origin")
        // Asking for a secret only to throw it away is rude.
        if try world.entryNames().contains(name) { throw .keyStore(.exists(name)) }
        if let command {
            // Tried once, so that a slip is found now and not at the next rotation of something else.
            try SecretCommand.run(command, in: world).check(kind, source: "What the command printed")
            if let storeCommand { try await inspect(storeCommand, in: world) }
            let entry = try world.addEntry(name, kind, origin, command: command, store: storeCommand)
            return try world.output.print(KeyReport.entry(entry))
        }
        let secret = if let source { try source.fetch(in: world) } else { try askForValue(in: world) }
        try secret.check(kind, source: source?.description ?? "The value")
        let entry = try world.addEntry(name, kind, origin, secret)
        try world.output.print(KeyReport.entry(entry))
    }

    /// Refuses a command that the shell cannot read; running it would replace the value.
    private func inspect(_ command: String, in world: World) async throws(Failure) {
        do { _ = try await SecretCommand.runner(in: world).inspect(command) } catch {
            throw .usage(
                UsageError(
                    "--store-command cannot be used: \(error.reason).", hint: "Try it alone, as your shell runs it."))
        }
    }

    private func askForValue(in world: World) throws(Failure) -> Secret {
        let hint = "Pass --from-stdin, --from-file PATH or --from-env VARIABLE."
        guard !world.settings.isUnattended else {
            throw .refused("The value is needed, and nobody may be asked for it.", hint: hint)
        }
        let typed: [UInt8]
        do { typed = try world.ask("Value for \(name.text) (not shown): ", false) } catch {
            if let number = SignalWatch.received { throw .signalled(number, hint: nil) }
            throw .refused("The value is needed, and there is nobody to ask for it.", hint: hint)
        }
        return try ValueSource.trimmed(typed, "The value")
    }
}
