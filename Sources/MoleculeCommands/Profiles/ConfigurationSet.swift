import CommandTree

/// The command `config set`.
struct ConfigurationSet: Verb, ProfileFree {
    let name: ConfigurationName
    let value: String

    static let node = Node(
        "set", summary: "set a value of the configuration",
        discussion: [
            """
            Sets a value of a profile, or with the name profile the profile that is meant when none is named. Addresses are \
            checked, and keys takes names of key entries with commas between them. A value that looks like a secret is refused.
            """
        ],
        operands: [ConfigurationName.operand, Operand(Value("VALUE", .text), .one, "The value; never a secret.")],
        examples: [
            Example("Name a platform.", "molecule config set api_url https://platform.example.com"),
            Example("Use a key entry by default.", "molecule config set keys production --profile production"),
            Example("Give a runbook a setting.", "molecule config set settings.ci_store github:OWNER/REPO"),
        ],
        files: [Documented.configuration], statuses: ConfigurationCommands.statuses,
        action: { arguments throws(UsageError) in
            ConfigurationSet(
                name: try .parse(arguments.operand("NAME") ?? ""), value: arguments.operand("VALUE") ?? "")
        })

    func run(in world: World) async throws(Failure) {
        try Configuration.update(world.configurationPath) { configuration throws(Failure) in
            if name == .standard {
                configuration.standard = try configuration.profile(named: value, by: "The value")?.name
            } else {
                try name.set(value, in: &configuration.profiles[try configuration.place(in: world)])
            }
        }
        if name == .keys { try warnAboutKeys(in: world) }
    }

    private func warnAboutKeys(in world: World) throws(Failure) {
        let known = Set(try world.entryNames().map(\.text))
        for key in value.split(separator: ",").map(String.init) where !known.contains(key) {
            world.output.remark("There is no key entry '\(key)' yet: molecule keys add \(key)")
        }
    }
}
