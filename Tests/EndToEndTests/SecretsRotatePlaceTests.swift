import Foundation
import JSON
import TestSupport
import Testing

/// Values that a destination can never hold are refused before anything is made or put.
@Suite(.blocking) struct `A value that a destination cannot take` {
    private static let odd = "tok_new$value-of-these-tests"
    private let fixture: RotateFixture

    init() throws {
        fixture = try RotateFixture()
        try fixture.home.write("platform.env", "GRAFANA_TOKEN=\(RotateFixture.old)\n")
    }

    private func expectUntouched(_ location: SourceLocation = #_sourceLocation) throws {
        #expect(
            try fixture.home.read("platform.env") == "GRAFANA_TOKEN=\(RotateFixture.old)\n", sourceLocation: location)
        #expect(!names(in: fixture.home.path).contains("taken"), sourceLocation: location)
        #expect(try fixture.value() == RotateFixture.old, sourceLocation: location)
    }

    @Test func `is refused before the rotation begins`() throws {
        try fixture.runbook(["destinations": ["exec:cat > taken", "env-file:platform.env"]])
        let run = try fixture.rotate("--from-stdin", "--yes", input: Self.odd)
        #expect(run.status == 2 && run.error.contains("platform.env cannot take the value: it has characters"))
        #expect(!run.error.contains(Self.odd) && run.error.contains("Nothing has been changed."), "\(run.error)")
        #expect(names(in: fixture.home.rotations).filter { $0.hasPrefix("r-") } == [])
        try expectUntouched()
    }

    @Test func `is refused when it arrives later, and a better one goes on`() throws {
        try fixture.runbook(["destinations": ["exec:cat > taken", "env-file:platform.env"]])
        let waiting = try fixture.rotate("--yes")
        #expect(waiting.status == 3, "\(waiting.error)")
        let refused = try fixture.resume("--from-stdin", input: Self.odd)
        #expect(refused.status == 2 && refused.error.contains("stopped at obtain"), "\(refused.error)")
        try expectUntouched()
        let resumed = try fixture.resume("--from-stdin", input: RotateFixture.new)
        #expect(resumed.status == 3 && resumed.error.contains("waits at retire"), "\(resumed.error)")
        #expect(try fixture.home.read("platform.env") == "GRAFANA_TOKEN=\(RotateFixture.new)\n")
    }

    @Test func `is not staged when a command prints it, and the rotation can go back`() throws {
        let command: JSONValue = ["command": "printf '%s' 'tok_new!value-of-these-tests'", "summary": "prints one"]
        try fixture.runbook([
            "destinations": ["exec:cat > taken", "env-file:platform.env"],
            "source": ["kind": "command", "settings": command],
        ])
        let run = try fixture.rotate("--yes")
        #expect(run.status == 2 && run.error.contains("stopped at obtain"), "\(run.error)")
        try expectUntouched()
        let back = try fixture.molecule("rotations", "rollback", try fixture.onlyRotation(), "--no-input")
        #expect(back.status == 0 || back.error.contains("retire-new"), "\(back.error)")
        try expectUntouched()
    }

    @Test func `is told in the plan where every value of the secret is one`() throws {
        try fixture.runbook([
            "destinations": ["exec:cat > taken", "env-file:platform.env"],
            "shape": ["prefixes": ["tok V1 "], "minimum_length": 8, "maximum_length": 64, "form": "words"],
        ])
        let dry = try fixture.rotate("--dry-run", "-o", "json")
        #expect(dry.status == 2, "\(dry.error)")
        let checks = try #require(try dry.document()["checks"]?.items)
        let place = try #require(checks.first { $0["subject"]?.text?.hasPrefix("env-file:") == true })
        #expect(place["ok"] == .bool(false))
        #expect(place["reason"]?.text?.contains("no value of this secret can be put there") == true)
        try expectUntouched()
    }
}
