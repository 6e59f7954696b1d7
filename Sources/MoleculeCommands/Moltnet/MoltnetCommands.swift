import CommandTree

/// The command `moltnet`.
enum MoltnetCommands {
    static let node = Node(
        "moltnet", summary: "check and rotate the tokens of a Moltnet network",
        discussion: [
            """
            Moltnet keeps its static tokens in its configuration files: those that open a server in Moltnet, those that \
            nodes use in MoltnetNode. It reads them once, when it starts. These commands read and change the files, and \
            no other byte than the token that is meant.
            """,
            """
            What is understood is the part of YAML that such files are written in, and JSON. Anchors, aliases, tags, \
            texts of several lines, tabs and repeated names are refused with their line, and the file is left alone.
            """,
        ],
        subcommands: [
            MoltnetInit.node, MoltnetCheckCommand.node, MoltnetTokens.node, MoltnetRotate.node, MoltnetVerify.node,
        ])

    static let configOption = Option.value(
        "config", Value("FILE", .file), "The server's file; without it the one that the server would use.")

    static let variables = [
        DocumentedVariable("MOLTNET_CONFIG", "The server's file, as the server itself takes it."),
        DocumentedVariable("MOLTNET_NODE_CONFIG", "The node's file, as the node itself takes it."),
    ]
    static let files = [
        DocumentedFile("Moltnet", "The server's file; else moltnet.yaml, moltnet.yml or moltnet.json."),
        DocumentedFile(
            "MoltnetNode", "The node's file; else moltnet-node.yaml, moltnet-node.yml or moltnet-node.json."),
    ]
}
