import CommandTree

/// The command `org tokens`.
enum OrgTokens {
    static let node = Node(
        "tokens", summary: "list, mint, revoke and rotate org keys",
        discussion: [
            """
            An org key (the API calls it an org token) is a named, revocable administrator's credential of one \
            organisation's server. It does not expire, its value is shown once, and it may mint and revoke others, \
            itself included. Calls are made with an org key or with ADMIN_TOKEN.
            """
        ],
        subcommands: [
            OrgTokensList.node, OrgTokensMint.node, OrgTokensRevoke.node, OrgTokensRotate.node, OrgTokensPrune.node,
        ])

    /// What every one of these commands may end with, since each calls the server.
    static let callStatuses: [ExitStatus] = [
        .unauthenticated, .forbidden, .notFound, .unavailable, .insecureFile, .rateLimited,
    ]
}
