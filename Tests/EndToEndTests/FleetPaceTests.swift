import Foundation
import TestSupport
import Testing

/// The pace against the sandbox's real limiter, its minute scaled down to seconds.
@Suite(.blocking) struct FleetPaceTests {
    private func post(_ requests: [String], _ status: String) -> Int {
        requests.count { $0.hasPrefix("POST ") && $0.hasSuffix(" \(status)") }
    }

    @Test(arguments: ["tenant-2026-05", "self-hosted"])
    func `1,500 requests meet no refusal of a limiter of 600 a window`(_ surface: String) throws {
        let options = [
            "--workspaces", "1500", "--team-size", "1", "--rate-limit", "600", "--rate-window", "5s", "--log",
            "requests.log",
        ]
        // Recording every exchange would take longer than handling it.
        let fleet = try Fleet(surface, options: options, isRecorded: false)
        let run = try fleet.run("pause", "--all", "--yes", "-o", "json")
        #expect(run.status == 0, "\(run.error)")
        #expect(run.summary["rate_limited"] as? Int == 0)
        #expect(run.jsonLines.count == 1500)
        let requests = try fleet.requests()
        #expect(requests.allSatisfy { !$0.hasSuffix(" 429") })
        #expect(post(requests, "200") > 1200, "the rest was paused already")
    }

    @Test func `a refusal is waited out and the request sent again`() throws {
        let fleet = try Fleet("tenant-2026-05", faults: ["retry-after:1:3-5"], options: Fleet.logging())
        let run = try fleet.run("pause", "--all", "--yes", "-o", "json")
        #expect(run.status == 0, "\(run.error)")
        #expect((run.summary["rate_limited"] as? Int ?? 0) >= 1)
        #expect(try fleet.status(6) == "paused")
    }

    @Test func `ten thousand, one in fifty of which fails`() throws {
        // The first request is the list; a tenth of the made-up workspaces is paused already and needs none.
        let faults = stride(from: 50, through: 10_000, by: 50).flatMap { ["--fault", "status:503:\($0)"] }
        let options = ["--workspaces", "10000", "--team-size", "1", "--rate-limit", "1000000"] + faults
        let fleet = try Fleet("self-hosted", options: options, isRecorded: false)
        let first = try fleet.run("pause", "--all", "--yes", "-o", "json")
        #expect(first.status == 8, "\(first.error)")
        let lines = first.jsonLines
        #expect(lines.count == 10_000)
        let ids = lines.compactMap { $0["id"] as? String }
        #expect(ids == ids.sorted())
        let failed = lines.filter { $0["result"] as? String == "failed" }.compactMap { $0["id"] as? String }
        #expect((140...200).contains(failed.count), "\(failed.count)")
        #expect(first.summary["failed"] as? Int == failed.count)
        let second = try fleet.run("pause", "--retry-failed", try fleet.failureFile(), "--yes", "-o", "json")
        #expect([0, 8].contains(second.status), "\(second.error)")
        #expect(second.jsonLines.compactMap { $0["id"] as? String } == failed)
    }
}
