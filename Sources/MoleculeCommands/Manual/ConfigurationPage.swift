import CommandTree

/// The page about the configuration file, molecule-config(5).
enum ConfigurationPage {
    static let page = ReferencePage(
        "molecule-config", 5, summary: "the profiles of deployments",
        sections: [
            ReferencePage.Section(
                "DESCRIPTION",
                [
                    .text(
                        """
                        The configuration is a JSON object in UTF-8. It says what deployments there are: their addresses, \
                        and what runbooks name as ${name}. It holds no secret: a text in which a word looks like one is \
                        refused.
                        """),
                    .text(
                        """
                        A value is found in this order: option, environment variable, profile, built-in default. The \
                        profile is the one that --profile names, or else MOLECULE_PROFILE, or else the member profile; \
                        without any of them there is none. An address of a profile counts like one of the environment: a \
                        key entry that is named keeps to the origin it is bound to.
                        """),
                    .text(
                        """
                        Others may read the file. Since it decides where credentials go, nobody else may change it: a file \
                        that is a symbolic link, belongs to another user, or that others can write or replace, is refused \
                        with status 10. One that is malformed is refused with status 2.
                        """),
                    .text(
                        """
                        It is written by molecule config and molecule profile, in one step, so that a reader meets the old \
                        file or the new one; an editor does as well.
                        """),
                ]),
            ReferencePage.Section(
                "MEMBERS",
                [
                    .definitions([
                        .init("molecule_config", "The number of the format: \(Configuration.format)."),
                        .init("profile", "The name of the profile that is meant when none is named. Optional."),
                        .init("profiles", "The profiles by their names: 1 to 64 of A-Z a-z 0-9 . _ -. Optional."),
                    ]), .text("A profile is an object, in which every member is optional:"),
                    .definitions([
                        .init("api_url", "The platform's address, as in --api-url."),
                        .init("cp_url", "The control plane's address, as in --cp-url."),
                        .init("org_id", "The organisation, as in --org-id."),
                        .init("org_slug", "Its short name, as in --org-slug."),
                        .init(
                            "keys",
                            "Names of key entries, as in --from-key, for calls to which neither an option nor the environment gives a credential."
                        ),
                        .init(
                            "destinations",
                            "Where admin-token rotate puts a new token when it has no --to: a list, in order, such as env-file:/srv/platform/.env and fly:APP."
                        ),
                        .init("settings", "What runbooks name as ${name}, by the names: texts."),
                    ]),
                ]),
            ReferencePage.Section(
                "FILES",
                [
                    .definitions([
                        .init("$XDG_CONFIG_HOME/molecule/config.json", "The file; ~/.config unless set otherwise.")
                    ])
                ]
            ),
            ReferencePage.Section("EXAMPLES", [.literal(example)]),
        ],
        related: [
            ("molecule", 1), ("molecule-auth-status", 1), ("molecule-config", 1), ("molecule-profile", 1),
            ("molecule-secrets-runbook-show", 1), ("molecule-runbook", 5),
        ])

    /// The example of the page, which a test reads.
    static let example = """
        {
          "molecule_config": 1,
          "profile": "production",
          "profiles": {
            "production": {
              "api_url": "https://platform.example.com",
              "cp_url": "https://api.example.com",
              "keys": ["production"],
              "settings": {
                "control_plane_store": "fly:APP",
                "ci_store": "github:OWNER/REPO"
              }
            }
          }
        }
        """
}
