import CommandTree

/// The command `config`.
enum ConfigurationCommands {
    static let node = Node(
        "config", summary: "read and change the configuration",
        discussion: [
            """
            The configuration says what deployments there are, in profiles: addresses, organisations, names of key entries \
            and the settings of runbooks. It never holds a secret: a value that looks like one is refused. Each of these \
            commands is about the profile that --profile names, or else the one in use.
            """
        ],
        subcommands: [
            ConfigurationGet.node, ConfigurationSet.node, ConfigurationUnset.node, ConfigurationList.node,
            ConfigurationPath.node,
        ])

    static let statuses: [ExitStatus] = [.notFound, .conflict, .insecureFile]

    /// The configuration as it is; one without profiles where there is no file.
    static func read(in world: World) throws(Failure) -> Configuration {
        try Configuration.read(world.configurationPath) ?? Configuration()
    }
}

extension Configuration {
    /// The place of the profile that is meant.
    func place(in world: World) throws(Failure) -> Int {
        let source = world.settings.profileSource ?? "The configuration"
        guard let profile = try profile(named: world.settings.profileName, by: source),
            let index = profiles.firstIndex(where: { $0.name == profile.name })
        else {
            throw .usage(
                UsageError(
                    profiles.isEmpty ? "There is no profile yet." : "No profile is in use, and none is named.",
                    hint: profiles.isEmpty
                        ? "molecule profile add NAME --api-url URL"
                        : "Pass --profile NAME, or molecule profile use NAME"))
        }
        return index
    }
}
