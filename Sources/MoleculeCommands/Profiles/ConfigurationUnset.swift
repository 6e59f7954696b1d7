import CommandTree

/// The command `config unset`.
struct ConfigurationUnset: Verb, ProfileFree {
    let name: ConfigurationName

    static let node = Node(
        "unset", summary: "take a value out of the configuration",
        discussion: ["Taking away what is not there changes nothing and is no failure."],
        operands: [ConfigurationName.operand],
        examples: [
            Example("Forget an organisation.", "molecule config unset org_id"),
            Example("Let no profile be meant unless named.", "molecule config unset profile"),
        ],
        files: [Documented.configuration], statuses: ConfigurationCommands.statuses,
        action: { arguments throws(UsageError) in
            ConfigurationUnset(name: try .parse(arguments.operand("NAME") ?? ""))
        })

    func run(in world: World) async throws(Failure) {
        try Configuration.update(world.configurationPath) { configuration throws(Failure) in
            if name == .standard {
                configuration.standard = nil
            } else {
                try name.set(nil, in: &configuration.profiles[try configuration.place(in: world)])
            }
        }
    }
}
