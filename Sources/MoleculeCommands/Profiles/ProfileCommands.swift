import CommandTree

/// The command `profile`.
enum ProfileCommands {
    static let node = Node(
        "profile", summary: "list, choose, add and remove profiles",
        discussion: [
            """
            A profile is one deployment: its addresses, its organisation, the key entries that open it, and the settings \
            its runbooks name. It holds no secret. A command uses the one that --profile names, else that of \
            MOLECULE_PROFILE, else the one chosen with profile use.
            """
        ],
        subcommands: [ProfileList.node, ProfileUse.node, ProfileAdd.node, ProfileRemove.node])

    static let operand = Operand(Value("NAME", .dynamic(kind: "profiles")), .one, "The name of a profile.")
}
