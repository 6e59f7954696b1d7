import CommandTree

/// The command `config set`.
struct ConfigurationSet: Verb, ProfileFree {
    let name: ConfigurationName
    let values: [String]

    static let node = Node(
        "set", summary: "set a value of the configuration",
        discussion: [
            """
            Sets a value of a profile, or with the name profile the profile that is meant when none is named. Addresses are \
            checked, and keys takes names of key entries. A value that looks like a secret is refused.
            """,
            """
            destinations are where admin-token rotate puts a new token, in their order, when it has no --to; the path of an \
            environment file is made absolute.
            """,
        ],
        operands: [
            ConfigurationName.operand,
            Operand(Value("VALUE", .text), .oneOrMore, "The value, or several for a list; never a secret."),
        ],
        examples: [
            Example("Name a platform.", "molecule config set api_url https://platform.example.com"),
            Example("Use a key entry by default.", "molecule config set keys production --profile production"),
            Example(
                "Say where a new admin token goes.",
                "molecule config set destinations env-file:/srv/platform/.env fly:platform"),
            Example("Give a runbook a setting.", "molecule config set settings.ci_store github:OWNER/REPO"),
        ],
        files: [Documented.configuration], statuses: ConfigurationCommands.statuses,
        action: { arguments throws(UsageError) in
            let name = try ConfigurationName.parse(arguments.operand("NAME") ?? "")
            let values = arguments.operands("VALUE")
            guard values.count == 1 || name.isList else {
                throw UsageError("\(name.text) has one value.", hint: "Put quotes round a value that has spaces.")
            }
            return ConfigurationSet(name: name, values: values)
        })

    func run(in world: World) async throws(Failure) {
        try Configuration.update(world.configurationPath) { configuration throws(Failure) in
            if name == .standard {
                configuration.standard = try configuration.profile(named: values.first, by: "The value")?.name
            } else {
                let place = try configuration.place(in: world)
                try name.set(values, in: &configuration.profiles[place], directory: world.workingDirectory)
            }
        }
        if name == .keys { try warnAboutKeys(in: world) }
    }

    private func warnAboutKeys(in world: World) throws(Failure) {
        let known = Set(try world.entryNames().map(\.text))
        for key in values.flatMap({ $0.split(separator: ",") }).map(String.init) where !known.contains(key) {
            world.output.remark("There is no key entry '\(key)' yet: molecule keys add \(key)")
        }
    }
}
