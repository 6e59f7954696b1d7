import CommandTree

/// The command `moltnet tokens`.
enum MoltnetTokens {
    static let node = Node(
        "tokens", summary: "see the static tokens of a Moltnet server",
        discussion: ["What the server's file says of its tokens, without asking the server."],
        subcommands: [MoltnetTokensList.node])
}
