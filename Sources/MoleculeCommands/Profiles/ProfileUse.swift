import CommandTree

/// The command `profile use`.
struct ProfileUse: Verb, ProfileFree {
    let name: String

    static let node = Node(
        "use", summary: "choose the profile that is meant when none is named",
        discussion: ["Nobody else is asked: no server hears of it, and other shells see it at their next command."],
        operands: [ProfileCommands.operand],
        examples: [Example("Work on staging from now on.", "molecule profile use staging")],
        files: [Documented.configuration], statuses: ConfigurationCommands.statuses,
        action: { arguments throws(UsageError) in ProfileUse(name: arguments.operand("NAME") ?? "") })

    func run(in world: World) async throws(Failure) {
        try Configuration.update(world.configurationPath) { configuration throws(Failure) in
            configuration.standard = try configuration.profile(named: name, by: "The operand NAME")?.name
        }
        if let source = world.settings.profileSource {
            world.output.remark("\(source) names another for now, and comes first.")
        }
    }
}
