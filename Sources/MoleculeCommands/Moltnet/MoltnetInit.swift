import CommandTree
import HostSystem
import JSON
import Keyfile

/// The command `moltnet init`.
struct MoltnetInit: Verb {
    let templates: MoltnetTemplates
    let directory: String?

    static let node = Node(
        "init", summary: "make three tokens and the files of a new Moltnet network",
        discussion: [
            """
            Writes moltnet-tokens.env with three tokens of 32 random bytes in hexadecimal, Moltnet for the server, and \
            MoltnetNode for a machine with one agent, each with mode 0600 from the start. Nothing is printed but their \
            names. A file that is there already is left alone, and nothing is written then.
            """,
            """
            The node's file says when an agent wakes as Moltnet does from v0.1.13 on, with wake: the read and reply of \
            older versions are refused there. Give MoltnetNode to the machine of the agent, and keep the rest.
            """,
        ],
        options: [
            .value(
                "host", Value("HOST", .text), variable: "MOLTNET_HOST", default: "moltnet.example.com",
                "The server's public host, with a port where it is not that of https."),
            .value("network", Value("ID", .text), default: "shared_lab", "The network's id."),
            .value("agent", Value("ID", .text), default: "alpha", "The agent's id."),
            .value("directory", Value("DIRECTORY", .directory), "Where the files go; without it here."),
        ],
        examples: [
            Example("Make the files of a network.", "molecule moltnet init --host moltnet.example.com"),
            Example("Try it on this machine.", "molecule moltnet init --host localhost:8787 --directory lab"),
        ],
        files: MoltnetCommands.files + [
            DocumentedFile(
                "moltnet-tokens.env", "The three tokens as lines for a shell; Moltnet itself never reads it.")
        ], statuses: [.notFound, .conflict, .insecureFile],
        action: { arguments throws(UsageError) in try MoltnetInit(arguments) })

    init(_ arguments: Arguments) throws(UsageError) {
        templates = try MoltnetTemplates(
            host: arguments.text("host") ?? "", network: arguments.text("network") ?? "",
            agent: arguments.text("agent") ?? "")
        directory = arguments.text("directory")
        try MoltnetCommands.requireNoSecret(inFiles: [directory].compactMap { $0 })
    }

    func run(in world: World) async throws(Failure) {
        let base = directory.map(world.absolute) ?? world.workingDirectory
        guard let form = MoltnetSubject.form else { preconditionFailure("hex of 32 bytes is a form of tokens") }
        var tokens: [Secret] = []
        for _ in 0..<3 { tokens.append(try form.make()) }
        let contents = templates.files(operatorToken: tokens[0], attachmentToken: tokens[1], pairingToken: tokens[2])
        do throws(FileFailure) {
            let place = try SafeDirectory.open(base)
            for content in contents where try place.status(of: content.name) != nil {
                throw .exists(path: "\(base)/\(content.name)")
            }
            for content in contents {
                let file = PrivateFile(in: place, name: content.name)
                try content.bytes.reveal { bytes throws(FileFailure) in try file.write(bytes, over: .mustNotExist) }
            }
        } catch .exists(let path) {
            throw .conflict(
                "\(path) is there already.", hint: "Choose another place with --directory, or move it out of the way.")
        } catch { throw .file(error) }
        let items = contents.map { content -> JSONValue in
            ["path": .string("\(base)/\(content.name)"), "what": .string(content.what)]
        }
        try world.output.print(
            .list(
                items, columns: ["PATH", "WHAT"], rows: contents.map { ["\(base)/\($0.name)", $0.what] },
                names: contents.map { "\(base)/\($0.name)" },
                remarks: ["ok: start the server with MOLTNET_CONFIG=\(base)/Moltnet moltnet start"]))
    }
}
