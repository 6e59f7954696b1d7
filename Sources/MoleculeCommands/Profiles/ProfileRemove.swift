import CommandTree

/// The command `profile remove`.
struct ProfileRemove: Verb, ProfileFree {
    let name: String

    static let node = Node(
        "remove", summary: "remove a profile",
        discussion: ["The key entries it names stay."], operands: [ProfileCommands.operand],
        examples: [Example("Forget a deployment.", "molecule profile remove staging --yes")],
        files: [Documented.configuration], statuses: ConfigurationCommands.statuses + [.refused],
        action: { arguments throws(UsageError) in ProfileRemove(name: arguments.operand("NAME") ?? "") })

    func run(in world: World) async throws(Failure) {
        _ = try ConfigurationCommands.read(in: world).profile(named: name, by: "The operand NAME")
        try world.confirm("Remove profile '\(name)'?")
        var wasStandard = false
        try Configuration.update(world.configurationPath) { configuration throws(Failure) in
            wasStandard = configuration.standard == name
            if wasStandard { configuration.standard = nil }
            configuration.profiles.removeAll { $0.name == name }
        }
        let note = wasStandard ? " None is meant now unless named: molecule profile use NAME" : ""
        world.output.remark("Removed profile '\(name)'.\(note)")
    }
}
