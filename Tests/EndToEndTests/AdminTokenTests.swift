import Foundation
import TestSupport
import Testing

@Suite(.blocking) struct AdminTokenTests {
    @Test func `the tour goes as told and leaves nothing behind`() throws {
        let home = try TemporaryHome()
        let run = try Run.molecule("sandbox", "tour", home: home)
        #expect(run.status == 0, "\(run.error)")
        #expect(run.output.contains("status 12: unverified, as told"))
        #expect(run.output.contains("status 4: unauthenticated, as told"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: home.path) == [])
    }

    @Test func `a protected platform is told from an open one`() throws {
        let home = try TemporaryHome()
        let platform = try Platform(home: home)
        let open = try Run.molecule(
            "admin-token", "verify", "--api-url", platform.url, home: home, environment: ["ADMIN_TOKEN": "some-token"])
        #expect(open.status == 12)
        #expect(open.error.contains("lets everyone in"))
        try platform.deploy("some-token")
        let protected = try Run.molecule(
            "admin-token", "verify", "--api-url", platform.url, home: home, environment: ["ADMIN_TOKEN": "some-token"])
        #expect(protected.status == 0)
    }
}
