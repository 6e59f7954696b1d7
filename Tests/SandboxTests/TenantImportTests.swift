import JSON
import TestSupport
import Testing

@testable import Sandbox

@Suite(.blocking) struct `Templates` {
    @Test(arguments: Release.allCases)
    func `are imported once, under a name made for a folder`(release: Release) throws {
        let target = "POST /templates/import"
        let many = (1...201).map { #""f\#($0)":"x""# }.joined(separator: ",")
        try withTenant(release) { admin throws in
            try admin.walk([
                Row(
                    target, #"{"name":"My Täst_1!","files":{"a/b.md":"x"}}"#, 201,
                    #"{"status":"imported","id":"my-tst_1","name":"My Täst_1!"}"#),
                Row(
                    target, #"{"name":"My Tst_1","files":{"a":"x"}}"#, 409,
                    #"{"error":"template already exists","id":"my-tst_1"}"#),
                Row(
                    target, #"{"name":"!","files":{"a":"x"}}"#, 201, #"{"status":"imported","id":"unnamed","name":"!"}"#
                ),
                Row(target, #"{"name":"e","files":{}}"#, 500, error: "failed to write config.yaml"),
                Row(target, #"{"name":"m","files":{\#(many)}}"#, 400, error: "too many files (201), max 200"),
                Row(target, #"{"name":"half","files":{"good":"x","../bad":"x"}}"#, 400, error: "invalid request body"),
                Row(target, #"{"name":"half","files":{"good":"x"}}"#, 409),
            ])
            for body in [
                "", "{", #"{"files":{}}"#, #"{"name":"x"}"#, #"{"name":"x","files":{"a":5}}"#,
                #"{"name":"x","files":[]}"#,
            ] {
                try admin.walk([Row(target, body, 400, error: "invalid request body")])
            }
            let ids = try admin.json("GET /templates").items?.compactMap { $0["id"]?.text }
            let standard = release == .may ? "claude-code-default" : "langgraph-default"
            #expect(ids == [standard, "hermes", "my-tst_1", "unnamed"].sorted())
        }
    }

    @Test func `are listed with what their configuration says`() throws {
        try withTenant(.may, .saas) { admin throws in
            let configuration = #"name: \"Crew\"\nruntime: crewai\n"#
            try admin.json(
                "POST /templates/import", #"{"name":"crew","files":{"config.yaml":"\#(configuration)"}}"#, 201)
            let skills = #"{"name":"s","files":{"config.yaml":"runtime: hermes\n","skills/b/x":"","skills/a/x":""}}"#
            try admin.json("POST /templates/import", skills, 201)
            let items = try #require(try admin.json("GET /templates").items)
            // An unknown runtime is left out.
            #expect(items.map { $0["id"] } == ["claude-code-default", "hermes", "s"])
            #expect(items.map { $0["tier"] } == [4, 4, 4])
            #expect(items[1]["provision_timeout_seconds"] == 1_800)
            #expect(items[0]["skills"] == .null)
            #expect(items[2]["skills"] == ["a", "b"])
            #expect(items[2]["skill_count"] == 2)
            #expect(items[0]["registry_backed"] == true)
        }
    }
}

@Suite(.blocking) struct `A bundle` {
    @Test(arguments: Release.allCases)
    func `goes out and comes in again under new ids`(release: Release) throws {
        try withTenant(release) { admin throws in
            let bundle = try admin.json("GET /bundles/export/\(atlas)")
            #expect(
                bundle.members?.map(\.name) == [
                    "schema", "id", "name", "description", "tier", "model", "system_prompt", "skills", "tools",
                    "prompts",
                    "sub_workspaces", "agent_card", "author", "version",
                ])
            #expect(bundle["sub_workspaces"]?.items?.first?["name"] == "atlas-research")
            try admin.json("PATCH /workspaces/\(atlas)", #"{"name":"elsewhere"}"#)
            let answer = try admin.json("POST /bundles/import", bundle.compact, 201)
            #expect(answer.members?.map(\.name) == ["workspace_id", "name", "status", "children"])
            let id = try #require(answer["workspace_id"]?.text)
            #expect(id != atlas)
            let child = try #require(answer["children"]?.items?.first)
            #expect(child["children"]?.items?.first?["name"] == "atlas-writer")
            try admin.wait(for: "online", of: id)
            #expect(try admin.json("GET /workspaces/\(child["workspace_id"]?.text ?? "")")["parent_id"]?.text == id)
        }
    }

    @Test func `needs nothing in April and a name in May`() throws {
        for release in Release.allCases {
            try withTenant(release) { admin throws in
                for body in ["", "{", "[]", #"{"name":5}"#, #"{"tier":"1"}"#] {
                    try admin.walk([Row("POST /bundles/import", body, 400, error: "invalid bundle")])
                }
                for body in ["{}", #"{"name":" "}"#] {
                    let answer = try admin.call("POST /bundles/import", body)
                    #expect(answer.status == (release == .april ? 201 : 400))
                    if release == .may { #expect(answer.body == #"{"error":"bundle name is required"}"#) }
                }
            }
        }
    }

    @Test func `says created though it failed`() throws {
        try withTenant(.may) { admin throws in
            let answer = try admin.json("POST /bundles/import", #"{"name":"atlas"}"#, 201)
            #expect(answer["status"] == "failed")
            #expect(answer["error"]?.text?.hasPrefix("failed to create workspace record: ") == true)
        }
        try withTenant(.april) { admin throws in
            try admin.walk([
                Row("GET /bundles/export/\(unknownID)", 404, error: "bundle not found"),
                Row("DELETE /workspaces/\(billing)", 200),
                Row("GET /bundles/export/\(billing)", 404, error: "bundle not found"),
            ])
        }
    }
}

@Suite(.blocking) struct `An org template` {
    private static let target = "POST /org/import"

    @Test func `is listed with the size of its whole tree and what it needs`() throws {
        try withTenant(.may) { admin throws in
            let items = try #require(try admin.json("GET /org/templates").items)
            #expect(items.map { $0["dir"] } == ["research-team", "support-desk"])
            #expect(items.map { $0["workspaces"] } == [3, 1])
            #expect(items[1]["required_env"] == ["HELPDESK_TOKEN", ["any_of": ["SMTP_URL", "MAIL_API_KEY"]]])
        }
    }

    @Test(arguments: Release.allCases)
    func `makes its workspaces depth first`(release: Release) throws {
        try withTenant(release) { admin throws in
            let answer = try admin.json(Self.target, #"{"dir":"research-team"}"#, 201)
            #expect(answer.members?.map(\.name) == ["org", "workspaces", "count"])
            #expect(answer["count"] == 3)
            let items = try #require(answer["workspaces"]?.items)
            #expect(items.map { $0["name"] } == ["lead", "reader", "writer"])
            #expect(items.map { $0["tier"] } == Array(repeating: release == .may ? 3 : 2, count: 3))
            let again = try admin.json(Self.target, #"{"dir":"research-team"}"#, 201)
            let isSame = again["workspaces"]?.items?.map { $0["id"] } == items.map { $0["id"] }
            #expect(isSame == (release == .may))
            #expect(again["workspaces"]?.items?.first?["skipped"] == (release == .may ? true : nil))
            for item in items { try admin.wait(for: "online", of: item["id"]?.text ?? "") }
        }
    }

    @Test(arguments: Release.allCases)
    func `is refused in these words`(release: Release) throws {
        let missing = release == .may ? "org template not found" : "org template not found: none"
        try withTenant(release) { admin throws in
            try admin.walk([
                Row(Self.target, "", 400, error: "invalid request body"),
                Row(Self.target, #"{"dir":5}"#, 400, error: "invalid request body"),
                Row(Self.target, "{}", 400, error: "provide 'dir' or 'template'"),
                Row(Self.target, #"{"template":{"name":""}}"#, 400, error: "provide 'dir' or 'template'"),
                Row(Self.target, #"{"dir":"../x"}"#, 400, error: "invalid org directory"),
                Row(Self.target, #"{"dir":"none"}"#, 404, error: missing),
            ])
        }
    }

    @Test(arguments: Release.allCases)
    func `wants its variables as global secrets first`(release: Release) throws {
        let hint =
            release == .may
            ? "set these as global secrets (POST /settings/secrets) before importing"
            : "set these as global secrets (POST /settings/secrets) or pass force=true to override"
        try withTenant(release) { admin throws in
            try admin.json("PUT /settings/secrets", #"{"key":"MAIL_API_KEY","value":"x"}"#)
            let body = #"{"dir":"support-desk","force":true}"#
            let answer = try admin.json(Self.target, #"{"dir":"support-desk"}"#, 412)
            #expect(
                answer == [
                    "error": "missing required environment variables", "missing_env": ["HELPDESK_TOKEN"],
                    "required_env": ["HELPDESK_TOKEN", ["any_of": ["SMTP_URL", "MAIL_API_KEY"]]],
                    "template": "Support Desk", "suggestion": .string(hint),
                ])
            #expect(try admin.call(Self.target, body).status == (release == .may ? 412 : 201))
            try admin.json("PUT /settings/secrets", #"{"key":"HELPDESK_TOKEN","value":"x"}"#)
            try admin.json(Self.target, #"{"dir":"support-desk"}"#, 201)
            let node = #"{"name":"n","model":"m","required_env":["NODE_KEY","lower"]}"#
            let inline = try admin.json(Self.target, #"{"template":{"name":"t","workspaces":[\#(node)]}}"#, 412)
            if release == .may {
                #expect(
                    inline["missing_workspace_env"]
                        == [["Workspace": "n", "FilesDir": "", "Unsatisfied": ["NODE_KEY"]]])
            } else {
                #expect(inline["missing_env"] == ["NODE_KEY"])
            }
        }
    }

    @Test func `stops at the first workspace that cannot be made, and keeps the others`() throws {
        let node = { (more: String) in #"{"name":"bad","model":"\#(platformModel)",\#(more)}"# }
        let cases = [
            (node(#""workspace_dir":"x""#), "workspace bad: workspace_dir must be an absolute path"),
            (node(#""workspace_dir":"/a/../b""#), "workspace bad: workspace_dir must not contain '..'"),
            (node(#""workspace_dir":"/etc""#), "workspace bad: workspace_dir must not be a system path (/etc)"),
            (
                node(#""workspace_access":"read_only""#),
                #"workspace bad: workspace_access="read_only" requires workspace_dir to be set"#
            ),
            (
                node(#""workspace_access":"all""#),
                #"workspace bad: workspace_access="all" — must be 'none', 'read_only', or 'read_write'"#
            ),
        ]
        try withTenant(.may) { admin throws in
            for (index, (bad, error)) in cases.enumerated() {
                let good = #"{"name":"good \#(index)","model":"\#(platformModel)"}"#
                let body = #"{"template":{"name":"t","workspaces":[\#(good),\#(bad),{"name":"never"}]}}"#
                let answer = try admin.json(Self.target, body, 207)
                #expect(answer["error"]?.text == error)
                #expect(answer["count"] == 1)
            }
            let unknown = try admin.json(Self.target, #"{"template":{"name":"t","workspaces":[{"name":"n"}]}}"#, 207)
            #expect(unknown["error"]?.text?.hasPrefix(#"org import: workspace "n" has no model "#) == true)
        }
    }

    @Test func `in May may remove what it does not have, wherever it is`() throws {
        let workspaces = #"[{"name":"billing-agent","children":[{"name":"skipped","spawning":false}]}]"#
        let body =
            #"{"mode":"reconcile","template":{"name":"t","defaults":{"model":"\#(platformModel)"},"#
            + #""workspaces":\#(workspaces)}}"#
        try withTenant(.may) { admin throws in
            try admin.json("PATCH /workspaces/\(billing)", #"{"parent_id":"\#(atlas)"}"#)
            let answer = try admin.json(Self.target, body, 201)
            #expect(answer["mode"] == "reconcile")
            #expect(answer["reconcile_removed_count"] == 1)
            #expect(answer["count"] == 1)
            #expect(try admin.status(of: billing) == "removed")
            #expect(try admin.events().contains("org.import.completed"))
        }
    }

    @Test func `takes agents elsewhere as online, reports channels, and rests after each child`() throws {
        let child = #"{"name":"c","external":true,"url":"http://x","channels":[{"type":"telegram"},{"type":"x"}]}"#
        let body = #"{"template":{"name":"t","workspaces":[{"name":"p","children":[\#(child)]}]}}"#
        try withTenant(.april, .saas) {
            $0.timeScale = 0.1
        } _: { admin throws in
            let begin = Monotonic.seconds
            let items = try #require(try admin.json(Self.target, body, 201)["workspaces"]?.items)
            #expect(Monotonic.seconds - begin >= 0.2)
            #expect(items[1]["channels"] == ["telegram"])
            #expect(
                items[1]["channels_skipped"] == [["workspace": "c", "type": "x", "reason": "unknown channel type"]])
            #expect(try admin.status(of: items[1]["id"]?.text ?? "") == "online")
            // Nothing ever starts it in this mode.
            #expect(try admin.status(of: items[0]["id"]?.text ?? "") == "provisioning")
        }
        try withTenant(.april, .none) {
            $0.timeScale = 0.0001
        } _: { admin throws in
            let items = try #require(try admin.json(Self.target, body, 201)["workspaces"]?.items)
            try admin.wait(for: "failed", of: items[0]["id"]?.text ?? "")
        }
    }
}
