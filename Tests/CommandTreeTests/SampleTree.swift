import CommandTree

/// A small tree with one of everything a real one has.
let sample = sampleProgram(of: [adminToken, keys, run, configure, complete])

/// The sample's root over other commands.
func sampleProgram(of subcommands: [Command<String>]) -> Program<String> {
    Program(
        root: Command(
            "molecule", summary: "Manage the credentials of a deployment",
            discussion: ["Every command reads the key store. Use --quiet in scripts; don't parse tables."],
            options: [
                .value(
                    "output", short: "o",
                    Value("FORMAT", .choice([.init("table"), .init("json", "JSON: one object"), .init("tsv")])),
                    variable: "MOLECULE_OUTPUT", default: "table", "How results are printed."),
                .flag("quiet", short: "q", "Print ids only."),
                .flag("verbose", short: "v", "Tell what is done."),
                .flag("yes", "Answer questions with yes."),
                .value("timeout", Value("TIME", .duration), default: "30s", "How long a request may take."),
                .value("api-url", Value("URL", .text), variable: "MOLECULE_API_URL", "Where the server is."),
            ],
            subcommands: subcommands,
            environment: [DocumentedVariable("ADMIN_TOKEN", "The admin token to use.")],
            files: [DocumentedFile("~/.config/molecule/keys/", "The key store.")]),
        version: "1.2.3", manualDate: "November 20, 2026")
}

private let adminToken = Command<String>(
    "admin-token", summary: "Manage the admin token",
    subcommands: [
        Command(
            "rotate", summary: "Replace the admin token",
            discussion: ["'.env' files are kept; see --to.", ".leading dots and \\ are kept as well."],
            options: [
                .value(
                    "to",
                    Value(
                        "DESTINATION",
                        .prefixed([
                            .init("env-file", rest: "PATH", isPath: true, "A variable in an environment file"),
                            .init("fly", rest: "APP", isPath: false, "A secret of a Fly app"),
                        ])),
                    repeats: true, required: true, "Where the new value goes."),
                .flag("dry-run", short: "n", "Only print the plan."),
                .value("attempts", Value("COUNT", .integer(-1...5)), "How often to try."),
                .value("on-success", Value("COMMAND", .shellCommand), "What to run at the end."),
                .value("backup", Value("DIRECTORY", .directory), "Where to keep the journal."),
            ],
            examples: [
                Example(
                    "Rotate it into a file, with nobody's help.",
                    "molecule admin-token rotate --to 'env-file:/srv/it-is/.env'")
            ],
            files: [DocumentedFile("/srv/app/.env", "Example of a destination.")],
            statuses: [.unverified, .conflict, .partial],
            action: { _ in "rotate" }),
        Command(
            "verify", summary: "Prove that a wrong token is refused",
            operands: [Operand(Value("URL", .text), .zeroOrMore, "The server to ask.")],
            options: [.value("from-file", Value("PATH", .file), "The file that holds the token.")],
            examples: [Example("Ask one server.", "molecule -q admin-token verify https://example.com")],
            statuses: [.unverified],
            action: { _ in "verify" }),
    ])

private let keys = Command<String>(
    "keys", summary: "Manage the key store",
    subcommands: [
        Command(
            "show", summary: "Show a key entry",
            operands: [
                Operand(Value("NAME", .dynamic(kind: "keys")), .one, "The entry."),
                Operand(Value("VERSION", .choice([.init("current"), .init("previous")])), .optional, "Which version."),
            ],
            options: [
                .flag("reveal", "Print the value."), .value("as", Value("NAME", .dynamic(kind: "keys")), "Rename it."),
            ],
            examples: [Example("Show one.", "molecule keys show admin | less")],
            statuses: [.notFound],
            action: { _ in "show" }),
        Command(
            "import", summary: "Read a key from a file",
            operands: [Operand(Value("FILE", .file), .oneOrMore, "The files.")],
            examples: [Example("Read two.", "molecule keys import a b")],
            action: { arguments throws(UsageError) in
                if arguments.operands("FILE").count > 2 { throw UsageError("Too many files.") }
                return "import"
            }),
    ])

private let run = Command<String>(
    "run", summary: "Run a program with a key",
    operands: [
        Operand(Value("NAME", .dynamic(kind: "keys")), .one, "The key entry."),
        Operand(Value("COMMAND", .text), .commandLine, "The program and its arguments."),
    ],
    options: [.value("as", Value("VARIABLE", .text), "The variable it gets.")],
    examples: [Example("List variables.", "MOLECULE_OUTPUT=json molecule run admin --as X -- env 2>/dev/null >out")],
    action: { _ in "run" })

private let configure = Command<String>(
    "configure", summary: "Write the configuration",
    operands: [Operand(Value("DIRECTORY", .directory), .optional, "Where to.")],
    examples: [Example("Write it here.", "molecule configure .")],
    action: { _ in "configure" })

private let complete = Command<String>(
    "__complete", summary: "Print candidates for a shell",
    operands: [Operand(Value("KIND", .text), .one, "The kind.")],
    isHidden: true,
    action: { _ in "complete" })
