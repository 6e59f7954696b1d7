import CommandTree

/// The page that walks through the life of an organisation, molecule-quickstart(7).
///
/// Its lines are run by a test, all but the first.
enum QuickstartPage {
    static let page = ReferencePage(
        "molecule-quickstart", 7, summary: "the life of an organisation, on one machine",
        sections: [
            ReferencePage.Section(
                "DESCRIPTION",
                [
                    .text(
                        """
                        A control plane, the organisations it serves and their workspaces, from the first command to the \
                        last. Everything happens on this machine and costs nothing: the sandbox plays the servers, and \
                        sets the addresses and credentials that the commands need. Against a real platform the commands \
                        are the same; there the name and the certificate of a new organisation may take minutes more \
                        than its machine does.
                        """), .text("Start it with a shell in which to type the rest:"), .literal(start),
                    .text(
                        """
                        The session in MOLECULE_SESSION_COOKIE is that of an owner, CP_ADMIN_API_TOKEN belongs to the \
                        administrators, and PROVISION_SHARED_SECRET to the machines. An org key opens one organisation's \
                        server, and nothing of the control plane.
                        """),
                ])
        ] + steps,
        related: [
            ("molecule", 1), ("molecule-orgs", 1), ("molecule-tenants", 1), ("molecule-instances", 1),
            ("molecule-pins", 1), ("molecule-billing", 1), ("molecule-sandbox-run", 1),
        ])

    /// The line that starts the sandbox.
    static let start = "molecule sandbox run --surface control-plane -- sh"

    private static let steps = [
        step(
            "CREATE", "The slug is the organisation's address for ever. It comes up in stages, which --wait shows:",
            """
            molecule orgs create river --name 'River Ltd.' --wait
            molecule orgs list
            """),
        step(
            "FIRST CREDENTIALS",
            """
            The administrators of the control plane can fetch the admin token of the organisation's server. It goes into \
            the key store as river-admin, unseen. With it the first org key is minted, and stored as river-org:
            """,
            """
            molecule tenants admin-token river
            molecule org tokens mint --name ci --from-key river-admin --save river-org
            """),
        step(
            "WORKSPACES AND SECRETS",
            """
            The org key is all that everyday work needs. A secret comes from standard input, a file or a prompt, never \
            from the command line:
            """,
            """
            molecule workspaces create scribe --runtime claude-code --model anthropic/claude-sonnet-4-6 \\
              --from-key river-org --wait 1m
            id=$(molecule workspaces list --from-key river-org -q)
            printf %s 'not a real value' |
              molecule secrets set SERVICE_LOGIN --workspace "$id" --from-key river-org --from-stdin --yes
            molecule workspaces pause "$id" --from-key river-org
            """),
        step(
            "ROTATE",
            """
            The org key is replaced without a gap: the new one is stored and proven before the old one is revoked.
            """,
            """
            (umask 077; echo MOLECULE_ORG_TOKEN=none > agent.env)
            molecule org tokens rotate ci --key river-org --from-key river-org --to env-file:agent.env --yes
            """),
        step(
            "MACHINES",
            """
            As a rule the platform sees to machines. To repair one, an image must be pinned for the runtime; and who \
            destroys one needs the tenant's admin token besides the provision secret. With --prune the data is lost for \
            good, so the id of the workspace is given twice:
            """,
            """
            molecule pins runtime-image promote --runtime hermes --image ghcr.io/example/hermes:v1 --yes
            machine=$(molecule instances provision "$id" --org river --runtime hermes \\
              --platform-url https://river.example.com --yes -q)
            molecule instances status "$id" --instance "$machine"
            molecule tenants admin-token river --kind tenant-admin-token --save river-root
            molecule keys add provision --kind provision-secret --origin "$MOLECULE_CP_URL" \\
              --from-env PROVISION_SHARED_SECRET
            molecule instances deprovision "$id" --prune --confirm "$id" --from-key provision --from-key river-root
            """),
        step(
            "END",
            """
            What destroys an organisation wants its slug again; --yes is no answer. --plan shows what would be sent. \
            Afterwards its names are cleared away, so that the slug can be used again, and the credentials of this walk \
            are removed:
            """,
            """
            molecule tenants delete river --plan
            molecule tenants delete river --confirm river --wait
            molecule tenants scrub river --confirm river
            for name in river-admin river-org river-root provision; do molecule keys remove "$name" --yes; done
            rm agent.env
            """),
    ]

    private static func step(_ title: String, _ text: String, _ lines: String) -> ReferencePage.Section {
        ReferencePage.Section(title, [.text(text), .literal(lines)])
    }
}
