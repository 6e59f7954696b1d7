import Foundation
import JSON
import TestSupport
import Testing

/// Rotations that must not begin, or stop on the way.
@Suite(.blocking) struct RotateRefusalTests {
    /// Runs a rotation that must not begin, and sees that nothing was changed.
    private func expectRefused(
        _ fixture: Fixture, _ arguments: [String], _ status: Int32, _ says: String,
        location: SourceLocation = #_sourceLocation
    ) throws {
        let file = try? fixture.home.read("platform.env")
        let key = try FileTree(fixture.home.keys).items["production"]
        let run = try Run.molecule(arguments, home: fixture.home)
        #expect(run.status == status, "\(run.error)", sourceLocation: location)
        #expect(run.error.contains(says), "\(run.error)", sourceLocation: location)
        #expect(run.output == "", sourceLocation: location)
        let left = try? fixture.home.read("platform.env")
        #expect(left == file, sourceLocation: location)
        #expect(try FileTree(fixture.home.keys).items["production"] == key, sourceLocation: location)
        #expect(names(in: fixture.home.rotations).filter { $0.hasPrefix("r-") } == [], sourceLocation: location)
    }

    @Test func `without a confirmation nothing begins`() throws {
        let fixture = try Fixture()
        let arguments = fixture.rotation.filter { $0 != "--yes" }
        try expectRefused(fixture, arguments, 3, "Add --yes if this is meant.")
        try expectRefused(fixture, arguments + ["--no-input"], 3, "nobody may be asked")
    }

    @Test func `a current token that does not protect the server ends it before anything is changed`() throws {
        let wrong = try Fixture(key: Fixture.other)
        try expectRefused(wrong, wrong.rotation, 4, "refuses this token")
        let open = try Fixture(token: nil)
        try open.home.write("platform.env", "")
        try expectRefused(open, open.rotation, 12, "lets everyone in")
        let down = try Fixture()
        let rotation = down.rotation
        down.platform.stop()
        try expectRefused(down, rotation, 9, "nothing listens")
        for (fault, status) in [("status:503:1-99", 9), ("status:403:3", 5), ("status:429:1-99", 11), ("html:1-99", 6)]
            as [(String, Int32)]
        {
            let faulty = try Fixture(["--fault", fault])
            try expectRefused(faulty, faulty.rotation, status, faulty.platform.url)
        }
    }

    @Test func `a destination that cannot be used ends it before anything is changed`() throws {
        let fixture = try Fixture()
        func rotation(to destination: String) -> [String] {
            ["admin-token", "rotate", "--key", "production", "--to", destination, "--yes", "--wait", "5s"]
        }
        try fixture.home.write("open.env", "ADMIN_TOKEN=\(Fixture.token)\n", mode: 0o644)
        try expectRefused(fixture, rotation(to: "env-file:open.env"), 10, "chmod 600")
        symlink("platform.env", fixture.home.file("link.env"))
        try expectRefused(fixture, rotation(to: "env-file:link.env"), 10, "symbolic link")
        try expectRefused(fixture, rotation(to: "env-file:absent.env"), 6, "install -m 600 /dev/null")
        try FileManager.default.createDirectory(
            atPath: fixture.home.file("directory.env"), withIntermediateDirectories: false,
            attributes: [.posixPermissions: 0o700])
        try expectRefused(fixture, rotation(to: "env-file:directory.env"), 10, "directory")
        let contents = [
            ("ADMIN_TOKEN=a\nADMIN_TOKEN=b\n", "line 2"), ("ADMIN_TOKEN = a\n", "space before the equals sign"),
            ("ADMIN_TOKEN=\"a\n", "quote that it does not close"), ("ADMIN_TOKEN\n", "without a value"),
            ("ADMIN_TOKEN=$(date)\n", "may read differently"), ("A=b\\\nADMIN_TOKEN=a\n", "continues the line"),
        ]
        for (text, says) in contents {
            try fixture.home.write("odd.env", text)
            try expectRefused(fixture, rotation(to: "env-file:odd.env"), 2, says)
            #expect(try fixture.home.read("odd.env") == text)
        }
        try expectRefused(fixture, rotation(to: "exec:if then"), 2, "cannot read the command")
        try expectRefused(fixture, rotation(to: "fly:app"), 6, "https://fly.io/docs/flyctl/install/")
        try expectRefused(fixture, rotation(to: "file:app"), 2, "env-file")
        try expectRefused(fixture, rotation(to: "fly:--app"), 2, "env-file")
        try expectRefused(fixture, rotation(to: "env-file:"), 2, "env-file")
        let none = ["admin-token", "rotate", "--key", "production", "--yes"]
        try expectRefused(fixture, none, 2, "--to")
    }

    @Test func `a rotation of the same secret that began while somebody was asked is not joined by another`() throws {
        let fixture = try Fixture()
        try fixture.add("second", Fixture.token)
        let terminal = try PseudoTerminal.molecule(
            "admin-token", "rotate", "--key", "production", "--to", "env-file:platform.env", home: fixture.home)
        #expect(terminal.shows("Rotate 'production' now? [y/N] "))
        let other = try fixture.molecule(
            "admin-token", "rotate", "--key", "second", "--to", "env-file:platform.env", "--then", "exit 3", "--yes")
        #expect(other.status == 8, "\(other.error)")
        let id = try fixture.onlyRotation()
        let deployed = try fixture.deployed()
        terminal.type("y\n")
        #expect(terminal.shows("Rotation \(id) of 'second' is unfinished."))
        #expect(terminal.end() == 7)
        #expect(try fixture.onlyRotation() == id)
        #expect(try fixture.deployed() == deployed)
    }

    @Test func `a command that fails stops it, and once that is repaired it goes on`() throws {
        let fixture = try Fixture()
        // It fails after the environment file has the new value.
        let run = try fixture.rotate("--to", "exec:test -e allowed && cat > taken")
        #expect(run.status == 8, "\(run.error)")
        let id = try fixture.onlyRotation()
        #expect(run.error.contains("stopped at distribute:1"))
        #expect(run.error.contains("molecule rotations resume \(id)"))
        #expect(try fixture.value() == Fixture.token, "current until the new one is proven")
        let pending = try fixture.deployed()
        #expect(pending != Fixture.token)
        let again = try fixture.rotate()
        #expect(again.status == 7)
        #expect(again.error.contains("Rotation \(id) of 'production' is unfinished."))
        let removal = try fixture.molecule("keys", "remove", "production", "--yes")
        #expect(removal.status == 7)
        let still = try fixture.molecule("rotations", "resume", id, "-o", "json")
        #expect(still.status == 8)
        #expect(try still.failure()["rotation"]?.text == id)
        #expect(try still.failure()["step"]?.text == "distribute:1")
        try fixture.home.write("allowed", "")
        // From another directory: relative paths and commands belong to the one it began in.
        let resumed = try Run.program(
            Binary.molecule, ["rotations", "resume", id], environment: fixture.home.environment, directory: "/")
        #expect(resumed.status == 0, "\(resumed.error)")
        #expect(try fixture.value() == pending, "one value was made")
        #expect(try fixture.home.read("taken") == pending)
        #expect(fixture.accepts(pending) && !fixture.accepts(Fixture.token))
    }

    @Test func `the same place is not rotated under another name while a rotation of it is unfinished`() throws {
        let fixture = try Fixture()
        let failing = ["admin-token", "rotate", "--key", "production", "--to", "env-file:platform.env", "--yes"]
        #expect(try Run.molecule(failing + ["--then", "exit 3"], home: fixture.home).status == 8)
        try fixture.add("twin", Fixture.token)
        let twin = failing.map { $0 == "production" ? "twin" : $0 }
        let run = try Run.molecule(twin + ["--then", fixture.platform.restart], home: fixture.home)
        #expect(run.status == 7 && run.error.contains("of 'production' is unfinished"), "\(run.error)")
        let elsewhere = twin.map { $0.hasPrefix("env-file:") ? "exec:cat > seen" : $0 }
        #expect(try Run.molecule(elsewhere + ["--dry-run"], home: fixture.home).status == 0)
    }

    @Test func `a rotation without a restart says that one is missing`() throws {
        let fixture = try Fixture()
        let run = try fixture.molecule(
            "admin-token", "rotate", "--key", "production", "--to", "env-file:platform.env", "--wait", "1s", "--yes")
        #expect(run.status == 12, "\(run.error)")
        #expect(run.error.contains("next: The rotation has no --then command: restart the platform"), "\(run.error)")
        #expect(run.error.contains("then molecule rotations resume \(try fixture.onlyRotation())"), "\(run.error)")
    }

    @Test func `a restart that does nothing leaves the value unproven, and it can be taken back`() throws {
        let fixture = try Fixture()
        var arguments = fixture.rotation
        arguments[arguments.firstIndex(of: fixture.platform.restart) ?? 0] = "true"
        arguments[(arguments.firstIndex(of: "--wait") ?? 0) + 1] = "2s"
        let run = try Run.molecule(arguments, home: fixture.home)
        #expect(run.status == 12, "\(run.error)")
        let id = try fixture.onlyRotation()
        #expect(run.error.contains("molecule rotations rollback \(id)"))
        #expect(try fixture.value() == Fixture.token)
        let new = try fixture.deployed()
        let back = try fixture.molecule("rotations", "rollback", id)
        #expect(back.status == 0, "\(back.error)")
        #expect(back.error.contains("put the old value back into env-file:"))
        #expect(try fixture.deployed() == Fixture.token)
        #expect(try fixture.value() == Fixture.token)
        #expect(fixture.accepts(Fixture.token) && !fixture.accepts(new))
        #expect(try fixture.molecule("keys", "show", "production", "-o", "json").document()["pending"] == .null)
        // Ended: neither way leads on, and another rotation may begin.
        #expect(try fixture.molecule("rotations", "resume", id).status == 7)
        #expect(try fixture.molecule("rotations", "rollback", id).status == 0, "nothing to do")
        #expect(try fixture.rotate().status == 0)
    }

    @Test func `a restart that fails is partial, and can be taken back although it was half done`() throws {
        let fixture = try Fixture()
        var arguments = fixture.rotation
        arguments[arguments.firstIndex(of: fixture.platform.restart) ?? 0] =
            "\(fixture.platform.restart); test -e allowed"
        let run = try Run.molecule(arguments, home: fixture.home)
        #expect(run.status == 8, "\(run.error)")
        #expect(run.error.contains("stopped at activate: the command ended with status 1."))
        let id = try fixture.onlyRotation()
        try fixture.home.write("allowed", "")
        #expect(try fixture.molecule("rotations", "rollback", id).status == 0)
        #expect(fixture.accepts(Fixture.token))
        #expect(try fixture.value() == Fixture.token)
    }

    @Test func `a finished rotation cannot be rolled back, and resuming it is nothing to do`() throws {
        let fixture = try Fixture()
        #expect(try fixture.rotate().status == 0)
        let id = try fixture.onlyRotation()
        let new = try fixture.value()
        let resumed = try fixture.molecule("rotations", "resume", id)
        #expect(resumed.status == 0)
        #expect(resumed.error.contains("has ended already: completed"))
        let back = try fixture.molecule("rotations", "rollback", id)
        #expect(back.status == 7)
        #expect(back.error.contains("next: "))
        #expect(try fixture.value() == new && fixture.accepts(new))
    }

    @Test func `rotations of one second are listed in the order in which they began`() throws {
        let fixture = try Fixture()
        var expected: [String] = []
        for _ in 0..<6 {
            let run = try fixture.rotate("-o", "json")
            #expect(run.status == 0, "\(run.error)")
            expected.append(try #require(try run.document()["rotation"]?.text))
        }
        let list = try fixture.molecule("rotations", "list", "-o", "json").document()
        #expect(list["items"]?.items?.map { $0["id"]?.text } == expected)
    }

    @Test func `rotations are listed and shown with the server gone`() throws {
        let fixture = try Fixture()
        #expect(try fixture.rotate().status == 0)
        #expect(try fixture.rotate("--to", "exec:false").status == 8)
        fixture.platform.stop()
        let list = try fixture.molecule("rotations", "list", "-o", "json").document()
        let items = try #require(list["items"]?.items)
        #expect(items.map { $0["state"]?.text } == ["completed", "unfinished"])
        #expect(items[1]["next"]?.text == "distribute:1")
        let id = try #require(items[1]["id"]?.text)
        #expect(try fixture.molecule("rotations", "list", "--unfinished", "-q").output == "\(id)\n")
        let table = try fixture.molecule("rotations", "show", id, "-o", "table").output
        #expect(table.hasPrefix("STEP"))
        #expect(table.contains("distribute:1  failed"), "\(table)")
        #expect(table.hasSuffix("\(id): unfinished\n"))
        let steps = try fixture.molecule("rotations", "show", id, "-o", "json").document()["steps"]?.items
        #expect(
            steps?.map { $0["state"]?.text } == ["done", "done", "failed", "pending", "pending", "pending"], "\(table)")
        let down = try fixture.molecule("rotations", "resume", id)
        #expect(down.status == 8)
        for id in ["r-20261120T230102Z-9f3a1c"] {
            for verb in ["show", "resume", "rollback"] {
                let run = try fixture.molecule("rotations", verb, id)
                #expect(run.status == 6)
                #expect(run.error.contains("There is no rotation \(id)."))
            }
        }
        for id in ["x", "", "../x", "r-1", "r-20261120T230102Z-9f3a1c.jsonl"] {
            #expect(try fixture.molecule("rotations", "show", "--", id).status == 2, "\(id)")
        }
    }

    @Test func `a journal that is torn, foreign or not private is told and left alone`() throws {
        let fixture = try Fixture()
        #expect(try fixture.rotate("--to", "exec:test -e allowed").status == 8)
        let id = try fixture.onlyRotation()
        let name = try #require(names(in: fixture.home.rotations).first { $0.hasPrefix(id) })
        let path = "\(fixture.home.rotations)/\(name)"
        let good = try Data(contentsOf: URL(fileURLWithPath: path))
        chmod(path, 0o644)
        #expect(try fixture.molecule("rotations", "show", id).status == 10)
        #expect(try fixture.molecule("rotations", "resume", id).status == 10)
        chmod(path, 0o600)
        for bytes in [Data("{}\n".utf8), Data("garbage\n".utf8), Data(count: 64)] {
            try bytes.write(to: URL(fileURLWithPath: path))
            chmod(path, 0o600)
            for arguments in [["rotations", "show", id], ["rotations", "resume", id], ["rotations", "rollback", id]] {
                let run = try Run.molecule(arguments, home: fixture.home)
                #expect(run.status == 2, "\(arguments): \(run.error)")
                #expect(run.error.contains("not a usable journal"))
            }
            #expect(try fixture.molecule("rotations", "list").status == 8)
            #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == bytes)
        }
        // A last line that was not wholly written was never promised.
        try (good + Data("{\"at\":".utf8)).write(to: URL(fileURLWithPath: path))
        chmod(path, 0o600)
        #expect(try fixture.molecule("rotations", "show", id).status == 0)
        try fixture.home.write("allowed", "")
        #expect(try fixture.molecule("rotations", "rollback", id).status == 0)
        #expect(fixture.accepts(Fixture.token))
    }
}
