import Foundation
import TestSupport
import Testing

/// What is tried again within a run, and what is not.
@Suite(.blocking) struct FleetPersistenceTests {
    private func details(_ run: Run) -> [String] { run.jsonLines.compactMap { $0["detail"] as? String } }

    @Test(arguments: Fleet.everywhere) func `what passes is tried again, and ends well`(_ surface: String) throws {
        let faults = ["status:503:4", "status:502:6", "drop:9", "drop:after:12", "status:504:15"]
        let options = Fleet.logging("--workspaces", "30", "--team-size", "1")
        let fleet = try Fleet(surface, faults: faults, options: options)
        let run = try fleet.run("pause", "--all", "--yes", "--concurrency", "1", "-o", "json")
        #expect(run.status == 0, "\(run.error)")
        #expect(run.jsonLines.count == 30)
        #expect(details(run).contains { $0.hasSuffix("tried 2 times") }, "\(details(run))")
        #expect(try fleet.run("list", "-o", "json").jsonItems.allSatisfy { $0["status"] as? String == "paused" })
    }

    @Test func `a restart that may have been heard is not repeated`() throws {
        let faults = ["status:503:3", "drop:after:6", "drop:9"]
        let options = Fleet.logging("--workspaces", "20", "--team-size", "1")
        let fleet = try Fleet("tenant-2026-05", faults: faults, options: options)
        let run = try fleet.run("restart", "--status", "online", "--yes", "--concurrency", "1", "-o", "json")
        #expect(run.status == 8, "\(run.error)")
        let posts = try fleet.requests().filter { $0.hasPrefix("POST ") }.map { $0.split(separator: " ")[1] }
        #expect(Set(posts).count == posts.count, "\(posts)")
    }

    @Test func `a server that stays away is not asked again for each`() throws {
        let options = Fleet.logging("--workspaces", "400", "--team-size", "1")
        let fleet = try Fleet("tenant-2026-05", faults: ["status:503:2-100000"], options: options)
        let run = try fleet.run("pause", "--all", "--yes", "--concurrency", "4", "-o", "json")
        #expect(run.status == 8, "\(run.error)")
        let failed = run.summary["failed"] as? Int ?? 0
        #expect(failed > 300)
        let posts = try fleet.requests().count { $0.hasPrefix("POST ") }
        #expect((failed + 1...failed + 12).contains(posts), "\(posts) requests for \(failed) workspaces")
    }

    /// A call that hands a request to the system fails without sending anything, on a connection that has served others.
    @Test(.enabled(if: TracedRun.canChangeCalls), arguments: [3, 5, 9])
    func `a kept connection that ends before anything is sent is replaced, whatever the request`(_ number: Int) throws {
        let options = Fleet.logging("--workspaces", "40", "--team-size", "1")
        let fleet = try Fleet("tenant-2026-05", options: options)
        let words = ["workspaces", "restart", "--status", "online", "--yes", "--concurrency", "1", "-o", "json"]
        let run = try TracedRun(
            [Binary.molecule] + words + ["--api-url", fleet.platform.url], home: fleet.home,
            environment: ["ADMIN_TOKEN": "root-token"], prints: fleet.home.file("run"),
            injection: .error(ECONNRESET, number),
            watches: { $0.name == "sendto" && $0.target.hasPrefix("socket:") })
        #expect(run.hit != nil, "a call was made to fail")
        #expect(run.status == 0, "\(run.error)")
        let posts = try fleet.requests().filter { $0.hasPrefix("POST ") }
        #expect(posts.count == run.output.split(separator: "\n").count && Set(posts).count == posts.count)
        #expect(!run.output.contains("the reply was lost"))
    }
}
