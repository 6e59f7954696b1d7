/// The lines of the leak test about Moltnet's files.
extension LeakTable {
    /// `typed` is a token that someone types where it does not belong; `lab/Moltnet` and its like hold the stored value.
    static func moltnetLines(typed: String) -> [Line] {
        let rotate = ["--config", "Moltnet", "--url", "URL", "--wait", "1s", "--yes"]
        func rotation(_ options: String...) -> Line {
            Line(verb: "moltnet rotate", words: ["moltnet", "rotate"] + options + rotate)
        }
        return [
            line("moltnet init", "--directory", "absent"), line("moltnet init", "--host", typed + "!"),
            line("moltnet init", "--agent", typed + "!"),
            line("moltnet init", "--directory", typed), line("moltnet tokens list", "--config", typed),
            line("moltnet tokens list", "--node", typed), rotation("--id", "op", "--node", typed),
            Line(verb: "moltnet rotate", words: ["moltnet", "rotate", "--id", "op", "--config", typed, "--yes"]),
            line("moltnet check"), line("moltnet check", "Moltnet", "MoltnetNode"), line("moltnet check", "secret"),
            line("moltnet check", "two-lines"), line("moltnet check", typed),
            line("moltnet tokens list"), line("moltnet tokens list", "--config", "Moltnet", "--node", "MoltnetNode"),
            line("moltnet tokens list", "--config", "secret"), line("moltnet tokens list", "--node", "open-secret"),
            rotation("--id", "op", "--then", "true"), rotation("--id", "op", "--dry-run"),
            rotation("--id", "at", "--node", "MoltnetNode", "--overlap", "--then-node", "true"),
            rotation("--id", "at", "--node", "secret"),
            rotation("--id", "op", "--new-id", "op-2", "--then", "true"), rotation("--id", "op", "--new-id", typed),
            rotation("--id", "absent"), rotation("--id", "op", "--retire"),
            rotation("--id", "op", "--then", "echo \(typed)"), rotation("--id", "op", "--key", typed + "!"),
        ]
    }

    /// Server and node files with the stored value.
    static func moltnetFiles(_ mark: String) -> [(name: String, text: String)] {
        let tokens =
            "    - {id: op, value: \"\(mark)\", scopes: [admin]}\n    - id: at\n      value: \(mark)-2\n      scopes: [attach]\n"
        return [
            ("Moltnet", "version: moltnet.v1\nnetwork: {id: lab}\nauth:\n  mode: bearer\n  tokens:\n\(tokens)"),
            (
                "MoltnetNode",
                "moltnet: {base_url: http://127.0.0.1:1, network_id: lab, token: \(mark)-2}\nattachments: []\n"
            ),
        ]
    }
}
