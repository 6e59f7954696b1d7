import CommandTree
import JSON
import Keyfile
import ManagementAPI

/// The command `org templates`.
struct OrgTemplates: Verb {
    let keys: [KeyName]

    static let node = Node(
        "templates", summary: "list the templates of whole organisations",
        discussion: [
            """
            Shows the folders on the server that whole trees of workspaces are made from, and the global secrets that they \
            need or like to have.
            """
        ],
        options: [CredentialFinder.keyOption],
        examples: [Example("List what can be imported.", "molecule org templates")],
        environment: Documented.credentials, files: [Documented.keyStore], statuses: Templates.statuses,
        action: { arguments throws(UsageError) in OrgTemplates(keys: try CredentialFinder.names(arguments)) })

    func run(in world: World) async throws(Failure) {
        let client = try world.client(for: .tenant, keys: keys)
        let items = try await world.call(Operations.tenantListOrgTemplates, with: client).document?.items ?? []
        try world.output.print(
            .list(
                items, columns: ["DIR", "NAME", "WORKSPACES", "NEEDS", "LIKES", "DESCRIPTION"],
                rows: items.map { item in
                    [
                        item["dir"]?.text ?? "-", item["name"]?.text ?? "-",
                        item["workspaces"]?.integer.map(String.init) ?? "-",
                        Requirement.words(item["required_env"]), Requirement.words(item["recommended_env"]),
                        item["description"]?.text ?? "",
                    ]
                }, names: items.compactMap { $0["dir"]?.text },
                remarks: items.isEmpty
                    ? ["No org templates; import one of your own: molecule org import --template FILE."] : []))
    }
}

/// A variable that a template needs, or several of which one is enough.
struct Requirement: Sendable {
    let names: [String]

    private init?(_ item: JSONValue) {
        if let name = item.text {
            names = [name]
        } else if let any = item["any_of"]?.items {
            names = any.compactMap(\.text)
        } else {
            return nil
        }
    }

    /// The items of a list of requirements.
    static func list(_ value: JSONValue?) -> [Requirement] { (value?.items ?? []).compactMap(Requirement.init) }

    /// What it asks for, in words.
    var words: String { names.count == 1 ? names[0] : "one of \(names.joined(separator: ", "))" }

    /// A list in a cell of a table.
    static func words(_ value: JSONValue?) -> String {
        let text = list(value).map { $0.names.joined(separator: "|") }.joined(separator: " ")
        return text.isEmpty ? "-" : text
    }
}
