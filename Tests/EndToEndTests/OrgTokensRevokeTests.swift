import Foundation
import JSON
import TestSupport
import Testing

@Suite(.blocking) struct `Revoking org tokens` {
    @Test func `refuses the key in use unless that is meant, and proves it dead`() throws {
        let tenant = try KeyTenant()
        _ = try tenant.tokens("mint", "--name", "me", "--save", "me")
        _ = try tenant.mint("other")
        let refused = try tenant.tokens("revoke", "other", "me", "--from-key", "me", "--yes")
        #expect(refused.status == 3)
        #expect(refused.error.contains("--allow-self"))
        #expect(try tenant.names() == ["other", "me"])
        let run = try tenant.tokens("revoke", "me", "other", "--from-key", "me", "--allow-self", "--yes", "-o", "json")
        #expect(run.status == 0, "\(run.error)")
        let items = try JSONValue.parse(Array(run.output.utf8))["items"]?.items ?? []
        #expect(items.map { $0["name"]?.text } == ["other", "me"])
        #expect(items.map { $0["proven_refused"] } == [.null, .bool(true)])
        #expect(try tenant.names() == [])
    }

    @Test func `refuses what could mean several keys, with the candidates`() throws {
        let tenant = try KeyTenant()
        for _ in 0..<2 {
            _ = try Run.molecule(
                "api", "tenantCreateOrgToken", "name=twin", "--reveal", home: tenant.home,
                environment: tenant.environment)
        }
        let run = try tenant.tokens("revoke", "twin", "--yes")
        #expect(run.status == 3)
        let ids = try tenant.live().compactMap { $0["id"]?.text }
        #expect(ids.count == 2)
        for id in ids { #expect(run.error.contains(id)) }
    }

    @Test func `goes on after one that fails, and asks before anything`() throws {
        let tenant = try KeyTenant()
        _ = try tenant.mint("one")
        _ = try tenant.mint("two")
        #expect(try tenant.tokens("revoke", "one", "--no-input").status == 3)
        #expect(try tenant.names().count == 2)
        let run = try tenant.tokens("revoke", "one", "nobody", "two", "--yes")
        #expect(run.status == 8)
        #expect(run.output.split(separator: "\n").count == 3)
        #expect(try tenant.names() == [])
        #expect(try tenant.tokens("revoke", "nobody", "--yes").status == 6)
    }

    @Test func `is sent again when its reply is lost`() throws {
        let tenant = try KeyTenant(faults: ["drop:after:4"])
        _ = try tenant.mint("one")
        let run = try tenant.tokens("revoke", "one", "--yes")
        #expect(run.status == 0, "\(run.error)")
        #expect(run.output.contains("\trevoked"))
    }

    @Test func `of what nobody has used spares the key in use and asks for a unit`() throws {
        let tenant = try KeyTenant()
        _ = try tenant.tokens("mint", "--name", "me", "--save", "me")
        _ = try tenant.mint("idle")
        #expect(try tenant.tokens("prune", "--unused-for", "90").status == 2)
        #expect(try tenant.tokens("prune", "--unused-for", "1d", "--yes").error.contains("every org key"))
        sleep(2)
        let dry = try tenant.tokens("prune", "--unused-for", "1s", "--dry-run", "--from-key", "me")
        #expect(dry.status == 0)
        #expect(dry.output.contains("idle"))
        #expect(!dry.output.contains("\tme\t"))
        #expect(try tenant.tokens("prune", "--unused-for", "1s", "--from-key", "me", "--no-input").status == 3)
        #expect(try tenant.names().count == 2)
        let run = try tenant.tokens("prune", "--unused-for", "1s", "--from-key", "me", "--yes")
        #expect(run.status == 0, "\(run.error)")
        #expect(try tenant.names() == ["me"])
        #expect(try tenant.tokens("prune", "--unused-for", "730d", "--yes").status == 0)
    }
}

@Suite(.blocking) struct `Org tokens in GitHub Actions` {
    private func actions(_ tenant: KeyTenant) -> [String: String] {
        ["GITHUB_ACTIONS": "true", "GITHUB_OUTPUT": tenant.home.file("outputs")]
    }

    @Test func `are masked before anything else and appended to the step outputs`() throws {
        let tenant = try KeyTenant()
        try tenant.home.write("outputs", "before=1", mode: 0o644)
        let run = try tenant.tokens(
            "mint", "--name", "ci", "--github-output", "org_key", environment: actions(tenant))
        #expect(run.status == 0, "\(run.error)")
        let lines = try tenant.home.read("outputs").split(separator: "\n").map(String.init)
        #expect(lines.count == 4)
        #expect(lines[0] == "before=1")
        #expect(lines[1] == "org_key<<\(lines[3])")
        #expect(try tenant.accepts(lines[2]))
        let printed = run.output.split(separator: "\n").map(String.init)
        #expect(printed.first == "::add-mask::\(lines[2])")
        #expect(!(printed.dropFirst().joined() + run.error).contains(lines[2]))
    }

    @Test func `are masked once, however many places they go to`() throws {
        let tenant = try KeyTenant()
        try tenant.home.write("outputs", "", mode: 0o644)
        let run = try tenant.tokens(
            "mint", "--name", "ci", "--to", "github-output:first", "--to", "github-output:second",
            environment: actions(tenant))
        #expect(run.status == 0, "\(run.error)")
        #expect((run.output + run.error).components(separatedBy: "::add-mask::").count == 2, "\(run.output)")
    }

    @Test func `keep a document on standard output whole`() throws {
        let tenant = try KeyTenant()
        let run = try tenant.tokens("mint", "--name", "ci", "-o", "json", environment: actions(tenant))
        let value = try #require(try JSONValue.parse(Array(run.output.utf8))["value"]?.text)
        #expect(run.error.hasPrefix("::add-mask::\(value)\n"))
    }

    @Test func `are not minted when the file of step outputs cannot be used`() throws {
        let tenant = try KeyTenant()
        try tenant.home.write("real", "")
        try FileManager.default.createSymbolicLink(
            atPath: tenant.home.file("outputs"), withDestinationPath: tenant.home.file("real"))
        let words = ["mint", "--name", "ci", "--github-output", "org_key"]
        for environment in [[:], ["GITHUB_OUTPUT": tenant.home.path], actions(tenant)] {
            let run = try Run.molecule(
                ["org", "tokens"] + words, home: tenant.home,
                environment: tenant.environment.merging(environment) { $1 })
            #expect(run.status == 2, "\(run.error)")
        }
        #expect(try tenant.tokens("mint", "--name", "ci", "--github-output", "1x").status == 2)
        #expect(try tenant.requests("POST") == 0)
    }
}
