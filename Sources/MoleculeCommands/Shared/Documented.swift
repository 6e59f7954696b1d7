import CommandTree
import HostSystem
import Keyfile

/// Files and variables that several commands' pages name.
enum Documented {
    static let inspectable = DocumentedVariable(
        ProcessHardening.inspectableVariable,
        "When set, debuggers and tracers of the same user may look into the process, and faults of the sandbox that kill it "
            + "find it; root's may always.")
    static let keyStore = DocumentedFile(
        "$XDG_CONFIG_HOME/molecule/keys/", "The key store: one entry a file, mode 0600, in a directory of mode 0700.")
    static let configuration = DocumentedFile(
        "$XDG_CONFIG_HOME/molecule/config.json",
        "Profiles: addresses, organisation and settings of deployments; no secret, and nobody else may change it.")
    static let journals = DocumentedFile(
        "$XDG_STATE_HOME/molecule/rotations/", "The journals of rotations, mode 0600; they hold no value.")
    static let orgKeyRecords = DocumentedFile(
        "$XDG_STATE_HOME/molecule/org-keys/",
        "What mints of org keys are about to do, mode 0600, until it is done; no value.")
    static let adminToken = [
        DocumentedVariable("ADMIN_TOKEN", "The admin token, unless an option names another source."),
        DocumentedVariable("ADMIN_TOKEN_FILE", "A private file (mode 0600) that holds the admin token."),
    ]
    static let credentials = KeyKind.credentials.flatMap { kind in
        [
            DocumentedVariable(kind.variable, "A credential: \(kind.summary)."),
            DocumentedVariable("\(kind.variable)_FILE", "A private file (mode 0600) that holds it."),
        ]
    }
    static let destinations = [
        DocumentedVariable(
            World.giteaAddress,
            "The address of the Gitea server, for gitea: destinations, such as https://git.example.com."
        ),
        DocumentedVariable(World.giteaToken, "The token for that server, with the scope write:repository."),
        DocumentedVariable("\(World.giteaToken)_FILE", "A private file (mode 0600) that holds it."),
        DocumentedVariable("GITHUB_OUTPUT", "The file of step outputs, for github-output: destinations."),
    ]
}
