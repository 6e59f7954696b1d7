import CommandTree
import JSON
import Keyfile
import ManagementAPI

/// The command `orgs export`.
struct OrgsExport: Verb {
    let slug: String
    let path: String?
    let isForced: Bool
    let keys: [KeyName]

    static let node = Node(
        "export", summary: "export everything kept about an organisation",
        discussion: [
            """
            The export holds personal data. It goes to a file for you alone, or into a pipe, and never onto a terminal.
            """
        ],
        operands: [OrgSlug.operand],
        options: [
            .value(
                "output-file", Value("FILE", .file), "Write the export to this file, for you alone (mode 0600)."),
            .flag("force", "Replace a file that is there."), CredentialFinder.keyOption,
        ],
        examples: [Example("Export one to a file.", "molecule orgs export acme --output-file acme.json")],
        environment: Documented.credentials, files: [Documented.keyStore], statuses: ControlPlaneDesk.statuses,
        action: { arguments throws(UsageError) in try OrgsExport(arguments) })

    init(_ arguments: Arguments) throws(UsageError) {
        slug = try OrgSlug.operand(arguments)
        path = arguments.text("output-file")
        isForced = arguments.flag("force")
        guard path != nil || !isForced else {
            throw UsageError("--force is about a file.", hint: "Add --output-file FILE.")
        }
        keys = try CredentialFinder.names(arguments)
    }

    func run(in world: World) async throws(Failure) {
        guard path != nil || !world.output.isTerminal else {
            throw .refused(
                "The export holds personal data, which is not printed on a terminal.",
                hint: "Add --output-file \(slug).json")
        }
        let file: ExportFile? = if let path { try ExportFile(path, replacing: isForced) } else { nil }
        let document = try await ControlPlaneDesk(keys, in: world).object(Operations.exportOrg, ["slug": slug])
        let text = document.indented + "\n"
        guard let path, let file else {
            if world.output.format == .yaml { return try world.output.print(Report(document)) }
            return try world.output.print(text)
        }
        try file.write(text)
        try world.output.print(
            Report(
                ["file": .string(path), "slug": .string(slug)], rows: [[path, slug]], remarks: ["Wrote \(path)."],
                names: [path]))
    }
}
