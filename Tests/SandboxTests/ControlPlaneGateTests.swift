import JSON
import TestSupport
import Testing

@testable import Sandbox

@Suite(.blocking) struct `The gates of the control plane` {
    private static let own = "GET /api/v1/orgs"
    private static let admin = "GET /api/v1/admin/orgs"
    private static let machine = "GET /api/v1/workspaces/\(atlas)/status?instance_id=i-0123456789abcdef0"

    @Test func `let in who has the credential of the route, and nobody else`() throws {
        try withControlPlane { caller throws in
            let credentials = [
                ControlPlaneClient.session, ControlPlaneClient.admin, ControlPlaneClient.provision, [],
                ["Authorization: Bearer wrong"], ["Cookie: mcp_session=wrong"], ["Cookie: other=right-session"],
                ["Authorization: Bearer right-session"], ["Authorization: bearer right-admin"],
            ]
            for (index, headers) in credentials.enumerated() {
                let caller = caller.with(headers)
                for (place, request) in [Self.own, Self.admin, Self.machine].enumerated() {
                    let answer = try caller.call(request)
                    #expect(answer.status == (place == index ? 200 : 401), "\(request) with \(headers)")
                    if place != index { #expect(answer.body == #"{"error":"invalid credentials"}"#) }
                }
            }
        }
    }

    @Test func `find the session among other cookies`() throws {
        try withControlPlane { caller throws in
            let caller = caller.with(["Cookie: theme=dark; mcp_session=right-session; a=b"])
            #expect(try caller.call(Self.own).status == 200)
        }
    }

    @Test func `have no provision routes without their secret, and let nobody in without the others`() throws {
        try withControlPlane("# nothing is set\n") { caller throws in
            let answer = try caller.with(ControlPlaneClient.provision).call(Self.machine)
            #expect(answer.status == 404)
            #expect(answer.body == "404 page not found")
            #expect(try caller.with(ControlPlaneClient.admin).call(Self.admin).status == 401)
            #expect(try caller.with(["Authorization: Bearer "]).call(Self.admin).status == 401)
            #expect(try caller.with(["Cookie: mcp_session="]).call(Self.own).status == 401)
        }
    }

    @Test func `ask for the tenant's admin token beside the secret before a machine is destroyed`() throws {
        try withControlPlane { caller throws in
            let caller = caller.with(ControlPlaneClient.provision)
            let destroy = "DELETE /api/v1/workspaces/\(unknownID)"
            let acme = try caller.adminToken("acme")
            let id = "0b54f9d6-3f0e-4b0e-9a55-6a1f0c8d7e21"
            let other = "1c65fae7-4a1f-4c1f-8b66-7b2a1d9e8f32"
            for (headers, status) in [
                ([], 401), (["X-Molecule-Admin-Token: wrong"], 401), (["X-Molecule-Admin-Token: \(acme)"], 200),
                (["X-Molecule-Admin-Token: \(acme)", "X-Molecule-Org-Id: \(id)"], 200),
                (["X-Molecule-Admin-Token: \(acme)", "X-Molecule-Org-Id: \(other)"], 401),
            ] {
                #expect(try caller.call(destroy, headers: headers).status == status, "\(headers)")
            }
        }
    }

    @Test func `know an org key no more than any other stranger`() throws {
        try withControlPlane { caller throws in
            let token = try caller.adminToken("acme")
            let key = try #require(
                try caller.json(
                    "POST /org/tokens", nil,
                    headers: ["Authorization: Bearer \(token)", "X-Molecule-Org-Slug: acme"])["auth_token"]?.text)
            for request in [Self.own, Self.admin, Self.machine] {
                for bearer in [key, token] {
                    #expect(try caller.with(["Authorization: Bearer \(bearer)"]).call(request).status == 401)
                }
            }
        }
    }

    @Test func `serve the same below cp, where every answer says that it is going away`() throws {
        try withControlPlane { caller throws in
            let caller = caller.with(ControlPlaneClient.session)
            let old = try caller.call("GET /cp/orgs")
            let new = try caller.call(Self.own)
            #expect(try old.json.items?.count == new.json.items?.count)
            #expect(old["Deprecation"]?.hasPrefix("@") == true)
            #expect(old["Sunset"]?.hasSuffix(" GMT") == true)
            #expect(new["Deprecation"] == nil)
            #expect(try caller.with([]).call("GET /cp/orgs").status == 401)
        }
    }
}
