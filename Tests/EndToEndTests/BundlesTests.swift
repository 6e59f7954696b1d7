import Foundation
import JSON
import TestSupport
import Testing

@Suite(.blocking) struct BundlesTests {
    @Test(arguments: ["04", "05"]) func `a bundle is written once, and imported under new ids`(release: String) throws {
        let tenant = try Tenant(release)
        let export = ["bundles", "export", Tenant.atlas, "--output-file", "atlas.json"]
        let run = try Run.molecule(export, home: tenant.home, environment: tenant.environment)
        #expect(run.status == 0, "\(run.error)")
        let bundle = try JSONValue.parse(Array(try tenant.home.read("atlas.json").utf8))
        #expect(bundle["name"] == "atlas")
        #expect(bundle["sub_workspaces"]?.items?.isEmpty == false)
        let again = try Run.molecule(export, home: tenant.home, environment: tenant.environment)
        #expect(again.status == 7)
        #expect(try Run.molecule(export + ["--force"], home: tenant.home, environment: tenant.environment).status == 0)
        let left = try FileManager.default.contentsOfDirectory(atPath: tenant.home.path)
        #expect(!left.contains { $0.hasSuffix(".new") })
        let printed = try tenant.run("bundles", "export", Tenant.atlas)
        #expect(printed.output == (try tenant.home.read("atlas.json")))

        try tenant.home.write(
            "new.json", try tenant.home.read("atlas.json").replacingOccurrences(of: "\"atlas\"", with: "\"copy\""))
        let imported = try tenant.document("bundles", "import", "new.json")
        let items = imported["items"]?.items ?? []
        #expect(items.first?["path"] == "copy")
        #expect(items.allSatisfy { $0["status"] == "provisioning" })
        #expect(items.first?["id"]?.text != Tenant.atlas)
    }

    @Test func `workspaces that could not be made are told one by one`() throws {
        let tenant = try Tenant()
        let child = "{\"name\": \"twin\", \"tier\": 2}"
        try tenant.home.write(
            "two.json", "{\"name\": \"pair\", \"tier\": 2, \"sub_workspaces\": [\(child), \(child)]}")
        let some = try tenant.run("bundles", "import", "two.json", "-o", "tsv")
        #expect(some.status == 8)
        #expect(some.output.contains("pair/twin\t-\tfailed"))
        #expect(some.error.contains("1 of 3 workspaces were not created"))
        let none = try tenant.run("bundles", "import", "two.json")
        #expect(none.status == 1)
        #expect(none.error.contains("Nothing was created"))
    }

    @Test func `what is no bundle, or no workspace, is refused`() throws {
        let tenant = try Tenant()
        try tenant.home.write("bad.json", "{}")
        #expect(try tenant.run("bundles", "import", "bad.json").status == 2)
        #expect(try tenant.run("bundles", "import", "nowhere.json").status == 6)
        #expect(try tenant.run("bundles", "export", "00000000-0000-4000-8000-000000000000").status == 6)
        #expect(try tenant.run("bundles", "export", "atlas").status == 2)
    }
}
