import CommandTree
import JSON

/// The command `config get`.
struct ConfigurationGet: Verb, ProfileFree {
    let name: ConfigurationName

    static let node = Node(
        "get", summary: "print a value of the configuration",
        discussion: ["Prints one value on a line of its own; status 6 says that it is not set."],
        operands: [ConfigurationName.operand],
        examples: [
            Example("The address in use.", "molecule config get api_url"),
            Example("That of another profile.", "molecule config get api_url --profile staging"),
        ],
        files: [Documented.configuration], statuses: ConfigurationCommands.statuses,
        action: { arguments throws(UsageError) in
            ConfigurationGet(name: try .parse(arguments.operand("NAME") ?? ""))
        })

    func run(in world: World) async throws(Failure) {
        let configuration = try ConfigurationCommands.read(in: world)
        var profile: String?
        var value = configuration.standard
        if name != .standard {
            let found = configuration.profiles[try configuration.place(in: world)]
            (profile, value) = (found.name, name.value(in: found))
        }
        guard let value else {
            throw .explained(
                "\(name.text) is not set\(profile.map { " in profile '\($0)'" } ?? "").",
                hint: "molecule config set \(name.text) VALUE", .notFound)
        }
        try world.output.print(
            Report(
                ["profile": .optional(profile), "name": .string(name.text), "value": .string(value)], rows: [[value]],
                remarks: [value], names: [value]))
    }
}
