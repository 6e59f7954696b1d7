import CommandTree
import JSON

/// The command `profile list`.
struct ProfileList: Verb, ProfileFree {
    static let node = Node(
        "list", summary: "list the profiles",
        discussion: ["The one that is meant when none is named is marked in the column IN USE."],
        examples: [Example("See what there is.", "molecule profile list")], files: [Documented.configuration],
        statuses: ConfigurationCommands.statuses, action: { _ throws(UsageError) in ProfileList() })

    func run(in world: World) async throws(Failure) {
        let configuration = try ConfigurationCommands.read(in: world)
        let used = world.settings.profileName ?? configuration.standard
        let profiles = configuration.profiles
        try world.output.print(
            .list(
                profiles.map { profile in
                    guard case .object(let members) = profile.document else { return .null }
                    return .object(
                        [.init("name", .string(profile.name)), .init("in_use", .bool(profile.name == used))] + members)
                }, columns: ["NAME", "IN USE", "API URL", "CP URL", "ORGANISATION", "KEYS"],
                rows: profiles.map { profile in
                    [
                        profile.name, profile.name == used ? "yes" : "-", profile.address ?? "-",
                        profile.controlPlaneAddress ?? "-", profile.organization ?? profile.organizationSlug ?? "-",
                        ConfigurationName.keys.value(in: profile) ?? "-",
                    ]
                }, names: profiles.map(\.name),
                remarks: profiles.isEmpty ? ["No profiles yet: molecule profile add NAME --api-url URL."] : []))
    }
}
