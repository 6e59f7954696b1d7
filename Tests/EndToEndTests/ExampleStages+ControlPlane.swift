/// The stages of examples about the control plane and about this machine.
extension ExampleStage {
    static let orgs = ExampleStage(
        commands: ["orgs"], surface: "control-plane",
        notes: [
            // The name is free again when what is left of the former organisation has been removed.
            Note(
                words: "orgs create acme",
                before: "for i in $(seq 100); do molecule tenants scrub acme --confirm acme && break; sleep 0.1; done")
        ], last: ["orgs delete", "orgs create"])

    static let billing = ExampleStage(commands: ["billing"], surface: "control-plane")

    static let tenants = ExampleStage(
        commands: ["tenants"], surface: "control-plane", before: "umask 077; echo A=b > lead.env",
        last: ["delete acme --confirm", "scrub acme", "--dry-run", "tenants create"])

    static let pins = ExampleStage(commands: ["pins"], surface: "control-plane")

    static let instances = ExampleStage(
        commands: ["instances"], surface: "control-plane",
        before: """
            molecule tenants admin-token acme --kind tenant-admin-token
            molecule keys add machines --kind provision-secret --origin "$MOLECULE_CP_URL" \
              --from-env PROVISION_SHARED_SECRET
            """,
        notes: [
            // On a real control plane the address tells where the tenant's server is.
            Note(words: "instances provision", ending: .worksWith("--platform-url https://acme.example.com")),
            Note(words: "instances deprovision", ending: .worksWith("--from-key acme-admin --from-key machines")),
        ])

    static let keys = ExampleStage(
        commands: ["keys"], surface: "self-hosted", before: "umask 077; printf %s \"$ADMIN_TOKEN\" > value",
        notes: [Note(words: "keys add production", ending: .asks("--from-file value"))],
        last: ["keys list", "keys show", "keys check", "keys exec", "keys remove"])

    private static let begin = """
        rm -f ready
        molecule admin-token rotate --key production --to env-file:platform.env --wait 20s --yes \
          --then 'test -e ready && kill -HUP "$(cat platform.pid)"'
        molecule rotations list --unfinished -q > unfinished
        """

    /// `unfinished` has the id of a rotation that stopped because a command of it failed.
    static let rotations = ExampleStage(
        commands: ["rotations"], surface: "self-hosted",
        before: """
            molecule keys add production --kind admin-token --origin "$MOLECULE_API_URL" --from-env ADMIN_TOKEN
            \(begin)
            """,
        notes: [
            Note(words: "rotations resume", before: ": > ready"),
            Note(words: "rotations rollback", before: "\(begin)\n: > ready"),
            Note(words: "rotations abandon", before: begin),
        ], last: ["rotations resume", "rotations rollback", "rotations abandon"])

    static let auth = ExampleStage(
        commands: ["auth"], surface: "tenant",
        before: "molecule keys add production --kind admin-token --origin \"$MOLECULE_API_URL\" --from-env ADMIN_TOKEN")

    static let doctor = ExampleStage(commands: ["doctor"], surface: "tenant")

    static let configuration = ExampleStage(
        commands: ["config"],
        before: """
            molecule profile add production --api-url https://platform.example.com
            molecule profile add staging --api-url https://staging.example.com
            molecule profile use production
            """)

    static let profiles = ExampleStage(
        commands: ["profile"], before: "molecule profile add staging --api-url https://staging.example.com",
        last: ["profile remove"])

    static let api = ExampleStage(commands: ["api"], surface: "tenant")

    static let sandbox = ExampleStage(
        commands: ["sandbox"],
        before: "molecule moltnet init --host localhost:8787",
        notes: [Note(words: "sandbox serve", ending: .worksWith("--for 1s"))])

    static let installation = ExampleStage(commands: ["install"], last: ["--uninstall"])

    static let completion = ExampleStage(
        commands: ["completion"],
        before: "mkdir -p .local/share/bash-completion/completions .config/fish/completions")
}
