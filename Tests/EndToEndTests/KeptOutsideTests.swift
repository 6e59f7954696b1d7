import Foundation
import JSON
import TestSupport
import Testing

/// Rotations of key entries whose value another secret manager keeps.
@Suite(.blocking) struct KeptOutsideTests {
    /// A platform whose token is kept in the file `vault`, which two commands read and replace.
    private func fixture(
        command: String = "cat vault", store: String = "echo put >> puts; cat > new && mv new vault"
    ) throws -> Fixture {
        let fixture = try Fixture(key: nil)
        try fixture.home.write("vault", Fixture.token + "\n")
        let added = try fixture.molecule(
            "keys", "add", "production", "--kind", "admin-token", "--origin", fixture.platform.url, "--command",
            command, "--store-command", store)
        try #require(added.status == 0, "\(added.error)")
        return fixture
    }

    private func vault(_ fixture: Fixture) throws -> String {
        try fixture.home.read("vault").trimmingCharacters(in: .newlines)
    }

    private func values(in fixture: Fixture, _ values: [String]) throws -> [String] {
        try FileTree(fixture.home.keys).files(containing: values)
    }

    @Test func `the secret manager gets the new value once it is proven, and no value stays here`() throws {
        let fixture = try fixture()
        let run = try fixture.rotate("-v")
        #expect(run.status == 0, "\(run.error)")
        let new = try vault(fixture)
        #expect(new.count == 44)
        #expect(fixture.accepts(new) && !fixture.accepts(Fixture.token))
        #expect(try fixture.deployed() == new && fixture.value() == new)
        #expect(try fixture.home.read("puts") == "put\n")
        #expect(try values(in: fixture, [new, Fixture.token]) == [])
        #expect(!run.error.contains(new) && !run.output.contains(new))
        let id = try fixture.onlyRotation()
        let fingerprint = try #require(
            run.output.split(separator: "\t").last.map { $0.trimmingCharacters(in: .newlines) })
        // The same value is known again, and by the rotation that brought it.
        let shown = try fixture.molecule("keys", "show", "production", "-o", "json").document()
        #expect(shown["current"]?["fingerprint"]?.text == fingerprint && shown["current"]?["rotation"]?.text == id)
        let again = try fixture.rotate()
        #expect(again.status == 0, "\(again.error)")
        #expect(try vault(fixture) != new && fixture.accepts(vault(fixture)) && !fixture.accepts(new))
    }

    /// What the world says of a rotation's promotion.
    private func promotion(of id: String, _ fixture: Fixture) throws -> Bool? {
        let shown = try fixture.molecule("rotations", "show", id, "--check", "-o", "json").document()
        let step = try #require(shown["found"]?.items?.first { $0["step"]?.text == "promote" })
        return step["found"]?.bool
    }

    @Test func `the journal and the plan say where the value is kept`() throws {
        let fixture = try fixture()
        let dry = try fixture.rotate("--dry-run")
        let words = "which another secret manager keeps: echo put"
        #expect(dry.status == 0 && dry.error.contains(words), "\(dry.error)")
        #expect(try fixture.rotate().status == 0)
        let id = try fixture.onlyRotation()
        let shown = try fixture.molecule("rotations", "show", id, "-o", "json").document()
        #expect(shown["kept_by"]?.text == "echo put >> puts; cat > new && mv new vault")
        #expect(shown["state"]?.text == "completed")
        #expect(try fixture.molecule("rotations", "show", id, "-o", "table").output.contains(words))
    }

    @Test func `a secret manager that fails leaves a rotation that goes on, and the value in use here`() throws {
        let fixture = try fixture(store: "test -e open && cat > new && mv new vault")
        let run = try fixture.rotate()
        #expect(run.status == 8 && run.error.contains("the secret manager did not take the new value"), "\(run.error)")
        #expect(run.error.contains("molecule rotations resume"), "\(run.error)")
        #expect(try vault(fixture) == Fixture.token)
        let new = try fixture.value()
        #expect(fixture.accepts(new), "what is used meanwhile is what works")
        let id = try fixture.onlyRotation()
        #expect(try promotion(of: id, fixture) == false, "the secret manager still has the former one")
        let back = try fixture.molecule("rotations", "rollback", id)
        #expect(back.status == 7 && back.error.contains("the only way from here is forward"), "\(back.error)")
        try fixture.home.write("open", "")
        let end = try fixture.molecule("rotations", "resume", id)
        #expect(end.status == 0, "\(end.error)")
        #expect(try promotion(of: id, fixture) == true)
        #expect(try vault(fixture) == new)
        #expect(try values(in: fixture, [new, Fixture.token]) == [])
    }

    @Test func `a secret manager that takes a value and keeps another is found out`() throws {
        let fixture = try fixture(store: "cat > elsewhere")
        let run = try fixture.rotate()
        #expect(run.status != 0 && run.error.contains("took the new value but does not hold it"), "\(run.error)")
        #expect(try fixture.accepts(fixture.value()))
    }

    @Test func `a value that somebody else has put there meanwhile is not replaced`() throws {
        let fixture = try fixture()
        // A colleague, between the beginning and the proof.
        let run = try fixture.rotate("--to", "exec:echo \(Fixture.other) > vault")
        #expect(run.status == 7 && run.error.contains("somebody has changed it meanwhile"), "\(run.error)")
        #expect(try vault(fixture) == Fixture.other)
        let id = try fixture.onlyRotation()
        let back = try fixture.molecule("rotations", "rollback", id)
        #expect(back.status == 0, "\(back.error)")
        #expect(fixture.accepts(Fixture.token))
        #expect(try values(in: fixture, [Fixture.token]) == [])
    }

    /// True once a rotation has begun.
    private static let begun = "ls state/molecule/rotations/r-*.journal >/dev/null 2>&1"

    @Test func `a value that somebody changes while the new one is made is not taken for the old one`() throws {
        let fixture = try fixture(command: "if \(Self.begun); then echo \(Fixture.other); else cat vault; fi")
        let run = try fixture.rotate()
        #expect(run.status == 7 && run.error.contains("since the plan was made"), "\(run.error)")
        #expect(try fixture.deployed() == Fixture.token)
        #expect(try values(in: fixture, [Fixture.token]) == [], "nothing is staged")
        let id = try fixture.onlyRotation()
        #expect(try fixture.molecule("rotations", "abandon", id, "--reason", "a test", "--yes").status == 0)
        #expect(try fixture.molecule("keys", "remove", "production", "--yes").status == 0)
    }

    @Test func `a secret manager that goes away at the beginning keeps nobody from giving up`() throws {
        let fixture = try fixture(command: "if \(Self.begun); then exit 1; else cat vault; fi")
        #expect(try fixture.rotate().status != 0)
        let id = try fixture.onlyRotation()
        let given = try fixture.molecule("rotations", "abandon", id, "--reason", "a test", "--yes")
        #expect(given.status == 0, "\(given.error)")
        #expect(try fixture.molecule("keys", "remove", "production", "--yes").status == 0)
    }

    @Test func `a rotation of which only the last record is missing ends without the secret manager`() throws {
        let fixture = try fixture()
        #expect(try fixture.rotate().status == 0)
        let id = try fixture.onlyRotation()
        let name = "state/molecule/rotations/\(id).journal"
        let lines = try fixture.home.read(name).split(separator: "\n")
        try fixture.home.write(name, lines.dropLast().map { $0 + "\n" }.joined())
        try FileManager.default.removeItem(atPath: fixture.home.file("vault"))
        let run = try fixture.molecule("rotations", "resume", id)
        #expect(run.status == 0, "\(run.error)")
        #expect(run.output.contains("completed"))
    }

    @Test func `a promotion that somebody has overtaken can be given up, and takes nothing from them`() throws {
        let fixture = try fixture(store: "exit 5")
        #expect(try fixture.rotate().status == 8)
        let new = try fixture.value()
        try fixture.home.write("vault", Fixture.other)
        let id = try fixture.onlyRotation()
        let locked = try fixture.molecule("rotations", "abandon", id, "--reason", "overtaken", "--yes")
        #expect(locked.status == 12, "what is live is not given up: \(locked.error)")
        try fixture.home.write("platform.env", "ADMIN_TOKEN=\(Fixture.other)\n")
        kill(fixture.platform.pid, SIGHUP)
        #expect(Wait.until(10) { fixture.accepts(Fixture.other) })
        let resumed = try fixture.molecule("rotations", "resume", id)
        #expect(resumed.status == 7 && resumed.error.contains("somebody has changed it"), "\(resumed.error)")
        let given = try fixture.molecule("rotations", "abandon", id, "--reason", "overtaken", "--yes")
        #expect(given.status == 0, "\(given.error)")
        #expect(try vault(fixture) == Fixture.other && fixture.value() == Fixture.other)
        #expect(try fixture.value(id) == new, "what may be live somewhere is kept aside")
        #expect(try values(in: fixture, [Fixture.token]) == [])
    }

    @Test func `a promotion whose journal is lost is in the way of another, and can be given up`() throws {
        let fixture = try fixture(store: "exit 5")
        #expect(try fixture.rotate().status == 8)
        let new = try fixture.value()
        let id = try fixture.onlyRotation()
        try FileManager.default.removeItem(atPath: fixture.home.file("state/molecule/rotations/\(id).journal"))
        let again = try fixture.rotate()
        #expect(again.status == 7 && again.error.contains("rotations abandon \(id)"), "\(again.error)")
        let given = try fixture.molecule("rotations", "abandon", id, "--reason", "its journal is lost", "--yes")
        #expect(given.status == 0, "\(given.error)")
        #expect(try fixture.value(id) == new)
        #expect(try values(in: fixture, [Fixture.token]) == [])
    }

    @Test func `what is rolled back leaves the secret manager as it was`() throws {
        let fixture = try fixture()
        let run = try fixture.rotate("--to", "exec:exit 3")
        #expect(run.status != 0)
        let entry = try fixture.home.read("config/molecule/keys/production")
        #expect(entry.contains("pending") && entry.contains(Fixture.token), "both values are at hand meanwhile")
        let id = try fixture.onlyRotation()
        let given = try fixture.molecule("rotations", "abandon", id, "--reason", "a test", "--yes")
        #expect(given.status == 0, "\(given.error)")
        #expect(try vault(fixture) == Fixture.token)
        #expect(try values(in: fixture, [Fixture.token]) == [])
    }

    @Test func `giving up needs no secret manager`() throws {
        let fixture = try fixture()
        #expect(try fixture.rotate("--to", "exec:exit 3").status != 0)
        try FileManager.default.removeItem(atPath: fixture.home.file("vault"))
        let id = try fixture.onlyRotation()
        let given = try fixture.molecule("rotations", "abandon", id, "--reason", "a test", "--yes")
        #expect(given.status == 0, "\(given.error)")
    }

    @Test func `a command for new values needs one that prints them, no secret, and a shell that reads it`() throws {
        let fixture = try Fixture()
        func add(_ options: String...) throws -> Run {
            try Run.molecule(
                ["keys", "add", "other", "--kind", "admin-token", "--origin", fixture.platform.url] + options,
                home: fixture.home, input: Fixture.token)
        }
        #expect(try add("--store-command", "cat > vault", "--from-stdin").status == 2)
        let typed = try add("--command", "echo x", "--store-command", "echo ghp_0123456789abcdefghij")
        #expect(typed.status == 2 && !typed.error.contains("0123456789"))
        let unread = try add("--command", "echo \(Fixture.other)", "--store-command", "if then")
        #expect(unread.status == 2 && unread.error.contains("the shell cannot read the command"), "\(unread.error)")
        #expect(try !fixture.molecule("keys", "list").output.contains("other"))
    }
}
