/// The stages of every example in help and manual.
extension ExampleStage {
    static let all = [
        adminToken, workspaces, terminate, secrets, org, templates, bundles, orgs, billing, tenants, pins, instances,
        keys, rotations, auth, doctor, configuration, profiles, api, sandbox, installation, completion,
    ]

    private static let addProduction =
        "molecule keys add production --kind admin-token --origin \"$MOLECULE_API_URL\" --from-env ADMIN_TOKEN"

    private static let adminToken = ExampleStage(
        commands: ["admin-token"], surface: "self-hosted",
        notes: [
            Note(
                words: "verify --from-key production --wait",
                before: """
                    molecule keys exec production -- sh -c 'echo "ADMIN_TOKEN=$ADMIN_TOKEN" > platform.env'
                    kill -HUP "$(cat platform.pid)"
                    """),
            Note(words: "rotate --key production --to env-file:/srv", ending: .asks("--yes")),
            // The plan is made and everything looked at, which is as far as one goes with systems that are not there.
            Note(words: "--to fly:platform", ending: .worksWith("--dry-run")),
        ], last: ["verify --from-key", "rotate "])

    private static let workspaces = ExampleStage(
        commands: ["workspaces"], surface: "tenant",
        before: """
            install -m 600 /dev/null value && echo x > value
            molecule secrets set ANTHROPIC_API_KEY --global --from-file value --yes
            for name in support-1 support-2; do
              molecule workspaces create $name --runtime claude-code --model sonnet --wait 1m
            done
            """,
        notes: [
            Note(
                words: "create scribe --parent",
                before: """
                    molecule workspaces delete scribe --yes --purge --confirm scribe
                    echo '{"runtime": "claude-code", "model": "sonnet"}' > scribe.json
                    """),
            Note(words: "delete nightly-reports", ending: .asks("--yes")),
            Note(words: "resume --status", before: "molecule workspaces pause atlas --yes", ending: .asks("--yes")),
            Note(words: "watch --name", ending: .untilInterrupted),
            Note(words: "watch -o json", ending: .untilInterrupted),
            Note(words: "workspaces watch", ending: .untilInterrupted),
        ], last: ["delete nightly-reports", "restart --revive", "--purge", "delete atlas"])

    private static let terminate = ExampleStage(commands: ["workspaces terminate"], surface: "self-hosted")

    private static let secrets = ExampleStage(
        commands: ["secrets"], surface: "tenant",
        before: """
            umask 077
            printf 'SEARCH_API_KEY=a\\nDEPLOY_KEY=b\\n' > secrets.env
            echo c > deploy.key; echo n > value
            echo NEON_API_KEY=napi_old0123456789abcdefgh > cp.env
            molecule secrets runbook show NEON_API_KEY -o json > own-key.json
            sed -e s/NEON_API_KEY/GRAFANA_TOKEN/g -e s/neon_api_url/grafana_url/g own-key.json > grafana.json
            molecule profile add staging --api-url "$MOLECULE_API_URL" --setting control_plane_store=env-file:cp.env \
              --setting neon_api_url="$SERVICE" --setting neon_project=p-1
            """,
        notes: [
            Note(words: "secrets set SEARCH_API_KEY --global", ending: .asks("--from-file value --yes")),
            Note(
                words: "secrets unset SEARCH",
                before: "molecule secrets set SEARCH_API_KEY --global --from-file value --yes"),
            Note(words: "--profile staging --from-stdin", ending: .waitsForSomebody),
            Note(words: "secrets rotate GRAFANA_TOKEN", ending: .waitsForSomebody),
        ])

    private static let org = ExampleStage(
        commands: ["org"], surface: "tenant",
        before: """
            mkdir research-team && echo 'name: research' > research-team/org.yaml
            echo '{"name": "team", "workspaces": []}' > team.json
            : > output; install -m 600 /dev/null agent.env
            printf '#!/bin/sh\\nexec molecule workspaces list\\n' > deploy; chmod 755 deploy
            \(addProduction)
            """,
        notes: [
            Note(
                words: "revoke ci-deploy Zk",
                before: "molecule org tokens mint --name ci-deploy; molecule org tokens mint --name other"),
            Note(words: "revoke ci-deploy", ending: .asks("--yes")),
            Note(
                words: "rotate agent",
                before: """
                    molecule org tokens revoke agent --yes
                    molecule org tokens mint --name agent --save agent --to env-file:agent.env
                    """, ending: .asks("--yes")),
            Note(words: "rotate ci ", before: "molecule org tokens mint --name ci"),
        ])

    private static let templates = ExampleStage(
        commands: ["templates"], surface: "tenant",
        before: "mkdir -p templates/support-agent && echo x > templates/support-agent/README.md")

    private static let bundles = ExampleStage(
        commands: ["bundles"], surface: "tenant",
        notes: [Note(words: "bundles import", before: "molecule workspaces delete nightly-reports --yes")])
}
