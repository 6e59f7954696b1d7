import CommandTree

/// The command `workspaces resume`.
enum WorkspacesResume {
    static let node = Node(
        "resume", summary: "resume paused workspaces and those below them",
        discussion: [
            """
            Starts each workspace again, and every paused one below it, also those that were paused on their own. One \
            that is not paused is left alone, which is success. While a workspace above is paused nothing below starts: \
            then that one is named.
            """,
            """
            The server answers when the start begins. With --wait the command ends when the workspace is online, or \
            with what kept it from starting; many are followed together, by one list for all.
            """,
        ] + FleetRequest.discussion,
        operands: [FleetRequest.operand], options: WorkspacesChange.options,
        examples: [
            Example("Resume one and wait until it is online.", "molecule workspaces resume nightly-reports --wait 5m"),
            Example("Resume all that are paused.", "molecule workspaces resume --status paused --wait 10m"),
        ],
        environment: Documented.credentials, files: WorkspacesChange.files,
        statuses: Workspaces.statuses + FleetRequest.statuses,
        action: { arguments throws(UsageError) in
            try WorkspacesChange(.resume, arguments, patience: arguments.duration("wait"))
        })
}
