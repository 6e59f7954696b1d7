import Foundation
import JSON
import TestSupport
import Testing

/// What commands say is shown without the value they are given or print, and logs of jobs mask every new value.
@Suite(.blocking) struct `Commands that repeat a value` {
    private static let job = ["GITHUB_ACTIONS": "true"]

    @Test(arguments: ["\\n", "\\r\\n", "  \\n"])
    func `a value is masked in complaints whatever stands behind it`(_ ending: String) throws {
        let home = try TemporaryHome()
        let run = try Run.molecule(
            "keys", "add", "other", "--kind", "service-secret", "--origin", "http://127.0.0.1:1", "--from-command",
            "V=another-value-99887766; echo \"got $V\" >&2; printf \"%s\(ending)\" \"$V\"", home: home)
        #expect(run.error.contains("got ***"), "\(run.error)")
        #expect(!run.error.contains("99887766"), "\(run.error)")
    }

    @Test func `are shown with the value masked`() throws {
        let fixture = try Fixture()
        let run = try fixture.rotate("--to", "exec:echo begin >&2; tee taken >&2; echo end >&2; false")
        #expect(run.status == 8, "\(run.error)")
        let value = try fixture.home.read("taken")
        #expect(!value.isEmpty && !run.error.contains(value) && !run.output.contains(value))
        #expect(run.error.contains("begin\n***end\n"), "\(run.error)")
        let back = try Run.molecule(["rotations", "rollback", try fixture.onlyRotation()], home: fixture.home)
        #expect(try fixture.home.read("taken") == Fixture.token, "the old value is given to it, too")
        #expect(!back.error.contains(Fixture.token) && !back.error.contains(value), "\(back.error)")
    }

    @Test func `are shown without the value they print as the new one`() throws {
        let fixture = try RotateFixture()
        let command: JSONValue = [
            "command": .string("echo \(RotateFixture.new) | tee /dev/stderr; echo said >&2"), "summary": "prints one",
        ]
        try fixture.runbook(["source": ["kind": "command", "settings": command]])
        let run = try fixture.rotate("--yes")
        #expect(try fixture.value() == RotateFixture.new, "\(run.error)")
        #expect(run.error.contains("***\nsaid\n"), "\(run.error)")
        // The command itself is told in the plan, and names the value here.
        let shown = run.error.split(separator: "\n").filter { $0.contains(RotateFixture.new) }
        #expect(shown.allSatisfy { $0.contains("tee /dev/stderr") }, "\(shown)")
    }

    @Test func `a generated token is masked in the log of a job, and again when its rotation goes on`() throws {
        let fixture = try Fixture()
        let stopped = try Run.molecule(
            [
                "admin-token", "rotate", "--key", "production", "--wait", "20s", "--yes", "--to",
                "exec:cat > taken; test -e ready",
            ], home: fixture.home, environment: Self.job)
        #expect(stopped.status == 8, "\(stopped.error)")
        let value = try fixture.home.read("taken")
        #expect(stopped.output.hasPrefix("::add-mask::\(value)\n"))
        let again = try Run.molecule(
            ["rotations", "resume", try fixture.onlyRotation()], home: fixture.home, environment: Self.job)
        #expect(again.output.hasPrefix("::add-mask::\(value)\n"), "\(again.error)")
        #expect(!again.error.contains(value))
    }

    @Test func `a pasted value is masked in the log of a job`() throws {
        let fixture = try RotateFixture()
        try fixture.runbook()
        let run = try fixture.rotate("--from-stdin", "--yes", input: RotateFixture.new, environment: Self.job)
        #expect(run.status == 3, "\(run.error)")
        #expect(run.output.hasPrefix("::add-mask::\(RotateFixture.new)\n"), "\(run.output)")
    }
}
