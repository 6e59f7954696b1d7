import Foundation
import TestSupport
import Testing

/// Runs over many workspaces: their order, their failures, and what they leave.
@Suite(.blocking) struct FleetRunTests {
    private func results(_ run: Run) -> [String] { run.jsonLines.compactMap { $0["result"] as? String } }

    @Test(arguments: ["tenant-2026-04", "tenant-2026-05", "self-hosted"])
    func `what a cascade did is not sent again, and results keep their order`(_ surface: String) throws {
        let fleet = try Fleet(surface, options: Fleet.logging("--workspaces", "100"))
        let run = try fleet.run("pause", "--all", "--yes", "-o", "json")
        #expect(run.status == 0, "\(run.error)")
        let ids = run.jsonLines.compactMap { $0["id"] as? String }
        #expect(ids == ids.sorted() && ids.count == 100, "the order of the list is the order of the ids")
        let pauses = try fleet.requests().filter { $0.hasPrefix("POST ") && $0.contains("/pause ") }
        #expect(pauses.allSatisfy { $0.hasSuffix(" 200") }, "\(pauses)")
        // Atlas, two on their own, and the leads of 12 teams; those below a lead that is paused are sent one by one.
        #expect(pauses.count < 50)
        #expect(Set(pauses).count == pauses.count)
        #expect(run.summary["done"] as? Int == 100)
        let all = try fleet.run("list", "-o", "json").jsonItems
        #expect(all.allSatisfy { $0["status"] as? String == "paused" })
        let resumed = try fleet.run("resume", "--all", "--yes", "-o", "json")
        #expect(resumed.status == 0, "\(resumed.error)")
        #expect(results(resumed).allSatisfy { $0 == "resumed" })
    }

    @Test func `a child whose parent fails is tried by itself`() throws {
        // The first request is the list, the second the pause of atlas.
        let fleet = try Fleet("tenant-2026-05", faults: ["status:500:2"], options: Fleet.logging())
        let run = try fleet.run("pause", "--name", "atlas*", "--yes", "-o", "json")
        #expect(run.status == 8)
        #expect(results(run) == ["failed", "paused", "paused"])
        #expect(run.jsonLines[2]["detail"] as? String == "with 'atlas-research'")
    }

    @Test(arguments: Fleet.everywhere)
    func `what failed is left in a private file and taken up again`(_ surface: String) throws {
        let faults = ["status:500:4", "status:403:7"]
        let options = Fleet.logging("--workspaces", "60", "--team-size", "1")
        let fleet = try Fleet(surface, faults: faults, options: options)
        let first = try fleet.run("pause", "--all", "--yes", "--concurrency", "1", "-o", "json")
        #expect(first.status == 8, "\(first.error)")
        #expect(first.jsonLines.count == 60)
        let failed = first.jsonLines.filter { $0["result"] as? String == "failed" }
        #expect(failed.count == 2)
        let file = try fleet.failureFile()
        #expect(try mode(of: file) == "600")
        #expect(first.error.contains("molecule workspaces pause --retry-failed \(file) --concurrency 1"))
        #expect(first.summary["retry_file"] as? String == file)
        let again = try fleet.run("pause", "--retry-failed", file, "--yes", "-o", "json")
        #expect(again.status == 0, "\(again.error)")
        #expect(again.jsonLines.map { $0["id"] as? String } == failed.map { $0["id"] as? String })
        #expect(!FileManager.default.fileExists(atPath: file), "nothing is left to do")
    }

    @Test func `a file of another command, another server or other eyes is not taken up`() throws {
        let fleet = try Fleet("tenant-2026-05", faults: ["status:500:2-3"])
        #expect(try fleet.run("pause", "atlas", "nightly-reports").status == 8)
        let file = try fleet.failureFile()
        let other = try fleet.run("resume", "--retry-failed", file, "--yes")
        #expect(other.status == 2)
        #expect(other.error.contains("was left by molecule workspaces pause"))
        let elsewhere = try Fleet("tenant-2026-05")
        let foreign = try Run.molecule(
            "workspaces", "pause", "--retry-failed", file, "--yes", "--api-url", elsewhere.platform.url,
            home: fleet.home, environment: ["ADMIN_TOKEN": "root-token"])
        #expect(foreign.status == 2)
        #expect(foreign.error.contains("is about workspaces of \(fleet.platform.url)"), "\(foreign.error)")
        chmod(file, 0o644)
        #expect(try fleet.run("pause", "--retry-failed", file, "--yes").status == 10)
        #expect(try fleet.run("pause", "--retry-failed", "nowhere", "--yes").status == 6)
        try fleet.home.write("junk", "{}")
        #expect(try fleet.run("pause", "--retry-failed", "junk", "--yes").status == 2)
    }

    @Test func `a yes without effect is found for many as for one`() throws {
        let april = try Fleet("tenant-2026-04")
        let none = try april.run("hibernate", "atlas-research", Fleet.unknown, "-o", "json")
        #expect(none.status == 8)
        let texts = none.jsonLines.compactMap { $0["detail"] as? String }
        #expect(texts.first?.contains("is hibernated, but it is degraded") == true, "\(texts)")
        let may = try Fleet("tenant-2026-05")
        let done = try may.run("hibernate", "atlas-research", "atlas-writer", "-o", "json")
        #expect(done.status == 0, "\(done.error)")
        #expect(results(done) == ["hibernated", "already hibernated"])
    }

    @Test(arguments: Fleet.releases) func `one list follows all to their final status`(_ surface: String) throws {
        let fleet = try Fleet(surface, options: Fleet.logging("--workspaces", "40", "--team-size", "1"))
        #expect(try fleet.run("pause", "--all", "--yes", "-q").status == 0)
        let before = try fleet.requests().count
        let run = try fleet.run("resume", "--all", "--yes", "--wait", "60s", "-o", "json")
        #expect(run.status == 0, "\(run.error)")
        #expect(run.jsonLines.count == 40)
        #expect(run.jsonLines.allSatisfy { $0["status"] as? String == "online" })
        let reads = try fleet.requests().dropFirst(before).filter { $0.hasPrefix("GET ") }
        #expect(reads.allSatisfy { $0.hasPrefix("GET /workspaces ") }, "no workspace is read by itself")
        #expect(reads.count < 40)
    }

    @Test func `a paused workspace above the selection is named without asking`() throws {
        let fleet = try Fleet("tenant-2026-05")
        _ = try fleet.run("pause", "atlas")
        let run = try fleet.run("resume", "atlas-research", "atlas-writer", "-o", "json")
        #expect(run.status == 8)
        let message = run.jsonLines[0]["detail"] as? String ?? ""
        #expect(message.contains("'atlas-research' cannot start while 'atlas' above it is paused"), "\(message)")
    }

    @Test func `an interrupt finishes what is in flight and leaves the rest`() throws {
        let options = Fleet.logging("--workspaces", "200", "--team-size", "1")
        let fleet = try Fleet("tenant-2026-05", faults: ["delay:0.2:1-1000"], options: options)
        let running = try Background.molecule(
            "workspaces", "pause", "--all", "--yes", "-o", "json", "--concurrency", "4", "--api-url",
            fleet.platform.url,
            home: fleet.home, environment: ["ADMIN_TOKEN": "root-token"])
        #expect(running.until { $0.output.split(separator: "\n").count >= 5 })
        running.signal(SIGINT)
        let run = running.end()
        #expect(run.status == 130, "\(run.error)")
        let done = run.jsonLines.count
        #expect(done < 200)
        #expect(run.summary["not_begun"] as? Int == 200 - done)
        let posts = try fleet.requests().filter { $0.hasPrefix("POST ") }
        let needless = run.jsonLines.count { line in
            let detail = line["detail"] as? String ?? ""
            return line["result"] as? String == "already paused" || detail.hasPrefix("with '")
        }
        #expect(posts.count == done - needless, "what was sent was waited for")
        let file = try fleet.failureFile()
        #expect(run.error.contains("molecule workspaces pause --retry-failed \(file) --concurrency 4 --api-url"))
        let rest = try fleet.run("pause", "--retry-failed", file, "--yes", "--concurrency", "32", "-o", "json")
        #expect(rest.status == 0, "\(rest.error)")
        #expect(rest.jsonLines.count == 200 - done)
        let all = try fleet.run("list", "-o", "json").jsonItems
        #expect(all.allSatisfy { $0["status"] as? String == "paused" })
    }

    @Test func `a reader that leaves ends the run, and the rest is kept`() throws {
        let fleet = try Fleet(
            "tenant-2026-05", faults: ["delay:0.05:1-1000"], options: ["--workspaces", "200", "--team-size", "1"])
        let run = try Run.shell(
            """
            export MOLECULE_API_URL=\(fleet.platform.url) ADMIN_TOKEN=root-token
            molecule workspaces pause --all --yes --concurrency 2 | head -n 1
            """, home: fleet.home)
        #expect(run.error.contains("not begun"), "\(run.error)")
        #expect(try fleet.failureFile().hasSuffix(".json"))
    }

    @Test func `few files that may be open slow a run down, and end it no other way`() throws {
        let options = Fleet.logging("--workspaces", "200", "--team-size", "1")
        let fleet = try Fleet("tenant-2026-05", faults: ["delay:0.05:1-1000"], options: options)
        let run = try Run.shell(
            """
            export MOLECULE_API_URL=\(fleet.platform.url) ADMIN_TOKEN=root-token
            ulimit -n 28
            exec molecule workspaces pause --all --yes --concurrency 64 -o json
            """, home: fleet.home)
        #expect(run.status == 0, "\(run.error)")
        #expect(run.jsonLines.count == 200)
    }
}
