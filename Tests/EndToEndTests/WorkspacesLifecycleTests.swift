import TestSupport
import Testing

@Suite(.blocking) struct WorkspacesLifecycleTests {
    @Test(arguments: Fleet.everywhere) func `pausing twice is success twice`(_ surface: String) throws {
        let fleet = try Fleet(surface)
        let first = try fleet.run("pause", "atlas")
        #expect(first.status == 0, "\(first.error)")
        #expect(first.tsvCells == [Fleet.id(1), "atlas", "paused", "with 2 below it"])
        let second = try fleet.run("pause", Fleet.id(1))
        #expect(second.status == 0, "\(second.error)")
        #expect(second.tsvCells == [Fleet.id(1), "atlas", "already paused", "-"])
        #expect(try fleet.status(3) == "paused")
    }

    @Test(arguments: Fleet.everywhere)
    func `one failure does not stop the rest, and every id has its line in order`(_ surface: String) throws {
        let fleet = try Fleet(surface)
        let run = try fleet.run("pause", "nightly-reports", Fleet.unknown, Fleet.id(4), "-o", "json")
        #expect(run.status == 8)
        #expect(run.jsonLines.map { $0["result"] as? String } == ["paused", "failed", "already paused"])
        #expect((run.jsonLines[1]["error"] as? [String: Any])?["name"] as? String == "not-found")
        #expect(run.error.contains("molecule workspaces pause --retry-failed \(try fleet.failureFile())"))
        #expect(try fleet.status(5) == "paused")
    }

    @Test(arguments: Fleet.everywhere) func `what is not paused is left alone by resume`(_ surface: String) throws {
        let fleet = try Fleet(surface)
        let run = try fleet.run("resume", "atlas")
        #expect(run.status == 0, "\(run.error)")
        #expect(run.tsvCells[2...] == ["not paused", "it is online"])
        let failed = try fleet.run("resume", Fleet.id(6))
        #expect(failed.status == 0)
        #expect(failed.output.contains("molecule workspaces restart \(Fleet.id(6))"))
        #expect(try fleet.run("resume", Fleet.unknown).status == 6)
    }

    @Test(arguments: Fleet.everywhere)
    func `a paused workspace above is named with the command that helps`(_ surface: String) throws {
        let fleet = try Fleet(surface)
        _ = try fleet.run("pause", "atlas")
        let run = try fleet.run("resume", "atlas-writer")
        #expect(run.status == 7)
        #expect(run.error.contains("'atlas-writer' cannot start while 'atlas' above it is paused"))
        #expect(run.error.contains("next: molecule workspaces resume \(Fleet.id(1))"))
    }

    @Test(arguments: Fleet.releases) func `a resume with wait ends when it is online`(_ surface: String) throws {
        let fleet = try Fleet(surface)
        #expect(try fleet.run("resume", Fleet.id(4), "--wait", "30s").status == 0)
        #expect(try fleet.status(4) == "online")
    }

    @Test func `a wait that is over says what it is now`() throws {
        let fleet = try Fleet("self-hosted")
        let run = try fleet.run("resume", Fleet.id(4), "--wait", "1s")
        #expect(run.status == 9)
        #expect(run.error.contains("workspace 'Übersetzung München' is provisioning and not online yet"))
        #expect(run.error.contains("next: molecule workspaces wait \(Fleet.id(4)) --for online"))
    }

    @Test(arguments: Fleet.releases) func `restart wakes what hibernates`(_ surface: String) throws {
        let fleet = try Fleet(surface)
        let run = try fleet.run("restart", "atlas-writer", "--wait", "30s")
        #expect(run.status == 0, "\(run.error)")
        #expect(run.tsvCells[2] == "restarted")
        #expect(try fleet.status(3) == "online")
        let waiting = try fleet.run("resume", Fleet.id(6), "--wait", "30s")
        #expect(waiting.status == 7)
        #expect(waiting.error.contains("is failed and not online: \"container exited with status 137\""))
    }

    @Test(arguments: Fleet.releases) func `a removed workspace comes back only when meant`(_ surface: String) throws {
        let fleet = try Fleet(surface)
        #expect(try fleet.run("delete", "nightly-reports", "--yes").status == 0)
        let refused = try fleet.run("restart", Fleet.id(5))
        #expect(refused.status == 3)
        #expect(refused.error.contains("is removed, and a restart would bring it back"))
        #expect(try fleet.status(5) == nil)
        #expect(try fleet.run("pause", Fleet.id(5)).status == 6)
        let revived = try fleet.run("restart", Fleet.id(5), "--revive")
        #expect(revived.tsvCells[2] == "revived")
        #expect(try fleet.run("restart", Fleet.unknown).status == 6)
    }

    @Test func `a yes without effect is no success`() throws {
        let april = try Fleet("tenant-2026-04")
        let none = try april.run("hibernate", "atlas-research")
        #expect(none.status == 12)
        #expect(none.error.contains("workspace 'atlas-research' is hibernated, but it is degraded"))
        let may = try Fleet("tenant-2026-05")
        #expect(try may.run("hibernate", "atlas-research").tsvCells[2] == "hibernated")
        #expect(try may.run("hibernate", "atlas-research").tsvCells[2] == "already hibernated")
        let forced = try may.run("hibernate", "atlas", "--force")
        #expect(forced.status == 12)
    }

    @Test(arguments: Fleet.releases) func `what cannot hibernate is told why`(_ surface: String) throws {
        let fleet = try Fleet(surface)
        let busy = try fleet.run("hibernate", "atlas")
        #expect(busy.status == 7)
        #expect(busy.error.contains("'atlas' is working on 1 task."))
        let paused = try fleet.run("hibernate", Fleet.id(4))
        #expect(paused.status == 7)
        #expect(paused.error.contains("is paused; only one that is online or degraded can hibernate"))
        #expect(try fleet.run("hibernate", Fleet.unknown).status == 6)
    }

    @Test func `terminate removes on a self-hosted platform after asking`() throws {
        let fleet = try Fleet("self-hosted")
        #expect(try fleet.run("terminate", "atlas", "--no-input").status == 3)
        let run = try fleet.run("terminate", "atlas", "atlas-writer", "--yes")
        #expect(run.status == 0, "\(run.error)")
        #expect(run.tsvCells[2...] == ["terminated", "with 2 below it"])
        #expect(run.output.contains("terminated\twith 'atlas'"))
        #expect(try fleet.run("terminate", Fleet.id(1), "--yes").status == 6)
    }

    @Test(arguments: Fleet.releases)
    func `terminate on a tenant names what there is instead`(_ surface: String) throws {
        let run = try Fleet(surface).run("terminate", "atlas", "--yes")
        #expect(run.status == 6)
        #expect(run.error.contains("molecule workspaces delete"))
        #expect(run.error.contains("molecule workspaces pause"))
    }

    @Test(arguments: Fleet.everywhere) func `what is not there is not waited for`(_ surface: String) throws {
        let fleet = try Fleet(surface)
        #expect(try fleet.run("wait", Fleet.unknown, "--for", "online").status == 6)
        #expect(try fleet.run("wait", Fleet.unknown, "--for", "removed").status == 0)
        let failed = try fleet.run("wait", "billing-agent", "--for", "online")
        #expect(failed.status == 7)
        #expect(failed.error.contains("container exited with status 137"))
    }

    @Test func `a signal ends a wait by that signal`() throws {
        let fleet = try Fleet("tenant-2026-05")
        let run = try Run.shell(
            """
            molecule workspaces wait \(Fleet.id(1)) --for offline --wait 60s --api-url \(fleet.platform.url) &
            sleep 2; kill -INT $!; wait $!
            """, home: fleet.home, environment: ["ADMIN_TOKEN": "root-token"])
        #expect(run.status == 130)
    }
}
