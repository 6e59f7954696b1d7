import CommandTree

/// The command `org`.
enum Org {
    static let node = Node(
        "org", summary: "manage an organisation",
        discussion: ["What concerns the organisation as a whole."], subcommands: [OrgTemplates.node, OrgImport.node])
}
