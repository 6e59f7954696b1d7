import Foundation
import JSON
import TestSupport
import Testing

@Suite(.blocking) struct TemplatesTests {
    private func folder(_ home: TemporaryHome, _ files: [String: String]) throws {
        for (path, text) in files {
            let url = URL(fileURLWithPath: home.file("agent/\(path)"))
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: url)
        }
    }

    @Test(arguments: ["04", "05"]) func `a directory becomes a template, once`(release: String) throws {
        let tenant = try Tenant(release)
        try folder(
            tenant.home,
            ["config.yaml": "name: Helper\n", "skills/search/run.md": "Search.\n", ".env": "SECRET=hunter2\n"])
        let run = try tenant.run("templates", "import", "My Helper", "--from", "agent/", "-o", "json")
        #expect(run.status == 0, "\(run.error)")
        let document = try JSONValue.parse(Array(run.output.utf8))
        #expect(document["id"] == "my-helper" && document["files"] == 2)
        #expect(run.error.contains(".env"))
        let listed = try tenant.document("templates", "list")["items"]?.items ?? []
        #expect(listed.first { $0["id"] == "my-helper" }?["skills"] == ["search"])
        let again = try tenant.run("templates", "import", "my helper", "--from", "agent")
        #expect(again.status == 7)
        #expect(again.error.contains("'my-helper' already"))
    }

    @Test func `what no template can hold is refused before anything is sent`() throws {
        let tenant = try Tenant()
        #expect(try tenant.run("templates", "import", "x", "--from", "nowhere").status == 6)
        try folder(tenant.home, [".hidden": "x"])
        #expect(try tenant.run("templates", "import", "x", "--from", "agent").status == 2)
        try folder(tenant.home, ["a": "text", "b": "nul\0"])
        #expect(try tenant.run("templates", "import", "x", "--from", "agent").error.contains("agent/b is not text"))
        try folder(tenant.home, ["b": "text"])
        try FileManager.default.createSymbolicLink(
            atPath: tenant.home.file("agent/link"), withDestinationPath: "/etc/passwd")
        #expect(try tenant.run("templates", "import", "x", "--from", "agent").error.contains("symbolic link"))
        try FileManager.default.removeItem(atPath: tenant.home.file("agent/link"))
        try folder(tenant.home, Dictionary(uniqueKeysWithValues: (0...200).map { ("file\($0)", "x") }))
        #expect(try tenant.run("templates", "import", "x", "--from", "agent").error.contains("at most 200"))
    }

    @Test func `an org template whose secrets are missing names the commands that set them`() throws {
        let tenant = try Tenant()
        let listed = try tenant.run("org", "templates", "-o", "tsv")
        #expect(listed.output.contains("HELPDESK_TOKEN SMTP_URL|MAIL_API_KEY"))
        let missing = try tenant.run("org", "import", "--dir", "support-desk")
        #expect(missing.status == 7)
        #expect(missing.error.contains("HELPDESK_TOKEN; one of SMTP_URL, MAIL_API_KEY"))
        #expect(missing.error.contains("molecule secrets set HELPDESK_TOKEN --global"))
        let forced = try tenant.run("org", "import", "--dir", "support-desk", "--force")
        #expect(forced.status == 7)
        for key in ["HELPDESK_TOKEN", "MAIL_API_KEY"] {
            _ = try tenant.run("secrets", "set", key, "--global", "--from-stdin", "--yes", input: "v")
        }
        let made = try tenant.run("org", "import", "--dir", "support-desk", "-o", "json")
        #expect(made.status == 0, "\(made.error)")
        let items = try JSONValue.parse(Array(made.output.utf8))["items"]?.items ?? []
        #expect(items.map { $0["result"] } == ["created"])
        let again = try tenant.document("org", "import", "--dir", "support-desk")
        #expect(again["items"]?.items?.map { $0["result"] } == ["there-already"])
        let april = try Tenant("04")
        #expect(try april.run("org", "import", "--dir", "support-desk").status == 7)
        #expect(try april.run("org", "import", "--dir", "support-desk", "--force").status == 0)
        #expect(try april.run("org", "import", "--dir", "nowhere").status == 6)
    }

    @Test func `an import that stops names what was made and what stopped it`() throws {
        let tenant = try Tenant()
        try tenant.home.write(
            "team.json",
            """
            {"name": "Team", "workspaces": [{"name": "first", "model": "anthropic/claude-sonnet-4-6"},
            {"name": "second"}, {"name": "third", "model": "anthropic/claude-sonnet-4-6"}]}
            """)
        let run = try tenant.run("org", "import", "--template", "team.json", "-o", "tsv")
        #expect(run.status == 8)
        #expect(run.output.hasPrefix("first\t"))
        #expect(!run.output.contains("third"))
        #expect(run.error.contains("has no model"))
        #expect(run.error.contains("1 workspace was made before it and stays"))
        #expect(try tenant.run("org", "import", "--template", "team.json", "--no-input").status == 3)
        try tenant.home.write("team.json", "{\"workspaces\": []}")
        #expect(try tenant.run("org", "import", "--template", "team.json").status == 2)
        try tenant.home.write("team.json", "name: yaml\n")
        #expect(try tenant.run("org", "import", "--template", "team.json").error.contains("not JSON"))
        #expect(try tenant.run("org", "import").status == 2)
    }

    @Test func `reconciling asks, and tells how many were removed`() throws {
        let tenant = try Tenant()
        let text = "{\"name\":\"T\",\"defaults\":{\"model\":\"anthropic/claude-sonnet-4-6\"},"
        try tenant.home.write(
            "team.json", text + "\"workspaces\":[{\"name\":\"top\",\"children\":[{\"name\":\"atlas\"}]}]}")
        let arguments = ["org", "import", "--template", "team.json", "--mode", "reconcile"]
        let refused = try Run.molecule(arguments + ["--no-input"], home: tenant.home, environment: tenant.environment)
        #expect(refused.status == 3)
        #expect(refused.error.contains("atlas (\(Tenant.atlas))"))
        let run = try Run.molecule(
            arguments + ["--yes", "-o", "json"], home: tenant.home, environment: tenant.environment)
        #expect(run.status == 0, "\(run.error)")
        #expect((try JSONValue.parse(Array(run.output.utf8))["removed_count"]?.integer ?? 0) >= 1)
        #expect(try tenant.run("secrets", "list", "--workspace", Tenant.atlas).status == 6)
    }
}
