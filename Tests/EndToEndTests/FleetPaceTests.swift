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

    @Test func `connections are used again, and no more are opened than requests are under way`() throws {
        let options = Fleet.logging("--workspaces", "300", "--team-size", "1", "--rate-limit", "100000")
        let fleet = try Fleet("tenant-2026-05", options: options)
        func ports() throws -> [Int] {
            try fleet.home.read("requests.log").split(separator: "\n").compactMap { line in
                let document = (try? JSONSerialization.jsonObject(with: Data(line.utf8))) as? [String: Any]
                return document?["port"] as? Int
            }
        }
        #expect(try fleet.run("pause", "--all", "--yes", "-q", "--concurrency", "8").status == 0)
        let paused = try ports()
        #expect(paused.count > 200)
        #expect(Set(paused).count <= 8, "\(Set(paused).count) connections for \(paused.count) requests")
        #expect(try fleet.run("restart", "--name", "support-*", "--yes", "-q").status == 0)
        let restarted = try ports().dropFirst(paused.count)
        #expect(restarted.count > 32)
        #expect(Set(restarted).count <= 32, "what must not be sent twice shares connections too")
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
        let faults = stride(from: 50, through: 10_000, by: 50).flatMap { ["--fault", "status:500:\($0)"] }
        let options = ["--workspaces", "10000", "--team-size", "1", "--rate-limit", "1000000"] + faults
        let fleet = try Fleet("self-hosted", options: options, isRecorded: false)
        func pause(_ arguments: String...) throws -> Run {
            try Run.program(
                Binary.molecule,
                ["workspaces", "pause", "--yes", "-o", "json", "--api-url", fleet.platform.url] + arguments,
                environment: fleet.home.environment.merging(["ADMIN_TOKEN": "root-token"]) { $1 },
                directory: fleet.home.path, deadline: 200)
        }
        let first = try pause("--all")
        #expect(first.status == 8, "\(first.error)")
        let lines = first.jsonLines
        #expect(lines.count == 10_000)
        let ids = lines.compactMap { $0["id"] as? String }
        #expect(ids == ids.sorted())
        let failed = lines.filter { $0["result"] as? String == "failed" }.compactMap { $0["id"] as? String }
        #expect((140...200).contains(failed.count), "\(failed.count)")
        #expect(first.summary["failed"] as? Int == failed.count)
        let second = try pause("--retry-failed", try fleet.failureFile())
        #expect([0, 8].contains(second.status), "\(second.error)")
        #expect(second.jsonLines.compactMap { $0["id"] as? String } == failed)
    }
}
