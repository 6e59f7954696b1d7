/// The lines of the leak test about workspaces.
extension LeakTable {
    /// `typed` is a token that someone types where it does not belong.
    static func workspaceLines(typed: String) -> [Line] {
        let key = ["--from-key", "production"]
        let id = Fleet.id(5)
        let verbs: [(String, [String])] = [
            ("workspaces list", []), ("workspaces get", [id]), ("workspaces pause", [id]),
            ("workspaces resume", [id]), ("workspaces restart", [id]), ("workspaces hibernate", [id]),
            ("workspaces wait", [id, "--for", "provisioning", "--wait", "1s"]),
            ("workspaces create", ["scribe", "--secrets-from", "secret"]),
            ("workspaces create", ["scribe", "--secrets-from", "two-lines"]),
            ("workspaces create", ["scribe", "--from-file", "secret"]), ("workspaces delete", [id, "--yes"]),
            ("workspaces delete", [id, "--purge", "--confirm", typed]), ("workspaces terminate", [id, "--yes"]),
            ("workspaces tokens list", [id]), ("workspaces tokens mint", [id]),
            ("workspaces tokens revoke", [id, typed]), ("workspaces budget get", [id]),
            ("workspaces budget set", [id, "--monthly", typed]), ("workspaces billing-mode get", [id]),
            ("workspaces billing-mode set", [id, "byok"]), ("workspaces pause", [typed]),
            ("workspaces pause", ["--all", "--yes"]), ("workspaces pause", ["--name", typed]),
            ("workspaces pause", ["--from-file", "secret", "--yes"]),
            ("workspaces resume", ["--status", "paused", "--yes"]), ("workspaces restart", [id, typed]),
            ("workspaces hibernate", ["--all", "--dry-run"]), ("workspaces hibernate", ["--retry-failed", "secret"]),
            ("workspaces delete", ["--all", "--yes", "--confirm", typed]),
            ("workspaces terminate", ["--runtime", "none", "--yes"]),
            ("workspaces tokens revoke", ["--every", id, typed, "--yes"]),
            ("workspaces watch", ["--stop-after", "1s", "--name", "*"]),
        ]
        return verbs.map { verb, words in
            Line(verb: verb, words: verb.split(separator: " ").map(String.init) + words + key)
        }
    }
}
