/// The lines of the leak test about what makes the program at home on a machine.
extension LeakTable {
    /// `mark` is the value of the entry `production`; `typed` is a token that someone types where it does not belong.
    static func homeLines(_ mark: String, typed: String) -> [Line] {
        [
            line("install", "--prefix", "prefix", "--dry-run"), line("install", "--prefix", typed, "--uninstall"),
            line("keys add", "fetched", "--kind", "org-token", "--origin", "URL", "--from-command", "cat secret"),
            line(
                "keys add", "apart", "--kind", "admin-token", "--origin", "URL", "--command",
                "cat secret; cat secret >&2"),
            line("keys add", "bad", "--kind", "admin-token", "--origin", "URL", "--command", "echo \(typed)"),
            line("keys add", "bad", "--kind", "admin-token", "--origin", "URL", "--from-command", "cat secret; exit 3"),
            line(
                "keys add", "team", "--kind", "admin-token", "--origin", "URL", "--command", "cat secret",
                "--store-command", "tee secret >&2"),
            line(
                "keys add", "bad", "--kind", "admin-token", "--origin", "URL", "--command", "echo x", "--store-command",
                typed),
            line(
                "admin-token rotate", "--key", "team", "--to", "exec:cat > /dev/null", "--wait", "1s", "--yes"),
            line("keys show", "apart"), line("admin-token verify", "--from-key", "apart"),
            line("org tokens mint", "--name", "job", "--from-key", "production", "--for-command", "--", "true"),
            line("__complete", "org-tokens"), line("__complete", "workspaces", "-", input: "--from-key\nproduction\n"),
            line("doctor", "--api-url", "URL"), line("doctor", "--offline", "--from-key", "production"),
            line("doctor", "--api-url", "http://\(typed):\(typed)@127.0.0.1:1"),
            line("doctor", "--offline", "--from-key", "broken"),
            line("profile add", "here", "--api-url", "URL", "--key", "production"),
            line("profile add", "there", "--api-url", "https://\(typed):\(typed)@x"),
            line("profile add", "there", "--setting", "name=\(typed)"), line("profile add", typed),
            line("profile list"), line("profile use", "here"), line("profile use", typed),
            line("config list"), line("config path"), line("config get", "api_url"), line("config get", typed),
            line("config set", "org_id", typed), line("config set", "settings.\(typed)", "x"),
            line("config set", "api_url", "https://x/\(typed)"), line("config set", "org_id", "org-1"),
            line("config unset", "org_id"), line("config unset", typed),
            line("profile remove", "here"), line("profile remove", "here", "--yes"),
            line("profile remove", typed, "--yes"),
        ]
    }
}
