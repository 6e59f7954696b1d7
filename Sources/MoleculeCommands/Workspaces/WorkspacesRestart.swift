import CommandTree

/// The command `workspaces restart`.
enum WorkspacesRestart {
    static let node = Node(
        "restart", summary: "start workspaces again, from whatever status they have",
        discussion: [
            """
            Stops and starts each workspace; this also wakes one that hibernates. Those below it are not touched. Where \
            the platform runs the workspace, its tokens are revoked by the start. A workspace whose agent runs \
            elsewhere has nothing that could be restarted since May 2026, which is told.
            """,
            """
            The servers restart a removed workspace too, and so undo a delete: here that needs --revive.
            """,
        ] + FleetRequest.discussion,
        operands: [FleetRequest.operand],
        options: [
            .flag("revive", "Bring a removed workspace back."),
            .flag("reset", "Begin with a new session of the agent."),
        ] + WorkspacesChange.options,
        examples: [
            Example("Restart one after its secrets changed.", "molecule workspaces restart atlas --wait 5m"),
            Example("Restart what one runtime runs.", "molecule workspaces restart --runtime hermes --yes"),
            Example(
                "Undo a delete.",
                "molecule workspaces restart --revive 6f1c9d0e-6a53-4f0f-9a2b-0d6f3b6f0c11"),
        ],
        environment: Documented.credentials, files: WorkspacesChange.files,
        statuses: Workspaces.statuses + FleetRequest.statuses,
        action: { arguments throws(UsageError) in
            let action = FleetAction.restart(revives: arguments.flag("revive"), resets: arguments.flag("reset"))
            return try WorkspacesChange(action, arguments, patience: arguments.duration("wait"))
        })
}
