import Foundation
import JSON
import TestSupport
import Testing

@Suite(.blocking) struct `An unfinished rotation of an org token` {
    /// A rotation that has stopped with both keys live, at a destination that fails while the file `ready` is not there.
    private func stopped(_ surface: String = "tenant-2026-05", _ options: [String] = []) throws -> (KeyRotation, String)
    {
        let rotation = try KeyRotation(surface)
        let run = try rotation.rotate(["--to", "exec:test -e ready"] + options)
        #expect(run.status == 8, "\(run.error)")
        let id = try #require(try rotation.unfinished())
        #expect(run.error.contains("molecule rotations resume \(id), or molecule rotations rollback \(id)"))
        return (rotation, id)
    }

    @Test(arguments: KeyTenant.releases)
    func `is in the way of another one, keeps both keys, and is resumed`(surface: String) throws {
        let (rotation, id) = try stopped(surface)
        #expect(try rotation.tenant.accepts(rotation.old))
        #expect(try rotation.tenant.names().count == 2)
        for words in [[], ["--dry-run"]] {
            let again = try rotation.rotate(words)
            #expect(again.status == 7, "\(again.error)")
            #expect(again.error.contains("molecule rotations resume \(id)"))
        }
        // Under its id, and through another entry, it is the same key.
        for words in [[rotation.oldID, "--key", "agent"], ["agent", "--save", "other"]] {
            let again = try rotation.tenant.tokens("rotate", words[0], words[1], words[2], "--to", "exec:cat", "--yes")
            #expect(again.status == 7, "\(again.error)")
            #expect(again.error.contains(id))
        }
        let kept = try Run.molecule("keys", "remove", "agent", "--yes", home: rotation.tenant.home)
        #expect(kept.status == 7)
        #expect(kept.error.contains("molecule rotations resume \(id)"))
        try rotation.tenant.home.write("ready", "")
        let resumed = try rotation.rotations("resume", id)
        #expect(resumed.status == 0, "\(resumed.error)")
        try rotation.expectRotated()
        #expect(try rotation.tenant.requests("POST") == 2)
    }

    @Test(arguments: KeyTenant.releases)
    func `is rolled back: the old value is where it was and the new key is revoked`(surface: String) throws {
        let (rotation, id) = try stopped(surface, ["--then", "touch restarted"])
        let new = try #require(try rotation.value("pending"))
        try rotation.tenant.home.write("ready", "")
        let back = try rotation.rotations("rollback", id)
        #expect(back.status == 0, "\(back.error)")
        #expect(back.error.contains("revoke the new key"))
        try rotation.expectAsBefore()
        #expect(try rotation.tenant.accepts(new) == false)
        let again = try rotation.rotate()
        #expect(again.status == 0, "\(again.error)")
        try rotation.expectRotated()
    }

    /// That the old key works says nothing about whether its users have it again.
    @Test func `whose command has run runs it again on the way back`() throws {
        let rotation = try KeyRotation()
        let then = "cp agent.env running; test -e ready"
        #expect(try rotation.rotate(["--then", then]).status == 8)
        #expect(try rotation.tenant.home.read("running").contains(try #require(try rotation.value("pending"))))
        try rotation.tenant.home.write("ready", "")
        let back = try rotation.rotations("rollback", try #require(try rotation.unfinished()))
        #expect(back.status == 0, "\(back.error)")
        #expect(try rotation.tenant.home.read("running").contains(rotation.old))
        try rotation.expectAsBefore()
    }

    @Test func `whose command failed runs it again when it is resumed`() throws {
        let rotation = try KeyRotation()
        #expect(try rotation.rotate(["--then", "echo run >> runs; test -e ready"]).status == 8)
        try rotation.tenant.home.write("ready", "")
        let resumed = try rotation.rotations("resume", try #require(try rotation.unfinished()))
        #expect(resumed.status == 0, "\(resumed.error)")
        #expect(try rotation.tenant.home.read("runs") == "run\nrun\n")
        try rotation.expectRotated()
    }

    @Test func `that is given up keeps the new value in an entry of its own`() throws {
        let (rotation, id) = try stopped()
        let new = try #require(try rotation.value("pending"))
        let given = try rotation.rotations("abandon", id, "--reason", "the host is gone", "--yes")
        #expect(given.status == 0, "\(given.error)")
        #expect(try rotation.tenant.value(of: id) == new)
        #expect(try rotation.tenant.accepts(new))
        #expect(try rotation.tenant.accepts(rotation.old))
        #expect(try rotation.value("pending") == nil)
        #expect(try rotation.unfinished() == nil)
    }

    @Test func `that is given up before the value arrived says what to look for`() throws {
        let rotation = try KeyRotation(faults: ["kill-client:after:6"])
        #expect(try rotation.rotate().status == 137)
        let id = try #require(try rotation.unfinished())
        let given = try rotation.rotations("abandon", id, "--reason", "no time", "--yes")
        #expect(given.status == 0, "\(given.error)")
        #expect(given.error.contains("molecule org tokens list shows 'agent-2"))
    }

    @Test func `names the credential that is missing, and needs none once the key is proven`() throws {
        let rotation = try KeyRotation(faults: ["kill-client:before:6"])
        #expect(try rotation.rotate().status == 137)
        let id = try #require(try rotation.unfinished())
        let address = ["MOLECULE_API_URL": rotation.tenant.platform.url]
        let missing = try rotation.rotations("resume", id, environment: address)
        #expect(missing.status == 4, "\(missing.error)")
        #expect(missing.error.contains("ADMIN_TOKEN, which the rotation began with, is not set"))
        var elsewhere = rotation.tenant.environment
        elsewhere["MOLECULE_API_URL"] = "http://127.0.0.1:9"
        let other = try rotation.rotations("resume", id, environment: elsewhere)
        #expect(other.status == 4, "\(other.error)")
        #expect(other.error.contains("http://127.0.0.1:9"))
        let resumed = try rotation.rotations("resume", id)
        #expect(resumed.status == 0, "\(resumed.error)")
        try rotation.expectRotated()
    }

    @Test func `whose key is proven is resumed without a credential, and not rolled back`() throws {
        let rotation = try KeyRotation(faults: ["kill-client:before:20"])
        #expect(try rotation.rotate().status == 137)
        let id = try #require(try rotation.unfinished())
        #expect(try rotation.rotations("rollback", id).status == 7)
        #expect(try rotation.rotations("abandon", id, "--reason", "no time", "--yes").status == 7)
        let resumed = try rotation.rotations("resume", id, environment: [:])
        #expect(resumed.status == 0, "\(resumed.error)")
        try rotation.expectRotated()
    }

    @Test func `finds the entry again that the calls are made with`() throws {
        let rotation = try KeyRotation(faults: ["kill-client:before:8"])
        let tenant = rotation.tenant
        #expect(try tenant.tokens("mint", "--name", "caller", "--save", "caller").status == 0)
        let killed = try rotation.rotate(["--from-key", "caller"])
        #expect(killed.status == 137, "\(killed.error)")
        let id = try #require(try rotation.unfinished())
        try FileManager.default.moveItem(atPath: "\(tenant.home.keys)/caller", toPath: tenant.home.file("caller"))
        let missing = try rotation.rotations("resume", id)
        #expect(missing.status == 4, "\(missing.error)")
        #expect(missing.error.contains("key entry 'caller'"))
        try FileManager.default.moveItem(atPath: tenant.home.file("caller"), toPath: "\(tenant.home.keys)/caller")
        let resumed = try rotation.rotations("resume", id, environment: [:])
        #expect(resumed.status == 0, "\(resumed.error)")
        #expect(try tenant.names().sorted().first?.hasPrefix("agent-2") == true)
        #expect(try tenant.accepts(rotation.old) == false)
    }

    @Test func `does not revoke a lost key that somebody has used meanwhile`() throws {
        let rotation = try KeyRotation(faults: ["kill-client:before:6"])
        #expect(try rotation.rotate().status == 137)
        let id = try #require(try rotation.unfinished())
        let shown = try rotation.rotations("show", id, "-o", "json").output
        let what = try #require(try JSONValue.parse(Array(shown.utf8))["steps"]?.items?.first?["what"]?.text)
        let sent = String(what.split(separator: "'")[1])
        let value = try rotation.tenant.mint(sent)
        #expect(try rotation.tenant.accepts(value))
        for verb in ["resume", "rollback"] {
            let run = try rotation.rotations(verb, id)
            #expect([7, 8].contains(run.status), "\(run.error)")
            #expect(run.error.contains("has been used"))
        }
        #expect(try rotation.tenant.accepts(value))
    }

    @Test func `into an entry of its own has the value pending until it is proven`() throws {
        let rotation = try KeyRotation()
        let tenant = rotation.tenant
        let words = ["rotate", "agent", "--save", "new", "--to", "exec:test -e ready", "--yes"]
        func run() throws -> Run {
            try Run.molecule(["org", "tokens"] + words, home: tenant.home, environment: tenant.environment)
        }
        #expect(try run().status == 8)
        let id = try #require(try rotation.unfinished())
        let shown = try Run.molecule("keys", "show", "new", "-o", "json", home: tenant.home)
        #expect(shown.output.contains("\"current\": null"))
        #expect(try run().status == 7)
        // The entry has no old value that could be put back.
        let back = try rotation.rotations("rollback", id)
        #expect(back.status == 8)
        #expect(back.error.contains("molecule rotations abandon \(id)"))
        let given = try rotation.rotations("abandon", id, "--reason", "nothing to put back", "--yes")
        #expect(given.status == 0, "\(given.error)")
        #expect(try tenant.accepts(try tenant.value(of: id)))
        #expect(try Run.molecule("keys", "show", "new", home: tenant.home).status == 6)
    }

    @Test func `says how long to wait when the mints of the hour are spent`() throws {
        let rotation = try KeyRotation()
        for number in 2...10 { _ = try rotation.tenant.mint("key-\(number)") }
        let stopped = try rotation.rotate(["-o", "json"])
        #expect(stopped.status == 11, "\(stopped.error)")
        #expect(stopped.error.contains("\"retry_after\""))
        let id = try #require(try rotation.unfinished())
        #expect(try rotation.rotations("rollback", id).status == 0)
        #expect(try rotation.tenant.live().count == 10)
        #expect(try rotation.tenant.accepts(rotation.old))
    }

    @Test func `that was given up leaves the name to several keys, of which the entry is meant`() throws {
        let (rotation, id) = try stopped()
        #expect(try rotation.rotations("abandon", id, "--reason", "no way", "--yes").status == 0)
        #expect(try rotation.rotate().status == 0)
        #expect(try rotation.rotate().status == 0)
        let unnamed = try rotation.tenant.tokens("rotate", "agent", "--to", "exec:cat", "--yes")
        #expect(unnamed.status == 3, "\(unnamed.error)")
        #expect(try rotation.tenant.names().count == 2)
    }
}
