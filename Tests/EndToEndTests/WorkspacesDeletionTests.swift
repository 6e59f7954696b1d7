import TestSupport
import Testing

@Suite(.blocking) struct WorkspacesDeletionTests {
    @Test(arguments: Fleet.releases) func `deleting twice is success twice`(_ surface: String) throws {
        let fleet = try Fleet(surface)
        let first = try fleet.run("delete", "billing-agent", "--yes", "-o", "json")
        #expect(first.status == 0, "\(first.error)")
        #expect(first.jsonLines.first?["result"] as? String == "removed")
        #expect(first.jsonLines.first?["status"] as? String == "removed")
        let second = try fleet.run("delete", Fleet.id(6), "--yes")
        #expect(second.status == 0, "\(second.error)")
        #expect(second.tsvCells[2] == "already removed")
        let never = try fleet.run("delete", Fleet.unknown, "--yes")
        #expect(never.status == 0)
        #expect(never.tsvCells[2...] == ["already removed", "the server has no workspace with this id"])
        #expect(try fleet.run("delete", "nobody", "--yes").status == 6)
    }

    @Test(arguments: Fleet.releases) func `nothing is deleted without an answer`(_ surface: String) throws {
        let fleet = try Fleet(surface)
        #expect(try fleet.run("delete", "nightly-reports", "--no-input").status == 3)
        #expect(try fleet.status(5) != nil)
    }

    @Test(arguments: Fleet.releases) func `workspaces below are named and want cascade`(_ surface: String) throws {
        let fleet = try Fleet(surface)
        for arguments in [["--yes"], ["--no-input"], ["--confirm", "atlas"], ["--purge", "--yes"]] {
            let run = try Run.molecule(
                ["workspaces", "delete", "atlas", "--api-url", fleet.platform.url] + arguments, home: fleet.home,
                environment: ["ADMIN_TOKEN": "root-token"])
            #expect(run.status == 3)
            #expect(run.error.contains("'atlas-research', 'atlas-writer'"), "\(run.error)")
            #expect(run.error.contains("--cascade"))
        }
        #expect(try fleet.status(1) == "online")
        let run = try fleet.run("delete", "atlas", "--cascade", "--yes")
        #expect(run.status == 0, "\(run.error)")
        #expect(run.tsvCells[2...] == ["removed", "with 2 below it"])
        #expect(try fleet.status(3) == nil)
    }

    @Test(arguments: Fleet.releases) func `a name that is not ASCII is confirmed as it is`(_ surface: String) throws {
        let fleet = try Fleet(surface)
        let run = try fleet.run("delete", "Übersetzung München", "--yes")
        #expect(run.status == 0, "\(run.error)")
        #expect(run.tsvCells[1...2] == ["Übersetzung München", "removed"])
    }

    @Test(arguments: Fleet.releases) func `what is for good wants the name`(_ surface: String) throws {
        let fleet = try Fleet(surface)
        for arguments in [["--yes"], ["--no-input"], ["--confirm", "Nightly-Reports"], ["--confirm", "x", "--yes"]] {
            let run = try Run.molecule(
                ["workspaces", "delete", Fleet.id(5), "--purge", "--api-url", fleet.platform.url] + arguments,
                home: fleet.home, environment: ["ADMIN_TOKEN": "root-token"])
            #expect(run.status == 3, "\(arguments)")
        }
        #expect(try fleet.status(5) != nil)
        let run = try fleet.run("delete", Fleet.id(5), "--purge", "--confirm", "nightly-reports")
        #expect(run.status == 0, "\(run.error)")
        #expect(run.tsvCells[2] == "purged")
        #expect(try fleet.run("get", Fleet.id(5)).status == 6)
    }

    @Test func `a purge after the delete works where the server does it`() throws {
        for (surface, status) in zip(Fleet.releases, [0, 7] as [Int32]) {
            let fleet = try Fleet(surface)
            _ = try fleet.run("delete", "nightly-reports", "--yes")
            let run = try fleet.run("delete", Fleet.id(5), "--purge", "--confirm", "nightly-reports")
            #expect(run.status == status, "\(run.error)")
            if status == 7 { #expect(run.error.contains("purges only together with the first delete")) }
        }
    }

    @Test(arguments: Fleet.releases) func `a reply lost after the delete is made up for`(_ surface: String) throws {
        let fleet = try Fleet(surface, faults: ["drop:after:2"])
        let run = try fleet.run("delete", Fleet.id(5), "--yes")
        #expect(run.status == 0, "\(run.error)")
        #expect(run.tsvCells[2...] == ["removed", "the reply was lost, but it is gone"])
    }
}
