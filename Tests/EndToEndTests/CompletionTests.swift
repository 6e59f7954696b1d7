import Foundation
import TestSupport
import Testing

/// The checked-in completion files, in real shells, with the real program and a real key store.
@Suite(.blocking) struct CompletionTests {
    static let lines: [(String, [String])] = [
        ("molecule adm", ["admin-token"]),
        ("molecule admin-token ", ["generate", "rotate", "verify"]),
        ("molecule keys show ", ["production", "staging"]),
        ("molecule keys show pro", ["production"]),
        ("molecule admin-token verify --from-key ", ["production", "staging"]),
        ("molecule admin-token rotate --to env-file:dep", ["env-file:deploy.env"]),
        ("molecule admin-token generate --format ", ["base64", "base64url", "hex"]),
        ("molecule admin-token generate --format=he", ["--format=hex"]),
        ("molecule keys add a --kind adm", ["admin-bearer", "admin-token"]),
        ("molecule completion ", ["bash", "fish", "zsh"]),
        ("molecule secrets runbook show STRIPE", ["STRIPE_API_KEY", "STRIPE_WEBHOOK_SECRET"]),
        ("molecule keys list --profile st", ["staging"]),
        ("molecule profile use o", ["other"]),
        ("molecule config get api", ["api_url"]),
        ("molecule api describe tenantListOrgTok", ["tenantListOrgTokens"]),
        ("molecule org tokens revoke ci", ["ci-deploy"]),
        ("molecule org tokens rotate ci-deploy --key pro", ["production"]),
        ("molecule org tokens mint --name x --for-command -- molecule keys show sta", ["staging"]),
    ]

    /// The top of the package.
    static let top = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    private func expectCandidates(
        from file: String, installedAs name: String, driver: [String: String], _ shell: String, _ arguments: [String]
    ) throws {
        let home = try TemporaryHome()
        for name in ["staging", "production"] {
            _ = try Run.molecule("admin-token", "generate", "--save", name, "--origin", "https://a.example", home: home)
        }
        let directory = URL(fileURLWithPath: home.path)
        try home.write("config/molecule/config.json", #"{"molecule_config":1,"profiles":{"staging":{},"other":{}}}"#)
        try FileManager.default.copyItem(
            at: CompletionTests.top.appendingPathComponent("completions/\(file)"),
            to: directory.appendingPathComponent(name))
        let token = "tenant-admin-token-of-the-tests"
        try home.write("deploy.env", "")
        try home.write("platform.env", "ADMIN_TOKEN=\(token)\n")
        let tenant = try Platform("--surface", "tenant", home: home)
        let server = ["ADMIN_TOKEN": token, "MOLECULE_API_URL": tenant.url]
        _ = try Run.molecule("org", "tokens", "mint", "--name", "ci-deploy", home: home, environment: server)
        for (name, text) in driver { try directory.write(text, to: name) }
        try directory.write(CompletionTests.lines.map { $0.0 + "\n" }.joined(), to: "lines")
        // A server that a busy machine has no time for within a second is not waited for, so it is asked again.
        var result = ""
        for _ in 0..<5 {
            try? FileManager.default.removeItem(atPath: home.file("answers"))
            let run = try Shell.run(
                shell, arguments, in: directory, environment: home.environment.merging(server) { $1 })
            result = run.output
            if candidates(in: result)["molecule org tokens revoke ci"]?.isEmpty == false { break }
        }
        let found = candidates(in: result)
        // Without its package of completions bash has nothing that completes another command's words.
        for (line, expected) in CompletionTests.lines where shell != "bash" || !line.contains(" -- ") {
            #expect(found[line].map { Set($0) } == Set(expected), "\(shell): \(line)\n\(result)")
        }
    }

    /// What a driver printed: the candidates of each line.
    private func candidates(in output: String) -> [String: [String]] {
        var found: [String: [String]] = [:]
        var line = ""
        for text in output.split(separator: "\n").map(String.init) {
            if text.hasPrefix("LINE ") {
                line = String(text.dropFirst(5))
                found[line] = []
            } else if text != "." {
                let candidate = text.split(separator: "\t").first.map(String.init) ?? ""
                found[line, default: []].append(candidate.trimmingCharacters(in: .whitespaces))
            }
        }
        return found
    }

    @Test(.enabled(if: Shell.isWanted("bash"))) func `bash completes from the file as installed`() throws {
        try expectCandidates(
            from: "molecule.bash", installedAs: "molecule.bash", driver: ["driver": CompletionDriver.bash], "bash",
            ["--norc", "--noprofile", "driver", "alone"])
    }

    @Test(.enabled(if: Shell.isWanted("zsh"))) func `zsh completes from the file as installed`() throws {
        try expectCandidates(
            from: "_molecule", installedAs: "_molecule",
            driver: ["driver": CompletionDriver.zsh, "inner.zsh": CompletionDriver.zshInner], "zsh",
            ["-f", "driver", "autoloaded"])
    }

    @Test(.enabled(if: Shell.isWanted("fish"))) func `fish completes from the file as installed`() throws {
        try expectCandidates(
            from: "molecule.fish", installedAs: "molecule.fish", driver: ["driver": CompletionDriver.fish], "fish",
            ["--no-config", "driver"])
    }

    @Test(arguments: [("bash", "molecule.bash"), ("zsh", "_molecule"), ("fish", "molecule.fish")])
    func `the program prints what is installed`(_ shell: String, _ file: String) throws {
        let run = try Run.molecule("completion", shell, home: try TemporaryHome())
        #expect(run.status == 0)
        let path = CompletionTests.top.appendingPathComponent("completions/\(file)").path
        #expect(FileManager.default.contents(atPath: path) == Data(run.output.utf8))
    }

    @Test func `what the scripts ask for never fails and never asks`() throws {
        let home = try TemporaryHome()
        #expect(try Run.molecule("__complete", "keys", home: home).output == "")
        _ = try Run.molecule("admin-token", "generate", "--save", "a", "--origin", "https://a.example", home: home)
        #expect(try Run.molecule("__complete", "keys", home: home).output == "a\tadmin-token, https://a.example\n")
        chmod(home.keys, 0o755)
        try home.write("config/molecule/config.json", "no JSON")
        for kind in ["keys", "rotations", "profiles", "nonsense"] {
            let run = try Run.molecule("__complete", kind, home: home)
            #expect(run.status == 0 && run.output == "" && run.error == "", "\(kind)")
        }
    }
}
