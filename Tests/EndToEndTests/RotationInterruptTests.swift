import Foundation
import TestSupport
import Testing

/// Rotations that are stopped by a signal, and two at once.
@Suite(.blocking) struct RotationInterruptTests {
    /// A rotation whose restart waits for the file `go`.
    private func slow(_ fixture: Fixture) -> [String] {
        var arguments = fixture.rotation
        arguments[arguments.firstIndex(of: fixture.platform.restart) ?? 0] =
            "touch begun; while ! test -e go; do sleep 0.02; done; \(fixture.platform.restart)"
        return arguments
    }

    private func start(_ fixture: Fixture, _ arguments: [String]) throws -> Background {
        let rotating = try Background(
            Binary.molecule, arguments, environment: fixture.home.environment, directory: fixture.home.path)
        #expect(
            rotating.until { _ in FileManager.default.fileExists(atPath: fixture.home.file("begun")) },
            "\(rotating.error)")
        return rotating
    }

    static let signals: [(Int32, Int32)] = [(SIGINT, 130), (SIGTERM, 143)]

    @Test(arguments: signals)
    func `a signal lets the running step end, keeps the journal and tells how to go on`(
        _ signal: Int32, _ status: Int32
    ) throws {
        let fixture = try Fixture()
        let rotating = try start(fixture, slow(fixture))
        rotating.signal(signal)
        usleep(200_000)
        #expect(rotating.isRunning, "the step is let to its end")
        try fixture.home.write("go", "")
        let run = rotating.end()
        #expect(run.status == status, "\(run.error)")
        let id = try fixture.onlyRotation()
        #expect(run.error.contains("molecule rotations resume \(id)"))
        #expect(run.output == "")
        #expect(try fixture.value() == Fixture.token)
        let resumed = try fixture.molecule("rotations", "resume", id)
        #expect(resumed.status == 0, "\(resumed.error)")
        let new = try fixture.value()
        #expect(fixture.accepts(new) && !fixture.accepts(Fixture.token))
    }

    @Test func `under -o json an interrupt is told as data`() throws {
        let fixture = try Fixture()
        let rotating = try start(fixture, slow(fixture) + ["-o", "json"])
        rotating.signal(SIGINT)
        try fixture.home.write("go", "")
        let run = rotating.end()
        #expect(run.status == 130)
        #expect(try run.failure()["status"]?.integer == 130)
        #expect(try run.failure()["hint"]?.text == "molecule rotations resume \(try fixture.onlyRotation())")
    }

    @Test func `a second signal does not wait, and nothing is lost`() throws {
        let fixture = try Fixture()
        let rotating = try start(fixture, slow(fixture))
        rotating.signal(SIGINT)
        usleep(100_000)
        rotating.signal(SIGINT)
        #expect(rotating.end(deadline: 120).status == 130)
        let id = try fixture.onlyRotation()
        let shown = try fixture.molecule("rotations", "show", id, "-o", "table").output
        #expect(shown.contains("activate      unknown"), "\(shown)")
        // The restart that was begun ends with us: nobody would know of it.
        try fixture.home.write("go", "")
        usleep(300_000)
        #expect(fixture.accepts(Fixture.token), "the restart went on alone")
        let resumed = try fixture.molecule("rotations", "resume", id)
        #expect(resumed.status == 0, "\(resumed.error)")
        #expect(fixture.accepts(try fixture.value()))
    }

    @Test func `waiting for the new value to be live can be interrupted and gone on with`() throws {
        let fixture = try Fixture()
        let rotating = try Background.molecule(
            "admin-token", "rotate", "--key", "production", "--to", "env-file:platform.env", "--yes", home: fixture.home
        )
        #expect(rotating.until { $0.error.contains("done          put it into") })
        usleep(300_000)
        rotating.signal(SIGTERM)
        #expect(rotating.end(deadline: 120).status == 143)
        kill(fixture.platform.pid, SIGHUP)
        let resumed = try fixture.molecule("rotations", "resume", try fixture.onlyRotation())
        #expect(resumed.status == 0, "\(resumed.error)")
    }

    @Test func `only one process at a time rotates an entry`() throws {
        let fixture = try Fixture()
        let rotating = try start(fixture, slow(fixture))
        let id = try fixture.onlyRotation()
        for arguments in [fixture.rotation, ["rotations", "resume", id], ["rotations", "rollback", id]] {
            let run = try Run.molecule(arguments, home: fixture.home)
            #expect(run.status == 7, "\(arguments): \(run.error)")
            #expect(run.error.contains("is running"))
            #expect(run.error.contains("\(rotating.pid)"), "who holds it: \(run.error)")
        }
        #expect(try fixture.molecule("keys", "remove", "production", "--yes").status == 7)
        // Looking is free.
        #expect(try fixture.molecule("rotations", "list").status == 0)
        #expect(try fixture.molecule("keys", "list").status == 0)
        // Another entry is not in the way.
        try fixture.add("second", Fixture.token)
        try fixture.home.write("go", "")
        #expect(rotating.end().status == 0)
    }

    @Test func `two rotations begun at once make one new value`() throws {
        let fixture = try Fixture()
        let both = try (0..<2).map { _ in
            try Background(
                Binary.molecule, fixture.rotation, environment: fixture.home.environment, directory: fixture.home.path)
        }
        let statuses = both.map { $0.end(deadline: 60).status }.sorted()
        // The other was refused, or came when the first had ended.
        #expect(statuses == [0, 7] || statuses == [0, 0], "\(statuses)")
        let new = try fixture.value()
        #expect(fixture.accepts(new))
        #expect(try fixture.deployed() == new)
        #expect(!fixture.accepts(Fixture.token))
    }

    @Test func `a reader of its messages that has gone does not stop a rotation`() throws {
        let fixture = try Fixture()
        let words = fixture.rotation.map { "'\($0)'" }.joined(separator: " ")
        let run = try Run.program(
            "/bin/bash", ["-c", "molecule \(words) 2>&1 >/dev/null | true; echo ${PIPESTATUS[0]}"],
            environment: fixture.home.environment, directory: fixture.home.path)
        #expect(run.output == "0\n", "\(run.output)")
        let new = try fixture.value()
        #expect(fixture.accepts(new) && !fixture.accepts(Fixture.token))
    }
}
