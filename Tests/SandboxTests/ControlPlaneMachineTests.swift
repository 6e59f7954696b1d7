import Glibc
import JSON
import TestSupport
import Testing

@testable import Sandbox

@Suite(.blocking) struct `The machines and images of the control plane` {
    private static let acme = "0b54f9d6-3f0e-4b0e-9a55-6a1f0c8d7e21"
    private static let provision = "POST /api/v1/workspaces/provision"
    private static let tenants = "/api/v1/admin/tenants"

    private static func body(
        runtime: String = "claude-code", workspace: String = unknownID, url: String = "https://acme.moleculesai.app"
    ) -> String {
        #"{"org_id":"\#(acme)","workspace_id":"\#(workspace)","runtime":"\#(runtime)","platform_url":"\#(url)"}"#
    }

    @Test func `come up, run and are destroyed`() throws {
        try withControlPlane { caller throws in
            let caller = caller.with(ControlPlaneClient.provision)
            let made = try caller.json(Self.provision, Self.body(), 201)
            let id = try #require(made["instance_id"]?.text)
            #expect(made["state"]?.text == "pending")
            let status = "GET /api/v1/workspaces/\(unknownID)/status?instance_id=\(id)"
            let end = Monotonic.seconds + 5
            while try caller.json(status)["state"]?.text == "pending", Monotonic.seconds < end { usleep(10_000) }
            #expect(try caller.json(status)["state"]?.text == "running")
            let token = ["X-Molecule-Admin-Token: \(try caller.adminToken("acme"))"]
            let destroy = "DELETE /api/v1/workspaces/\(unknownID)?prune=true&instance_id="
            #expect(try caller.call(destroy + unknownID, headers: token).status == 400)
            #expect(try caller.json(destroy + id, headers: token)["status"]?.text == "terminated")
            #expect(try caller.json(status)["state"]?.text == "terminated")
            // Once more does no harm.
            #expect(try caller.call(destroy + id, headers: token).status == 200)
            // Another organisation's token is none here, now that it is known whose the machine was.
            let other = ["X-Molecule-Admin-Token: \(try caller.adminToken("globex"))"]
            #expect(try caller.call(destroy + id, headers: other).status == 401)
        }
    }

    @Test func `need an image that is pinned for their runtime`() throws {
        try withControlPlane { caller throws in
            let tenant = caller.with(ControlPlaneClient.provision), admin = caller.with(ControlPlaneClient.admin)
            #expect(try tenant.refusal(Self.provision, Self.body(runtime: "hermes")) == "422 RUNTIME_PIN_MISSING")
            let pins = "/api/v1/admin/runtime-image/promote"
            let body = #"{"runtime":"hermes","image":"ghcr.io/x/hermes@sha256:1"}"#
            #expect(try admin.json("POST \(pins)", body)["image"]?.text == "ghcr.io/x/hermes@sha256:1")
            try tenant.json(Self.provision, Self.body(runtime: "hermes"), 201)
            _ = try admin.json("POST \(pins)", body)
            let runtimes = try admin.json("GET \(pins)").items?.compactMap { $0["runtime"]?.text }
            #expect(runtimes == ["claude-code", "langgraph", "hermes"])
        }
    }

    @Test func `are not made for what cannot be`() throws {
        try withControlPlane { caller throws in
            let caller = caller.with(ControlPlaneClient.provision)
            let loopback = Self.body(url: "http://127.0.0.1:1")
            #expect(try caller.refusal(Self.provision, loopback) == "400 platform_url: loopback address")
            #expect(try caller.refusal(Self.provision, Self.body(workspace: "x")).hasPrefix("400 org_id and"))
            #expect(try caller.refusal(Self.provision, "{}") == "400 invalid request body")
            let wrong = ["X-Molecule-Admin-Token: wrong"]
            #expect(try caller.call(Self.provision, Self.body(), headers: wrong).status == 401)
            #expect(
                try caller.refusal("GET /api/v1/workspaces/\(unknownID)/status") == "400 InvalidInstanceID.Malformed")
        }
    }

    @Test func `are pinned to machine images by runtime and region`() throws {
        try withControlPlane { caller throws in
            let caller = caller.with(ControlPlaneClient.admin)
            let pins = "/api/v1/admin/thin-ami/promote"
            let body = { (ami: String) in #"{"runtime":"claude-code","region":"eu-west-1","ami_id":"\#(ami)"}"# }
            #expect(try caller.call("POST \(pins)", body("ami-xyz")).status == 400)
            #expect(try caller.call("POST \(pins)", #"{"runtime":"claude-code"}"#).status == 400)
            #expect(try caller.json("POST \(pins)", body("ami-01234567"))["ami_id"]?.text == "ami-01234567")
            #expect(try caller.json("GET \(pins)").items?.count == 2)
        }
    }

    @Test func `take an environment whose names look like secrets only when told to`() throws {
        try withControlPlane { caller throws in
            let caller = caller.with(ControlPlaneClient.admin)
            let path = "POST /api/v1/admin/workspaces/\(atlas)/env"
            let refused = try caller.json(path, #"{"env":{"MONKEY":"a","api_Token":"b","LEVEL":"c"}}"#, 400)
            #expect(refused["code"]?.text == "SECRET_KEYWORD_GUARD")
            #expect(refused["keys"]?.items?.compactMap(\.text) == ["MONKEY", "api_Token"])
            let set = try caller.json(path, #"{"env":{"MONKEY":"a"},"force":true}"#)
            #expect(set["ok"]?.bool == true)
            let merged = try caller.json(path, #"{"env":{"LEVEL":"c"}}"#)
            #expect(merged["env_keys_after"]?.items?.compactMap(\.text) == ["LEVEL", "MONKEY"])
            let replaced = try caller.json(path, #"{"env":{"LEVEL":"c"},"merge":false}"#)
            #expect(replaced["env_keys_after"]?.items?.compactMap(\.text) == ["LEVEL"])
            #expect(try caller.call(path, #"{"env":{"1X":"c"}}"#).status == 400)
            #expect(try caller.call(path, "{}").status == 400)
            let unknown = "POST /api/v1/admin/workspaces/\(unknownID)/env"
            #expect(try caller.refusal(unknown, #"{"env":{"LEVEL":"c"}}"#) == "404 workspace not found")
        }
    }

    @Test func `are redeployed one by one, and a fleet halts where one does not come back`() throws {
        try withControlPlane {
            $0.provisioningSeconds = 0
        } _: { caller throws in
            let admin = caller.with(ControlPlaneClient.admin)
            #expect(try admin.json("POST \(Self.tenants)/acme/redeploy")["ssm_exit_code"]?.integer == 0)
            let fleet = "POST \(Self.tenants)/redeploy-fleet"
            let all = try admin.json(fleet, #"{"target_tag":"abc1234","canary_slug":"globex","batch_size":1}"#)
            #expect(all["ok"]?.bool == true)
            #expect(all["results"]?.items?.compactMap { $0["slug"]?.text } == ["globex", "acme", "initech"])
            #expect(all["results"]?.items?.compactMap { $0["phase"]?.text } == ["canary", "batch-1", "batch-2"])
            try caller.create("sick-x")
            let halted = try admin.json(fleet, #"{"canary_slug":"sick-x"}"#)
            #expect(halted["ok"]?.bool == false)
            #expect(halted["results"]?.items?.count == 1)
            #expect(try admin.json(fleet)["results"]?.items?.count == 4)
            #expect(try admin.call(fleet, #"{"canary_slug":"nobody"}"#).status == 400)
            #expect(try admin.call(fleet, #"{"batch_size":0}"#).status == 400)
            let image = try admin.json("GET \(Self.tenants)/globex/diagnostics")["image"]?.text
            #expect(image == "latest")
        }
    }

    @Test func `let administrators ask and tell the tenant who pays`() throws {
        try withControlPlane { caller throws in
            let caller = caller.with(ControlPlaneClient.admin)
            let path = "/api/v1/admin/workspaces/\(atlas)/llm-billing-mode"
            #expect(try caller.call("GET \(path)").status == 400)
            #expect(try caller.call("GET \(path)?org_slug=nobody").status == 404)
            let mode = try caller.json("PUT \(path)?org_slug=acme", #"{"mode":"byok"}"#)
            #expect(mode["resolved_mode"]?.text == "byok")
            #expect(try caller.json("GET \(path)?org_slug=acme")["workspace_override"]?.text == "byok")
        }
    }
}
