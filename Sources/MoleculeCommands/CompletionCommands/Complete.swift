import CommandTree
import Destinations
import HostSystem
import Keyfile
import ManagementAPI
import Rotation

/// `__complete`: what the completion scripts ask for names.
///
/// Prints one candidate a line, and nothing at all on trouble, since it runs while someone is typing; a question to a
/// server is over after a second.
struct Complete: QuickVerb, ProfileFree {
    let kind: String
    let readsWords: Bool

    /// How long a server is asked, in milliseconds: a little less than a second, so that shells have the rest of it.
    private static let patience = 900
    /// How long this machine is: its files come at once, unless it is busy or their disk is far away.
    private static let localPatience = 5000

    static let node = Node(
        "__complete", summary: "print the names a completion script asks for",
        operands: [
            Operand(Value("KIND", .text), .one, "What to list, such as keys, profiles or workspaces."),
            Operand(
                Value("WORDS", .choice([.init("-")])), .optional,
                "With a dash, read the words typed so far from standard input, each on a line."),
        ],
        examples: [Example("List the names of key entries.", "molecule __complete keys")], isHidden: true,
        action: { arguments throws(UsageError) in
            Complete(kind: arguments.operand("KIND") ?? "", readsWords: arguments.operand("WORDS") != nil)
        })

    func run(in world: World) async throws(Failure) {
        let (world, typed) = prepared(world)
        if let lines = local(world) { return try Complete.print(lines, in: world) }
        Alarm.endQuietly(after: Complete.patience)
        // Nobody is there to read why a server has no names to offer.
        let lines = try? await CompletionServer(typed, in: world)?.candidates(kind)
        try Complete.print(lines ?? [], in: world)
    }

    func runAtOnce(in world: World) throws(Failure) -> Bool {
        guard Complete.localKinds.contains(kind) else { return false }
        let (world, _) = prepared(world)
        try Complete.print(local(world) ?? [], in: world)
        return true
    }

    /// The world as what was typed so far makes it; what cannot be read of that is not there.
    private func prepared(_ world: World) -> (World, CompletionWords) {
        Alarm.endQuietly(after: Complete.localPatience)
        var world = world
        world.settings.isQuiet = true
        world.settings.isVerbose = false
        world.output = Output(settings: world.settings, environment: world.environment)
        let typed = readsWords ? CompletionWords.read() : CompletionWords([])
        typed.apply(to: &world)
        return (world, typed)
    }

    private static func print(_ lines: [String], in world: World) throws(Failure) {
        if !lines.isEmpty { try world.output.print(lines.joined(separator: "\n") + "\n") }
    }

    /// What is answered without a server.
    private static let localKinds: Set = [
        "keys", "rotations", "operations", "tags", "profiles", "configuration", "runbooks",
    ]

    /// What this machine knows; `nil` for what only a server does.
    private func local(_ world: World) -> [String]? {
        switch kind {
        case "keys":
            return ((try? world.keyStore.names()) ?? []).map { name in
                name.text + ((try? world.keyStore.load(name)).map { "\t\($0.kind.rawValue), \($0.origin.text)" } ?? "")
            }
        case "rotations":
            return ((try? world.journalStore.identifiers()) ?? []).map { id in
                let state = try? world.journalStore.read(id)
                return id.text + (state.map { "\t\($0.plan.key.text), \(RotationReport.word($0))" } ?? "")
            }
        case "operations": return Operations.all.map { "\($0.id)\t\($0.summary)" }
        case "tags": return API.tags
        case "profiles": return profiles(world).map { $0.name + ($0.address.map { "\t\($0)" } ?? "") }
        case "configuration":
            let settings = Set(profiles(world).flatMap(\.settings.keys)).sorted()
            return ConfigurationName.fixed.map(\.text) + settings.map { "settings.\($0)" }
        case "runbooks": return BuiltInRunbooks.all.map { "\($0.secret)\t\($0.purpose)" }
        default: return nil
        }
    }

    private func profiles(_ world: World) -> [Profile] {
        (try? Configuration.read(world.configurationPath))??.profiles ?? []
    }
}
