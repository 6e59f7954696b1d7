import CommandTree
import JSON
import Keyfile
import ManagementAPI

/// The command `orgs export`.
struct OrgsExport: Verb {
    let slug: String
    let place: ExportPlace
    let keys: [KeyName]

    static let node = Node(
        "export", summary: "export everything kept about an organisation",
        discussion: [
            """
            The export holds personal data. It goes to a file for you alone, or into a pipe, and never onto a terminal.
            """
        ],
        operands: [OrgSlug.operand],
        options: ExportPlace.options("export") + [CredentialFinder.keyOption],
        examples: [Example("Export one to a file.", "molecule orgs export acme --output-file acme.json")],
        environment: Documented.credentials, files: [Documented.keyStore], statuses: ControlPlaneDesk.statuses,
        action: { arguments throws(UsageError) in try OrgsExport(arguments) })

    init(_ arguments: Arguments) throws(UsageError) {
        slug = try OrgSlug.operand(arguments)
        place = try ExportPlace(arguments)
        keys = try CredentialFinder.names(arguments)
    }

    func run(in world: World) async throws(Failure) {
        guard place.path != nil || !world.output.isTerminal else {
            throw .refused(
                "The export holds personal data, which is not printed on a terminal.",
                hint: "Add --output-file \(slug).json")
        }
        let file = try place.open()
        let document = try await ControlPlaneDesk(keys, in: world).object(Operations.exportOrg, ["slug": slug])
        let text = document.indented + "\n"
        guard let path = place.path, let file else {
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
