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
        for words in [
            ["mint", "--name", "agent", "--save", "agent", "--to", "env-file:agent.env"], ["list"],
            ["mint", "--name", "agent"], ["mint", "--name", "other", "--save", "agent"],
            ["rotate", "agent", "--to", "env-file:agent.env", "--dry-run"],
            ["rotate", "agent", "--to", "env-file:agent.env", "--to", "exec:exit 1", "--yes"],
            ["rotate", "agent", "--to", "env-file:agent.env", "--to", "exec:cat", "--then", "env", "--yes"],
            ["rotate", "agent", "--to", "env-file:agent.env", "--yes", "--from-key", "agent"],
            ["prune", "--unused-for", "1d"], ["revoke", "agent", "--from-key", "agent", "--yes"],
            ["revoke", "nobody", "--from-key", "agent", "--yes"],
        ] {
            let run = try Run.molecule(
                ["org", "tokens"] + words + options, home: tenant.home, environment: tenant.environment)
            printed += run.output + run.error
            values.formUnion(try stored(tenant))
        }
        #expect(values.count == 3)
        for value in values {
            for form in LeakTests.forms(value) { #expect(!printed.contains(form)) }
            let files = try FileTree(tenant.home.path).files(containing: LeakTests.forms(value))
            #expect(Set(files).isSubset(of: ["config/molecule/keys/agent", "agent.env"]), "\(files)")
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
