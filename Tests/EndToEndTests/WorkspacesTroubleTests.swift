import TestSupport
import Testing

@Suite(.blocking) struct WorkspacesTroubleTests {
    @Test(arguments: Fleet.everywhere) func `a wrong credential is told, and none at all`(_ surface: String) throws {
        let fleet = try Fleet(surface)
        let wrong = try fleet.run("list", environment: ["ADMIN_TOKEN": "wrong-token"])
        #expect(wrong.status == 4)
        #expect(wrong.error.contains("molecule auth status"))
        #expect(try fleet.run("pause", Fleet.id(1), environment: ["ADMIN_TOKEN": "wrong-token"]).status == 4)
        let none = try fleet.run("pause", Fleet.id(1), environment: [:])
        #expect(none.status == 4)
        #expect(try fleet.status(1) == "online")
    }

    @Test(arguments: Fleet.releases) func `an org key does what the admin token does`(_ surface: String) throws {
        let fleet = try Fleet(surface)
        let minted = try Run.molecule(
            "api", "tenantCreateOrgToken", "name=ci", "--reveal", "--api-url", fleet.platform.url, "-o", "json",
            home: fleet.home, environment: ["ADMIN_TOKEN": "root-token"])
        let key = try #require(minted.jsonObject["auth_token"] as? String)
        #expect(try fleet.run("list", environment: ["MOLECULE_ORG_TOKEN": key]).status == 0)
        #expect(
            try fleet.run("delete", "nightly-reports", "--yes", environment: ["MOLECULE_ORG_TOKEN": key]).status == 0)
    }

    @Test(arguments: Fleet.everywhere) func `refusals keep their statuses`(_ surface: String) throws {
        let fleet = try Fleet(surface, faults: ["status:403:1", "retry-after:7:2", "status:503:3"])
        #expect(try fleet.run("pause", Fleet.id(1)).status == 5)
        let limited = try fleet.run("pause", Fleet.id(1), "-o", "json")
        #expect(limited.status == 11)
        #expect(limited.error.contains("\"retry_after\":7"))
        #expect(try fleet.run("pause", Fleet.id(1)).status == 9)
        #expect(try fleet.run("pause", Fleet.id(1)).status == 0)
    }

    @Test(arguments: Fleet.everywhere) func `a reply lost after a pause is made up for`(_ surface: String) throws {
        // The self-hosted route is found with the second request, after the list has shown that it is there.
        let fleet = try Fleet(surface, faults: [surface == "self-hosted" ? "drop:after:3" : "drop:after:1"])
        let run = try fleet.run("pause", Fleet.id(1))
        #expect(run.status == 0, "\(run.error)")
        #expect(run.tsvCells[2...] == ["paused", "the reply was lost, but the status says so"])
    }

    @Test(arguments: Fleet.releases) func `a reply lost after a start is made up for`(_ surface: String) throws {
        let resumed = try Fleet(surface, faults: ["drop:after:1"]).run("resume", Fleet.id(4))
        #expect(resumed.tsvCells[2] == "resumed", "\(resumed.error)")
        let restarted = try Fleet(surface, faults: ["truncate:2"]).run("restart", Fleet.id(1))
        #expect(restarted.tsvCells[2] == "restarted", "\(restarted.error)")
        let never = try Fleet(surface, faults: ["drop:2"]).run("restart", Fleet.id(1))
        #expect(never.status == 9)
    }

    @Test(arguments: Fleet.releases) func `a wait survives what passes`(_ surface: String) throws {
        let fleet = try Fleet(surface, faults: ["status:503:2", "retry-after:1:3", "drop:4"])
        let run = try fleet.run("restart", Fleet.id(6), "--wait", "30s")
        // The second request is the restart itself.
        #expect(run.status == 9)
        let again = try fleet.run("wait", Fleet.id(1), "--for", "online", "--wait", "30s")
        #expect(again.status == 0, "\(again.error)")
    }

    @Test func `a tenant that hides itself is told as that`() throws {
        for (surface, status) in zip(Fleet.releases, [6, 2] as [Int32]) {
            let organization = "3d6f0c57-6f4e-4a3e-9a36-5a9f3f5f9d10"
            let fleet = try Fleet(surface, organization: organization)
            let hidden = try fleet.run("pause", Fleet.id(1))
            #expect(hidden.status == status, "\(hidden.error)")
            #expect(hidden.error.contains("--org-id"))
            let other = try fleet.run("get", Fleet.id(1), "--org-id", Fleet.unknown)
            #expect(other.status == 6)
            #expect(other.error.contains("does not show itself"))
            #expect(try fleet.run("get", Fleet.id(1), "--org-id", organization).status == 0)
            #expect(try fleet.run("pause", Fleet.id(1), "--org-id", organization).status == 0)
        }
    }

    @Test func `a web page in the place of the API is told`() throws {
        let fleet = try Fleet("tenant-2026-05", faults: ["html:1-9"])
        let run = try fleet.run("list")
        #expect(run.status == 6)
        #expect(run.error.contains("A web page answered"))
    }
}
