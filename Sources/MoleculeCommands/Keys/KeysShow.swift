import CommandTree
import JSON
import Keyfile

/// The command `keys show`.
struct KeysShow: Verb {
    let name: KeyName
    let isRevealed: Bool

    static let node = Node(
        "show", summary: "show one key entry",
        discussion: [
            """
            Shows the entry's versions by their fingerprints. With --reveal the current value is printed instead, once, \
            on standard output, and nothing else.
            """
        ],
        operands: [Keys.nameOperand], options: [.flag("reveal", "Print the current value, and nothing else.")],
        examples: [
            Example("Show an entry.", "molecule keys show production"),
            Example("Put a value into a pipe.", "molecule keys show production --reveal | wc -c"),
        ],
        files: [Documented.keyStore], statuses: [.notFound, .insecureFile],
        action: { arguments throws(UsageError) in try KeysShow(arguments) })

    init(_ arguments: Arguments) throws(UsageError) {
        name = try Keys.name(arguments)
        isRevealed = arguments.flag("reveal")
    }

    func run(in world: World) async throws(Failure) {
        let entry = try world.entry(name)
        guard isRevealed else { return try world.output.print(KeyReport.entry(entry)) }
        let current = try entry.requireCurrent()
        guard world.output.format == .json || world.output.format == .yaml else {
            return try world.output.reveal(current.secret)
        }
        let value = current.secret.reveal { String(decoding: $0, as: UTF8.self) }
        let members = KeyReport.document(entry).members ?? []
        try world.output.reveal(.object(members + [.init("value", .string(value))]))
    }
}
