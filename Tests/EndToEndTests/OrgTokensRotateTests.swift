import Foundation
import JSON
import TestSupport
import Testing

@Suite(.blocking) struct `Rotating an org token` {
    @Test(arguments: KeyTenant.releases)
    func `overlaps, proves, revokes the old one, and shows no value`(surface: String) throws {
        let rotation = try KeyRotation(surface)
        let rotated = try rotation.rotate(["--then", "touch restarted", "-v"])
        #expect(rotated.status == 0, "\(rotated.error)")
        try rotation.expectRotated()
        #expect(FileManager.default.fileExists(atPath: rotation.tenant.home.file("restarted")))
        let between = try rotation.tenant.value(of: "agent")
        let printed = rotated.output + rotated.error
        #expect(!printed.contains(rotation.old))
        #expect(!printed.contains(between))
        // The name without the time means the successor, also when the call is made with the key itself.
        let again = try rotation.rotate(["--from-key", "agent"])
        #expect(again.status == 0, "\(again.error)")
        #expect(try rotation.tenant.names().count == 1)
        #expect(try rotation.tenant.accepts(between) == false)
        #expect(try rotation.tenant.accepts(try rotation.tenant.value(of: "agent")))
    }

    @Test func `proves the new key by its use in the list before the old one goes`() throws {
        let rotation = try KeyRotation()
        #expect(try rotation.rotate().status == 0)
        let requests = try rotation.tenant.home.read("requests.log").split(separator: "\n")
        let mint = try #require(requests.lastIndex { $0.contains("POST") })
        let revocation = try #require(requests.lastIndex { $0.contains("DELETE") })
        let listing = try #require(
            requests[mint...].lastIndex { $0.contains("\"method\":\"GET\",\"path\":\"/org/tokens\"") })
        // With a key, not with the admin token that the rotation was begun with.
        #expect(requests[listing].contains("\"credential\":\"other\""))
        #expect(requests[revocation].contains("\"credential\":\"other\""))
        #expect(mint < listing && listing < revocation)
        let journal = try #require(
            try FileManager.default.contentsOfDirectory(atPath: rotation.tenant.home.rotations).first)
        #expect(try rotation.tenant.home.read("state/molecule/rotations/\(journal)").contains("listed as used at"))
    }

    @Test func `is known to the list of rotations and tells what it did as data`() throws {
        let rotation = try KeyRotation()
        let run = try rotation.rotate(["-o", "json"])
        #expect(run.status == 0, "\(run.error)")
        let report = try JSONValue.parse(Array(run.output.utf8))
        #expect(report["name"]?.text == (try rotation.tenant.names().first))
        #expect(report["replaces"]?.text == rotation.oldID)
        #expect(report["outcome"]?.text == "completed")
        let list = try rotation.rotations("list", "-o", "json")
        let item = try #require(try JSONValue.parse(Array(list.output.utf8))["items"]?.items?.first)
        #expect(item["subject"]?.text == "org-key")
        let steps = item["steps"]?.items?.compactMap { $0["step"]?.text }
        #expect(steps == ["obtain", "distribute:0", "verify:0", "promote", "retire"])
    }

    @Test func `changes nothing when it is dry`() throws {
        let rotation = try KeyRotation()
        let dry = try rotation.rotate(["--dry-run"])
        #expect(dry.status == 0, "\(dry.error)")
        #expect(dry.output.contains("env-file:"))
        #expect(!dry.output.contains("not ok"))
        try rotation.expectAsBefore()
        #expect(try rotation.tenant.requests("POST") == 1)
        let names = try FileManager.default.contentsOfDirectory(atPath: rotation.tenant.home.keys).sorted()
        let save = ["rotate", "agent", "--save", "other", "--to", "exec:cat", "--dry-run"]
        let saved = try Run.molecule(
            ["org", "tokens"] + save, home: rotation.tenant.home, environment: rotation.tenant.environment)
        #expect(saved.status == 0, "\(saved.error)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: rotation.tenant.home.keys).sorted() == names)
    }

    @Test func `finds the entry that holds the old value, or wants one made`() throws {
        let rotation = try KeyRotation()
        let tenant = rotation.tenant
        let loose = try tenant.mint("loose")
        let words = ["rotate", "loose", "--to", "env-file:agent.env", "--yes"]
        func run(_ options: String...) throws -> Run {
            try Run.molecule(["org", "tokens"] + words + options, home: tenant.home, environment: tenant.environment)
        }
        let unkept = try run()
        #expect(unkept.status == 2)
        #expect(unkept.error.contains("--save"))
        #expect(try run("--key", "agent").status == 7)
        #expect(try run("--save", "agent").status == 7)
        let saved = try run("--save", "loose")
        #expect(saved.status == 0, "\(saved.error)")
        #expect(saved.error.contains("not at hand"))
        #expect(try tenant.accepts(try tenant.value(of: "loose")))
        #expect(try tenant.accepts(loose) == false)
        let found = try tenant.tokens("rotate", "agent", "--to", "env-file:agent.env", "--yes")
        #expect(found.status == 0, "\(found.error)")
        #expect(try tenant.names().count == 2)
    }

    @Test func `with an old key in the environment that no entry has tries it all the same, and says who still has it`()
        throws
    {
        let rotation = try KeyRotation()
        let tenant = rotation.tenant
        let loose = try tenant.mint("loose")
        let run = try tenant.tokens(
            "rotate", "loose", "--save", "loose", "--to", "exec:cat >/dev/null", "--yes",
            environment: ["MOLECULE_ORG_TOKEN": loose])
        #expect(run.status == 0, "\(run.error)")
        #expect(run.error.contains("MOLECULE_ORG_TOKEN still holds the old key"))
        #expect(!run.error.contains("not at hand"))
    }

    @Test func `of a lost reply revokes the orphan and mints again`() throws {
        let rotation = try KeyRotation(faults: ["drop:after:6"])
        let rotated = try rotation.rotate()
        #expect(rotated.status == 0, "\(rotated.error)")
        #expect(rotated.error.contains("1 reply was lost"))
        try rotation.expectRotated()
        #expect(try rotation.tenant.requests("POST") == 3)
    }

    @Test func `at a server that lets everyone in mints nothing`() throws {
        let rotation = try KeyRotation()
        try rotation.tenant.deploy(nil)
        for options in [[], ["--dry-run"]] {
            let refused = try rotation.rotate(options)
            #expect(refused.status == 12, "\(refused.error)")
        }
        try rotation.tenant.deploy(KeyTenant.adminToken)
        try rotation.expectAsBefore()
    }

    @Test func `at a server that opens on the way is not proven, and keeps the old key`() throws {
        let rotation = try KeyRotation()
        let open = ": > platform.env; kill -HUP \(rotation.tenant.platform.pid); sleep 0.3"
        let stopped = try rotation.rotate(["--then", "test -e closed || { \(open); }"])
        #expect(stopped.status == 12, "\(stopped.error)")
        try rotation.tenant.deploy(KeyTenant.adminToken)
        try rotation.expectNobodyLockedOut()
        #expect(try rotation.tenant.accepts(rotation.old))
        try rotation.tenant.home.write("closed", "")
        let resumed = try rotation.rotations("resume", try #require(try rotation.unfinished()))
        #expect(resumed.status == 0, "\(resumed.error)")
        try rotation.expectRotated()
    }

    @Test func `masks the value in a job's log, in the job that resumes too`() throws {
        let rotation = try KeyRotation()
        let job = ["GITHUB_ACTIONS": "true"]
        let stopped = try rotation.rotate(["--to", "exec:test -e ready"], environment: job)
        #expect(stopped.status == 8)
        let value = try #require(try rotation.value("pending"))
        #expect(stopped.output.contains("::add-mask::\(value)\n"))
        try rotation.tenant.home.write("ready", "")
        let resumed = try rotation.rotations(
            "resume", try #require(try rotation.unfinished()),
            environment: rotation.tenant.environment.merging(job) { $1 })
        #expect(resumed.status == 0, "\(resumed.error)")
        #expect(resumed.output.hasPrefix("::add-mask::\(value)\n"))
    }

    @Test func `refuses a command with a secret in it`() throws {
        let rotation = try KeyRotation()
        let secret = "ghp_0123456789abcdefABCDEF0123456789abcd"
        let run = try rotation.rotate(["--then", "curl -H 'Authorization: Bearer \(secret)' http://127.0.0.1/"])
        #expect(run.status == 2)
        #expect(!run.error.contains(secret))
        try rotation.expectAsBefore()
    }
}
