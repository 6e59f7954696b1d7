import Foundation
import TestSupport
import Testing

@Suite(.blocking) struct WorkspacesReadingTests {
    @Test(arguments: Fleet.everywhere) func `the list is found on every surface`(_ surface: String) throws {
        let fleet = try Fleet(surface)
        let run = try fleet.run("list", "-o", "json")
        #expect(run.status == 0, "\(run.error)")
        #expect(run.jsonItems.map { $0["name"] as? String }.prefix(2) == ["atlas", "atlas-research"])
        #expect(run.jsonItems.first?["monthly_spend"] as? Int == 1250)
        let failed = try fleet.run("list", "--status", "failed", "-q")
        #expect(failed.output == "\(Fleet.id(6))\n")
        let table = try fleet.run("list", "-o", "table")
        #expect(table.output.contains("ID    "))
        #expect(table.output.contains("$12.50"))
        let line = try fleet.run("list", "-o", "tsv").output.split(separator: "\n")[1]
        #expect(line.hasSuffix("degraded\tclaude-code\t2\t\(Fleet.id(1))\t0\t730"))
    }

    @Test(arguments: Fleet.everywhere) func `one is shown by id in any case and by name`(_ surface: String) throws {
        let fleet = try Fleet(surface)
        for text in [Fleet.id(6), Fleet.id(6).uppercased(), "billing-agent"] {
            let run = try fleet.run("get", text, "-o", "json")
            #expect(run.status == 0, "\(run.error)")
            #expect(run.jsonObject["name"] as? String == "billing-agent")
            #expect(run.jsonObject["last_sample_error"] as? String == "container exited with status 137")
        }
    }

    @Test(arguments: Fleet.everywhere) func `one that is not there is told as that`(_ surface: String) throws {
        let fleet = try Fleet(surface)
        for text in [Fleet.unknown, "nobody"] {
            let run = try fleet.run("get", text)
            #expect(run.status == 6)
            #expect(run.error.contains("There is no workspace '\(text)'."))
            #expect(run.error.contains("next: molecule workspaces list"))
        }
    }

    @Test func `a name that two have is refused with both`() throws {
        let fleet = try Fleet("tenant-2026-04")
        #expect(try fleet.run("create", "atlas").status == 0)
        let run = try fleet.run("pause", "atlas")
        #expect(run.status == 3)
        #expect(run.error.contains("2 workspaces are called 'atlas'"))
        #expect(run.error.contains(Fleet.id(1)))
        #expect(try fleet.status(1) == "online")
    }

    @Test(arguments: Fleet.releases) func `a workspace token shows its own workspace`(_ surface: String) throws {
        let fleet = try Fleet(surface)
        let token = try fleet.run("tokens", "mint", Fleet.id(1), "-q").output.withoutBlanks
        let mine = ["MOLECULE_WORKSPACE_TOKEN": token]
        #expect(try fleet.run("get", Fleet.id(1), environment: mine).status == 0)
        #expect(try fleet.run("budget", "get", Fleet.id(1), environment: mine).status == 0)
        #expect(try fleet.run("pause", Fleet.id(1), environment: mine).status == 0)
        #expect(try fleet.run("pause", Fleet.id(2), environment: mine).status == 4)
        #expect(try fleet.run("list", environment: mine).status == 4)
    }

    @Test func `what cannot be done on a self-hosted platform says so`() throws {
        let fleet = try Fleet("self-hosted")
        for arguments in [
            ["restart", Fleet.id(1)], ["hibernate", "atlas"], ["create", "scribe"], ["budget", "get", Fleet.id(1)],
            ["tokens", "list", Fleet.id(1)], ["billing-mode", "get", "atlas"], ["delete", "atlas", "--yes"],
        ] {
            let run = try Run.molecule(
                ["workspaces"] + arguments + ["--api-url", fleet.platform.url], home: fleet.home,
                environment: ["ADMIN_TOKEN": "root-token"])
            #expect(run.status == 6, "\(arguments)")
            #expect(run.error.contains("This is a self-hosted platform"), "\(arguments): \(run.error)")
        }
    }
}

extension String {
    /// Without blanks and newlines at either end.
    var withoutBlanks: String { trimmingCharacters(in: .whitespacesAndNewlines) }
}
