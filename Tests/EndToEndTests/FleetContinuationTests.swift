import Foundation
import TestSupport
import Testing

/// What a run leaves, who can take it up, and what becomes of words that mean no workspace.
@Suite(.blocking) struct FleetContinuationTests {
    private func results(_ run: Run) -> [String] { run.jsonLines.compactMap { $0["result"] as? String } }

    private func configure(_ fleet: Fleet) throws {
        try FileManager.default.createDirectory(
            atPath: fleet.home.file("config/molecule"), withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        try fleet.home.write(
            "config/molecule/config.json",
            """
            {"molecule_config":1,"profile":"first","profiles":{
              "first":{"api_url":"http://127.0.0.1:1"},"second":{"api_url":"\(fleet.platform.url)"}}}
            """)
    }

    @Test func `the command that continues goes where the one that was typed went`() throws {
        let fleet = try Fleet("tenant-2026-05")
        try configure(fleet)
        let environment = ["ADMIN_TOKEN": "root-token"]
        let first = try Run.molecule(
            "workspaces", "pause", "nosuch", "atlas", "--profile", "second", "--timeout", "7s", "--ca-file", "own.pem",
            "--org-slug", "acme", home: fleet.home, environment: environment)
        #expect(first.status == 8, "\(first.error)")
        let line = try #require(first.error.split(separator: "\n").first { $0.hasPrefix("  next: ") }).dropFirst(8)
        #expect(
            line.hasSuffix(" --org-slug acme --profile second --ca-file own.pem --timeout 7s"), "\(line)")
        let again = try Run.shell("\(line) --yes", home: fleet.home, environment: environment)
        #expect(again.status == 8 && again.output.contains("There is no workspace 'nosuch'"), "\(again.error)")
        // Behind one address there are many tenants: another's ids would be found to be removed.
        let file = try fleet.failureFile()
        let elsewhere = try Run.molecule(
            "workspaces", "pause", "--retry-failed", file, "--profile", "second", "--org-slug", "other", "--yes",
            home: fleet.home, environment: environment)
        #expect(elsewhere.status == 2, "\(elsewhere.error)")
        #expect(elsewhere.error.contains("(organisation acme), and not of "), "\(elsewhere.error)")
        #expect(FileManager.default.fileExists(atPath: file))
    }

    @Test func `a name that was nobody's is looked for again`() throws {
        let fleet = try Fleet("tenant-2026-05")
        #expect(try fleet.run("pause", "scribe", "atlas", "-q").status == 8)
        let file = try fleet.failureFile()
        let created = try fleet.run("create", "scribe", "--runtime", "claude-code", "--model", "sonnet")
        #expect(created.status == 0, "\(created.error)")
        let again = try fleet.run("pause", "--retry-failed", file, "--yes", "-o", "json")
        #expect(again.status == 0, "\(again.error)")
        #expect(again.jsonLines.map { $0["name"] as? String } == ["scribe"])
        #expect(!FileManager.default.fileExists(atPath: file))
    }

    @Test func `an entry of a list that is nobody's name is told and not kept`() throws {
        let fleet = try Fleet("tenant-2026-05")
        try fleet.home.write("ids", "not a workspace\n\(Fleet.id(5))\n")
        let run = try fleet.run("pause", "--from-file", "ids", "--yes", "-o", "json")
        #expect(run.status == 8)
        #expect(results(run) == ["failed", "paused"])
        #expect(run.jsonLines[0]["id"] as? String == "entry 1 of the list")
        #expect(run.summary["retry_file"] is NSNull, "no later run could know which it is")
        #expect(run.error.contains("Correct the entries named"), "\(run.error)")
    }

    @Test func `words that mean no workspace are told under a filter too`() throws {
        let fleet = try Fleet("tenant-2026-05")
        let run = try fleet.run(
            "pause", "nosuch", Fleet.unknown, "nightly-reports", "atlas", "--status", "online", "--yes", "-o", "json")
        #expect(run.status == 8, "\(run.error)")
        #expect(results(run) == ["failed", "failed", "paused"])
        #expect(try fleet.status(5) != "paused", "it was not online")
    }

    @Test func `a watch tells an id that is nobody's`() throws {
        let fleet = try Fleet("tenant-2026-05")
        for word in [Fleet.unknown, "nobody"] {
            let run = try fleet.run("watch", Fleet.id(1), word, "--stop-after", "1s")
            #expect(run.status == 6, "\(run.error)")
            #expect(run.error.contains(word), "\(run.error)")
        }
    }

    @Test func `results under json are lines, one as well as many`() throws {
        let fleet = try Fleet("tenant-2026-05")
        for words in [["atlas"], ["atlas", "nightly-reports"], ["--name", "billing-*"]] {
            let run = try Run.molecule(
                ["workspaces", "pause", "-o", "json", "--yes", "--api-url", fleet.platform.url] + words,
                home: fleet.home, environment: ["ADMIN_TOKEN": "root-token"])
            #expect(run.status == 0, "\(run.error)")
            #expect(run.jsonLines.count == max(1, words.filter { !$0.hasPrefix("-") }.count), "\(run.output)")
            #expect(run.output.split(separator: "\n").count == run.jsonLines.count)
        }
        _ = try fleet.run("tokens", "mint", "atlas", "-q")
        for words in [["resume", "atlas"], ["restart", "atlas"], ["tokens", "revoke", "--every", "atlas"]] {
            let run = try Run.molecule(
                ["workspaces"] + words + ["-o", "json", "--yes", "--api-url", fleet.platform.url], home: fleet.home,
                environment: ["ADMIN_TOKEN": "root-token"])
            #expect(run.status == 0, "\(run.error)")
            #expect(run.output.split(separator: "\n").count == 1 && run.jsonLines.count == 1, "\(run.output)")
        }
        #expect(try fleet.run("pause", Fleet.unknown, "-o", "json").status == 6, "one alone ends with its own status")
        #expect(try fleet.run("pause", Fleet.unknown, "atlas", "-o", "json").status == 8)
    }

    @Test func `a summary counts what came of each`() throws {
        let fleet = try Fleet("tenant-2026-05")
        let run = try fleet.run("resume", "nosuch", "atlas", Fleet.id(4))
        #expect(run.status == 8)
        #expect(run.error.contains("2 of 3 workspaces done (1 not paused, 1 resumed), 1 failed, in "), "\(run.error)")
        let json = try fleet.run("pause", "atlas", Fleet.id(3), "-o", "json")
        #expect(json.summary["results"] as? [String: Int] == ["paused": 2])
        #expect(json.summary["done"] as? Int == 2)
    }
}
