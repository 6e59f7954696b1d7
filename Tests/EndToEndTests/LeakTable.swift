import TestSupport

/// Command lines of every verb, good and bad, for the leak test.
///
/// Words in capitals are replaced: `URL` by the platform's
/// address, `PID` by its process, `ID` by a rotation's name.
enum LeakTable {
    struct Line: Sendable {
        let verb: String
        let words: [String]
        var input = ""
        /// Whether standard output is where the value belongs.
        var reveals = false
        /// Whether what it runs has the value in its environment, which is what it is for.
        var isExec = false
    }

    static func line(
        _ verb: String, _ options: String..., input: String = "", reveals: Bool = false, isExec: Bool = false
    ) -> Line {
        Line(
            verb: verb, words: verb.split(separator: " ").map(String.init) + options, input: input, reveals: reveals,
            isExec: isExec)
    }

    static let rotation = ["--key", "production", "--wait", "1s", "--yes"]

    /// `mark` is the value of the entry `production`, and what the platform is protected by; `typed` is a token that
    /// someone types where it does not belong.
    static func lines(_ mark: String, typed: String) -> [Line] {
        [
            line("admin-token generate"), line("admin-token generate", "--save", "new", "--origin", "URL"),
            line("admin-token generate", "--save", "production", "--origin", "URL"),
            line("admin-token generate", "--bytes", "0"), line("admin-token generate", "--format", typed),
            line("admin-token generate", "--save", typed + "!", "--origin", "URL"),
            line("admin-token verify", "--api-url", "URL"), line("admin-token verify", "--from-key", "production"),
            line("admin-token verify", "--api-url", "URL", "--from-stdin", input: mark + "\n"),
            line("admin-token verify", "--api-url", "URL", "--from-stdin", input: mark + "\n" + mark),
            line("admin-token verify", "--api-url", "URL", "--from-file", "secret"),
            line("admin-token verify", "--api-url", "URL", "--from-file", "open-secret"),
            line("admin-token verify", "--api-url", "URL", "--from-file", "two-lines"),
            line("admin-token verify", "--api-url", "URL", "--from-env", "MINE"),
            line("admin-token verify", "--api-url", "http://\(typed):\(typed)@127.0.0.1:1"),
            line("admin-token verify", "--api-url", "http://127.0.0.1:1/\(typed)"),
            line("admin-token verify", "--api-url", "http://127.0.0.1:1", "--from-key", "production"),
            line("admin-token verify", "--api-url", "http://127.0.0.1:1", "--from-stdin", input: mark),
            line("admin-token verify", "--api-url", "https://no-such-host.invalid", "--from-stdin", input: mark),
            line("admin-token verify", "--api-url", "URL", "--timeout", typed),
            line("admin-token verify", "--from-key", "broken"), line("admin-token verify", typed),
            line("keys add", "added", "--kind", "admin-token", "--origin", "URL", "--from-stdin", input: mark),
            line("keys add", "added", "--kind", "admin-token", "--origin", "URL", "--from-stdin", input: mark),
            line("keys add", "filed", "--kind", "org-token", "--origin", "URL", "--from-file", "secret"),
            line("keys add", "bad", "--kind", "org-token", "--origin", "URL", "--from-file", "two-lines"),
            line("keys add", "bad", "--kind", "org-token", "--origin", "URL", "--from-stdin", input: mark + "\0"),
            line("keys add", "bad", "--kind", typed, "--origin", "URL", "--from-stdin", input: mark),
            line("keys add", "bad", "--kind", "org-token", "--origin", "ftp://\(typed)@x", "--from-stdin", input: mark),
            line("keys add", "bad", "--kind", "org-token", "--origin", "URL", "--from-stdin", input: "x\n" + mark),
            line("keys list"), line("keys show", "production"), line("keys show", "broken"),
            line("keys show", "absent"),
            line("keys show", typed), line("keys show", "production", "--reveal", reveals: true),
            line("keys check"), line("keys check", "--repair"),
            line("keys exec", "production", "--", "true", isExec: true),
            line(
                "keys exec", "production", "filed", "--", "sh", "-c", "test -n \"$ADMIN_TOKEN\"; sleep 0.05",
                isExec: true),
            line("keys exec", "production", "added", "--", "env"),
            line("keys exec", "production", "--", "no-such-program"),
            line("keys exec", "broken", "--", "env"),
            line("admin-token rotate", options: rotation + ["--to", "env-file:platform.env", "--dry-run"]),
            line("admin-token rotate", options: ["--key", "production", "--to", "env-file:platform.env"]),
            line("admin-token rotate", options: rotation + ["--to", "env-file:open-secret"]),
            line("admin-token rotate", options: rotation + ["--to", "env-file:two-lines"]),
            line("admin-token rotate", options: rotation + ["--to", "env-file:absent"]),
            line("admin-token rotate", options: rotation + ["--to", typed]),
            line("admin-token rotate", options: ["--key", "broken", "--to", "env-file:platform.env", "--yes"]),
            line(
                "admin-token rotate",
                options: ["--key", "added", "--to", "exec:cat >&2; exit 3", "--wait", "1s", "--yes"]),
            line("rotations list"), line("rotations list", "--unfinished"), line("rotations show", "ID"),
            line("rotations show", typed), line("rotations resume", "ID"), line("rotations rollback", "ID"),
            line("rotations rollback", typed), line("rotations abandon", "ID", "--reason", "TEXT", "--yes"),
            line("rotations abandon", "ID", "--reason", "it was '\(typed)'.", "--yes"),
            line("admin-token rotate", options: rotation + ["--to", "env-file:platform.env", "--then", "true"]),
            line("rotations resume", "ID"), line("rotations rollback", "ID"),
            line(
                "admin-token rotate",
                options: rotation + [
                    "--to", "env-file:platform.env", "--to", "exec:cat > taken; sleep 0.1", "--then",
                    "kill -HUP PID; sleep 0.1",
                ]),
            line(
                "admin-token rotate",
                options: rotation + [
                    "--to", "env-file:platform.env", "--then", "echo out; echo err >&2; kill -HUP PID",
                ]),
            line("admin-token verify", "--from-key", "production", "--wait", "1s"),
            line("admin-token verify", "--from-key", "added", "--wait", "1s"),
            line("rotations list"), line("rotations show", "ID"),
            line("keys remove", "added"), line("keys remove", "added", "--yes"), line("keys remove", typed, "--yes"),
            line("sandbox serve", "--for", "1s", "--env-file", "platform.env"),
            line("sandbox serve", "--listen", typed),
            line("sandbox serve", "--fault", typed), line("sandbox run", "--", "molecule", "admin-token", "verify"),
            line("sandbox run", "--", "no-such-program"), line("sandbox tour"),
            line("completion", "bash"), line("completion", "zsh"), line("completion", "fish"),
            line("completion", typed),
            line("__complete", "keys"), line("__complete", "rotations"), line("__complete", typed),
        ]
    }

    private static func line(_ verb: String, options: [String]) -> Line {
        Line(verb: verb, words: verb.split(separator: " ").map(String.init) + options)
    }
}
