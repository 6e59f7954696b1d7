import Foundation
import JSON
import TestSupport
import Testing

/// Rotations that go as they should.
@Suite(.blocking) struct RotateTests {
    @Test func `a rotation replaces the token, proves it and ends the old one`() throws {
        let fixture = try Fixture()
        let run = try fixture.rotate()
        #expect(run.status == 0, "\(run.error)")
        let new = try fixture.value()
        #expect(new.count == 44 && new != Fixture.token)
        #expect(try fixture.deployed() == new)
        #expect(fixture.accepts(new) && !fixture.accepts(Fixture.token) && !fixture.accepts(nil))
        #expect(try fixture.molecule("admin-token", "verify", "--from-key", "production").status == 0)
        #expect(run.error.contains("This secret has one value: callers of the old one are cut over, not overlapped."))
        #expect(try mode(of: fixture.home.file("platform.env")) == "600")
        let entry = try fixture.molecule("keys", "show", "production", "-o", "json").document()
        #expect(entry["previous"]?["fingerprint"]?.text?.isEmpty == false)
        #expect(entry["pending"] == .null)
        let id = try fixture.onlyRotation()
        #expect(entry["current"]?["rotation"]?.text == id)
        #expect(run.output.hasPrefix("\(id)\tcompleted\tproduction\t"))
        #expect(
            try fixture.rotate("--format", "hex", "--bytes", "64", "-o", "json").document()["outcome"]?.text
                == "completed")
        #expect(try fixture.value().count == 128)
        #expect(!fixture.accepts(new))
    }

    @Test func `without --to the token goes where the profile says, and without either nothing begins`() throws {
        let fixture = try Fixture()
        let words = ["admin-token", "rotate", "--key", "production", "--then", fixture.platform.restart, "--yes"]
        let nowhere = try Run.molecule(words, home: fixture.home)
        #expect(nowhere.status == 2 && nowhere.error.contains("No destination is given"), "\(nowhere.error)")
        let added = try fixture.molecule(
            "profile", "add", "here", "--api-url", fixture.platform.url, "--to", "env-file:platform.env", "--to",
            "exec:cat > taken")
        #expect(added.status == 0, "\(added.error)")
        _ = try fixture.molecule(
            "profile", "add", "there", "--api-url", "http://127.0.0.1:9", "--to", "exec:cat > stolen")
        let other = try Run.molecule(words + ["--profile", "there"], home: fixture.home)
        #expect(other.status == 7 && other.error.contains("another platform"), "\(other.error)")
        #expect(!FileManager.default.fileExists(atPath: fixture.home.file("stolen")))
        let run = try Run.molecule(words, home: fixture.home)
        #expect(run.status == 0, "\(run.error)")
        let new = try fixture.value()
        #expect(try fixture.deployed() == new && fixture.home.read("taken") == new && fixture.accepts(new))
        #expect(try Run.molecule(words + ["--to", "env-file:platform.env"], home: fixture.home).status == 0)
        #expect(try fixture.home.read("taken") == new, "an option says where, and the profile nothing more")
    }

    @Test func `values go to commands on standard input, in a clean environment`() throws {
        let fixture = try Fixture()
        let line =
            "cat > taken; env > environment; tr '\\0' ' ' < /proc/$$/cmdline > words; echo told; echo complained >&2"
        let run = try fixture.rotate(
            "--to", "exec:\(line)", "--pass-env", "MINE", "--pass-env", "ADMIN_TOKEN",
            environment: [
                "MINE": "passed", "OTHER": "not passed", "ADMIN_TOKEN": "from-outside", "MOLECULE_OUTPUT": "tsv",
            ])
        #expect(run.status == 0, "\(run.error)")
        let new = try fixture.value()
        #expect(try fixture.home.read("taken") == new)
        let environment = try fixture.home.read("environment")
        #expect(environment.contains("MINE=passed\n"))
        #expect(
            !environment.contains("OTHER") && !environment.contains("ADMIN_TOKEN") && !environment.contains("MOLECULE"))
        #expect(!environment.contains(new))
        #expect(!(try fixture.home.read("words").contains(new)))
        #expect(!run.output.contains("told"), "the command's output could show the value")
        #expect(run.error.contains("complained"))
    }

    @Test func `a dry run asks every question and changes nothing`() throws {
        let fixture = try Fixture()
        let before = try FileTree(fixture.home.path)
        let run = try fixture.rotate("--dry-run", "--to", "exec:touch ran", "-o", "json")
        #expect(run.status == 0, "\(run.error)")
        let document = try run.document()
        #expect(document["dry_run"] == .bool(true))
        let checks = try #require(document["checks"]?.items)
        #expect(checks.map { $0["ok"] } == [.bool(true), .bool(true), .bool(true)])
        #expect(checks.first?["subject"]?.text == "current token")
        #expect(document["plan"]?["activation"]?.text == fixture.platform.restart)
        var after = try FileTree(fixture.home.path)
        // The platform's own log of the three probes.
        after = FileTree(
            items: after.items.merging(["requests.log": before.items["requests.log"]].compactMapValues { $0 }) { $1 })
        #expect(after == before)
        #expect(try fixture.home.read("requests.log").split(separator: "\n").count == 3)
    }

    @Test func `a dry run tells what stands in the way`() throws {
        let fixture = try Fixture(key: Fixture.other)
        chmod(fixture.home.file("platform.env"), 0o644)
        let before = try FileTree(fixture.home.keys)
        let run = try fixture.rotate("--dry-run", "--to", "env-file:absent.env", "--to", "exec:if then", "-o", "json")
        #expect(run.status == 4, "the token first: \(run.error)")
        let checks = try #require(try run.document()["checks"]?.items)
        #expect(checks.map { $0["ok"] } == [.bool(false), .bool(false), .bool(false), .bool(false)])
        #expect(checks[0]["finding"]?.text?.contains("protects") == false, "it is what was found")
        #expect(checks[1]["reason"]?.text?.contains("644") == true)
        #expect(checks[2]["reason"]?.text?.contains("there is no environment file") == true)
        #expect(checks[3]["reason"]?.text?.contains("cannot read the command") == true)
        #expect(try FileTree(fixture.home.keys) == before)
        #expect(names(in: fixture.home.rotations) == [])
    }

    struct File: Sendable, CustomTestStringConvertible {
        let name: String
        let before: String
        /// `NEW` stands for the new value.
        let after: String
        var testDescription: String { name }
    }

    static let old = Fixture.token
    static let files = [
        File(
            name: "comments and order", before: "# top\nA=1\nADMIN_TOKEN=\(old)\n\n; more\nZ=\"a b\"\n",
            after: "# top\nA=1\nADMIN_TOKEN=NEW\n\n; more\nZ=\"a b\"\n"),
        File(name: "double quotes", before: "ADMIN_TOKEN=\"\(old)\"\n", after: "ADMIN_TOKEN=\"NEW\"\n"),
        File(name: "single quotes", before: "A=1\nADMIN_TOKEN='\(old)'\n", after: "A=1\nADMIN_TOKEN='NEW'\n"),
        File(name: "CRLF", before: "A=1\r\nADMIN_TOKEN=\(old)\r\nB=2\r\n", after: "A=1\r\nADMIN_TOKEN=NEW\r\nB=2\r\n"),
        File(name: "export", before: "export ADMIN_TOKEN=\(old)\n", after: "export ADMIN_TOKEN=NEW\n"),
        File(name: "no newline at the end", before: "A=1\nADMIN_TOKEN=\(old)", after: "A=1\nADMIN_TOKEN=NEW"),
        File(
            name: "names that begin alike", before: "ADMIN_TOKEN_OLD=x\nMY_ADMIN_TOKEN=y\nADMIN_TOKEN=\(old)\n",
            after: "ADMIN_TOKEN_OLD=x\nMY_ADMIN_TOKEN=y\nADMIN_TOKEN=NEW\n"),
        File(
            name: "commented out", before: "#ADMIN_TOKEN=x\nADMIN_TOKEN=\(old)\n",
            after: "#ADMIN_TOKEN=x\nADMIN_TOKEN=NEW\n"),
    ]

    @Test(arguments: files) func `an environment file keeps everything but the value`(_ file: File) throws {
        let fixture = try Fixture()
        try fixture.home.write("platform.env", file.before)
        let run = try fixture.rotate()
        #expect(run.status == 0, "\(run.error)")
        let new = try fixture.value()
        #expect(new != Fixture.token)
        #expect(try fixture.home.read("platform.env") == file.after.replacingOccurrences(of: "NEW", with: new))
        #expect(try mode(of: fixture.home.file("platform.env")) == "600")
        #expect(names(in: fixture.home.path).filter { $0.contains("platform.env") } == ["platform.env"], "no litter")
    }

    @Test func `a file without the variable gets it, and a stricter mode stays`() throws {
        let fixture = try Fixture()
        try fixture.home.write("second.env", "A=1", mode: 0o400)
        let run = try fixture.rotate("--to", "env-file:\(fixture.home.file("second.env"))")
        #expect(run.status == 0, "\(run.error)")
        #expect(try fixture.home.read("second.env") == "A=1\nADMIN_TOKEN=\(try fixture.value())\n")
        #expect(try mode(of: fixture.home.file("second.env")) == "400")
    }

    @Test func `a deployment that rolls out is waited for`() throws {
        let fixture = try Fixture(["--fault", "flap:8"])
        let run = try fixture.rotate()
        #expect(run.status == 0, "\(run.error)")
        #expect(fixture.accepts(try fixture.value()))
        #expect(!fixture.accepts(Fixture.token))
    }

    @Test func `a restart by hand does as well`() throws {
        let fixture = try Fixture()
        let rotating = try Background.molecule(
            "admin-token", "rotate", "--key", "production", "--to", "env-file:platform.env", "--yes", home: fixture.home
        )
        #expect(rotating.until { $0.error.contains("put it into env-file") && $0.error.contains("done          put") })
        #expect(rotating.error.contains("No --then command: restart the platform yourself within 120 s."))
        kill(fixture.platform.pid, SIGHUP)
        let run = rotating.end()
        #expect(run.status == 0, "\(run.error)")
    }

    @Test func `a person is shown the plan and asked`() throws {
        let fixture = try Fixture()
        let arguments = fixture.rotation.filter { $0 != "--yes" }
        let terminal = try PseudoTerminal(
            Binary.molecule, arguments, environment: fixture.home.environment, directory: fixture.home.path)
        #expect(terminal.shows("Rotate 'production' now? [y/N] "), "\(terminal.screen)")
        #expect(terminal.screen.contains("1. make the new value and keep it as pending"))
        #expect(names(in: fixture.home.rotations) == [])
        terminal.type("y\n")
        #expect(terminal.end() == 0, "\(terminal.screen)")
        #expect(terminal.screen.contains("ok: production is rotated to"))
        #expect(!terminal.screen.contains(try fixture.value()))
    }
}
