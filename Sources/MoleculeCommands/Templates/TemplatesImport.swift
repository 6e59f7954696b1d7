import CommandTree
import JSON
import Keyfile
import ManagementAPI

/// The command `templates import`.
struct TemplatesImport: Verb {
    let name: String
    let directory: String
    let keys: [KeyName]

    static let node = Node(
        "import", summary: "add a template from a directory",
        discussion: [
            """
            Sends the regular files below the directory, at most 200 and all of them text, as a new template. A symbolic \
            link is refused; what starts with a dot is left out and named. Without a config.yaml the server writes one.
            """,
            """
            The server makes the template's id of its name: lower case, with hyphens for spaces. An id that is taken is \
            status 7: no operation replaces or removes a template. All files are read and checked before anything is \
            sent, since the server keeps a part of a template that it could not finish.
            """,
        ],
        operands: [Operand(Value("NAME", .text), .one, "The name of the new template.")],
        options: [
            .value("from", Value("DIRECTORY", .directory), required: true, "The directory with the template's files."),
            CredentialFinder.keyOption,
        ],
        examples: [
            Example("Add a template.", "molecule templates import \"Support Agent\" --from templates/support-agent")
        ],
        environment: Documented.credentials, files: [Documented.keyStore],
        statuses: [.conflict] + Templates.statuses,
        action: { arguments throws(UsageError) in try TemplatesImport(arguments) })

    init(_ arguments: Arguments) throws(UsageError) {
        name = arguments.operand("NAME") ?? ""
        directory = arguments.text("from") ?? ""
        keys = try CredentialFinder.names(arguments)
    }

    func run(in world: World) async throws(Failure) {
        let folder = try TemplateDirectory(directory)
        if !folder.hidden.isEmpty {
            world.output.remark(
                "Left out, since their names start with a dot: \(folder.hidden.joined(separator: ", ")).")
        }
        if !folder.hasConfiguration { world.output.remark("There is no config.yaml; the server writes one.") }
        let client = try world.client(for: .tenant, keys: keys)
        let body: JSONValue = [
            "name": .string(name), "files": .object(folder.files.map { .init($0.path, .string($0.text)) }),
        ]
        let reply: Reply
        do throws(Failure) {
            reply = try await world.call(Operations.tenantImportTemplate, body: body, with: client)
        } catch { throw explain(error) }
        let id = reply.document?["id"]?.text ?? ""
        try world.output.print(
            Report(
                ["id": .string(id), "name": .string(name), "files": .integer(Int64(folder.files.count))],
                rows: [[id, name, String(folder.files.count)]],
                remarks: ["Added template '\(id)' with \(folder.files.count) files."], names: [id]))
    }

    private func explain(_ failure: Failure) -> Failure {
        guard case .call(.answer(let answer), _) = failure, answer.status == 409 else { return failure }
        let id = answer.document?["id"]?.text ?? name
        return .explained(
            "There is a template '\(TerminalText.safe(id))' already, and no operation replaces or removes one.",
            hint: "Choose another name; molecule templates list shows those that are taken.", .conflict)
    }
}
