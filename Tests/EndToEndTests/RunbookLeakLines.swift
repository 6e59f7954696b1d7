/// The lines of the leak test about rotations by runbooks.
extension LeakTable {
    /// `mark` is the value of the entry `production`; `typed` is a token that someone types where it does not belong.
    static func runbookLines(_ mark: String, typed: String) -> [Line] {
        let verb = "secrets rotate"
        let settings = [
            "--setting", "control_plane_store=exec:cat > taken", "--setting", "control_plane_url=URL", "--wait", "1s",
        ]
        let sender = "\(mark)@mail.example.com"
        func rotate(_ name: String, _ options: [String], input: String = "") -> Line {
            Line(verb: verb, words: ["secrets", "rotate", name, "--no-input"] + settings + options, input: input)
        }
        let affirmed = ["--affirm", "domain-verified", "--from-stdin", "--yes"]
        return [
            rotate("RESEND_FROM_EMAIL", ["--dry-run"]), rotate("RESEND_FROM_EMAIL", affirmed, input: mark),
            rotate("RESEND_FROM_EMAIL", affirmed, input: "re_" + mark),
            rotate("RESEND_FROM_EMAIL", affirmed, input: sender),
            rotate("RESEND_FROM_EMAIL", ["--affirm", typed, "--yes"]),
            rotate("RESEND_FROM_EMAIL", ["--reason", typed]),
            rotate("RESEND_FROM_EMAIL", affirmed + ["--reason", "leaked: \(typed)."], input: sender),
            rotate("RESEND_FROM_EMAIL", ["--old-id", typed + "!"]),
            rotate("RESEND_FROM_EMAIL", ["--verify-provision", typed]),
            rotate("RESEND_FROM_EMAIL", ["--setting", "control_plane_store=\(typed)"]),
            rotate(typed, []), rotate("TENANT_REDIS_URL", []), rotate("GITHUB_TOKEN", []),
            rotate(
                "SECRETS_ENCRYPTION_KEY", ["--compromised", "--reason", typed, "--tenants", "1", "--confirm", typed]),
            rotate("RESEND_FROM_EMAIL", ["--runbook", "secret"]),
            Line(verb: "rotations resume", words: ["rotations", "resume", "ID", "--no-input", "--done", "verify:1"]),
            Line(verb: "rotations rollback", words: ["rotations", "rollback", "ID", "--no-input"]),
        ]
    }
}
