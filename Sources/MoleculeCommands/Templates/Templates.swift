import CommandTree
import JSON
import Keyfile
import ManagementAPI

/// The command `templates`.
enum Templates {
    static let node = Node(
        "templates", summary: "list and add templates of workspaces",
        discussion: ["A template is a folder on the server that workspaces are made from."],
        subcommands: [TemplatesList.node, TemplatesImport.node])

    static let statuses: [ExitStatus] = [
        .unauthenticated, .forbidden, .notFound, .unavailable, .insecureFile, .rateLimited,
    ]
}

/// The command `templates list`.
struct TemplatesList: Verb {
    let keys: [KeyName]

    static let node = Node(
        "list", summary: "list the templates of workspaces",
        discussion: [
            "A folder that the server cannot read, or whose runtime it does not know, is left out by it without a word."
        ],
        options: [CredentialFinder.keyOption],
        examples: [Example("List the templates.", "molecule templates list")], environment: Documented.credentials,
        files: [Documented.keyStore], statuses: Templates.statuses,
        action: { arguments throws(UsageError) in TemplatesList(keys: try CredentialFinder.names(arguments)) })

    func run(in world: World) async throws(Failure) {
        let client = try world.client(for: .tenant, keys: keys)
        let items = try await world.call(Operations.tenantListTemplates, with: client).document?.items ?? []
        try world.output.print(
            .list(
                items, columns: ["ID", "NAME", "RUNTIME", "MODEL", "TIER", "SKILLS"], rows: items.map(row),
                names: items.compactMap { $0["id"]?.text },
                remarks: items.isEmpty ? ["No templates: molecule templates import NAME --from DIRECTORY."] : []))
    }

    private func row(_ item: JSONValue) -> [String] {
        func text(_ name: String) -> String { item[name]?.text.flatMap { $0.isEmpty ? nil : $0 } ?? "-" }
        func number(_ name: String) -> String { item[name]?.integer.map(String.init) ?? "-" }
        return [text("id"), text("name"), text("runtime"), text("model"), number("tier"), number("skill_count")]
    }
}
