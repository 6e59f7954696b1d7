/// The lines of the leak test about the control plane.
extension LeakTable {
    /// `typed` is a token that someone types where it does not belong.
    static func controlPlaneLines(typed: String) -> [Line] {
        let id = Fleet.id(5)
        let verbs: [(String, [String])] = [
            ("orgs list", []), ("orgs get", ["acme"]), ("orgs get", [typed]),
            ("orgs create", ["river", "--name", "River"]), ("orgs status", ["acme"]), ("orgs instance", ["acme"]),
            ("orgs export", ["acme"]), ("orgs delete", ["acme", "--confirm", "acme"]),
            ("orgs delete", ["acme", "--confirm", typed]), ("billing invoices", []),
            ("billing checkout", ["acme", "--plan", "pro"]), ("billing portal", ["acme"]),
            ("billing top-up", ["acme", "--credits", "5"]), ("tenants list", []),
            ("tenants create", ["river", "--name", "River", "--owner", "user_1"]),
            ("tenants create", ["river", "--name", "River", "--owner", typed]),
            ("tenants delete", ["acme", "--confirm", "acme"]), ("tenants scrub", ["acme", "--confirm", "acme"]),
            ("tenants diagnostics", ["acme"]), ("tenants redeploy", ["acme", "--yes"]),
            ("tenants redeploy-fleet", ["--tag", "v2", "--no-canary", "--confirm", "v2"]),
            ("tenants redeploy-fleet", ["--tag", typed, "--no-canary", "--confirm", typed]),
            ("tenants admin-token", ["acme"]), ("tenants workspaces", ["acme"]),
            ("tenants env set", [id, "--env-file", "platform.env", "--force", "--yes"]),
            ("tenants env set", [id, "--env-file", "platform.env", "--force", "--plan"]),
            ("tenants env set", [id, "--env-file", "two-lines", "--force", "--yes"]),
            ("tenants env set", [id, "LEVEL=\(typed)", "--plan"]),
            ("tenants billing-mode get", [id, "--org", "acme"]),
            ("tenants billing-mode set", [id, "byok", "--org", "acme"]), ("pins thin-ami list", []),
            ("pins thin-ami promote", ["--runtime", "x", "--region", "y", "--ami", "ami-01234567", "--yes"]),
            ("pins runtime-image list", []), ("pins runtime-image promote", ["--runtime", "x", "--image", typed]),
            (
                "instances provision",
                [
                    id, "--org", "acme", "--runtime", "x", "--platform-url", "https://a.example.com", "--env-file",
                    "platform.env", "--yes",
                ]
            ),
            (
                "instances provision",
                [
                    id, "--org", "acme", "--runtime", "x", "--platform-url", "https://a.example.com", "--env-file",
                    "platform.env", "--plan",
                ]
            ),
            ("instances status", [id, "--instance", "i-01234567"]), ("instances deprovision", [id, "--yes"]),
        ]
        return verbs.map { verb, words in
            Line(verb: verb, words: verb.split(separator: " ").map(String.init) + words + ["--cp-url", "URL"])
        }
    }
}
