import Foundation
import TestSupport
import Testing

extension LeakTable {
    /// The verbs of org tokens, at a platform that has none of their routes.
    static func orgTokens(typed: String) -> [Line] {
        let key = ["--from-key", "production"]
        return [
            line("org tokens list", "--from-key", "production"), line("org tokens list", "--from-key", typed),
            line("org tokens mint", "--name", "ci", "--from-key", "production"),
            line("org tokens mint", "--name", typed, "--from-key", "production"),
            line("org tokens mint", "--name", "ci", "--save", typed + "!"),
            line("org tokens mint", "--name", "ci", "--github-output", typed + "!"),
            line("org tokens revoke", typed), line("org tokens revoke", "ci", "--yes", "--api-url", "URL"),
            line("org tokens rotate", typed, "--to", "env-file:platform.env"),
            line("org tokens rotate", "ci", "--to", "env-file:platform.env", "--yes", "--api-url", "URL"),
            line("org tokens rotate", "ci", "--to", "exec:cat", "--save", "new", "--yes", "--api-url", "URL"),
            line("org tokens rotate", "ci", "--to", "exec:cat", "--then", "echo \(typed)", "--key", "production"),
            line("org tokens prune", "--unused-for", typed),
            line("org tokens prune", "--unused-for", "1d", key[0], key[1]),
        ]
    }
}

@Suite(.blocking) struct `The values of org tokens` {
    @Test(arguments: [[], ["-v"], ["-o", "json"], ["-o", "yaml"], ["-o", "table"]])
    func `stand in the key store and at their destination, and nowhere else`(options: [String]) throws {
        let tenant = try KeyTenant()
        try tenant.home.write("agent.env", "")
        var printed = ""
        var values: Set<String> = []
        let rotate = ["org", "tokens", "rotate", "agent", "--to", "env-file:agent.env", "--yes"]
        for words in [
            ["org", "tokens", "mint", "--name", "agent", "--save", "agent", "--to", "env-file:agent.env"],
            ["org", "tokens", "list"], ["org", "tokens", "mint", "--name", "agent"],
            ["org", "tokens", "mint", "--name", "other", "--save", "agent"], rotate + ["--dry-run"],
            rotate + ["--to", "exec:exit 1"], rotate, ["rotations", "show", "ID", "--check"],
            ["rotations", "resume", "ID"], ["rotations", "rollback", "ID"],
            ["rotations", "abandon", "ID", "--reason", "no way", "--yes"], ["rotations", "list"],
            rotate + ["--to", "exec:cat", "--then", "env"], rotate + ["--from-key", "agent", "--key", "agent"],
            ["org", "tokens", "prune", "--unused-for", "1d"],
            ["org", "tokens", "revoke", "agent", "--from-key", "agent", "--yes"],
            ["org", "tokens", "revoke", "nobody", "--from-key", "agent", "--yes"],
        ] {
            let id = try Run.molecule("rotations", "list", "-q", home: tenant.home).output
                .split(separator: "\n").first.map(String.init)
            let run = try Run.molecule(
                words.map { $0 == "ID" ? id ?? "-" : $0 } + options, home: tenant.home, environment: tenant.environment)
            printed += run.output + run.error
            values.formUnion(try stored(tenant))
        }
        let aside = try #require(
            try FileManager.default.contentsOfDirectory(atPath: tenant.home.keys).first { $0.hasPrefix("r-") })
        #expect(values.count == 4)
        for value in values {
            for form in LeakTests.forms(value) { #expect(!printed.contains(form)) }
            let files = try FileTree(tenant.home.path).files(containing: LeakTests.forms(value))
            #expect(
                Set(files).isSubset(of: ["config/molecule/keys/agent", "config/molecule/keys/\(aside)", "agent.env"]),
                "\(files)")
        }
        for form in LeakTests.forms(KeyTenant.adminToken) { #expect(!printed.contains(form)) }
    }

    /// Every value that the key entry has, had, or is about to have.
    private func stored(_ tenant: KeyTenant) throws -> [String] {
        try tenant.home.read("config/molecule/keys/agent").split(separator: "\n").compactMap { line in
            guard let start = line.firstRange(of: "\"value\": \"")?.upperBound else { return nil }
            return String(line[start...].prefix { $0 != "\"" })
        }
    }
}
