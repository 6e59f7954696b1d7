import Foundation
import TestSupport
import Testing

@Suite(.blocking) struct RotationWaysOutTests {
    /// The name of the one rotation that has not ended.
    private func unfinished(_ fixture: Fixture) throws -> String {
        let run = try Run.molecule("rotations", "list", "--unfinished", "-q", home: fixture.home)
        return run.output.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    private func rotate(_ fixture: Fixture, _ options: String...) throws -> Run {
        try Run.molecule(
            ["admin-token", "rotate", "--key", "production", "--yes", "--wait", "2s"] + options, home: fixture.home)
    }

    @Test func `a mistyped restart can be rolled back without ever running`() throws {
        let fixture = try Fixture()
        let stopped = try rotate(
            fixture, "--to", "env-file:platform.env", "--then", "no-such-program restart platform")
        #expect(stopped.status == 8, "\(stopped.error)")
        let back = try Run.molecule("rotations", "rollback", try unfinished(fixture), home: fixture.home)
        #expect(back.status == 0, "\(back.error)")
        #expect(try fixture.home.read("platform.env").contains(Fixture.token))
        #expect(try Run.molecule("admin-token", "verify", "--from-key", "production", home: fixture.home).status == 0)
    }

    @Test func `a failed restart that was done by hand is found done`() throws {
        let fixture = try Fixture()
        let stopped = try rotate(fixture, "--to", "env-file:platform.env", "--then", "exit 3")
        #expect(stopped.status == 8)
        _ = try Run.shell(fixture.platform.restart, home: fixture.home)
        usleep(200_000)
        let resumed = try Run.molecule("rotations", "resume", try unfinished(fixture), home: fixture.home)
        #expect(resumed.status == 0, "\(resumed.error)")
    }

    @Test func `one destination that cannot be restored does not keep the others, and the rotation can be given up`()
        throws
    {
        let fixture = try Fixture()
        let stopped = try rotate(fixture, "--to", "env-file:platform.env", "--to", "exec:exit 1")
        #expect(stopped.status == 8)
        let id = try unfinished(fixture)
        let back = try Run.molecule("rotations", "rollback", id, home: fixture.home)
        #expect(back.status == 8)
        #expect(back.error.contains("molecule rotations abandon \(id)"))
        #expect(try fixture.home.read("platform.env").contains(Fixture.token))
        let refused = try Run.molecule(
            "rotations", "abandon", id, "--reason", "no way", "--no-input", home: fixture.home)
        #expect(refused.status == 3)
        let given = try Run.molecule("rotations", "abandon", id, "--reason", "no way", "--yes", home: fixture.home)
        #expect(given.status == 0, "\(given.error)")
        let entry = try Run.molecule("keys", "show", "production", "-o", "json", home: fixture.home)
        #expect(entry.output.contains("\"pending\": null"))
        #expect(try rotate(fixture, "--to", "env-file:platform.env", "--then", fixture.platform.restart).status == 0)
    }

    @Test func `a rotation is not given up while the old value is not live`() throws {
        let fixture = try Fixture()
        let command = "\(fixture.platform.restart); exit 4"
        let stopped = try rotate(fixture, "--to", "env-file:platform.env", "--then", command)
        #expect(stopped.status == 8)
        usleep(200_000)
        let run = try Run.molecule(
            "rotations", "abandon", try unfinished(fixture), "--reason", "no way", "--yes", home: fixture.home)
        #expect(run.status == 12, "\(run.error)")
        let resumed = try Run.molecule("rotations", "resume", try unfinished(fixture), home: fixture.home)
        #expect(resumed.status == 0, "\(resumed.error)")
    }

    @Test func `a rotation that nothing can be proven of is given up without losing its value`() throws {
        let fixture = try Fixture()
        #expect(try rotate(fixture, "--to", "env-file:platform.env", "--then", "exit 3").status == 8)
        let id = try unfinished(fixture)
        let bare = try Run.molecule("rotations", "abandon", id, "--yes", home: fixture.home)
        #expect(bare.status == 2 && bare.error.contains("--reason"))
        fixture.platform.stop()
        let given = try Run.molecule(
            "rotations", "abandon", id, "--reason", "the host is gone", "--yes", home: fixture.home)
        #expect(given.status == 0 && given.error.contains("kept as key entry '\(id)'"), "\(given.error)")
        let pending = try fixture.home.read("platform.env").split(separator: "\n").first {
            $0.hasPrefix("ADMIN_TOKEN=")
        }
        let kept = try Run.molecule("keys", "show", id, "--reveal", home: fixture.home)
        #expect(pending.map { "ADMIN_TOKEN=\(kept.output.trimmingCharacters(in: .newlines))" == $0 } == true)
        let shown = try Run.molecule("rotations", "show", id, "-o", "json", home: fixture.home).document()
        #expect(shown["state"]?.text == "abandoned")
        #expect(shown["reason"]?.text == "the host is gone; the new value is kept as key entry \(id)")
    }

    @Test func `the value of a rotation whose journal is lost is kept, and the key can be rotated again`() throws {
        let fixture = try Fixture()
        #expect(try rotate(fixture, "--to", "exec:cat > seen", "--then", "exit 3").status == 8)
        let id = try unfinished(fixture)
        try FileManager.default.removeItem(atPath: fixture.home.rotations)
        let again = try rotate(fixture, "--to", "exec:cat > seen", "--then", "true")
        #expect(again.status == 7 && again.error.contains("molecule rotations abandon \(id)"), "\(again.error)")
        let given = try Run.molecule(
            "rotations", "abandon", id, "--reason", "its journal is lost", "--yes", home: fixture.home)
        #expect(given.status == 0 && given.error.contains("kept as key entry '\(id)'"), "\(given.error)")
        let kept = try Run.molecule("keys", "show", id, "--reveal", home: fixture.home).output
        #expect(try fixture.home.read("seen") == kept.trimmingCharacters(in: .newlines))
        let entry = try Run.molecule("keys", "show", "production", "-o", "json", home: fixture.home)
        #expect(entry.output.contains("\"pending\": null"))
    }

    @Test func `what the journal says is compared with the world, and nothing changes by it`() throws {
        let fixture = try Fixture()
        #expect(try rotate(fixture, "--to", "env-file:platform.env", "--then", "exit 3").status == 8)
        let id = try unfinished(fixture)
        let before = try FileTree(fixture.home.path).items.filter { !$0.key.hasPrefix("requests") }
        let run = try Run.molecule("rotations", "show", id, "--check", "-o", "json", home: fixture.home)
        #expect(run.status == 0, "\(run.error)")
        let found = try run.document()["found"]?.items ?? []
        let words = found.map { "\($0["step"]?.text ?? "") \($0["found"]?.bool.map(String.init) ?? "unknown")" }
        #expect(
            words == ["obtain true", "distribute:0 true", "activate false", "verify:0 false", "promote false"])
        #expect(try FileTree(fixture.home.path).items.filter { !$0.key.hasPrefix("requests") } == before)
    }

    @Test func `a rotation whose entry was replaced meanwhile is not resumed`() throws {
        let fixture = try Fixture()
        #expect(try rotate(fixture, "--to", "env-file:platform.env", "--then", "exit 3").status == 8)
        let id = try unfinished(fixture)
        try FileManager.default.removeItem(atPath: "\(fixture.home.keys)/production")
        let added = try Run.molecule(
            "admin-token", "generate", "--save", "production", "--origin", "http://127.0.0.1:9", home: fixture.home)
        #expect(added.status == 0)
        let resumed = try Run.molecule("rotations", "resume", id, home: fixture.home)
        #expect(resumed.status == 7, "\(resumed.error)")
        #expect(resumed.error.contains("no longer what the rotation was planned for"))
        let entry = try fixture.home.read("config/molecule/keys/production")
        let given = try Run.molecule("rotations", "abandon", id, "--reason", "replaced", "--yes", home: fixture.home)
        #expect(given.status == 0, "\(given.error)")
        #expect(try unfinished(fixture) == "" && fixture.home.read("config/molecule/keys/production") == entry)
    }

    @Test func `a rotation whose entry is gone can be given up`() throws {
        let fixture = try Fixture()
        #expect(try rotate(fixture, "--to", "env-file:platform.env", "--then", "exit 3").status == 8)
        let id = try unfinished(fixture)
        try FileManager.default.removeItem(atPath: "\(fixture.home.keys)/production")
        #expect(try Run.molecule("rotations", "resume", id, home: fixture.home).status == 6)
        let given = try Run.molecule("rotations", "abandon", id, "--reason", "gone", "--yes", home: fixture.home)
        #expect(given.status == 0, "\(given.error)")
        #expect(try unfinished(fixture) == "")
    }

    @Test func `an entry is not removed while a rotation of it waits, even for its value`() throws {
        let fixture = try RotateFixture()
        try fixture.runbook()
        #expect(try fixture.rotate("--yes").status == 3)
        let id = try fixture.onlyRotation()
        let removal = try fixture.molecule("keys", "remove", "GRAFANA_TOKEN", "--yes")
        #expect(removal.status == 7 && removal.error.contains("Rotation \(id) of 'GRAFANA_TOKEN' is unfinished."))
        #expect(try fixture.value() == RotateFixture.old)
        #expect(try fixture.molecule("rotations", "abandon", id, "--reason", "a test", "--yes").status == 0)
        #expect(try fixture.molecule("keys", "remove", "GRAFANA_TOKEN", "--yes").status == 0)
    }

    @Test func `an older rotation can be looked at once a later one has changed the entry`() throws {
        let fixture = try Fixture()
        #expect(try fixture.rotate().status == 0)
        let id = try fixture.onlyRotation()
        #expect(try fixture.rotate().status == 0)
        let run = try Run.molecule("rotations", "show", id, "--check", "-o", "json", home: fixture.home)
        #expect(run.status == 0, "\(run.error)")
        let found = try run.document()["found"]?.items ?? []
        #expect(!found.isEmpty && found.allSatisfy { $0["found"] == .null })
        #expect(run.output.contains("no longer as it left it"))
    }

    @Test func `a server that repeats the token in a redirect gets it shown nowhere`() throws {
        let token = Fixture.token
        let redirect = "redirect:https://\(token).example/:3"
        let mirror = try Fixture(["--fault", redirect])
        let run = try mirror.verify()
        #expect(run.status == 9)
        #expect(!(run.output + run.error).contains(token))
    }

    @Test(arguments: ["env-file:platform.env", "exec:cat >/dev/null"])
    func `a secret typed into a command is refused and not repeated`(_ destination: String) throws {
        let fixture = try Fixture()
        let secret = "ghp_0123456789abcdefABCDEF0123456789abcd"
        let run = try rotate(
            fixture, "--to", destination, "--then", "curl -H 'Authorization: Bearer \(secret)' http://127.0.0.1/")
        #expect(run.status == 2)
        #expect(!run.error.contains(secret))
    }

    @Test func `a completed rotation whose report cannot be written says that it is completed`() throws {
        let fixture = try Fixture()
        let run = try Run.shell(
            "molecule admin-token rotate --key production --to env-file:platform.env --then '\(fixture.platform.restart)'"
                + " --yes >/dev/full", home: fixture.home)
        #expect(run.status == 1)
        #expect(run.error.contains("is completed, but this could not be written"))
    }
}
