import CommandTree
import HostSystem
import Keyfile

/// The command `keys exec`.
struct KeysExec: Verb {
    let names: [KeyName]
    let command: [String]
    let passed: [String]

    static let node = Node(
        "exec", summary: "run a command with secrets in its environment",
        discussion: [
            """
            Becomes the command, which gets the current value of each entry in the variable its kind implies, such as \
            ADMIN_TOKEN, or that a service's secret is called by, such as NEON_API_KEY, and an otherwise clean environment: the search path, home, language, terminal and XDG \
            directories, and the variables named with --pass-env. When all entries are bound to one origin, \
            MOLECULE_API_URL names it.
            """
        ],
        operands: [
            Operand(
                Value("NAME", .dynamic(kind: "keys")), .oneOrMore,
                "The names of key entries, each for another variable."),
            Operand(Value("COMMAND", .text), .commandLine, "The command and its arguments."),
        ],
        options: [Shared.passEnvironment],
        examples: [
            Example(
                "Ask the platform with curl, without the token on its command line.",
                "molecule keys exec production -- sh -c 'printf \"header = \\\"Authorization: Bearer %s\\\"\\n\" \"$ADMIN_TOKEN\" | curl -sK - \"$MOLECULE_API_URL/admin/workspaces\"'"
            ),
            Example(
                "Verify with another program's environment.",
                "molecule keys exec production -- molecule admin-token verify"),
        ],
        files: [Documented.keyStore], statuses: [.notFound, .conflict, .insecureFile],
        action: { arguments throws(UsageError) in try KeysExec(arguments) })

    init(_ arguments: Arguments) throws(UsageError) {
        var names: [KeyName] = []
        for text in arguments.operands("NAME") { names.append(try KeyName.parse(text)) }
        self.names = names
        command = arguments.operands("COMMAND")
        passed = arguments.texts("pass-env")
    }

    func run(in world: World) async throws(Failure) {
        var environment = world.childEnvironment(passing: passed)
        var origins: Set<Origin> = []
        var organizations: Set<String> = []
        var used: [String: KeyName] = [:]
        for name in names {
            let entry = try world.entry(name)
            let current = try entry.requireCurrent()
            guard let variable = entry.variable else {
                let reason =
                    "Key entry '\(name.text)' is not called like a variable, so it is not known which one carries it."
                throw .usage(UsageError(reason, hint: "Store it under the variable's name: molecule keys add NAME"))
            }
            if let other = used.updateValue(name, forKey: variable) {
                let reason = "Key entries '\(other.text)' and '\(name.text)' both want the variable \(variable)."
                throw .usage(UsageError(reason, hint: "Name one of them."))
            }
            environment[variable] = current.secret.reveal { String(decoding: $0, as: UTF8.self) }
            // A service's address is no platform's.
            if entry.kind != .serviceSecret { origins.insert(entry.origin) }
            if let organization = entry.organization { organizations.insert(organization) }
        }
        if origins.count == 1, let origin = origins.first { environment["MOLECULE_API_URL"] = origin.text }
        if organizations.count == 1 { environment["MOLECULE_ORG_ID"] = organizations.first }
        try become(environment, in: world)
    }

    private func become(_ environment: [String: String], in world: World) throws(Failure) {
        let name = command[0]
        let path = world.environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin"
        guard let executable = ChildProcess.locate(name, path: path) else {
            throw .noProgram(name)
        }
        throw .system(ChildProcess.become(executable, command, environment: environment))
    }
}
