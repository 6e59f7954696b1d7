import CommandTree
import Destinations
import Keyfile
import ManagementAPI
import Rotation

/// The command `completion`.
struct Completion: Verb, ProfileFree {
    enum Shell: String, CaseIterable {
        case bash
        case zsh
        case fish
    }

    let shell: Shell

    static let node = Node(
        "completion", summary: "print the completion script of a shell",
        discussion: [
            "The scripts are installed with the program; this prints the same text for a shell that cannot find them."
        ],
        operands: [
            Operand(
                Value("SHELL", .choice(Shell.allCases.map { .init($0.rawValue) })), .one,
                "The shell: bash, zsh or fish.")
        ],
        examples: [
            Example(
                "Complete in every bash.",
                "molecule completion bash > ~/.local/share/bash-completion/completions/molecule"),
            Example("Complete in every fish.", "molecule completion fish > ~/.config/fish/completions/molecule.fish"),
        ],
        action: { arguments throws(UsageError) in
            guard let shell = arguments.operand("SHELL").flatMap(Shell.init) else {
                throw UsageError("The shell is bash, zsh or fish.")
            }
            return Completion(shell: shell)
        })

    func run(in world: World) async throws(Failure) {
        switch shell {
        case .bash: try world.output.print(MoleculeProgram.program.bashCompletion())
        case .zsh: try world.output.print(MoleculeProgram.program.zshCompletion())
        case .fish: try world.output.print(MoleculeProgram.program.fishCompletion())
        }
    }
}

/// `__complete`: what the completion scripts ask for names.
///
/// Prints one candidate a line, and nothing at all on trouble, since it runs while someone is typing.
struct Complete: Verb, ProfileFree {
    let kind: String

    static let node = Node(
        "__complete", summary: "print the names a completion script asks for",
        operands: [Operand(Value("KIND", .text), .one, "What to list: keys, rotations, profiles or runbooks.")],
        examples: [Example("List the names of key entries.", "molecule __complete keys")], isHidden: true,
        action: { arguments throws(UsageError) in Complete(kind: arguments.operand("KIND") ?? "") })

    func run(in world: World) async throws(Failure) {
        // A store that cannot be read has no names to offer, and nobody is there to read why.
        var lines: [String] = []
        switch kind {
        case "keys":
            for name in (try? world.keyStore.names()) ?? [] {
                let summary = (try? world.keyStore.load(name)).map { "\t\($0.kind.rawValue), \($0.origin.text)" } ?? ""
                lines.append(name.text + summary)
            }
        case "rotations":
            for id in (try? world.journalStore.identifiers()) ?? [] {
                let state = try? world.journalStore.read(id)
                lines.append(id.text + (state.map { "\t\($0.plan.key.text), \(RotationReport.word($0))" } ?? ""))
            }
        case "operations": lines = Operations.all.map { "\($0.id)\t\($0.summary)" }
        case "tags": lines = API.tags
        case "profiles":
            let configuration = try? Configuration.read(world.configurationPath)
            lines = (configuration?.profiles ?? []).map { $0.name + ($0.address.map { "\t\($0)" } ?? "") }
        case "configuration":
            let configuration = try? Configuration.read(world.configurationPath)
            let settings = Set((configuration?.profiles ?? []).flatMap(\.settings.keys)).sorted()
            lines = ConfigurationName.fixed.map(\.text) + settings.map { "settings.\($0)" }
        case "runbooks": lines = BuiltInRunbooks.all.map { "\($0.secret)\t\($0.purpose)" }
        default: break
        }
        if !lines.isEmpty { try world.output.print(lines.joined(separator: "\n") + "\n") }
    }
}
