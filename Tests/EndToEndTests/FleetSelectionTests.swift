import Foundation
import TestSupport
import Testing

/// Which workspaces a command is about, what is shown of them, and what is asked.
@Suite(.blocking) struct FleetSelectionTests {
    private func names(_ run: Run) -> [String] { run.jsonLines.compactMap { $0["name"] as? String } }

    @Test(arguments: Fleet.everywhere) func `filters select and narrow down`(_ surface: String) throws {
        let fleet = try Fleet(surface)
        func rehearse(_ arguments: String...) throws -> [String] {
            let run = try Run.molecule(
                ["workspaces", "pause", "--dry-run", "-o", "json", "--api-url", fleet.platform.url] + arguments,
                home: fleet.home, environment: ["ADMIN_TOKEN": "root-token"])
            #expect(run.status == 0, "\(run.error)")
            return names(run)
        }
        #expect(try rehearse("--all").count == 6)
        #expect(try rehearse("--name", "atlas*") == ["atlas", "atlas-research", "atlas-writer"])
        #expect(try rehearse("--name", "atlas*", "--status", "online") == ["atlas"])
        #expect(try rehearse("--status", "failed", "--status", "paused") == ["Übersetzung München", "billing-agent"])
        #expect(try rehearse("billing-agent", Fleet.id(1), "billing-agent") == ["billing-agent", "atlas"])
        #expect(try rehearse("billing-agent", Fleet.id(1), "--status", "online") == ["atlas"])
        #expect(try rehearse("--runtime", "nothing").isEmpty)
        try fleet.home.write("ids", "# the two\n\(Fleet.id(5))\tnightly-reports\tonline\natlas-writer\n")
        #expect(try rehearse("--from-file", "ids") == ["nightly-reports", "atlas-writer"])
        #expect(try fleet.status(1) == "online", "nothing was done")
    }

    @Test(arguments: Fleet.releases) func `a rehearsal knows what goes along`(_ surface: String) throws {
        let fleet = try Fleet(surface)
        let pausing = try fleet.run("pause", "--name", "atlas", "--dry-run")
        #expect(pausing.status == 0 && pausing.error.contains("Would pause 1 workspace"), "\(pausing.error)")
        #expect(pausing.error.contains("2 below them, not selected, would go along: 'atlas-"), "\(pausing.error)")
        let refused = try fleet.run("delete", "atlas", "nightly-reports", "--dry-run", "--yes")
        #expect(refused.status == 3 && refused.error.contains("--cascade"), "\(refused.error)")
        let told = try fleet.run("delete", "atlas", "nightly-reports", "--dry-run")
        #expect(told.status == 0 && told.error.contains("it wants --cascade"), "\(told.error)")
        #expect(try fleet.run("delete", "atlas", "nightly-reports", "--cascade", "--dry-run").status == 0)
        #expect(try fleet.status(3) != nil)
    }

    @Test(arguments: Fleet.releases) func `a rehearsal fails where the run would`(_ surface: String) throws {
        let fleet = try Fleet(surface)
        func failing(_ words: String...) throws -> [String] {
            let run = try Run.molecule(
                ["workspaces"] + words + ["--dry-run", "-o", "json", "--api-url", fleet.platform.url], home: fleet.home,
                environment: ["ADMIN_TOKEN": "root-token"])
            let failed = run.jsonLines.filter { $0["result"] as? String == "would fail" }
            #expect(run.status == (failed.isEmpty ? 0 : 8), "\(run.error)")
            return failed.compactMap { $0["name"] as? String }
        }
        #expect(try failing("hibernate", "--all").contains("billing-agent"), "it has failed")
        #expect(try fleet.run("pause", "atlas", "--yes").status == 0)
        #expect(try failing("resume", "atlas-writer", "nightly-reports") == ["atlas-writer"])
        let rehearsal = try fleet.run("resume", "atlas-writer", "--dry-run")
        #expect(rehearsal.error.contains("next: molecule workspaces resume \(Fleet.id(1))"), "\(rehearsal.error)")
        #expect(try failing("restart", "atlas-writer", "nightly-reports") == ["atlas-writer"])
        #expect(try failing("resume", "--name", "atlas*") == [], "the ones above are resumed first")
        let next = try fleet.run("resume", "atlas-writer")
        #expect(
            next.status == 7 && next.error.contains("next: molecule workspaces resume \(Fleet.id(1))"), "\(next.error)")
    }

    @Test func `what a list prints can be piped in`() throws {
        let fleet = try Fleet("tenant-2026-05")
        let run = try Run.shell(
            """
            export MOLECULE_API_URL=\(fleet.platform.url) ADMIN_TOKEN=root-token
            molecule workspaces list --status paused -o tsv | molecule workspaces resume - --yes -q
            """, home: fleet.home)
        #expect(run.status == 0, "\(run.error)")
        #expect(run.output == "\(Fleet.id(4))\n")
    }

    @Test func `selections that cannot be meant are refused`() throws {
        let fleet = try Fleet("tenant-2026-05")
        #expect(try fleet.run("pause").status == 2)
        #expect(try fleet.run("pause", "atlas", "--all").status == 2)
        #expect(try fleet.run("pause", "atlas", "--retry-failed", "file").status == 2)
        #expect(try fleet.run("pause", "--all", "--concurrency", "0").status == 2)
        #expect(try fleet.run("tokens", "revoke", "--all").status == 2)
        #expect(try fleet.run("tokens", "revoke", "atlas").status == 2)
        let none = try fleet.run("pause", "--name", "nobody-*")
        #expect(none.status == 0)
        #expect(none.error.contains("No workspace fits"))
    }

    @Test func `a selection is shown with its count and wants one yes`() throws {
        let fleet = try Fleet("tenant-2026-05")
        let refused = try fleet.run("pause", "--name", "atlas", "--no-input")
        #expect(refused.status == 3)
        #expect(refused.error.contains("Pause 1 workspace (1 online): 'atlas'"), "\(refused.error)")
        #expect(refused.error.contains("2 below them, not selected, would go along: 'atlas-"), "\(refused.error)")
        #expect(try fleet.status(1) == "online")
        let asked = try Run.molecule(
            ["workspaces", "pause", "--all", "--yes", "--api-url", fleet.platform.url], home: fleet.home,
            environment: ["ADMIN_TOKEN": "root-token"])
        #expect(asked.status == 0, "\(asked.error)")
        #expect(asked.error.contains("Pause 6 workspaces ("), "\(asked.error)")
    }

    @Test func `a person is asked once for all`() throws {
        let fleet = try Fleet("tenant-2026-05")
        let environment = ["ADMIN_TOKEN": "root-token", "MOLECULE_API_URL": fleet.platform.url]
        let no = try PseudoTerminal.molecule(
            "workspaces", "pause", "--status", "online", "--status", "degraded", home: fleet.home,
            environment: environment)
        #expect(no.shows("Pause 2 workspaces (1 online, 1 degraded): 'atlas', 'atlas-research'"), "\(no.screen)")
        no.type("n\n")
        #expect(no.end() == 3)
        #expect(try fleet.status(1) == "online")
        let yes = try PseudoTerminal.molecule(
            "workspaces", "delete", "nightly-reports", "billing-agent", home: fleet.home, environment: environment)
        #expect(yes.shows("[y/N] "), "\(yes.screen)")
        yes.type("y\n")
        #expect(yes.end() == 0, "\(yes.screen)")
        #expect(try fleet.status(5) == nil)
    }

    @Test(arguments: Fleet.releases) func `many are deleted under the same guards as one`(_ surface: String) throws {
        let fleet = try Fleet(surface)
        let refused = try fleet.run("delete", "atlas", "nightly-reports", "--yes")
        #expect(refused.status == 3)
        #expect(refused.error.contains("'atlas-research', 'atlas-writer'"), "\(refused.error)")
        #expect(try fleet.status(5) != nil)
        #expect(try fleet.run("delete", "nightly-reports", "billing-agent", "--purge", "--yes").status == 3)
        #expect(try fleet.run("delete", "--name", "*agent", "--purge", "--confirm", "2").status == 3)
        let purged = try fleet.run("delete", "nightly-reports", "billing-agent", "--purge", "--confirm", "2")
        #expect(purged.status == 0, "\(purged.error)")
        let family = try fleet.run("delete", "--name", "atlas*", "--yes", "-o", "json")
        #expect(family.status == 0, "\(family.error)")
        #expect(
            family.jsonLines.map { $0["detail"] as? String } == ["with 2 below it", "with 'atlas'", "with 'atlas'"])
        #expect(try fleet.status(3) == nil)
        #expect(try fleet.run("delete", Fleet.id(1), Fleet.unknown, "--yes", "-q").status == 0, "gone already")
    }

    @Test(arguments: Fleet.releases) func `every token of a selection is revoked`(_ surface: String) throws {
        let fleet = try Fleet(surface)
        for name in ["atlas", "atlas", "billing-agent"] { _ = try fleet.run("tokens", "mint", name, "-q") }
        let run = try fleet.run("tokens", "revoke", "--every", "--all", "--yes", "-o", "json")
        #expect(run.status == 0, "\(run.error)")
        #expect(run.jsonLines.map { $0["tokens_revoked"] as? Int } == [2, nil, nil, nil, nil, 1])
        #expect(try fleet.run("tokens", "list", "atlas", "-q").output == "")
    }
}
