import TestSupport
import Testing

/// What destroys is asked about by `molecule api` as by the commands made for it.
@Suite(.blocking) struct APIGuardTests {
    private func api(_ fleet: Fleet, _ words: String...) throws -> Run {
        try Run.molecule(
            ["api"] + words, home: fleet.home,
            environment: ["MOLECULE_API_URL": fleet.platform.url, "ADMIN_TOKEN": "root-token"])
    }

    @Test func `a workspace is terminated by nobody's silence`() throws {
        let fleet = try Fleet("self-hosted")
        for words in [
            ["selfHostedTerminateWorkspace", "id=\(Fleet.id(5))"],
            ["POST", "/admin/workspaces/\(Fleet.id(5))/terminate"],
        ] {
            let run = try Run.molecule(
                ["api"] + words + ["--no-input"], home: fleet.home,
                environment: ["MOLECULE_API_URL": fleet.platform.url, "ADMIN_TOKEN": "root-token"])
            #expect(run.status == 3, "\(run.error)")
        }
        #expect(try fleet.status(5) != nil)
        #expect(try api(fleet, "selfHostedTerminateWorkspace", "id=\(Fleet.id(5))", "--yes").status == 0)
        #expect(try fleet.status(5) == nil)
    }

    @Test(arguments: Fleet.releases)
    func `a workspace is deleted by its own name alone, whatever the server looks at`(_ surface: String) throws {
        let fleet = try Fleet(surface)
        for words in [
            ["tenantDeleteWorkspace", "id=\(Fleet.id(5))", "purge=true"],
            ["DELETE", "/workspaces/\(Fleet.id(5))?purge=true"],
        ] {
            for confirmation in [[], ["--confirm", "billing-agent"], ["--yes"]] {
                let run = try Run.molecule(
                    ["api"] + words + confirmation + ["--no-input"], home: fleet.home,
                    environment: ["MOLECULE_API_URL": fleet.platform.url, "ADMIN_TOKEN": "root-token"])
                #expect(run.status == 3, "\(confirmation): \(run.error)")
                #expect(run.error.contains("--confirm nightly-reports"), "\(run.error)")
            }
        }
        #expect(try fleet.status(5) != nil)
        let run = try api(
            fleet, "tenantDeleteWorkspace", "id=\(Fleet.id(5))", "purge=true", "--confirm", "nightly-reports")
        #expect(run.status == 0, "\(run.error)")
        #expect(try fleet.status(5) == nil)
    }

    @Test func `an import that removes others asks, and one that does not goes on`() throws {
        let fleet = try Fleet("tenant-2026-05")
        #expect(try api(fleet, "tenantOrgImport", "dir=research-team", "mode=reconcile", "--no-input").status == 3)
        try fleet.home.write("body.json", #"{"dir":"research-team","MODE":"reconcile"}"#)
        #expect(try api(fleet, "tenantOrgImport", "--body-from", "body.json", "--no-input").status == 3)
        #expect(try api(fleet, "tenantOrgImport", "dir=research-team", "--no-input").status == 0)
    }

    @Test func `a path may be typed as it is listed`() throws {
        let fleet = try Fleet("tenant-2026-05")
        let run = try api(fleet, "GET", "/workspaces/{id}", "id=\(Fleet.id(5))")
        #expect(run.status == 0 && run.jsonObject["name"] as? String == "nightly-reports", "\(run.error)")
    }

    @Test func `what a server says beside its error is shown`() throws {
        let fleet = try Fleet("tenant-2026-05")
        let run = try api(fleet, "tenantDeleteWorkspace", "id=\(Fleet.id(1))", "--confirm", "atlas")
        #expect(run.status == 7, "\(run.error)")
        #expect(run.error.contains("The server's answer: ") && run.error.contains("atlas-research"), "\(run.error)")
    }
}
