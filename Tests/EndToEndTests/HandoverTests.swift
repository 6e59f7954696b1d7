import Foundation
import TestSupport
import Testing

/// Commands that are being handed a value while their rotation is killed.
@Suite(.blocking) struct HandoverTests {
    /// A command that has begun waits for the file `go` before it takes its value.
    private static func slow(_ file: String) -> String {
        "echo $$ > begun; while ! test -e go; do sleep 0.02; done; cat > \(file).new && mv \(file).new \(file)"
    }

    private func isThere(_ name: String, in fixture: Fixture) -> Bool {
        FileManager.default.fileExists(atPath: fixture.home.file(name))
    }

    /// Starts a rotation and kills it once `begun` is there.
    private func kill(_ fixture: Fixture, _ arguments: [String]) throws {
        let rotating = try Background(
            Binary.molecule, arguments, environment: fixture.home.environment, directory: fixture.home.path)
        #expect(rotating.until(60) { _ in isThere("begun", in: fixture) }, "\(rotating.error)")
        rotating.signal(SIGKILL)
        #expect(rotating.end().status != 0)
    }

    @Test func `while a command outlives its rotation, the rotation does not go on, and is told what to end`() throws {
        let fixture = try Fixture()
        try kill(fixture, fixture.rotation + ["--to", "exec:\(Self.slow("slot"))"])
        let id = try fixture.onlyRotation()
        let group = try fixture.home.read("begun").trimmingCharacters(in: .newlines)
        for words in [["resume", id], ["abandon", id, "--reason", "no way", "--yes"]] {
            let run = try Run.molecule(["rotations"] + words, home: fixture.home)
            #expect(run.status == 7, "\(words) \(run.error)")
            #expect(run.error.contains("outlived its rotation and is still running (process group \(group))"))
            #expect(run.error.contains("kill -- -\(group)"), "\(run.error)")
        }
        // What the message says to type is what ends it.
        #expect(try Run.shell("kill -- -\(group)", home: fixture.home).status == 0)
        try fixture.home.write("go", "")
        let run = try fixture.molecule("rotations", "resume", id)
        #expect(run.status == 0, "\(run.error)")
        #expect(try fixture.home.read("slot") == fixture.value())
    }

    @Test func `a command that ends soon is waited for, and comes before the next one`() throws {
        let fixture = try Fixture()
        try kill(fixture, fixture.rotation + ["--to", "exec:\(Self.slow("slot"))"])
        let id = try fixture.onlyRotation()
        // By itself, so that no test that is held up is mistaken for a command that takes too long.
        let later = try Background(
            "/bin/sh", ["-c", "sleep 3; : > go"], environment: fixture.home.environment, directory: fixture.home.path)
        let run = try fixture.molecule("rotations", "rollback", id)
        #expect(run.status == 0, "\(run.error)")
        #expect(later.end().status == 0)
        #expect(try fixture.home.read("slot") == Fixture.token, "the former value came after the new one")
    }

    @Test func `a secret manager that takes a value late cannot take it over a later one`() throws {
        let fixture = try Fixture(key: nil)
        try fixture.home.write("vault", Fixture.token)
        let added = try fixture.molecule(
            "keys", "add", "production", "--kind", "admin-token", "--origin", fixture.platform.url, "--command",
            "cat vault", "--store-command", Self.slow("vault"))
        #expect(added.status == 0, "\(added.error)")
        try kill(fixture, fixture.rotation)
        let run = try fixture.molecule("rotations", "resume", try fixture.onlyRotation())
        #expect(run.status == 7 && run.error.contains("outlived its rotation"), "\(run.error)")
        try fixture.home.write("go", "")
        let end = try fixture.molecule("rotations", "resume", try fixture.onlyRotation())
        #expect(end.status == 0, "\(end.error)")
        #expect(try fixture.rotate().status == 0)
        #expect(try fixture.accepts(fixture.home.read("vault")))
    }

    @Test func `what a command has left running when it ended holds nothing up`() throws {
        let fixture = try Fixture()
        var arguments = fixture.rotation
        arguments[arguments.firstIndex(of: fixture.platform.restart) ?? 0] =
            "touch begun; while ! test -e go; do sleep 0.02; done; \(fixture.platform.restart)"
        let daemon = "exec:cat > slot; sleep 300 >/dev/null 2>&1 & echo $! > daemon"
        try kill(fixture, arguments + ["--to", daemon])
        defer { _ = try? Run.shell("kill $(cat daemon)", home: fixture.home) }
        try fixture.home.write("go", "")
        let run = try fixture.molecule("rotations", "resume", try fixture.onlyRotation())
        #expect(run.status == 0, "\(run.error)")
        #expect(try Run.shell("kill -0 $(cat daemon)", home: fixture.home).status == 0, "it is still running")
        #expect(try fixture.home.read("slot") == fixture.value())
    }
}
