import CommandTree

/// The command `workspaces`.
enum Workspaces {
    static let node = Node(
        "workspaces", summary: "list, create, stop, start and delete workspaces",
        discussion: [
            """
            The workspaces of a tenant, or of a self-hosted platform; which of the two it is shows by itself. The \
            self-hosted platform can list, pause, resume and terminate, and no more.
            """,
            """
            A workspace is given by its id, or by its name where no other has the same. What is already so is success: \
            the servers' answers differ there, and are read again to tell what they mean.
            """,
        ],
        subcommands: [
            WorkspacesList.node, WorkspacesGet.node, WorkspacesCreate.node, WorkspacesDelete.node,
            WorkspacesPause.node, WorkspacesResume.node, WorkspacesRestart.node, WorkspacesHibernate.node,
            WorkspacesTerminate.node, WorkspacesWait.node, WorkspacesWatch.node, tokens, budget, billingMode,
        ])

    private static let tokens = Node(
        "tokens", summary: "list, mint and revoke the tokens of a workspace",
        discussion: [
            """
            A workspace token lets an agent act as its workspace, and no more. Every start of the workspace (create, \
            restart, resume, a secret that changes) may revoke all its tokens: for automation, an org key lasts longer.
            """
        ],
        subcommands: [WorkspaceTokensList.node, WorkspaceTokensMint.node, WorkspaceTokensRevoke.node])

    private static let budget = Node(
        "budget", summary: "show and set what a workspace may spend",
        discussion: [
            """
            Limits are in US cents. Since May 2026 there are four, over the last hour, day, week and 30 days; before, \
            there was the monthly one. A workspace that has spent a limit takes no messages, and goes on otherwise.
            """
        ],
        subcommands: [WorkspaceBudgetGet.node, WorkspaceBudgetSet.node])

    private static let billingMode = Node(
        "billing-mode", summary: "show and set who pays for a workspace's model",
        discussion: [
            "Whether the platform pays for what a workspace's model costs, or the workspace has credentials of its own."
        ],
        subcommands: [BillingModeGet.node, BillingModeSet.node])

    static let idOperand = Operand(
        Value("ID", .dynamic(kind: "workspaces")), .one, "The workspace's id, or its name where no other has it.")
    static let waitOption = Option.value(
        "wait", Value("DURATION", .duration), "Wait until the status is reached, for so long at most.")

    /// How the commands that call a server end.
    static let statuses: [ExitStatus] = [
        .refused, .unauthenticated, .forbidden, .notFound, .conflict, .unavailable, .insecureFile, .rateLimited,
    ]

    /// The statuses a workspace may have, as far as is known; servers may have more.
    static let states: [Value.Choice] = [
        .init("provisioning", "being started"), .init("online", "running"), .init("degraded", "running with errors"),
        .init("offline", "not heard of"), .init("failed", "could not be started"), .init("paused"),
        .init("hibernating"), .init("hibernated"), .init("awaiting_agent", "its agent runs elsewhere and is awaited"),
        .init("removed"),
    ]
}
