import CommandTree
import JSON

/// The command `config list`.
struct ConfigurationList: Verb, ProfileFree {
    static let node = Node(
        "list", summary: "list what the configuration says",
        discussion: ["Lists every profile's values, or those of the profile that --profile names."],
        examples: [
            Example("Everything.", "molecule config list"), Example("As data.", "molecule config list -o json"),
        ],
        files: [Documented.configuration], statuses: ConfigurationCommands.statuses,
        action: { _ throws(UsageError) in ConfigurationList() })

    func run(in world: World) async throws(Failure) {
        let configuration = try ConfigurationCommands.read(in: world)
        var profiles = configuration.profiles
        if world.settings.profileName != nil { profiles = [profiles[try configuration.place(in: world)]] }
        var rows: [[String]] = []
        for profile in profiles {
            let names = ConfigurationName.fixed.map(\.name) + profile.settings.keys.sorted().map { .setting($0) }
            for name in names {
                if let value = name.value(in: profile) { rows.append([profile.name, name.text, value]) }
            }
        }
        let items = rows.map { row -> JSONValue in
            ["profile": .string(row[0]), "name": .string(row[1]), "value": .string(row[2])]
        }
        var report = Report.list(items, columns: ["PROFILE", "NAME", "VALUE"], rows: rows, names: rows.map { $0[1] })
        if rows.isEmpty { report.remarks = ["Nothing is configured: molecule profile add NAME --api-url URL."] }
        try world.output.print(report)
    }
}
