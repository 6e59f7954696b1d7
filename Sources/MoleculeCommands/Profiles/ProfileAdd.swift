import CommandTree
import Keyfile

/// The command `profile add`.
struct ProfileAdd: Verb, ProfileFree {
    let name: String
    let settings: RunbookSettings
    let keys: [KeyName]
    let destinations: [String]
    let isUsed: Bool

    static let node = Node(
        "add", summary: "add a profile",
        discussion: [
            """
            Adds a profile with the addresses and the organisation that the options of these names give; the environment \
            is not looked at. The first profile is the one that is meant when none is named.
            """
        ],
        operands: [Operand(Value("NAME", .text), .one, "The name: 1 to 64 of A-Z a-z 0-9 . _ -.")],
        options: [
            .value(
                "key", Value("KEY", .dynamic(kind: "keys")), repeats: true,
                "A key entry that opens the deployment; may be repeated, one of each kind."),
            .value(
                "to", Value.destination, repeats: true,
                "Where admin-token rotate puts a new token when it has no --to; may be repeated, and the order counts."),
            RunbookSettings.option, .flag("use", "Let it be the one that is meant when none is named."),
        ],
        examples: [
            Example(
                "A platform, and the key that opens it.",
                "molecule profile add production --api-url https://platform.example.com --key production"),
            Example(
                "With the places of its admin token.",
                "molecule profile add live --api-url https://platform.example.com --key production --to env-file:/srv/platform/.env --to fly:platform"
            ),
            Example(
                "A control plane.", "molecule profile add cloud --cp-url https://api.example.com --org-slug river --use"
            ),
        ],
        files: [Documented.configuration], statuses: ConfigurationCommands.statuses,
        action: { arguments throws(UsageError) in try ProfileAdd(arguments) })

    init(_ arguments: Arguments) throws(UsageError) {
        name = arguments.operand("NAME") ?? ""
        guard Configuration.isName(name) else {
            throw UsageError(
                "The name of a profile is 1 to 64 of A-Z a-z 0-9 . _ - with a letter or digit first, and no secret.")
        }
        settings = try RunbookSettings(arguments)
        var keys: [KeyName] = []
        for text in arguments.texts("key") { keys.append(try KeyName.parse(text)) }
        self.keys = keys
        destinations = arguments.texts("to")
        isUsed = arguments.flag("use")
    }

    func run(in world: World) async throws(Failure) {
        var profile = Profile(name: name)
        let given = world.settings
        if !given.isAddressAmbient { try ConfigurationName.address.set(given.address, in: &profile) }
        if !given.isControlPlaneAddressAmbient {
            try ConfigurationName.controlPlaneAddress.set(given.controlPlaneAddress, in: &profile)
        }
        if given.organizationSource == "--org-id" {
            try ConfigurationName.organization.set(given.organization, in: &profile)
        }
        if given.isOrganizationSlugTyped {
            try ConfigurationName.organizationSlug.set(given.organizationSlug, in: &profile)
        }
        profile.settings = settings.typed
        profile.keys = keys
        try ConfigurationName.destinations.set(destinations, in: &profile, directory: world.workingDirectory)
        var isFirst = false
        try Configuration.update(world.configurationPath) { configuration throws(Failure) in
            guard !configuration.profiles.contains(where: { $0.name == name }) else {
                throw .conflict(
                    "There is a profile '\(name)' already.",
                    hint: "Change it: molecule config set api_url URL --profile \(name)")
            }
            isFirst = configuration.profiles.isEmpty
            configuration.profiles.append(profile)
            if isFirst || isUsed { configuration.standard = name }
        }
        let known = try world.entryNames()
        for key in keys where !known.contains(key) {
            world.output.remark("There is no key entry '\(key.text)' yet: molecule keys add \(key.text)")
        }
        let note = isFirst || isUsed ? " It is the one that is meant when none is named." : ""
        world.output.remark("Added profile '\(name)'.\(note)")
    }
}
