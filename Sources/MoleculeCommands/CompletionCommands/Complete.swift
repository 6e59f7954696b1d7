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

    func runAtOnce(in world: World) throws(Failure) -> Bool {
        guard !CompletionServer.kinds.contains(kind) else { return false }
        Alarm.endQuietly(after: Complete.localPatience)
        let (_, world) = prepared(world)
        try offer(local(world), in: world)
        return true
    }

    func run(in world: World) async throws(Failure) {
        Alarm.endQuietly(after: Complete.patience)
        let (typed, world) = prepared(world)
        // Nobody is there to read why a server has no names to offer.
        try offer((try? await CompletionServer(typed, in: world)?.candidates(kind)) ?? [], in: world)
    }

    /// The words typed before, and the world as they say, in which nothing is remarked.
    private func prepared(_ world: World) -> (CompletionWords, World) {
        var world = world
        world.settings.isQuiet = true
        world.settings.isVerbose = false
        world.output = Output(settings: world.settings, environment: world.environment)
        // What was typed may be anything; what cannot be read of it is not there.
        let typed = readsWords ? CompletionWords.read() : CompletionWords([])
        typed.apply(to: &world)
        return (typed, world)
    }

    private func offer(_ lines: [String], in world: World) throws(Failure) {
        if !lines.isEmpty { try world.output.print(lines.joined(separator: "\n") + "\n") }
    }

    /// What this machine knows.
    ///
    /// Nobody is there to read why a store or a file has no names to offer.
    private func local(_ world: World) -> [String] {
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
        default: return []
        }
    }

    private func profiles(_ world: World) -> [Profile] {
        // Nobody is there to read why it cannot be read.
        (try? Configuration.read(world.configurationPath))??.profiles ?? []
    }
}
