import TestSupport
import Testing

@Suite(.blocking) struct WorkspacesTerminalTests {
    private func terminal(_ fleet: Fleet, _ arguments: String...) throws -> PseudoTerminal {
        let environment = ["ADMIN_TOKEN": "root-token", "TERM": "xterm"]
        return try PseudoTerminal(
            Binary.molecule, ["workspaces"] + arguments + ["--api-url", fleet.platform.url],
            environment: fleet.home.environment.merging(environment) { $1 }, directory: fleet.home.path)
    }

    @Test(arguments: Fleet.releases)
    func `a person is told what goes with a workspace and asked`(_ surface: String) throws {
        let fleet = try Fleet(surface)
        let no = try terminal(fleet, "delete", "atlas")
        let question =
            "Delete workspace 'atlas' (\(Fleet.id(1))) with 2 below it: 'atlas-research', 'atlas-writer', "
            + "working on 1 task? [y/N] "
        #expect(no.shows(question), "\(no.screen)")
        no.type("n\n")
        #expect(no.end() == 3)
        #expect(try fleet.status(1) == "online")
        let yes = try terminal(fleet, "delete", "atlas")
        #expect(yes.shows("[y/N] "))
        yes.type("y\n")
        #expect(yes.end() == 0, "\(yes.screen)")
        #expect(try fleet.status(3) == nil)
    }

    @Test func `a person types the name of what is purged`() throws {
        let fleet = try Fleet("tenant-2026-05")
        let wrong = try terminal(fleet, "delete", Fleet.id(5), "--purge")
        #expect(wrong.shows("Type the workspace's name to go on: "), "\(wrong.screen)")
        wrong.type("nightly\n")
        #expect(wrong.end() == 3)
        let right = try terminal(fleet, "delete", Fleet.id(4), "--purge")
        #expect(right.shows("name to go on: "))
        right.type("Übersetzung München\n")
        #expect(right.end() == 0, "\(right.screen)")
        #expect(right.screen.contains("purged"))
    }

    @Test func `a wait counts down on a terminal`() throws {
        let fleet = try Fleet("self-hosted")
        let terminal = try terminal(fleet, "wait", "atlas", "--for", "offline", "--wait", "3s")
        #expect(terminal.shows("waiting for offline, 2 s left: it is online"), "\(terminal.screen)")
        #expect(terminal.end() == 9)
    }
}
