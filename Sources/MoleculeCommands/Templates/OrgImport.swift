import CommandTree
import JSON
import Keyfile
import ManagementAPI

/// The command `org import`.
struct OrgImport: Verb {
    let directory: String?
    let path: String?
    let isForced: Bool
    let mode: String?
    let keys: [KeyName]

    static let node = Node(
        "import", summary: "create a tree of workspaces from a template",
        discussion: [
            """
            Creates and starts the workspaces of an org template: a folder on the server, or a JSON file sent with the \
            request. The server works on it for as long as it takes, at least two seconds for every child, and goes on \
            when the caller leaves; unless --timeout is given, ten minutes are waited.
            """,
            """
            It stops at the first workspace that fails and keeps what it made: then each one is named and the status is 8. \
            Global secrets that the template needs and that are not set are status 7, with the commands that set them; \
            --force goes on without them, on servers of April alone.
            """,
            """
            A server of May leaves alone what is there already by the same name and parent, so that an import can be \
            repeated; one of April makes a new tree each time. With --mode reconcile a server of May then removes, with \
            all below them, the other workspaces anywhere that bear a name of the template: a confirmation is asked for.
            """,
        ],
        options: [
            .value(
                "dir", Value("NAME", .text), "The template's folder on the server; molecule org templates lists them."),
            .value("template", Value("FILE", .file), "The template as a JSON file of your own."),
            .flag("force", "Import although secrets are missing (April)."),
            .value(
                "mode",
                Value(
                    "MODE",
                    .choice([
                        .init("merge", "create what is not there"),
                        .init("reconcile", "also remove others that bear a name of the template"),
                    ])), "What to do about workspaces that are there (May)."),
            CredentialFinder.keyOption,
        ],
        examples: [
            Example("Create the workspaces of a folder on the server.", "molecule org import --dir research-team"),
            Example("Create those of a file.", "molecule org import --template team.json"),
        ],
        environment: Documented.credentials, files: [Documented.keyStore],
        statuses: [.refused, .conflict, .partial] + Templates.statuses,
        action: { arguments throws(UsageError) in try OrgImport(arguments) })

    init(_ arguments: Arguments) throws(UsageError) {
        directory = arguments.text("dir")
        path = arguments.text("template")
        guard (directory == nil) != (path == nil) else {
            throw UsageError(
                directory == nil ? "No template is given." : "--dir and --template exclude each other.",
                hint: "Give --dir NAME, or --template FILE.")
        }
        isForced = arguments.flag("force")
        mode = arguments.text("mode")
        keys = try CredentialFinder.names(arguments)
    }

    func run(in world: World) async throws(Failure) {
        let template = try path.map { path throws(Failure) in try readTemplate(path) }
        let client = try world.client(for: .tenant, keys: keys)
        try await confirm(template, world, client)
        var body: [JSONValue.Member] = []
        if let directory { body.append(.init("dir", .string(directory))) }
        if let template { body.append(.init("template", template)) }
        if let mode { body.append(.init("mode", .string(mode))) }
        if isForced { body.append(.init("force", true)) }
        world.output.remark("The server makes one workspace after the other; this may take minutes.")
        let reply: Reply
        do throws(Failure) {
            reply = try await world.call(Operations.tenantOrgImport, body: .object(body), with: client)
        } catch { throw OrgImportRefusal.explain(error, directory: directory, isForced: isForced) }
        let result = OrgImportResult(reply)
        try world.output.print(result.report)
        if mode == "reconcile", !result.isReconciled {
            world.output.remark("The server did not reconcile: it has no such mode, or the import stopped before.")
        }
        if let failure = result.failure { throw failure }
    }

    private func readTemplate(_ path: String) throws(Failure) -> JSONValue {
        let document = try DocumentFile.readJSON(path)
        guard document.members != nil, document["name"]?.text?.isEmpty == false else {
            throw .value("is no template: an object with a name", source: path)
        }
        return document
    }

    /// Asks where workspaces would be removed, or be there twice.
    private func confirm(
        _ template: JSONValue?, _ world: World, _ client: ManagementClient
    ) async throws(Failure) {
        let names = Set(template.map { OrgImport.names($0["workspaces"]) } ?? [])
        let isReconciling = mode == "reconcile"
        let twins =
            names.isEmpty ? [] : try await WorkspaceRow.all(world, client).filter { names.contains($0.name) }
        if !twins.isEmpty {
            world.output.remark("There are workspaces by names of the template: \(WriteImpact.list(twins)).")
        }
        if isReconciling {
            let what =
                template == nil
                ? "every other workspace that bears a name of the template"
                : "those of them that are not at their place in the template"
            if template == nil || !twins.isEmpty {
                try world.confirm("Import, and then remove \(what), with all below them?")
            }
        } else if !twins.isEmpty {
            try world.confirm("Import all the same? A server of April makes them again, one of May leaves them alone.")
        }
    }

    /// The names of all workspaces of a template.
    private static func names(_ workspaces: JSONValue?) -> [String] {
        (workspaces?.items ?? []).flatMap { node in
            [node["name"]?.text].compactMap(\.self) + names(node["children"])
        }
    }
}
