import TestSupport
import Testing

/// What the control plane refuses is told with the next command to type.
@Suite(.blocking) struct ControlPlaneRefusalTests {
    @Test func `a slug that does not exist, and one that is taken, lead on`() throws {
        let scene = try ControlPlaneScene()
        for (line, list) in [
            ("orgs get nowhere", "molecule orgs list"), ("orgs status nowhere", "molecule orgs list"),
            ("tenants diagnostics nowhere", "molecule tenants list"),
        ] {
            let run = try scene.run(line)
            #expect(run.status == 6, "\(line): \(run.error)")
            #expect(run.error.contains("organization not found"), "\(line): \(run.error)")
            #expect(run.error.contains("next: \(list)"), "\(line): \(run.error)")
        }
        let taken = try scene.run("orgs create acme --name Acme")
        #expect(taken.status == 7)
        #expect(taken.error.contains("The slug cannot be used (409)"), "\(taken.error)")
        #expect(taken.error.contains("molecule tenants scrub SLUG"))
    }
}
