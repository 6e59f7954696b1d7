import CommandTree
import JSON
import Keyfile
import ManagementAPI

/// The command `bundles import`.
struct BundlesImport: Verb {
    let path: String
    let keys: [KeyName]

    static let node = Node(
        "import", summary: "create workspaces from a bundle",
        discussion: [
            """
            Creates the workspaces of a bundle under new ids and starts them. The server says yes even when all of them \
            failed, so each one is told: status 8 when some failed, 1 when all did. It makes new ones each time, and a \
            SaaS tenant of April makes rows that it never starts.
            """,
            "Secrets are no part of a bundle: set them afterwards with molecule secrets.",
        ],
        operands: [Operand(Value("FILE", .file), .one, "A bundle as a JSON file.")],
        options: [CredentialFinder.keyOption],
        examples: [Example("Create the workspaces of a bundle.", "molecule bundles import lead.json")],
        environment: Documented.credentials, files: [Documented.keyStore], statuses: [.partial] + Templates.statuses,
        action: { arguments throws(UsageError) in
            BundlesImport(path: arguments.operand("FILE") ?? "", keys: try CredentialFinder.names(arguments))
        })

    /// What became of one workspace of the bundle.
    private struct Item {
        let path: String
        let id: String?
        let status: String
        let error: String?

        var isFailed: Bool { status == "failed" || id?.isEmpty != false }
    }

    func run(in world: World) async throws(Failure) {
        let bundle = try DocumentFile.readJSON(path)
        guard bundle.members != nil, bundle["name"]?.text?.isEmpty == false else {
            throw .value("is no bundle: an object with a name", source: path)
        }
        let client = try world.client(for: .tenant, keys: keys)
        let reply = try await world.call(Operations.tenantImportBundle, body: bundle, with: client)
        let items = reply.document.map { BundlesImport.items($0, above: "") } ?? []
        try world.output.print(report(items))
        let failed = items.filter(\.isFailed)
        let total = max(Bundles.count(bundle), items.count)
        let untold = total - items.count
        guard !failed.isEmpty || untold > 0 else { return }
        let reasons = failed.compactMap(\.error).first.map { ": \(TerminalText.safe($0))" } ?? ""
        guard failed.count < items.count else {
            throw .explained("Nothing was created\(reasons).", hint: "molecule workspaces list", .failure)
        }
        let untried = untold > 0 ? " \(untold) below them were not tried." : ""
        throw .partial(
            "\(failed.count) of \(total) workspaces were not created\(reasons).\(untried)",
            hint: "Look at molecule workspaces list; before importing again, remove what was made.")
    }

    private static func items(_ result: JSONValue, above: String) -> [Item] {
        let name = result["name"]?.text ?? "?"
        let path = above.isEmpty ? name : "\(above)/\(name)"
        let item = Item(
            path: path, id: result["workspace_id"]?.text, status: result["status"]?.text ?? "?",
            error: result["error"]?.text)
        return [item] + (result["children"]?.items ?? []).flatMap { items($0, above: path) }
    }

    private func report(_ items: [Item]) -> Report {
        .list(
            items.map { item in
                [
                    "path": .string(item.path), "id": .optional(item.id), "status": .string(item.status),
                    "error": .optional(item.error),
                ]
            }, columns: ["WORKSPACE", "ID", "STATUS", "ERROR"],
            rows: items.map { [$0.path, $0.id.flatMap { $0.isEmpty ? nil : $0 } ?? "-", $0.status, $0.error ?? "-"] },
            names: items.filter { !$0.isFailed }.compactMap(\.id))
    }
}
