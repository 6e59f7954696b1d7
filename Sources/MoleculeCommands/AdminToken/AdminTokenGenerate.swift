import CommandTree
import HostSystem
import JSON
import Keyfile

/// The command `admin-token generate`.
struct AdminTokenGenerate: Verb {
    let form: TokenForm
    let name: KeyName?
    let address: String?
    let isRevealed: Bool

    static let node = Node(
        "generate", summary: "generate a new ADMIN_TOKEN",
        discussion: [
            """
            Takes random bytes from the operating system and prints them once, on standard output. The default form is \
            what openssl rand -base64 32 gives. The platform cannot show a token again, so store it: with --save it goes \
            into the key store, bound to the origin it may be sent to, and is not printed unless --reveal is given.
            """
        ],
        options: TokenForm.options + [
            .value("save", Value("NAME", .text), "Store the token as this key entry, which must not exist yet."),
            .value(
                "origin", Value("URL", .text),
                "With --save: the platform the token is for, and the only place it is sent to."),
            .flag("reveal", "With --save: print the token as well."),
        ],
        examples: [
            Example("Print a token.", "molecule admin-token generate"),
            Example(
                "Store a token without showing it.",
                "molecule admin-token generate --save production --origin https://platform.example.com"),
        ],
        files: [Documented.keyStore], statuses: [.conflict, .insecureFile],
        action: { arguments throws(UsageError) in try AdminTokenGenerate(arguments) })

    init(_ arguments: Arguments) throws(UsageError) {
        form = TokenForm(arguments)
        name = if let text = arguments.text("save") { try KeyName.parse(text) } else { nil }
        address = arguments.text("origin")
        isRevealed = arguments.flag("reveal")
        guard name != nil || address == nil && !isRevealed else {
            throw UsageError("--origin and --reveal go with --save.", hint: "Add --save NAME, or leave them out.")
        }
        guard name == nil || address != nil else {
            throw UsageError(
                "--save needs --origin: an entry is bound to the one place its token is sent to.",
                hint: "Add --origin https://platform.example.com.")
        }
    }

    func run(in world: World) async throws(Failure) {
        let token = try form.make()
        guard let name, let address else { return try reveal(token, in: world) }
        let origin = try Origin.parse(address, source: "--origin")
        let entry = try world.addEntry(name, .adminToken, origin, token)
        world.output.remark("Stored as key entry '\(name.text)', for \(origin.text) alone.")
        if isRevealed {
            try reveal(token, in: world)
        } else {
            try world.output.print(KeyReport.entry(entry))
        }
    }

    private func reveal(_ token: Secret, in world: World) throws(Failure) {
        guard world.output.format == .json || world.output.format == .yaml else {
            return try world.output.reveal(token)
        }
        let value = token.reveal { String(decoding: $0, as: UTF8.self) }
        try world.output.reveal([
            "value": .string(value), "format": .string(form.format.rawValue), "bytes": .integer(Int64(form.bytes)),
        ])
    }
}
