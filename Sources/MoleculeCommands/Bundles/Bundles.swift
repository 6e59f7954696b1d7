import CommandTree
import JSON
import Keyfile
import ManagementAPI

/// The command `bundles`.
enum Bundles {
    static let node = Node(
        "bundles", summary: "export and import workspaces as documents",
        discussion: [
            """
            A bundle is a JSON document of a workspace and all below it: prompts, skills and settings, without secrets, \
            memories and schedules.
            """
        ],
        subcommands: [BundlesExport.node, BundlesImport.node])

    /// How many workspaces a bundle holds.
    static func count(_ bundle: JSONValue) -> Int {
        (bundle["sub_workspaces"]?.items ?? []).reduce(1) { $0 + count($1) }
    }
}

/// The command `bundles export`.
struct BundlesExport: Verb {
    let id: String
    let place: ExportPlace
    let keys: [KeyName]

    static let node = Node(
        "export", summary: "export a workspace as a bundle",
        discussion: [
            """
            Prints the bundle, or writes it to a new file; a file that is there is replaced only with --force. When the \
            server cannot read the workspace's container, it takes the files from a template of the same name, or else \
            from the first there is: look at what was exported before you rely on it.
            """
        ],
        operands: [Operand(Value("ID", .dynamic(kind: "workspace-ids")), .one, "The id of the workspace.")],
        options: ExportPlace.options("bundle") + [CredentialFinder.keyOption],
        examples: [
            Example(
                "Export a workspace to a file.",
                "molecule bundles export 6f1c9d0e-6a53-4f0f-9a2b-0d6f3b6f0c11 --output-file lead.json")
        ],
        environment: Documented.credentials, files: [Documented.keyStore],
        statuses: [.conflict] + Templates.statuses,
        action: { arguments throws(UsageError) in try BundlesExport(arguments) })

    init(_ arguments: Arguments) throws(UsageError) {
        id = try WorkspaceRow.id(arguments.operand("ID") ?? "")
        place = try ExportPlace(arguments)
        keys = try CredentialFinder.names(arguments)
    }

    func run(in world: World) async throws(Failure) {
        let file = try place.open()
        let client = try world.client(for: .tenant, keys: keys)
        let reply: Reply
        do throws(Failure) {
            reply = try await world.call(Operations.tenantExportBundle, ["id": id], with: client)
        } catch {
            guard case .call(.answer(let answer), _) = error, answer.kind == .notFound else { throw error }
            throw .explained(
                "There is no workspace \(id), or the server cannot make a bundle of it.",
                hint: "molecule workspaces list", .notFound)
        }
        guard let bundle = reply.document, bundle.members != nil else {
            throw .explained("The answer of the export is no bundle.", hint: nil, .failure)
        }
        guard let path = place.path, let file else { return try print(bundle, in: world) }
        try file.write(bundle.indented + "\n")
        let count = Bundles.count(bundle)
        try world.output.print(
            Report(
                [
                    "file": .string(path), "id": .string(id), "name": bundle["name"] ?? .null,
                    "workspaces": .integer(Int64(count)),
                ], rows: [[path, id, String(count)]],
                remarks: ["Wrote \(path): \(count) workspace\(count == 1 ? "" : "s"), without secrets."], names: [path])
        )
    }

    private func print(_ bundle: JSONValue, in world: World) throws(Failure) {
        if world.output.format == .yaml { return try world.output.print(Report(bundle)) }
        let text = bundle.indented + "\n"
        try world.output.print(world.output.isTerminal ? TerminalText.safeLines(text) : text)
    }
}
