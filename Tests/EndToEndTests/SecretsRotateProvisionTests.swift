import Foundation
import JSON
import TestSupport
import Testing

@Suite(.blocking) struct `A proof by a disposable organisation` {
    private static let new = "napi_" + "newnewnewnewnewnew2"

    private func world() throws -> BuiltIn {
        let world = try BuiltIn(accepting: [Self.new])
        return world
    }

    private func rotate(_ world: BuiltIn, _ options: String...) throws -> Run {
        let url = world.service.url
        let settings = [
            "--setting", "neon_api_url=\(url)", "--setting", "neon_project=p", "--from-stdin", "--cp-url", url,
        ]
        return try world.rotate("NEON_API_KEY", settings + options, input: Self.new)
    }

    private let prefixes = "disposable_prefixes=keytest-,test-"

    @Test func `is done only where somebody names the organisation`() throws {
        let world = try world()
        let run = try rotate(world, "--setting", prefixes)
        #expect(run.status == 3 && run.error.contains("waits at retire"), "\(run.error)")
        #expect(!world.service.requests.contains { $0.target.contains("/admin/") })
    }

    @Test func `creates it, sees it run, and deletes it`() throws {
        let world = try world()
        let run = try rotate(world, "--setting", prefixes, "--verify-provision", "keytest-1")
        #expect(run.status == 3 && run.error.contains("waits at retire"), "\(run.error)")
        let methods = world.service.requests.filter { $0.target.contains("/admin/") }.map(\.method)
        #expect(methods.contains("POST") && methods.contains("DELETE"))
        #expect(world.service.get { $0.organizations.isEmpty })
    }

    @Test(arguments: ["acme", "keytest-", "Keytest-1", "keytest-1/../acme"]) func `takes a disposable name alone`(
        _ slug: String
    ) throws {
        let world = try world()
        let run = try rotate(world, "--setting", prefixes, "--verify-provision", slug)
        #expect(run.status == 2 && run.error.contains("must begin with one of keytest-, test-"), "\(run.error)")
        #expect(!world.service.requests.contains { $0.method != "GET" })
    }

    @Test func `deletes it also when it never runs`() throws {
        let world = try world()
        world.service.set { $0.outcome = "failed" }
        let run = try rotate(world, "--setting", prefixes, "--verify-provision", "keytest-1")
        #expect(run.status == 12 && run.error.contains("the provisioning of keytest-1 failed"), "\(run.error)")
        #expect(world.service.get { $0.organizations.isEmpty })
    }

    @Test func `says what it could not delete, by name and by status`() throws {
        let world = try world()
        world.service.set { $0.deletes = false }
        let run = try rotate(world, "--setting", prefixes, "--verify-provision", "keytest-1", "--wait", "1s")
        #expect(run.status == 8, "\(run.error)")
        #expect(run.error.contains("the organisation keytest-1 may be left, and could not be deleted"), "\(run.error)")
        #expect(run.error.contains("molecule api adminDeleteTenant slug=keytest-1 --confirm keytest-1"))
        // The rotation's own leftover is known by its name, and goes at the next attempt.
        world.service.set { $0.deletes = true }
        let end = try world.resume()
        #expect(end.status == 3 && end.error.contains("waits at retire"), "\(end.error)")
        #expect(world.service.get { $0.organizations.isEmpty })
    }

    @Test func `does not touch an organisation that was there`() throws {
        let world = try world()
        world.service.set { $0.organizations = ["keytest-1": "Somebody's"] }
        let run = try rotate(world, "--setting", prefixes, "--verify-provision", "keytest-1")
        #expect(run.status == 7 && run.error.contains("there is an organisation keytest-1 already"), "\(run.error)")
        #expect(run.error.contains("Nothing has been changed") && run.error.contains("--verify-provision"))
        #expect(world.service.get { $0.organizations["keytest-1"] } == "Somebody's")
    }

    @Test(arguments: ["rollback", "abandon"]) func `leaves nothing when the rotation is given up`(_ way: String) throws
    {
        let world = try world()
        try world.add("NEON_API_KEY", "napi_" + "oldoldoldoldoldold1")
        world.service.set { $0.deletes = false }
        let run = try rotate(world, "--setting", prefixes, "--verify-provision", "keytest-1", "--wait", "1s")
        #expect(run.status == 8 && world.service.get { $0.organizations.count } == 1, "\(run.error)")
        world.service.set {
            $0.deletes = true
            $0.accepted.insert("napi_" + "oldoldoldoldoldold1")
        }
        let id = try #require(names(in: world.home.rotations).first { $0.hasPrefix("r-") }).prefix { $0 != "." }
        let options = way == "abandon" ? ["--reason", "a test", "--yes"] : []
        _ = try Run.molecule(
            ["rotations", way, String(id), "--no-input"] + options, home: world.home, environment: world.environment)
        #expect(world.service.get { $0.organizations.isEmpty })
    }
}
