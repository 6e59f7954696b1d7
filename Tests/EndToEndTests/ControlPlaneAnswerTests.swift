import Foundation
import TestSupport
import Testing

/// What is made of answers that are no plain success: of the edge, of a server that is in trouble, and of one that lies.
@Suite(.blocking) struct ControlPlaneAnswerTests {
    private static let id = ControlPlaneScene.workspace

    /// Runs a command against a server that gives one answer after the other by path.
    private func run(
        _ line: String, environment more: [String: String] = [:],
        answer: @escaping @Sendable (WebStandIn.Request) -> WebStandIn.Answer
    ) throws -> (run: Run, requests: [WebStandIn.Request], home: TemporaryHome) {
        let home = try TemporaryHome()
        let server = try WebStandIn(answer)
        let environment = ControlPlaneScene.credentials.merging(["MOLECULE_CP_URL": server.url]) { $1 }
        let run = try Run.molecule(
            line.split(separator: " ").map(String.init), home: home, environment: environment.merging(more) { $1 })
        return (run, server.requests, home)
    }

    @Test func `pages of the edge are named`() throws {
        for (code, status, words) in [
            (202, Int32(9), "its organisation is still coming up"), (404, 6, "there is no such organisation"),
            (502, 9, "the tenant cannot be reached"), (503, 9, "its organisation did not come up"),
        ] {
            let scene = try ControlPlaneScene("--fault", "edge:\(code):1")
            let run = try scene.run("workspaces list --via-control-plane --org-slug acme")
            #expect(run.status == status, "\(run.error)")
            #expect(run.error.contains("The edge answers in the tenant's place (\(code)): \(words)."), "\(run.error)")
            #expect(!run.error.contains("<"))
        }
    }

    @Test func `pages of an edge are named also when the organisation itself is the reason`() throws {
        let scene = try ControlPlaneScene()
        let list = "workspaces list --via-control-plane --org-slug"
        #expect(try scene.run("orgs create stall-one --name X").status == 0)
        #expect(try scene.run("\(list) stall-one").error.contains("(202): its organisation is still coming up."))
        #expect(try scene.run("orgs create fail-one --name X --wait").status == 7)
        #expect(try scene.run("\(list) fail-one").error.contains("(503): its organisation did not come up."))
        #expect(try scene.run("\(list) nobody").error.contains("(404): there is no such organisation."))
    }

    @Test func `a gateway's page is trouble, and any other page a wrong address`() throws {
        let home = try TemporaryHome()
        for (line, status, words) in [
            ("502 Bad Gateway", Int32(9), "A proxy answers with a page of its own (502)"),
            ("404 Not Found", 6, "A web page answered (404)"), ("200 OK", 6, "A web page answered (200)"),
        ] {
            let page = "<html><body>ray 7f1: cookie mcp_session</body></html>"
            let spy = try SpyServer(
                answer: "HTTP/1.1 \(line)\r\nContent-Type: text/html\r\nContent-Length: \(page.utf8.count)\r\n"
                    + "Connection: close\r\n\r\n\(page)")
            let run = try Run.molecule(
                "orgs", "list", home: home,
                environment: ControlPlaneScene.credentials.merging(["MOLECULE_CP_URL": spy.url]) { $1 })
            #expect(run.status == status, "\(run.error)")
            #expect(run.error.contains(words), "\(run.error)")
            #expect(!run.error.contains("ray"))
        }
    }

    @Test func `a route that goes away is told of once`() throws {
        let scene = try ControlPlaneScene("--fault", "deprecated:1-100")
        let run = try scene.run("tenants admin-token acme")
        #expect(run.status == 0)
        // Two requests were answered so.
        #expect(try scene.requests().count == 2)
        let warning = "Warning: the server calls GET /api/v1/admin/orgs/acme/admin-token deprecated, which ends on "
        #expect(run.error.components(separatedBy: "deprecated").count == 2, "\(run.error)")
        #expect(run.error.contains(warning + "2026-10-31T23:59:59.000Z."), "\(run.error)")
        #expect(!run.output.contains("deprecated"))
        let quiet = try scene.run("orgs list -q")
        #expect(quiet.output == "acme\nglobex\n")
    }

    @Test func `a rollout that halted is a failure although the answer is 200`() throws {
        let scene = try ControlPlaneScene()
        #expect(try scene.run("orgs create sick-one --name X --wait").status == 0)
        let run = try scene.run("tenants redeploy-fleet --tag v2 --canary acme --batch-size 1 --confirm v2")
        #expect(run.status == 8)
        let rows = run.output.split(separator: "\n").map { $0.split(separator: "\t").prefix(3).joined(separator: " ") }
        #expect(
            rows == ["ok acme canary", "ok globex batch-1", "ok initech batch-2", "failed sick-one batch-3"])
        #expect(run.error.contains("The rollout of v2 halted: 1 of 4 results are failures (sick-one)."))
        let canary = try scene.run("tenants redeploy-fleet --tag v2 --canary sick-one --confirm v2 -o json")
        #expect(canary.status == 8)
        #expect((canary.jsonObject["results"] as? [Any])?.count == 1)
        #expect(try scene.run("tenants redeploy sick-one --yes").status == 8)
        #expect(try scene.run("tenants redeploy-fleet --tag v2 --canary nobody --confirm v2").status == 2)
    }

    @Test(arguments: [
        (#"{"ok":false,"results":[{"slug":"acme","healthz_ok":true}]}"#, Int32(8)),
        (#"{"ok":true,"results":[{"slug":"acme","healthz_ok":false}]}"#, 8),
        (#"{"ok":true,"results":[{"slug":"acme","ssm_status":"TimedOut","healthz_ok":null}]}"#, 8),
        (#"{"ok":true,"results":[{"slug":"acme","ssm_exit_code":137}]}"#, 8),
        (#"{"ok":true,"results":[{"slug":"acme","error":"no"}]}"#, 8), (#"{"results":[]}"#, 8), (#"{}"#, 8),
        (#"{"ok":"true","results":[]}"#, 8), (#"{"ok":true,"results":null}"#, 12),
        (#"{"ok":true,"results":[{"slug":"globex","healthz_ok":true}]}"#, 12), (#"[]"#, 1),
        (#"{"ok":true,"results":[{"slug":"acme","healthz_ok":true}]}"#, 0),
    ])
    func `only a rollout with good results is one`(_ body: String, _ status: Int32) throws {
        let (run, requests, _) = try run("tenants redeploy-fleet --tag v2 --canary acme --confirm v2") { _ in
            .init(200, body)
        }
        #expect(run.status == status, "\(run.error)")
        // Never again by itself, whatever comes back.
        #expect(requests.map(\.target) == ["/api/v1/admin/tenants/redeploy-fleet"])
        #expect(
            String(decoding: requests[0].body, as: UTF8.self)
                == #"{"target_tag":"v2","canary_slug":"acme","soak_seconds":60,"batch_size":3}"#)
    }

    @Test func `answers about another organisation are not believed`() throws {
        let other = #"{"slug":"globex","admin_token":"the-root-of-another-organisation","org_id":"x"}"#
        for line in ["tenants admin-token acme", "tenants admin-token acme --reveal"] {
            let (run, _, home) = try run(line) { _ in .init(200, other) }
            #expect(run.status == 12, "\(run.error)")
            #expect(run.error.contains("is about 'globex', not about acme"), "\(run.error)")
            #expect(!(run.output + run.error).contains("the-root-of"))
            #expect(try FileTree(home.path).files(containing: ["the-root-of"]) == [])
        }
        let (provisioned, requests, _) = try run(
            "instances provision \(Self.id) --org acme --runtime x --platform-url https://acme.example.com --yes"
        ) { _ in
            .init(200, other)
        }
        #expect(provisioned.status == 12)
        #expect(requests.map(\.method) == ["GET"], "nothing was started")
        #expect(try run("tenants redeploy acme --yes") { _ in .init(200, #"{"slug":"globex"}"#) }.run.status == 12)
    }

    @Test(arguments: [
        (200, #"{"ok":false}"#, Int32(8)), (200, #"{"error":"the volume is busy"}"#, 8),
        (200, #"{"slug":"globex","status":"deleting"}"#, 12), (204, "", 0), (200, #"{"slug":"acme"}"#, 0),
    ])
    func `what destroys is not taken for done when the answer says otherwise`(
        _ status: Int, _ body: String, _ expected: Int32
    ) throws {
        for line in [
            "tenants delete acme --confirm acme", "orgs delete acme --confirm acme",
            "tenants scrub acme --confirm acme",
        ] {
            let (run, requests, _) = try run(line) { _ in .init(status, body) }
            #expect(run.status == expected, "\(line): \(run.error)")
            #expect(requests.count == 1)
        }
    }

    @Test(arguments: [
        ("orgs delete acme --confirm acme", #"{"status":"failed"}"#, Int32(12)),
        ("tenants delete acme --confirm acme", #"{"status":"failed"}"#, 12),
        ("tenants delete acme --confirm acme", "{}", 12), ("orgs delete acme --confirm acme", "", 12),
        ("tenants redeploy acme --yes", "{}", 12), ("tenants redeploy acme --yes", #"{"healthz_ok":true}"#, 0),
        ("tenants redeploy-fleet --tag v2 --no-canary --confirm v2", #"{"ok":true,"results":[]}"#, 12),
        ("tenants redeploy-fleet --tag v2 --no-canary --confirm v2", #"{"ok":true,"results":["acme"]}"#, 8),
        ("tenants env set ID LEVEL=debug --yes", #"{"ok":true,"ssm_status":"TimedOut","ssm_exit_code":null}"#, 8),
        ("tenants env set ID LEVEL=debug --yes", "{}", 12),
        ("pins runtime-image promote --runtime x --image x:1 --yes", #"{"ok":false,"error":"no"}"#, 8),
        ("pins runtime-image promote --runtime x --image x:1 --yes", #"{"runtime":"y","image":"x:1"}"#, 12),
        ("pins runtime-image promote --runtime x --image x:1 --yes", #"{"runtime":"x","image":"x:1"}"#, 0),
        ("tenants create acme --name A --owner u", #"{"ok":false,"error":"no"}"#, 8),
        ("tenants billing-mode set ID byok --org acme", #"{"ok":false,"mode":"byok"}"#, 8),
        ("tenants billing-mode set ID byok --org acme", #"{"mode":"disabled"}"#, 12),
        ("api adminRedeployFleet target_tag=v2 canary_slug=acme --confirm v2", #"{"ok":false,"results":[]}"#, 8),
    ])
    func `no success is told that the answer does not tell`(_ line: String, _ body: String, _ status: Int32) throws {
        let (run, requests, _) = try run(line.replacingOccurrences(of: "ID", with: Self.id)) { _ in .init(200, body) }
        #expect(run.status == status, "\(run.error)")
        #expect(requests.count == 1)
    }

    @Test func `a root token is not stored as another organisation's`() throws {
        let (run, _, home) = try run(
            "tenants admin-token acme", environment: ["MOLECULE_ORG_ID": "1c65a0e7-4a1f-4c1f-8b66-7b2a1d9e8f32"]
        ) { request in
            request.target.hasSuffix("/instance")
                ? .init(429, #"{"error":"slow down"}"#)
                : .init(200, #"{"slug":"acme","admin_token":"the-root-token-of-a-test-0123456789"}"#)
        }
        #expect(run.status == 0, "\(run.error)")
        #expect(run.error.contains("could not be looked up"), "\(run.error)")
        #expect(try FileTree(home.path).files(containing: ["the-root-token-of"]).count == 1)
        #expect(try FileTree(home.path).files(containing: ["1c65a0e7"]) == [])
    }

    @Test func `a machine that still runs is not destroyed`() throws {
        let tenant = ["MOLECULE_TENANT_ADMIN_TOKEN": "the-tenant-token-of-a-test"]
        for (body, status) in [
            (#"{"status":"running"}"#, Int32(12)), (#"{"ok":false}"#, 8), (#"{"status":"terminated"}"#, 0),
            (#"{"status":"failed"}"#, 12), (#"{"status":""}"#, 12), ("{}", 12), ("", 12),
        ] {
            let (run, _, _) = try run("instances deprovision \(Self.id) --yes", environment: tenant) { _ in
                .init(200, body)
            }
            #expect(run.status == status, "\(run.error)")
        }
    }

    @Test func `names are one line each, whatever is in them`() throws {
        let (run, _, _) = try run("tenants list -q") { _ in .init(200, #"[{"slug":"acme\nglobex\u001b[2J"}]"#) }
        #expect(run.output == "acme\u{FFFD}globex\u{FFFD}[2J\n")
    }

    @Test func `a dry run that was none is told`() throws {
        for answer in [
            WebStandIn.Answer(201, #"{"id":"1","slug":"acme","name":"A","plan":"","status":"provisioning"}"#),
            .init(200, #"{"slug":"acme"}"#), .init(200, #"{"dry_run":false}"#),
        ] {
            let (run, requests, _) = try run("tenants create acme --name A --owner user_1 --dry-run") { _ in answer }
            #expect(run.status == 12, "\(run.error)")
            #expect(run.error.contains("may have been created"))
            #expect(requests.map(\.target) == ["/api/v1/admin/orgs?dry_run=true"])
        }
        let scene = try ControlPlaneScene()
        #expect(try scene.run("tenants create river --name A --owner user_1 --dry-run").status == 0)
        #expect(try scene.run("tenants create acme --name A --owner user_1 --dry-run").status == 7)
        #expect(try scene.run("tenants list -q").output == "acme\nglobex\ninitech\n")
    }

    @Test func `a machine that has no name is not taken for one`() throws {
        for body in [#"{"state":"pending"}"#, #"{"instance_id":"","state":"x"}"#, #"{"instance_id":"\u001b[2J"}"#] {
            let (run, _, _) = try run(
                "instances provision \(Self.id) --org acme --runtime x --platform-url https://acme.example.com --yes -q"
            ) { request in
                request.method == "GET"
                    ? .init(200, #"{"slug":"acme","status":"running","org_id":"\#(Self.organization)"}"#)
                    : .init(201, body)
            }
            #expect(run.status == 12, "\(run.error)")
            #expect(run.output == "")
        }
    }

    private static let organization = "0b54f9d6-3f0e-4b0e-9a55-6a1f0c8d7e21"

    @Test func `a missing pin is explained however it is said`() throws {
        for body in [
            #"{"error":"RUNTIME_PIN_MISSING"}"#, #"{"error":"no pin","code":"RUNTIME_PIN_MISSING"}"#,
            #"{"error":"RUNTIME_PIN_MISSING: no image pinned for hermes"}"#,
        ] {
            let (run, _, _) = try run(
                "instances provision \(Self.id) --org acme --runtime hermes --platform-url https://acme.example.com --yes"
            ) { request in
                request.method == "GET"
                    ? .init(200, #"{"status":"running","org_id":"\#(Self.organization)"}"#) : .init(422, body)
            }
            #expect(run.status == 7)
            #expect(run.error.contains("No image is pinned for the runtime hermes"), "\(run.error)")
            #expect(run.error.contains("molecule pins runtime-image promote --runtime hermes --image IMAGE"))
        }
        let (other, _, _) = try run(
            "instances provision \(Self.id) --org acme --runtime hermes --platform-url https://acme.example.com --yes"
        ) { request in
            request.method == "GET"
                ? .init(200, #"{"status":"running","org_id":"\#(Self.organization)"}"#)
                : .init(422, #"{"error":"tier is not offered"}"#)
        }
        #expect(other.status == 7)
        #expect(!other.error.contains("pinned"))
    }

    @Test func `a machine is started in the organisation that is named, whatever else is set`() throws {
        let line = "instances provision \(Self.id) --org acme --runtime x --platform-url https://a.example.com --yes -q"
        let other = "1c65a0e7-4a1f-4c1f-8b66-7b2a1d9e8f32"
        for (more, told, status) in [
            ([:], Self.organization, Int32(0)), (["MOLECULE_ORG_ID": Self.organization], Self.organization, 0),
            (["MOLECULE_ORG_ID": other], Self.organization, 2), (["MOLECULE_ORG_ID": other], "", 12),
        ] {
            let (run, requests, _) = try run(line, environment: more) { request in
                request.method == "GET"
                    ? .init(200, told.isEmpty ? "{}" : #"{"slug":"acme","org_id":"\#(told)"}"#)
                    : .init(201, #"{"instance_id":"i-01234567","state":"pending"}"#)
            }
            #expect(run.status == status, "\(run.error)")
            #expect(requests.map(\.method) == (status == 0 ? ["GET", "POST"] : ["GET"]))
            if status == 0 { #expect(String(decoding: requests[1].body, as: UTF8.self).contains(Self.organization)) }
        }
    }

    @Test func `what the machine was not given is listed`() throws {
        let line = "tenants env set \(Self.id) LEVEL=debug MODE=fast --yes"
        for (body, status) in [
            (#"{"ok":true,"applied_keys":["LEVEL"],"ssm_exit_code":0}"#, Int32(8)), (#"{"ok":false}"#, 8),
            (#"{"ok":true,"ssm_exit_code":2,"applied_keys":["LEVEL","MODE"]}"#, 8),
            (#"{"ok":true,"applied_keys":["LEVEL","MODE"]}"#, 0),
        ] {
            let (run, _, _) = try run(line) { _ in .init(200, body) }
            #expect(run.status == status, "\(run.error)")
            if body.contains(#"["LEVEL"]"#) { #expect(run.error.contains("The machine was not given MODE.")) }
        }
    }

    @Test func `a control plane without the provision secret says so`() throws {
        let scene = try ControlPlaneScene(without: ["PROVISION_SHARED_SECRET"])
        let run = try scene.run(
            "instances provision \(Self.id) --org acme --runtime hermes --platform-url https://acme.example.com --yes")
        #expect(run.status == 6)
        #expect(run.error.contains("The control plane has no provision secret"), "\(run.error)")
        let wrong = try ControlPlaneScene().run(
            "instances status \(Self.id) --instance i-01234567", environment: ["PROVISION_SHARED_SECRET": "another-one"]
        )
        #expect(wrong.status == 4)
    }
}
