import JSON
import TestSupport
import Testing

@testable import Sandbox

@Suite(.blocking) struct `The edge of the control plane` {
    private static let acme = "0b54f9d6-3f0e-4b0e-9a55-6a1f0c8d7e21"
    private static let pages = [202: "Provisioning", 404: "not found", 502: "Backend unavailable", 503: "failed"]

    @Test func `leads to the tenant that a request names, in each of the ways`() throws {
        try withControlPlane { caller throws in
            let bearer = "Authorization: Bearer \(try caller.adminToken("acme"))"
            for header in ["X-Molecule-Org-Slug: acme", "X-Molecule-Org-Id: \(Self.acme)"] {
                let answer = try caller.json("GET /workspaces", headers: [bearer, header])
                #expect(answer.items?.count == 6, "\(header)")
            }
            let client = try WireClient(port: caller.server.port)
            client.send("GET /workspaces HTTP/1.1\r\nHost: acme.localhost\r\n\(bearer)\r\n\r\n")
            #expect(try client.receive().status == 200)
            // Without any it is the control plane, which has no such route.
            #expect(try caller.call("GET /workspaces", headers: [bearer]).status == 404)
            #expect(try caller.json("GET /health")["service"]?.text == "molecule-cp")
            #expect(try caller.json("GET /health", headers: ["X-Molecule-Org-Slug: acme"])["service"] == nil)
        }
    }

    @Test func `keeps what is the control plane's own, whatever the headers say`() throws {
        try withControlPlane { caller throws in
            let caller = caller.with(ControlPlaneClient.session + ["X-Molecule-Org-Slug: acme"])
            #expect(try caller.call("GET /api/v1/orgs").status == 200)
        }
    }

    @Test func `does not let one tenant's token into another`() throws {
        try withControlPlane { caller throws in
            let bearer = "Authorization: Bearer \(try caller.adminToken("acme"))"
            let answer = try caller.call("GET /workspaces", headers: [bearer, "X-Molecule-Org-Slug: globex"])
            #expect(answer.status == 401)
        }
    }

    @Test func `vouches for the session of a member, and for no other's`() throws {
        try withControlPlane { caller throws in
            let caller = caller.with(ControlPlaneClient.session)
            for (slug, status) in [("acme", 200), ("globex", 200), ("initech", 401)] {
                let answer = try caller.call("GET /org/tokens", headers: ["X-Molecule-Org-Slug: \(slug)"])
                #expect(answer.status == status, "\(slug)")
            }
        }
    }

    @Test func `answers pages in the place of tenants that are not there`() throws {
        try withControlPlane {
            $0.provisioningSeconds = 0
        } _: { caller throws in
            let session = caller.with(ControlPlaneClient.session)
            for slug in ["stall-x", "fail-x"] {
                try session.json("POST /api/v1/orgs", #"{"slug":"\#(slug)","name":"X"}"#, 201)
            }
            for (slug, status) in [("stall-x", 202), ("fail-x", 503), ("nobody", 404)] {
                let answer = try caller.call("GET /workspaces", headers: ["X-Molecule-Org-Slug: \(slug)"])
                #expect(answer.status == status)
                #expect(answer["Content-Type"]?.hasPrefix("text/html") == true)
                #expect(answer.body.contains(try #require(Self.pages[status])))
                #expect((answer["Retry-After"] == "5") == (status == 202))
            }
        }
    }

    @Test(arguments: [202, 404, 502, 503])
    func `answers its pages on request`(status: Int) throws {
        let fault = try #require(Fault("edge:\(status):1"))
        try withControlPlane {
            $0.faults = [fault]
        } _: { caller throws in
            let answer = try caller.with(ControlPlaneClient.admin).call("GET /api/v1/admin/orgs")
            #expect(answer.status == status)
            #expect(answer.body.contains(try #require(Self.pages[status])))
            #expect(try caller.with(ControlPlaneClient.admin).call("GET /api/v1/admin/orgs").status == 200)
        }
        #expect(Fault("edge:500:1") == nil)
    }

    @Test func `says on request that a route is going away, and answers all the same`() throws {
        let fault = try #require(Fault("deprecated:1"))
        try withControlPlane {
            $0.faults = [fault]
        } _: { caller throws in
            let answer = try caller.with(ControlPlaneClient.admin).call("GET /api/v1/admin/orgs")
            #expect(answer.status == 200)
            #expect(answer["Sunset"] != nil)
        }
    }

    @Test func `has tenants that begin empty and live a life of their own`() throws {
        try withControlPlane { caller throws in
            try caller.create("new-one")
            let bearer = "Authorization: Bearer \(try caller.adminToken("new-one"))"
            let tenant = caller.with([bearer, "X-Molecule-Org-Slug: new-one"])
            #expect(try tenant.json("GET /workspaces").items?.count == 0)
            try tenant.json(
                "POST /workspaces", #"{"name":"a","runtime":"claude-code","model":"\#(platformModel)"}"#, 201)
            let listed = try caller.with(ControlPlaneClient.admin).json("GET /api/v1/admin/orgs/new-one/workspaces")
            #expect(listed["workspaces"]?.items?.count == 1)
        }
    }
}
