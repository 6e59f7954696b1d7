/// The stages of the README's sections; what a section is called stands for the commands.
extension ExampleStage {
    static let readme = [
        ExampleStage(
            commands: ["Is my platform shut?"], surface: "self-hosted",
            before: "umask 077; mkdir .secrets; printf %s \"$ADMIN_TOKEN\" > .secrets/admin-token"),
        ExampleStage(
            commands: ["Rotate the ADMIN_TOKEN"], surface: "self-hosted",
            // A platform that nobody has protected yet.
            before: ": > platform.env; kill -HUP \"$(cat platform.pid)\"",
            notes: [Note(words: "--to env-file:", ending: .asks("--yes"))]),
        ExampleStage(
            commands: ["Rotate every other secret"],
            before: """
                umask 077; printf %s "$NEW_KEY" > new-key
                molecule secrets runbook show NEON_API_KEY -o json > own.json
                """,
            notes: [Note(words: "--from-file new-key", ending: .waitsForSomebody)]),
        ExampleStage(
            commands: ["A key for a pipeline"], surface: "tenant",
            before: """
                printf '#!/bin/sh\\nexec molecule workspaces list\\n' > deploy; chmod 755 deploy
                install -m 600 /dev/null agent.env
                molecule org tokens mint --name agent --save agent --to env-file:agent.env
                """,
            notes: [Note(words: "rotate agent", ending: .asks("--yes"))]),
        ExampleStage(
            commands: ["Values that another program keeps"], surface: "self-hosted",
            before: "printf '#!/bin/sh\\necho %s\\n' \"$ADMIN_TOKEN\" > bin/pass"),
        ExampleStage(
            commands: ["The API behind it"], surface: "tenant", before: "umask 077; echo x > key.txt",
            notes: [Note(words: "secrets set", ending: .asks("--yes"))]),
        ExampleStage(commands: ["The control plane"], surface: "control-plane"),
        ExampleStage(
            commands: ["A whole fleet"], surface: "tenant",
            before: """
                install -m 600 /dev/null value && echo x > value
                molecule secrets set ANTHROPIC_API_KEY --global --from-file value --yes
                molecule workspaces create support-1 --runtime claude-code --model sonnet --wait 1m
                """,
            notes: [
                Note(words: "restart", ending: .asks("--yes")), Note(words: "watch", ending: .untilInterrupted),
            ]),
        ExampleStage(commands: ["When something is wrong"], surface: "tenant"),
        ExampleStage(commands: ["Install"]),
    ]
}
