import CommandTree

/// The page about pipelines, molecule-ci(7).
///
/// A test reads its recipes as YAML and runs their commands against the sandbox.
enum ContinuousIntegrationPage {
    static let page = ReferencePage(
        "molecule-ci", 7, summary: "org keys in pipelines, no longer than the job",
        sections: [
            ReferencePage.Section(
                "DESCRIPTION",
                [
                    .text(
                        """
                        A pipeline needs a credential for the minutes it runs. One that is kept in the pipeline's settings \
                        opens the platform for years, to every job and to whoever reads a log. So the settings hold one \
                        credential that mints, and every job works with an org key of its own that ends with it.
                        """), .literal(line),
                    .text(
                        """
                        mints a key, runs the command, and revokes the key when the command ends: well, with a failure, by \
                        a signal, or because the job was cancelled. The command's status is handed on. A key that could \
                        not be revoked is told, and makes a status of 0 to 8.
                        """),
                ]),
            ReferencePage.Section("THE COMMAND", command), ReferencePage.Section("CANCELLED JOBS", cancelled),
            ReferencePage.Section(
                "GITHUB ACTIONS",
                [
                    .text(
                        """
                        The secret MOLECULE_ORG_TOKEN holds an org key that mints. It is given to the one step that needs \
                        it. The value of the new key is masked in the log of the job.
                        """), .literal(gitHub),
                ]),
            ReferencePage.Section(
                "GITLAB",
                [
                    .text(
                        """
                        MOLECULE_ORG_TOKEN_FILE is a protected variable of the type File. The runner lets others read its \
                        file and write its directory, so a private copy is made first.
                        """), .literal(gitLab),
                ]),
            ReferencePage.Section(
                "GITEA", [.text("The syntax is that of GitHub Actions, and so are the secrets."), .literal(gitea)]),
            ReferencePage.Section(
                "SEVERAL STEPS",
                [
                    .text(
                        """
                        A key that several steps share is minted by the first and revoked by the last, which must run \
                        whatever happened before. The value is never in the log, and is not passed to other jobs. A job \
                        that is killed between the two leaves its key; that is what pruning is for.
                        """), .literal(steps),
                ]),
            ReferencePage.Section(
                "CLEANING UP",
                [
                    .text(
                        """
                        A machine that loses its power revokes nothing. A scheduled job ends what such jobs left, and \
                        nothing that is in use:
                        """), .literal("molecule org tokens prune --unused-for 1d --yes"),
                ]),
        ],
        related: [
            ("molecule-org-tokens-mint", 1), ("molecule-org-tokens-prune", 1), ("molecule-org-tokens-revoke", 1),
            ("molecule-keys-exec", 1),
        ])

    private static let line = "molecule org tokens mint --name NAME --for-command -- COMMAND ..."

    private static let command: [ReferencePage.Block] = [
        .text(
            """
            The value of the key is in no argument and in no environment variable, where the command's children and \
            /proc/PID/environ would have it. It is in a file of mode 0600 in a directory of mode 0700, which is removed at \
            the end. What the command gets besides:
            """),
        .definitions([
            .init(
                "MOLECULE_ORG_TOKEN_FILE",
                "The path of the file. The commands of molecule read it by themselves; others read it, such as with $(cat \"$MOLECULE_ORG_TOKEN_FILE\")."
            ), .init("MOLECULE_API_URL", "The address of the server that minted the key."),
            .init("MOLECULE_ORG_ID", "The organisation, where one was named."),
        ]),
        .text(
            """
            The rest is a clean environment: the search path, home, language, terminal and XDG directories, and each \
            variable that is named with --pass-env. The credential that mints is never in it.
            """),
    ]

    private static let cancelled: [ReferencePage.Block] = [
        .text(
            """
            Runners send a signal and kill some seconds later. SIGINT, SIGTERM and SIGHUP are passed on to the command, which \
            may tidy up; its key is revoked when it ends, four seconds after the signal at the latest, and at once when a \
            second signal comes. No number of these signals ends molecule before the key is revoked.
            """),
        .text(
            """
            SIGKILL leaves the key. Where the state of the machine is kept, the next mint under the same name revokes it \
            first; elsewhere see CLEANING UP.
            """),
    ]

    /// The workflow for GitHub Actions.
    static let gitHub = workflow("push", key: "ci-$GITHUB_RUN_ID-$GITHUB_RUN_ATTEMPT-$GITHUB_JOB")

    /// The pipeline for GitLab.
    static let gitLab = """
        deploy:
          script:
            - install -m 600 "$MOLECULE_ORG_TOKEN_FILE" ~/minter
            - export MOLECULE_ORG_TOKEN_FILE=~/minter
            - >-
              molecule org tokens mint --name "ci-$CI_JOB_ID" --for-command
              --pass-env CI_COMMIT_SHA -- ./deploy
        """

    /// The workflow for Gitea Actions.
    static let gitea = workflow("[push]", key: "ci-$GITHUB_REPOSITORY-$GITHUB_RUN_NUMBER")

    /// A workflow that runs on an event and lends a step a key of this name.
    private static func workflow(_ event: String, key: String) -> String {
        """
        on: \(event)
        jobs:
          deploy:
            runs-on: ubuntu-latest
            steps:
              - uses: actions/checkout@v4
              - name: Deploy with a key of this run alone
                env:
                  MOLECULE_API_URL: ${{ vars.MOLECULE_API_URL }}
                  MOLECULE_ORG_TOKEN: ${{ secrets.MOLECULE_ORG_TOKEN }}
                run: >-
                  molecule org tokens mint --for-command
                  --name "\(key)"
                  --pass-env GITHUB_SHA -- ./deploy
        """
    }

    /// The steps of a job that share a key.
    static let steps = """
        steps:
          - id: key
            env:
              MOLECULE_ORG_TOKEN: ${{ secrets.MOLECULE_ORG_TOKEN }}
            run: >-
              molecule org tokens mint --name "ci-$GITHUB_RUN_ID"
              --github-output org_key
          - env:
              MOLECULE_ORG_TOKEN: ${{ steps.key.outputs.org_key }}
            run: molecule workspaces list
          - if: always()
            env:
              MOLECULE_ORG_TOKEN: ${{ secrets.MOLECULE_ORG_TOKEN }}
            run: molecule org tokens revoke "ci-$GITHUB_RUN_ID" --yes
        """
}
