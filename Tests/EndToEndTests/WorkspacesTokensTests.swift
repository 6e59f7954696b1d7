import TestSupport
import Testing

@Suite(.blocking) struct WorkspacesTokensTests {
    @Test(arguments: Fleet.releases) func `a token is minted once, listed and revoked`(_ surface: String) throws {
        let fleet = try Fleet(surface)
        let minted = try fleet.run("tokens", "mint", "atlas")
        #expect(minted.status == 0, "\(minted.error)")
        #expect(minted.output.withoutBlanks.count == 43)
        #expect(!minted.error.contains(minted.output.withoutBlanks))
        let prefix = String(minted.output.prefix(8))
        let listed = try fleet.run("tokens", "list", "atlas", "-o", "json")
        #expect(listed.jsonItems.map { $0["prefix"] as? String } == [prefix])
        let revoked = try fleet.run("tokens", "revoke", "atlas", prefix)
        #expect(revoked.status == 0, "\(revoked.error)")
        let id = revoked.tsvCells[0]
        #expect(try fleet.run("tokens", "revoke", "atlas", id).tsvCells[2] == "already revoked")
        #expect(try fleet.run("tokens", "list", "atlas", "-q").output == "")
        #expect(try fleet.run("tokens", "revoke", "atlas", prefix).status == 2)
    }

    @Test(arguments: Fleet.releases) func `a saved token works where it is bound`(_ surface: String) throws {
        let fleet = try Fleet(surface)
        let saved = try fleet.run("tokens", "mint", "atlas", "--save", "agent", "-o", "json")
        #expect(saved.status == 0, "\(saved.error)")
        #expect(saved.jsonObject["kind"] as? String == "workspace-token")
        let used = try Run.molecule("workspaces", "budget", "get", Fleet.id(1), "--from-key", "agent", home: fleet.home)
        #expect(used.status == 0, "\(used.error)")
        #expect(try fleet.run("tokens", "mint", "atlas", "--save", "agent").status == 7)
        #expect(try fleet.run("tokens", "list", "atlas", "-o", "json").jsonItems.count == 1)
    }

    @Test(arguments: Fleet.releases) func `no token is made for what is removed`(_ surface: String) throws {
        let fleet = try Fleet(surface)
        _ = try fleet.run("delete", "nightly-reports", "--yes")
        let run = try fleet.run("tokens", "mint", Fleet.id(5))
        #expect(run.status == 6)
        #expect(run.error.contains("'nightly-reports' is removed"))
        #expect(try fleet.run("tokens", "mint", Fleet.unknown).status == 6)
    }

    @Test func `the fifty-first token is refused with the way out`() throws {
        let fleet = try Fleet("tenant-2026-05")
        let run = try Run.shell(
            """
            export MOLECULE_API_URL=\(fleet.platform.url) ADMIN_TOKEN=root-token
            for n in $(seq 50); do molecule workspaces tokens mint \(Fleet.id(1)) -q >/dev/null || exit 1; done
            molecule workspaces tokens mint \(Fleet.id(1))
            """, home: fleet.home)
        #expect(run.status == 7, "\(run.error)")
        #expect(run.error.contains("has 50 tokens, which is the most it may have"))
        #expect(run.error.contains("molecule workspaces tokens revoke \(Fleet.id(1)) TOKEN"))
    }
}
