import CommandTree

/// The command `org`.
enum Org {
    static let node = Node(
        "org", summary: "manage what belongs to a whole organisation",
        discussion: ["An organisation's server has keys of its own, which open all of it."],
        subcommands: [OrgTokens.node, OrgTemplates.node, OrgImport.node])
}
