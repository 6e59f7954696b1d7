import Foundation
import TestSupport
import Testing

/// What a person sees of a run, and of a watch.
@Suite(.blocking) struct FleetTerminalTests {
    private static let environment = ["ADMIN_TOKEN": "root-token"]

    @Test func `one line of progress is drawn in its place and taken away`() throws {
        let fleet = try Fleet(
            "tenant-2026-05", faults: ["delay:0.2:2-1000", "status:500:5"],
            options: ["--workspaces", "30", "--team-size", "1"])
        let terminal = try PseudoTerminal.molecule(
            "workspaces", "pause", "--all", "--yes", "--concurrency", "2", "--api-url", fleet.platform.url,
            home: fleet.home, environment: Self.environment)
        #expect(terminal.shows(" of 30 done, 1 failed, "), "\(terminal.screen)")
        #expect(terminal.shows(" s left"))
        #expect(terminal.end() == 8)
        let line = try #require(
            terminal.screen.split(separator: "\r\u{1B}[K").first { $0.contains(" of 30 done, 1 failed") })
        #expect(!line.contains("\n"), "the line is not ended but drawn over: \(line)")
        #expect(terminal.screen.contains("ID                                    NAME"), "\(terminal.screen)")
        #expect(terminal.screen.contains("what is left is in \(try fleet.failureFile())"))
    }

    @Test func `waiting for the limit is shown`() throws {
        let options = ["--workspaces", "40", "--team-size", "1", "--rate-limit", "20", "--rate-window", "6s"]
        let fleet = try Fleet("tenant-2026-05", options: options)
        let terminal = try PseudoTerminal.molecule(
            "workspaces", "pause", "--all", "--yes", "-q", "--api-url", fleet.platform.url, home: fleet.home,
            environment: Self.environment)
        #expect(terminal.end(within: 40) == 0, "\(terminal.screen)")
        #expect(!terminal.screen.contains("waiting"), "not where nothing is to be shown")
        let again = try PseudoTerminal.molecule(
            "workspaces", "restart", "--all", "--yes", "--api-url", fleet.platform.url, home: fleet.home,
            environment: Self.environment)
        #expect(again.shows("s for the rate limit", within: 30), "\(again.screen)")
        again.type("\u{03}")
        #expect(again.end(within: 30) == 130, "\(again.screen)")
        #expect(again.screen.contains("molecule workspaces restart --retry-failed"), "\(again.screen)")
    }

    @Test func `nothing of it is seen where nobody looks`() throws {
        let fleet = try Fleet(
            "tenant-2026-05", faults: ["delay:0.1:2-1000"], options: ["--workspaces", "20", "--team-size", "1"])
        let run = try fleet.run("pause", "--all", "--yes")
        #expect(run.status == 0)
        #expect(!run.error.contains("\u{1B}") && !run.error.contains(" of 20 done,"), "\(run.error)")
        #expect(run.error.contains("20 of 20 workspaces done ("), "\(run.error)")
        #expect(run.output.split(separator: "\n").count == 20)
    }

    @Test func `a watch draws its table anew in its place`() throws {
        let fleet = try Fleet("tenant-2026-05")
        let terminal = try PseudoTerminal.molecule(
            "workspaces", "watch", "--name", "atlas*", "--interval", "1s", "--api-url", fleet.platform.url,
            home: fleet.home, environment: Self.environment)
        #expect(terminal.shows("3 workspaces: 1 degraded, 1 hibernated, 1 online; as of "), "\(terminal.screen)")
        #expect(try fleet.run("pause", "atlas").status == 0)
        #expect(terminal.shows("was online, "), "\(terminal.screen)")
        #expect(terminal.screen.contains("\u{1B}[5A\r"), "five lines up: the heads, three workspaces, the last line")
        terminal.type("\u{03}")
        #expect(terminal.end() == 130)
    }

    @Test func `a terminal that cannot be drawn on gets lines`() throws {
        let fleet = try Fleet("tenant-2026-05")
        let terminal = try PseudoTerminal.molecule(
            "workspaces", "watch", "--name", "atlas*", "--stop-after", "1s", "--api-url", fleet.platform.url,
            home: fleet.home, environment: Self.environment.merging(["TERM": "dumb"]) { $1 })
        #expect(terminal.end() == 0, "\(terminal.screen)")
        #expect(terminal.screen.contains("atlas-research"))
        #expect(!terminal.screen.contains("\u{1B}"), "\(terminal.screen)")
    }

    @Test func `a watch that is piped tells changes, one object a line`() throws {
        let fleet = try Fleet("tenant-2026-05", faults: ["status:503:3-4"])
        let watching = try Background.molecule(
            "workspaces", "watch", "-o", "json", "--interval", "1s", "--api-url", fleet.platform.url, home: fleet.home,
            environment: Self.environment)
        #expect(watching.until { $0.output.split(separator: "\n").count == 6 }, "\(watching.error)")
        // Whom the two failures meet is a matter of time; a watch waits for a server that comes back.
        #expect(Wait.until { (try? fleet.run("delete", "nightly-reports", "--yes").status) == 0 })
        #expect(watching.until { $0.output.split(separator: "\n").count == 7 }, "\(watching.error)")
        watching.signal(SIGTERM)
        let run = watching.end()
        #expect(run.status == 143)
        let last = try #require(run.jsonLines.last)
        #expect(last["name"] as? String == "nightly-reports")
        #expect(last["status"] as? String == "gone")
        #expect(
            try fleet.run("watch", Fleet.id(1), "--stop-after", "1s").tsvCells[1...3] == [
                Fleet.id(1), "atlas", "online",
            ])
        #expect(try fleet.run("watch", "nobody", "--stop-after", "1s").status == 6)
    }
}
