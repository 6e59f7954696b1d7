/// A secret of a platform that has no runbook, so that whoever looks for it learns why.
struct KnownSecret: Sendable {
    let name: String
    /// What is known of it: a sentence without its full stop.
    let note: String
    /// What to type instead, if there is something.
    var hint: String?

    /// The ones there are.
    static let all = [
        KnownSecret(
            name: "ADMIN_TOKEN", note: "it is rotated by a command of its own",
            hint: "molecule admin-token rotate --help"),
        KnownSecret(
            name: "CP_ADMIN_API_TOKEN",
            note: "copies of it are in CI and at tenants, which are refused until they have the new value"),
        KnownSecret(
            name: "PROVISION_SHARED_SECRET",
            note: "every tenant has a copy as MOLECULE_CP_SHARED_SECRET, and reads a new one when it starts"),
        KnownSecret(name: "WORKOS_API_KEY", note: "it is rotated in the dashboard of WorkOS alone"),
        KnownSecret(name: "KMS_KEY_ARN", note: "it names a key that its service rotates by itself, and is no secret"),
        KnownSecret(name: "CP_ADMIN_USER_IDS", note: "it lists the administrators, and is no secret"),
        KnownSecret(name: "CLOUDFLARE_API_TOKEN", note: "no procedure is known; it is CF_API_TOKEN in places"),
        KnownSecret(name: "AWS_ACCESS_KEY_ID", note: "no procedure is known; it belongs to AWS_SECRET_ACCESS_KEY"),
        KnownSecret(name: "AWS_SECRET_ACCESS_KEY", note: "no procedure is known; it belongs to AWS_ACCESS_KEY_ID"),
        KnownSecret(name: "GHCR_PULL_TOKEN", note: "no procedure is known"),
        KnownSecret(name: "PLUGIN_REPO_PAT", note: "no procedure is known"),
        KnownSecret(name: "GRAFANA_PROM_TOKEN", note: "no procedure is known"),
        KnownSecret(
            name: "MOLECULE_STAGING_SESSION_COOKIE", note: "it is a session, which is renewed by signing in again"),
    ]
}
