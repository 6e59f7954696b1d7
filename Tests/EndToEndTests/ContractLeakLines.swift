/// The lines of the leak test about the commands that call operations of the contract.
extension LeakTable {
    /// `typed` is a token that someone types where it does not belong.
    static func contractLines(typed: String) -> [Line] {
        let key = ["--from-key", "production"]
        let id = Fleet.id(5)
        let verbs: [(String, [String])] = [
            ("auth status", []), ("auth status", ["--check"]), ("api list", []),
            ("api describe", ["tenantListWorkspaces"]),
            ("api call", ["selfHostedListWorkspaces"]), ("api call", ["GET", "/workspaces/\(typed)"]),
            ("api call", ["tenantSetGlobalSecret", "key=K", "value=\(typed)"]),
            ("api call", ["tenantSetGlobalSecret", "--body-from", "secret"]),
            ("api call", ["tenantCreateOrgToken", "name=x", "--reveal"]),
            ("secrets list", []), ("secrets list", ["--workspace", id]),
            ("secrets set", ["KEY", "--global", "--from-file", "secret", "--yes"]),
            ("secrets set", ["KEY", "--workspace", id, "--from-file", "two-lines", "--yes"]),
            ("secrets set", ["KEY", "--global", typed, "--yes"]),
            ("secrets unset", ["KEY", "--global", "--yes"]),
            ("secrets import", ["platform.env", "--global", "--yes"]),
            ("secrets import", ["two-lines", "--global", "--dry-run"]),
            ("templates list", []), ("templates import", ["x", "--from", "."]), ("org templates", []),
            ("org import", ["--template", "secret", "--yes"]), ("bundles export", [id]),
            ("bundles import", ["secret", "--yes"]), ("auth status", ["--profile", typed]),
            ("secrets map", []), ("secrets runbook list", []), ("secrets runbook show", ["NEON_API_KEY"]),
            ("secrets runbook show", ["./open-secret"]), ("secrets runbook show", [typed]),
            ("secrets runbook show", ["NEON_API_KEY", "--setting", "neon_project=\(typed)"]),
            ("secrets runbook check", ["open-secret"]), ("secrets runbook check", ["config/molecule/keys/broken"]),
            ("secrets runbook check", [typed]), ("secrets runbook check", ["--schema"]),
        ]
        return verbs.map { verb, words in
            let isOffline =
                ["api list", "api describe", "secrets map"].contains(verb) || verb.hasPrefix("secrets runbook")
            return Line(verb: verb, words: verb.split(separator: " ").map(String.init) + words + (isOffline ? [] : key))
        }
    }
}
