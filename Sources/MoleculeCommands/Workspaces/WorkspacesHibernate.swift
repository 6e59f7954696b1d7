import CommandTree

/// The command `workspaces hibernate`.
enum WorkspacesHibernate {
    static let node = Node(
        "hibernate", summary: "let workspaces hibernate until they are restarted",
        discussion: [
            """
            Only a workspace that is online or degraded and has no task can hibernate. The servers say yes in any case, \
            and those from before May 2026 never do it: the status is read afterwards, and a yes without effect is told \
            with status 12. Nothing wakes the workspace by itself but molecule workspaces restart.
            """
        ] + FleetRequest.discussion,
        operands: [FleetRequest.operand],
        options: [
            .flag("force", "Ask for it although tasks are running; the servers known so far then do nothing.")
        ] + FleetRequest.options + [CredentialFinder.keyOption],
        examples: [Example("Let one hibernate.", "molecule workspaces hibernate nightly-reports")],
        environment: Documented.credentials, files: WorkspacesChange.files,
        statuses: Workspaces.statuses + FleetRequest.statuses,
        action: { arguments throws(UsageError) in
            try WorkspacesChange(.hibernate(isForced: arguments.flag("force")), arguments, patience: nil)
        })
}
