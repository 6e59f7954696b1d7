import Glibc
import JSON
import TestSupport
import Testing

@testable import Sandbox

@Suite(.blocking) struct `The organisations of the control plane` {
    private static let orgs = "/api/v1/orgs"
    private static let adminOrgs = "/api/v1/admin/orgs"
    private static let tenants = "/api/v1/admin/tenants"

    @Test func `come up in stages that take time`() throws {
        try withControlPlane {
            $0.provisioningSeconds = 0.4
        } _: { caller throws in
            let caller = caller.with(ControlPlaneClient.session)
            let made = try caller.json("POST \(Self.orgs)", #"{"slug":"new-one","name":"New"}"#, 201)
            #expect(made["status"]?.text == "provisioning")
            var stages: [String] = []
            var progress: [Int64] = []
            let end = Monotonic.seconds + 10
            while stages.last != "ready", Monotonic.seconds < end {
                let answer = try caller.json("GET \(Self.orgs)/new-one/provision-status")
                let stage = try #require(answer["stage"]?.text)
                if stages.last != stage { stages.append(stage) }
                progress.append(try #require(answer["progress"]?.integer))
                #expect((answer["url"] != nil) == (stage == "ready"))
                // Within the budget of requests.
                usleep(10_000)
            }
            let order = ["launching", "installing", "starting", "configuring_https", "ready"]
            #expect(stages == order.filter { stages.contains($0) })
            #expect(progress == progress.sorted())
            #expect(progress.last == 100)
            #expect(try caller.json("GET \(Self.orgs)/new-one")["status"]?.text == "running")
        }
    }

    @Test func `fail, or never begin, when their slug says so`() throws {
        try withControlPlane {
            $0.provisioningSeconds = 0
        } _: { caller throws in
            let caller = caller.with(ControlPlaneClient.session)
            for (slug, status, stage) in [("fail-x", "failed", "failed"), ("stall-x", "provisioning", "launching")] {
                try caller.json("POST \(Self.orgs)", #"{"slug":"\#(slug)","name":"X"}"#, 201)
                let answer = try caller.json("GET \(Self.orgs)/\(slug)/provision-status")
                #expect(answer["status"]?.text == status)
                #expect(answer["stage"]?.text == stage)
            }
        }
    }

    @Test(arguments: [
        ("", "400 invalid request body"), ("[]", "400 invalid request body"),
        (#"{"slug":"abc"}"#, "400 invalid request body"), (#"{"slug":"ab","name":"X"}"#, "400 invalid slug"),
        (#"{"slug":"1bc","name":"X"}"#, "400 invalid slug"), (#"{"slug":"Abc","name":"X"}"#, "400 invalid slug"),
        (#"{"slug":"acme","name":"X"}"#, "409 slug already taken"),
        (#"{"slug":"api","name":"X"}"#, "409 slug is reserved"),
        (#"{"slug":"broke-x","name":"X"}"#, "402 payment is due"),
    ])
    func `are refused when they cannot be`(body: String, refusal: String) throws {
        try withControlPlane { caller throws in
            #expect(try caller.with(ControlPlaneClient.session).refusal("POST \(Self.orgs)", body) == refusal)
        }
    }

    @Test func `are hidden from whom they do not concern, and kept from members who do not own them`() throws {
        try withControlPlane { caller throws in
            let caller = caller.with(ControlPlaneClient.session)
            let slugs = try caller.json("GET \(Self.orgs)").items?.compactMap { $0["slug"]?.text }
            #expect(slugs == ["acme", "globex"])
            for path in ["", "/export", "/provision-status"] {
                #expect(try caller.refusal("GET \(Self.orgs)/initech\(path)") == "404 organization not found")
            }
            #expect(try caller.refusal("DELETE \(Self.orgs)/initech") == "404 organization not found")
            #expect(try caller.refusal("DELETE \(Self.orgs)/globex") == "403 forbidden")
            // The server itself is no secret.
            #expect(try caller.with([]).json("GET \(Self.orgs)/initech/instance")["status"]?.text == "running")
            #expect(try caller.with([]).json("GET \(Self.orgs)/initech/instance")["admin_token"] == nil)
        }
    }

    @Test func `are deleted step by step, and the rest when asked again`() throws {
        try withControlPlane { caller throws in
            try caller.create("sticky-x")
            let caller = caller.with(ControlPlaneClient.session)
            let stopped = try caller.json("DELETE \(Self.orgs)/sticky-x", nil, 500)
            #expect(stopped["error"]?.text == "purge cascade failed; retry the request to resume")
            #expect(stopped["purge_id"]?.text?.utf8.count == 36)
            #expect(try caller.call("DELETE \(Self.orgs)/sticky-x").status == 204)
            #expect(try caller.refusal("DELETE \(Self.orgs)/sticky-x") == "404 organization not found")
        }
    }

    @Test func `are made by administrators in so many words and no others`() throws {
        try withControlPlane { caller throws in
            let caller = caller.with(ControlPlaneClient.admin)
            let good = #"{"slug":"new-one","name":"New","owner_user_id":"user_9"}"#
            let dry = try caller.json("POST \(Self.adminOrgs)?dry_run=true", good)
            #expect(dry["dry_run"]?.bool == true)
            #expect(dry["id"] == nil)
            #expect(try caller.json("GET \(Self.adminOrgs)").items?.count == 3)
            for (body, refusal) in [
                (#"{"slug":"new-one","name":"New","owner":"user_9"}"#, #"400 json: unknown field "owner""#),
                (#"{"slug":"new-one","name":"New"}"#, "400 invalid request body"),
                (#"{"slug":"new-one","name":"New","owner_user_id":7}"#, "400 invalid request body"),
                (good + "x", "400 invalid request body"),
                (#"{"slug":"acme","name":"New","owner_user_id":"user_9"}"#, "409 slug already taken"),
            ] {
                #expect(try caller.refusal("POST \(Self.adminOrgs)", body) == refusal)
                #expect(try caller.refusal("POST \(Self.adminOrgs)?dry_run=true", body) == refusal)
            }
            // What is no truth value must not create anything.
            #expect(try caller.call("POST \(Self.adminOrgs)?dry_run=yes", good).status == 400)
            try caller.json("POST \(Self.adminOrgs)", good, 201)
            #expect(try caller.json("GET \(Self.adminOrgs)").items?.count == 4)
            #expect(try caller.with(ControlPlaneClient.session).call("GET \(Self.orgs)/new-one").status == 404)
        }
    }

    @Test func `are taken down by who repeats the slug, and leave something that must be scrubbed`() throws {
        try withControlPlane { caller throws in
            try caller.create("old-one")
            let admin = caller.with(ControlPlaneClient.admin)
            let tenant = "\(Self.tenants)/old-one"
            let mismatch = "400 confirm field must equal the URL slug"
            for body in [#"{"confirm":"acme"}"#, "{}", #"{"confirm_token":"old-one"}"#] {
                #expect(try admin.refusal("DELETE \(tenant)", body) == mismatch)
                #expect(try admin.refusal("POST \(tenant)/scrub-artifacts", body) == mismatch)
            }
            let confirm = #"{"confirm":"old-one"}"#
            #expect(try admin.refusal("POST \(tenant)/scrub-artifacts", confirm).hasPrefix("400 tenant is live"))
            #expect(try admin.json("DELETE \(tenant)", confirm)["status"]?.text == "deleting")
            let end = Monotonic.seconds + 5
            while try caller.with([]).call("GET \(Self.orgs)/old-one/instance").status == 200,
                Monotonic.seconds < end
            { usleep(10_000) }
            #expect(try admin.refusal("DELETE \(tenant)", confirm) == "404 organization not found")
            let session = caller.with(ControlPlaneClient.session)
            let again = #"{"slug":"old-one","name":"Again"}"#
            #expect(try session.refusal("POST \(Self.orgs)", again).hasPrefix("409 slug has leftover"))
            let removed = try admin.json("POST \(tenant)/scrub-artifacts", confirm)["removed"]?.items
            #expect(removed?.isEmpty == false)
            try session.json("POST \(Self.orgs)", again, 201)
        }
    }

    @Test func `are paid for on pages elsewhere`() throws {
        try withControlPlane { caller throws in
            let caller = caller.with(ControlPlaneClient.session)
            let billing = "/api/v1/billing"
            #expect(try caller.json("GET \(billing)/invoices").items?.count == 1)
            for (path, body) in [
                ("checkout", #"{"org_slug":"acme","plan":"pro"}"#), ("portal", #"{"org_slug":"acme"}"#),
                ("topup", #"{"org_slug":"acme","credits":5}"#),
            ] {
                let url = try caller.json("POST \(billing)/\(path)", body)["url"]?.text
                #expect(url?.hasPrefix("https://") == true)
                #expect(try caller.call("POST \(billing)/\(path)").status == 400)
            }
            #expect(try caller.call("POST \(billing)/checkout", #"{"org_slug":"acme","plan":"free"}"#).status == 400)
            #expect(try caller.call("POST \(billing)/portal", #"{"org_slug":"globex"}"#).status == 403)
            #expect(try caller.call("POST \(billing)/portal", #"{"org_slug":"initech"}"#).status == 404)
        }
    }

    @Test func `are exported as a file`() throws {
        try withControlPlane { caller throws in
            let answer = try caller.with(ControlPlaneClient.session).call("GET \(Self.orgs)/globex/export")
            #expect(try answer.json["members"]?.items?.count == 2)
            #expect(answer["Content-Disposition"]?.contains("attachment") == true)
        }
    }
}
