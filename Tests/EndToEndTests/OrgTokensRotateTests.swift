import Foundation
import TestSupport
import Testing

@Suite(.blocking) struct `Rotating an org token` {
    /// A tenant with a key that a key entry holds, a destination for its successor, and the words that rotate it.
    private func tenant(_ surface: String = "tenant-2026-05", faults: [String] = []) throws -> (KeyTenant, [String]) {
        let tenant = try KeyTenant(surface, faults: faults)
        try tenant.home.write("agent.env", "A=1\n")
        let run = try tenant.tokens("mint", "--name", "agent", "--save", "agent")
        #expect(run.status == 0, "\(run.error)")
        return (tenant, ["rotate", "agent", "--key", "agent", "--to", "env-file:agent.env", "--yes"])
    }

    private func run(_ tenant: KeyTenant, _ words: [String]) throws -> Run {
        try Run.molecule(["org", "tokens"] + words, home: tenant.home, environment: tenant.environment)
    }

    /// One live key, which the entry and the destination hold, and nothing left behind.
    private func expectRotated(_ tenant: KeyTenant, from old: String, _ comment: Comment? = nil) throws {
        let names = try tenant.names()
        #expect(names.count == 1, comment)
        #expect(names[0].hasPrefix("agent-2"), comment)
        let value = try tenant.value(of: "agent")
        #expect(value != old, comment)
        #expect(try tenant.home.read("agent.env") == "A=1\nMOLECULE_ORG_TOKEN=\(value)\n", comment)
        #expect(try tenant.accepts(value), comment)
        #expect(try tenant.accepts(old) == false, comment)
        #expect(tenant.records() == [], comment)
    }

    @Test(arguments: KeyTenant.releases)
    func `overlaps, proves, revokes the old one, and shows no value`(surface: String) throws {
        let (tenant, words) = try tenant(surface)
        let old = try tenant.value(of: "agent")
        let rotated = try run(tenant, words + ["--then", "touch restarted", "-v"])
        #expect(rotated.status == 0, "\(rotated.error)")
        try expectRotated(tenant, from: old)
        #expect(FileManager.default.fileExists(atPath: tenant.home.file("restarted")))
        let printed = rotated.output + rotated.error
        #expect(!printed.contains(old))
        #expect(!printed.contains(try tenant.value(of: "agent")))
        // The name without the time means the successor, also when the call is made with the key itself.
        let between = try tenant.value(of: "agent")
        let again = try run(tenant, words + ["--from-key", "agent"])
        #expect(again.status == 0, "\(again.error)")
        try expectRotated(tenant, from: between)
    }

    @Test func `changes nothing when it is dry`() throws {
        let (tenant, words) = try tenant()
        let old = try tenant.value(of: "agent")
        let dry = try run(tenant, words + ["--dry-run"])
        #expect(dry.status == 0, "\(dry.error)")
        #expect(dry.output.hasPrefix("ready\t"))
        #expect(try tenant.names() == ["agent"])
        #expect(try tenant.value(of: "agent") == old)
        #expect(try tenant.home.read("agent.env") == "A=1\n")
        #expect(try tenant.requests("POST") == 1)
    }

    @Test func `finds the entry that holds the old value, or wants one made`() throws {
        let (tenant, _) = try tenant()
        _ = try tenant.mint("loose")
        let words = ["rotate", "loose", "--to", "env-file:agent.env", "--yes"]
        let unkept = try run(tenant, words)
        #expect(unkept.status == 2)
        #expect(unkept.error.contains("--save"))
        #expect(try run(tenant, words + ["--key", "agent"]).status == 7)
        let saved = try run(tenant, words + ["--save", "loose"])
        #expect(saved.status == 0, "\(saved.error)")
        #expect(try tenant.accepts(try tenant.value(of: "loose")))
        let found = try run(tenant, ["rotate", "agent", "--to", "env-file:agent.env", "--yes"])
        #expect(found.status == 0, "\(found.error)")
        #expect(try tenant.names().count == 2)
    }

    @Test func `stops at a destination that fails with both keys live, and goes on when typed again`() throws {
        let (tenant, words) = try tenant()
        let old = try tenant.value(of: "agent")
        let stopped = try run(tenant, words + ["--to", "exec:test -e ready"])
        #expect(stopped.status == 8)
        #expect(stopped.error.contains("ype the same again"))
        #expect(try tenant.accepts(old))
        #expect(try tenant.names().count == 2)
        let kept = try Run.molecule("keys", "remove", "agent", "--yes", home: tenant.home)
        #expect(kept.status == 7)
        #expect(kept.error.contains("org tokens rotate"))
        try tenant.home.write("ready", "")
        let again = try run(tenant, words + ["--to", "exec:test -e ready"])
        #expect(again.status == 0, "\(again.error)")
        try expectRotated(tenant, from: old)
        #expect(try tenant.requests("POST") == 2)
    }

    /// Request 3 is the list, 4 the mint; then come three rounds of proof, the revocation, and three more rounds.
    @Test(arguments: 3...35)
    func `is gone on with after a kill at any request`(request: Int) throws {
        let (tenant, words) = try tenant(faults: ["kill-client:after:\(request)"])
        let old = try tenant.value(of: "agent")
        let killed = try run(tenant, words)
        guard killed.status == 137 else {
            #expect(killed.status == 0 && request > 20, "\(killed.error)")
            return
        }
        let again = try run(tenant, words)
        #expect(again.status == 0, "after \(request): \(again.error)")
        try expectRotated(tenant, from: old, "after \(request)")
    }

    @Test func `of a lost reply revokes the orphan and mints again`() throws {
        let (tenant, words) = try tenant(faults: ["drop:after:4"])
        let old = try tenant.value(of: "agent")
        let rotated = try run(tenant, words)
        #expect(rotated.status == 0, "\(rotated.error)")
        #expect(rotated.error.contains("1 reply was lost"))
        try expectRotated(tenant, from: old)
    }

    @Test func `at a server that lets everyone in is not proven, and keeps the old key`() throws {
        let (tenant, words) = try tenant()
        let old = try tenant.value(of: "agent")
        try tenant.deploy(nil)
        let stopped = try run(tenant, words)
        #expect(stopped.status == 12, "\(stopped.error)")
        #expect(try tenant.names().contains("agent"))
        try tenant.deploy(KeyTenant.adminToken)
        let again = try run(tenant, words)
        #expect(again.status == 0, "\(again.error)")
        try expectRotated(tenant, from: old)
    }
}
