import Foundation
import JSON
import TestSupport
import Testing

@Suite(.blocking) struct `Rotating a secret by a runbook` {
    @Test func `a pasted value goes everywhere, is proven, becomes current, and waits for the old one's end`() throws {
        let fixture = try RotateFixture()
        try fixture.runbook()
        let run = try fixture.rotate("--from-stdin", "--yes", input: RotateFixture.new + "\n")
        #expect(run.status == 3, "\(run.error)")
        #expect(run.error.contains("waits at retire: Delete the old token in the console"))
        let id = try fixture.onlyRotation()
        #expect(run.error.contains("molecule rotations resume \(id) --done retire"))
        #expect(try fixture.home.read("taken") == RotateFixture.new)
        #expect(try fixture.value() == RotateFixture.new)
        fixture.service.set { $0.accepted = [RotateFixture.new] }
        let end = try fixture.resume("--done", "retire")
        #expect(end.status == 0, "\(end.error)")
        #expect(end.error.contains("GRAFANA_TOKEN is rotated") || end.output.contains("completed"))
        let journal = try fixture.home.read("state/molecule/rotations/\(id).journal")
        #expect(!journal.contains(RotateFixture.new) && !journal.contains(RotateFixture.old))
    }
}
