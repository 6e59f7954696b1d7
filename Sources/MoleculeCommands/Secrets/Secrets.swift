import CommandTree

/// The command `secrets`.
enum Secrets {
    static let node = Node(
        "secrets", summary: "list, set and unset the secrets of workspaces, and see how a platform's are rotated",
        discussion: [
            """
            Secrets are variables in the environment of workspaces: global ones, which every workspace sees, and those of \
            one workspace, which override global ones of the same name. A server never gives a value back to an operator.
            """,
            """
            A workspace sees a change when it starts next, so the server restarts it after every write, also when the \
            value is the same. Which workspaces that is, is told before anything is written.
            """,
            """
            The secrets that the platform itself and its issuers share have runbooks: molecule secrets map shows them.
            """,
        ],
        subcommands: [
            SecretsList.node, SecretsSet.node, SecretsUnset.node, SecretsImport.node, SecretsRotate.node,
            SecretsMap.node, SecretsRunbook.node,
        ])

    static let statuses: [ExitStatus] = [
        .unauthenticated, .forbidden, .notFound, .unavailable, .insecureFile, .rateLimited,
    ]

    /// Paragraphs about what a write does, for every verb that writes.
    static let consequences = """
        Before the write it is told which workspaces the server will restart, which ones override the key, and which ones \
        see it later because they are paused or hibernated. If any restarts, or if that could not be looked into, a \
        confirmation is asked for; --yes gives it in scripts. A restart revokes the workspace's tokens.
        """
}
