import CommandTree

/// The command `workspaces pause`.
enum WorkspacesPause {
    static let node = Node(
        "pause", summary: "pause workspaces and those below them",
        discussion: [
            """
            Stops each workspace and everything below it until it is resumed. One that is paused already is success. \
            Tokens stay valid. On a tenant from before May 2026 that has one machine a workspace, the machine runs on.
            """
        ] + FleetRequest.discussion,
        operands: [FleetRequest.operand], options: WorkspacesChange.options,
        examples: [
            Example("Pause one.", "molecule workspaces pause nightly-reports"),
            Example("Pause two; a failure of one does not stop the other.", "molecule workspaces pause atlas scribe"),
            Example(
                "Pause a team after a look at what that means.",
                "molecule workspaces pause --name 'support-*' --dry-run"),
            Example("Pause what is online, in a script.", "molecule workspaces pause --status online --yes -o json"),
        ],
        environment: Documented.credentials, files: WorkspacesChange.files,
        statuses: Workspaces.statuses + FleetRequest.statuses,
        action: { arguments throws(UsageError) in
            try WorkspacesChange(.pause, arguments, patience: arguments.duration("wait"))
        })
}
