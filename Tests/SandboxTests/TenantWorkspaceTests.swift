import JSON
import TestSupport
import Testing

@testable import Sandbox

@Suite(.blocking) struct `Reading workspaces` {
    @Test(arguments: Release.allCases)
    func `gives less of one than of all, to anyone`(release: Release) throws {
        try withTenant(release) { admin throws in
            let all = try admin.json("GET /workspaces")
            let one = try admin.with(bearer: nil).json("GET /workspaces/\(atlas)")
            let listed = try #require(all.items?.first?.members?.map(\.name))
            let hidden = ["budget_limit", "monthly_spend", "current_task", "last_sample_error", "workspace_dir"]
            #expect(
                one.members?.map(\.name).sorted()
                    == (listed.filter { !hidden.contains($0) } + ["last_outbound_at"]).sorted())
            #expect(all.items?.map { $0["provision_timeout_ms"]?.integer } == [nil, nil, nil, nil, 1_800_000, nil])
            try admin.walk([Row("GET /workspaces/\(unknownID)", 404, error: "workspace not found")])
        }
    }

    @Test func `shows a removed one in April, and in May when it is asked to`() throws {
        try withTenant(.april) { admin throws in
            #expect(try admin.call("DELETE /workspaces/\(billing)").status == 200)
            #expect(try admin.json("GET /workspaces/\(billing)")["status"] == "removed")
        }
        try withTenant(.may) { admin throws in
            try admin.json("DELETE /workspaces/\(billing)", headers: ["X-Confirm-Name: billing-agent"])
            let gone = try admin.json("GET /workspaces/\(billing)", nil, 410)
            #expect(gone.members?.map(\.name) == ["error", "id", "hint", "removed_at"])
            #expect(gone["error"] == "workspace removed")
            #expect(gone["hint"] == "Regenerate workspace + token from the canvas → Tokens tab")
            for text in ["1", "True", ""] {
                #expect(try admin.call("GET /workspaces/\(billing)?include_removed=\(text)").status == 410)
            }
            #expect(try admin.status(of: billing) == "removed")
        }
    }

    @Test func `hides a state that is none`() throws {
        try withTenant(.april) { admin throws in
            let state = "GET /workspaces/\(translator)/state"
            try admin.walk([
                Row(
                    state, 200,
                    #"{"workspace_id":"\#(translator)","status":"paused","paused":true,"deleted":false}"#),
                Row("DELETE /workspaces/\(translator)", 200),
                Row(state, 404, #"{"workspace_id":"\#(translator)","status":"removed","deleted":true}"#),
                Row(
                    "GET /workspaces/\(unknownID)/state", 404, #"{"workspace_id":"\#(unknownID)","deleted":true}"#),
            ])
        }
    }
}

@Suite(.blocking) struct `Creating a workspace` {
    @Test func `refuses fields in April without saying why, in the order of the server`() throws {
        let long = String(repeating: "x", count: 256)
        let fields = ["\\n", "\\r", "{", "}", "[", "]", "|", ">", "*", "&", "!"].map { #"{"name":"a\#($0)"}"# }
        let other = [
            #"{"name":"\#(long)"}"#, #"{"name":"a","role":"x\ny"}"#, #"{"name":"a","model":"x\ny"}"#,
            #"{"name":"a","runtime":"\#(long)"}"#, #"{"name":"a\n","template":"../x","workspace_dir":"x"}"#,
        ]
        let payloads = [
            "", "{", "[]", "5", "null", "{}", #"{"name":""}"#, #"{"name":5}"#, #"{"name":"a","tier":"3"}"#,
            #"{"name":"a","tier":1.5}"#, #"{"name":"a","secrets":{"K":5}}"#, #"{"name":"a","external":"yes"}"#,
            #"{"name":"a","canvas":5}"#, #"{"name":"a","initial_memories":[5]}"#,
        ]
        let directories = ["x", "/a/../b", "/etc", "/etc/x", "/usr/lib"].map {
            #"{"name":"a","workspace_dir":"\#($0)"}"#
        }
        try withTenant(.april) { admin throws in
            try admin.walk(
                (fields + other).map { Row("POST /workspaces", $0, 400, error: "invalid workspace fields") }
                    + payloads.map { Row("POST /workspaces", $0, 400, error: "invalid workspace payload") }
                    + directories.map { Row("POST /workspaces", $0, 400, error: "invalid workspace directory") }
                    + [
                        Row("POST /workspaces", #"{"name":"a","template":"/x"}"#, 400, error: "invalid template"),
                        Row(
                            "POST /workspaces", #"{"name":"a","workspace_access":"all"}"#, 400,
                            error: "invalid workspace access"),
                        Row(
                            "POST /workspaces", #"{"name":"a","workspace_access":"read_only"}"#, 400,
                            error: "invalid workspace access"),
                        Row(
                            "POST /workspaces", #"{"name":"a","parent_id":"zz"}"#, 500,
                            error: "failed to create workspace"),
                        Row(
                            "POST /workspaces", #"{"name":"a","parent_id":"\#(unknownID)"}"#, 500,
                            error: "failed to create workspace"),
                        Row("POST /workspaces", #"{"name":"a","template":"../x","model":"m","runtime":"r"}"#, 200, ""),
                    ])
            #expect(try admin.json("GET /workspaces").items?.count == 7)
        }
    }

    @Test func `answers before it is done, and goes online by itself`() throws {
        try withTenant(.april) { admin throws in
            let body =
                #"{"NAME":"new","workspace_dir":"/work","workspace_access":"read_write","budget_limit":5,"#
                + #""secrets":{"A":"1"},"unknown":1,"canvas":{"x":1.5,"y":2},"max_concurrent_tasks":-1} and more"#
            let answer = try admin.json("POST /workspaces", body, 201)
            let id = try #require(answer["id"]?.text)
            #expect(
                answer == [
                    "id": .string(id), "status": "provisioning", "awareness_namespace": .string("workspace:\(id)"),
                    "workspace_access": "read_write",
                ])
            try admin.wait(for: "online", of: id)
            let item = try #require(try admin.json("GET /workspaces").items?.last)
            #expect(item["tier"] == 3)
            #expect(item["runtime"] == "langgraph")
            #expect(item["max_concurrent_tasks"] == 1)
            #expect(item["x"] == .double(1.5))
            #expect(item["workspace_dir"] == "/work")
            #expect(try admin.json("GET /workspaces/\(id)/budget")["budget_limit"] == 5)
            #expect(try admin.json("GET /workspaces/\(id)/secrets").items?.map { $0["key"] } == ["A"])
            #expect(try admin.json("GET /workspaces/\(id)/model") == ["model": "", "source": "default"])
            #expect(try admin.events(of: id) == ["WORKSPACE_ONLINE", "WORKSPACE_PROVISIONING"])
            // The container has a token.
            #expect(try admin.json("GET /workspaces/\(id)/tokens")["count"] == 1)
        }
    }

    @Test(arguments: Release.allCases)
    func `fails at once where there is nothing to run it on, and says provisioning`(release: Release) throws {
        try withTenant(release, .none) { admin throws in
            let id = try admin.create("new")
            let item = try #require(try admin.json("GET /workspaces").items?.last)
            #expect(item["status"] == "failed")
            #expect(item["last_sample_error"]?.text?.isEmpty == (release == .april))
            #expect(try admin.events(of: id) == ["WORKSPACE_PROVISION_FAILED", "WORKSPACE_PROVISIONING"])
        }
    }

    @Test(arguments: Release.allCases)
    func `of an agent elsewhere gives what it needs to connect`(release: Release) throws {
        try withTenant(release) { admin throws in
            let external = #""runtime":"external","external":true"#
            let known = try admin.json(
                "POST /workspaces", #"{"name":"a","url":"http://localhost:1",\#(external)}"#, 201)
            #expect(known.members?.map(\.name) == ["id", "external", "status"])
            #expect(known["status"] == "online")
            let forwarded = ["X-Forwarded-Proto: https", "X-Forwarded-Host: acme.example"]
            let waiting = try admin.json("POST /workspaces", #"{"name":"b",\#(external)}"#, 201, headers: forwarded)
            let id = try #require(waiting["id"]?.text)
            #expect(waiting["status"] == "awaiting_agent")
            #expect(waiting["connection"]?.members?.count == (release == .may ? 13 : 7))
            #expect(waiting["connection"]?["platform_url"] == "https://acme.example")
            let token = try #require(waiting["connection"]?["auth_token"]?.text)
            #expect(try admin.with(bearer: token).call("GET /workspaces/\(id)/state").status == 200)
            // April never stores what it answered.
            #expect(try admin.status(of: id) == (release == .may ? "awaiting_agent" : "provisioning"))
            #expect(try admin.events(of: id).contains("WORKSPACE_AWAITING_AGENT"))
        }
    }

    private static func refusal(_ code: String, _ error: String?, _ body: String) -> (String, String?, String) {
        (code, error, body)
    }

    @Test func `since May wants a runtime and a model that go together`() throws {
        let cases = [
            Self.refusal("RUNTIME_UNRESOLVED", nil, #"{"name":"a","template":"none"}"#),
            Self.refusal(
                "RUNTIME_UNSUPPORTED", "unsupported workspace runtime", #"{"name":"a","runtime":"langgraph"}"#),
            Self.refusal(
                "RUNTIME_UNSUPPORTED", #"external workspaces must use runtime "external", "kimi", or "kimi-cli""#,
                #"{"name":"a","external":true,"runtime":"codex"}"#),
            Self.refusal("MODEL_REQUIRED", nil, #"{"name":"a"}"#),
            Self.refusal("MODEL_REQUIRED", nil, #"{"name":"a","runtime":"mock"}"#),
            Self.refusal(
                "UNREGISTERED_MODEL_FOR_RUNTIME",
                #"model "gpt" is not a registered model for runtime "codex"; pick one of the runtime's registered "#
                    + "models (provider-registry SSOT, internal#718)", #"{"name":"a","runtime":"codex","model":"gpt"}"#),
        ]
        try withTenant(.may) { admin throws in
            for (code, error, body) in cases {
                let answer = try admin.json("POST /workspaces", body, 422)
                #expect(answer["code"]?.text == code, "\(body)")
                if let error { #expect(answer["error"]?.text == error) }
            }
            for body in [
                #"{"name":"t","template":"claude-code-default"}"#, #"{"name":"m","runtime":"mock","model":"any"}"#,
                #"{"name":"e","external":true}"#, #"{"name":"k","runtime":"kimi"}"#,
            ] { try admin.json("POST /workspaces", body, 201) }
        }
    }

    @Test func `since May checks machine, address and delivery, in that order`() throws {
        let start = #"{"name":"a","runtime":"claude-code","model":"\#(platformModel)","#
        let cases = [
            (#""compute":{"instance_type":"t2.nano"}"#, "unsupported compute.instance_type"),
            (#""compute":{"volume":{"root_gb":29}}"#, "compute.volume.root_gb must be between 30 and 500"),
            (#""compute":{"display":{"mode":"x"}}"#, "unsupported compute.display.mode"),
            (#""compute":{"display":{"protocol":"x"}}"#, "unsupported compute.display.protocol"),
            (#""compute":{"display":{"width":-1}}"#, "compute.display width/height must be non-negative"),
            (#""compute":{"display":{"width":799}}"#, "compute.display.width must be between 800 and 3840"),
            (#""compute":{"display":{"height":2161}}"#, "compute.display.height must be between 600 and 2160"),
            (
                #""compute":{"data_persistence":"x"},"url":"ftp://x","delivery_mode":"x""#,
                "unsupported compute.data_persistence (want persist|ephemeral)"
            ),
            (#""url":"ftp://x","delivery_mode":"x""#, "unsafe workspace URL: scheme must be http or https"),
            (#""delivery_mode":"x""#, "delivery_mode must be 'push' or 'poll'"),
        ]
        try withTenant(.may) { admin throws in
            for (fields, error) in cases {
                try admin.walk([Row("POST /workspaces", start + fields + "}", 400, error: error)])
            }
            let good = #""compute":{"instance_type":"t3.large","data_persistence":"persist"},"delivery_mode":"poll"}"#
            let id = try #require(try admin.json("POST /workspaces", start + good, 201)["id"]?.text)
            #expect(try admin.json("GET /workspaces/\(id)")["compute"] == ["instance_type": "t3.large"])
        }
    }

    @Test(arguments: [
        ("http://127.0.0.1:1", Mode.docker, false), ("http://127.0.0.1", .saas, false),
        ("https://localhost/x", .docker, true),
        ("http://10.0.0.1", .docker, false), ("http://10.0.0.1", .saas, true), ("http://169.254.1.1", .saas, false),
        ("http://100.64.0.1", .saas, false), ("http://224.0.0.1", .saas, false), ("http://192.0.2.1", .saas, false),
        ("http://[::1]:8080", .saas, false), ("http://[fe80::1]", .saas, false), ("http://[fd00::1]", .docker, false),
        ("http://[::ffff:127.0.0.1]", .saas, false), ("https://agent.molecule.ai/a", .docker, true),
        ("http://nowhere.invalid", .docker, false), ("http://nowhere", .docker, false), ("http://", .docker, false),
        ("http://user@8.8.8.8/", .docker, true), ("agent", .docker, false),
    ])
    func `since May takes addresses that are safe to call`(url: String, mode: Mode, isSafe: Bool) {
        #expect((UnsafeAddress.reason(url, mode: mode) == nil) == isSafe)
    }

    @Test func `since May gives siblings different names without saying so`() throws {
        try withTenant(.may) { admin throws in
            let ids = try (1...21).map { _ in try admin.create("twin") }
            let names = try ids.map { try admin.json("GET /workspaces/\($0)")["name"]?.text }
            #expect(names == ["twin"] + (2...21).map { "twin (\($0))" })
            try admin.walk([
                Row(
                    "POST /workspaces", #"{"name":"twin","model":"\#(platformModel)"}"#, 409,
                    error: "workspace name already in use; please pick a different name")
            ])
            _ = try admin.create("twin", #","parent_id":"\#(atlas)""#)
        }
    }

    @Test func `since May stores the model, and neither enforces the budget nor takes vendors' keys`() throws {
        try withTenant(.may, .saas) { admin throws in
            let id = try admin.create("new", #","budget_limit":7,"tier":1"#)
            #expect(try admin.json("GET /workspaces/\(id)")["tier"] == 4)
            #expect(
                try admin.json("GET /workspaces/\(id)/model")
                    == ["model": .string(platformModel), "source": "workspace_secrets"])
            #expect(try admin.json("GET /workspaces/\(id)/budget")["budget_limit"] == .null)
            #expect(try admin.json("GET /workspaces").items?.last?["budget_limit"] == 7)
            let body = #"{"name":"a","model":"sonnet","secrets":{" anthropic_api_key ":"x"}}"#
            let answer = try admin.json("POST /workspaces", body, 400)
            #expect(answer["key"] == " anthropic_api_key ")
            #expect(
                answer["error"]?.text?.hasPrefix("direct vendor key writes are blocked for platform-managed") == true)
            #expect(try admin.json("GET /workspaces").items?.count == 7)
        }
    }

    @Test func `since May fails for want of a credential, and starts with one`() throws {
        try withTenant(.may) { admin throws in
            let body = #"{"name":"own","runtime":"claude-code","model":"sonnet"}"#
            let id = try #require(try admin.json("POST /workspaces", body, 201)["id"]?.text)
            try admin.wait(for: "failed", of: id)
            #expect(try admin.json("GET /events/\(id)").items?.first?["payload"]?["code"] == "MISSING_BYOK_CREDENTIAL")
            #expect(try admin.json("GET /workspaces").items?.last?["last_sample_error"]?.text?.isEmpty == false)
            try admin.json("POST /workspaces/\(id)/secrets", #"{"key":"CLAUDE_CODE_OAUTH_TOKEN","value":"x"}"#)
            try admin.wait(for: "online", of: id)
        }
    }
}

@Suite(.blocking) struct `Many workspaces` {
    @Test func `are the known ones, then others that are the same every time`() {
        let many = Workspace.seeded(5_000)
        #expect(many == Workspace.seeded(5_000))
        #expect(Array(many.prefix(6)) == Workspace.seeds)
        #expect(Workspace.seeded(2) == Array(Workspace.seeds.prefix(2)))
        let ids = Set(many.map(\.id))
        #expect(ids.count == 5_000)
        #expect(Set(many.map(\.name)).count == 5_000)
        #expect(many.allSatisfy { Identifier.isCanonical($0.id) && $0.parentID.map(ids.contains) != false })
    }

    @Test(arguments: [1, 3, 6, 500]) func `are listed by both servers`(_ count: Int) throws {
        for surface in [SandboxConfiguration.Surface.selfHosted, .tenant] {
            try withSandbox {
                $0.surface = surface
                $0.workspaces = count
            } _: { server throws in
                let target = surface == .tenant ? "/workspaces" : "/admin/workspaces"
                let list = try JSONValue.parse(Array(try server.call("GET", target).body.utf8))
                #expect((list.items ?? list["workspaces"]?.items)?.count == count)
            }
        }
    }

    @Test(arguments: [0, 100_001]) func `are neither none nor any number`(_ count: Int) {
        var configuration = SandboxConfiguration()
        configuration.workspaces = count
        #expect(throws: SandboxError.self) { try SandboxServer(configuration) }
    }
}
