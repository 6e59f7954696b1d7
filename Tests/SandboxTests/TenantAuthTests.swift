import JSON
import TestSupport
import Testing

@testable import Sandbox

@Suite(.blocking) struct `The gates of the tenant server` {
    private static let classA = "GET /org/tokens"
    private static let classW = "GET /workspaces/\(atlas)/budget"
    private static let required = "admin auth required"
    private static let invalid = "invalid admin auth token"
    private static let missing = "missing workspace auth token"
    private static let wrong = "invalid workspace auth token"

    private static func error(_ answer: WireResponse) throws -> String? { try answer.json["error"]?.text }

    /// What a caller is, and what each class says to it; `nil` for let in.
    private static func cases(
        _ keys: (org: String, own: String, other: String)
    ) -> [(name: String, headers: [String], admin: String?, workspace: String?)] {
        let bearer = { (token: String) in "Authorization: Bearer \(token)" }
        return [
            ("nothing", [], required, missing), ("admin", [bearer("right-token")], nil, nil),
            ("org key", [bearer(keys.org)], nil, nil), ("own token", [bearer(keys.own)], invalid, nil),
            ("another's token", [bearer(keys.other)], invalid, wrong),
            ("a wrong one", [bearer("x")], invalid, wrong),
            ("another scheme", ["Authorization: Basic right-token"], required, missing),
            ("another case", ["Authorization: bearer right-token"], required, missing),
        ]
    }

    @Test(arguments: Release.allCases)
    func `let in whom they know, in either release`(release: Release) throws {
        try withTenant(release) { admin throws in
            let keys = (
                try admin.mintOrgKey().text, try admin.mintWorkspaceToken(atlas),
                try admin.mintWorkspaceToken(billing)
            )
            let caller = admin.with(bearer: nil)
            for (name, headers, adminError, workspaceError) in Self.cases(keys) {
                for (request, error) in [(Self.classA, adminError), (Self.classW, workspaceError)] {
                    let answer = try caller.call(request, headers: headers)
                    #expect(answer.status == (error == nil ? 200 : 401), "\(name) \(request)")
                    #expect(try Self.error(answer) == error, "\(name) \(request)")
                }
            }
        }
    }

    @Test(arguments: Release.allCases)
    func `take a session in class A, and since May in class W`(release: Release) throws {
        try withTenant(release) {
            $0.sessionCookie = "mcp_session=abc"
        } _: { admin throws in
            let good = ["Cookie: mcp_session=abc"], bad = ["Cookie: mcp_session=other"]
            let caller = admin.with(bearer: nil), liar = admin.with(bearer: "x")
            #expect(try caller.call(Self.classA, headers: good).status == 200)
            #expect(try Self.error(caller.call(Self.classA, headers: bad)) == Self.required)
            // A good cookie rescues a bad bearer in class A only.
            #expect(try liar.call(Self.classA, headers: good).status == 200)
            #expect(try Self.error(liar.call(Self.classW, headers: good)) == Self.wrong)
            #expect(try caller.call(Self.classW, headers: good).status == (release == .may ? 200 : 401))
            #expect(try caller.call(Self.classW, headers: bad).status == 401)
        }
    }

    @Test(arguments: Release.allCases)
    func `are open while there is neither an admin token nor a live workspace token`(release: Release) throws {
        try withOpenTenant(release) { caller throws in
            #expect(try caller.with(bearer: "x").call(Self.classA).status == 200)
            #expect(try caller.call(Self.classW).status == 401)
            // Org keys do not close it.
            _ = try caller.mintOrgKey()
            #expect(try caller.call(Self.classA).status == 200)
            let id = try caller.create("first")
            #expect(try Self.error(caller.call(Self.classA)) == Self.required)
            #expect(try Self.error(caller.with(bearer: "x").call(Self.classA)) == Self.invalid)
            #expect(id.utf8.count == 36)
        }
    }

    @Test func `open again when the last workspace with tokens is deleted`() throws {
        try withOpenTenant(.april) { caller throws in
            let url = "/admin/workspaces/\(billing)/test-token"
            let token = try #require(try caller.json("GET \(url)")["auth_token"]?.text)
            #expect(try caller.call(Self.classA).status == 401)
            // Without an admin token any workspace's token is an administrator's.
            #expect(try caller.with(bearer: token).call(Self.classA).status == 200)
            #expect(try caller.with(bearer: token).call("DELETE /workspaces/\(billing)").status == 200)
            #expect(try caller.call(Self.classA).status == 200)
            #expect(try caller.with(bearer: token).call("GET /workspaces/\(billing)/budget").status == 401)
        }
    }

    @Test(arguments: Release.allCases)
    func `are open in development mode, in class W to those who send nothing`(release: Release) throws {
        try withOpenTenant(release) {
            $0.isDevelopment = true
            $0.rateLimit = .init(requests: 1)
        } _: { caller throws in
            _ = try caller.create("closes an open server otherwise")
            for _ in 1...2 {
                let answer = try caller.with(bearer: "x").call(Self.classA)
                #expect(answer.status == 200)
                #expect(answer.headers.filter { $0.name.hasPrefix("X-Ratelimit") }.map(\.value) == ["unlimited"])
            }
            #expect(try caller.call(Self.classW).status == 200)
            #expect(try caller.with(bearer: "x").call(Self.classW).status == 401)
            for _ in 1...11 { #expect(try caller.call("POST /org/tokens").status == 200) }
        }
        try withTenant(release) {
            $0.isDevelopment = true
        } _: { admin throws in
            #expect(try admin.with(bearer: nil).call(Self.classA).status == 401)
        }
    }

    @Test(arguments: Release.allCases)
    func `believe a page of their own host in class W in April only, with a web interface`(release: Release) throws {
        try withTenant(release) {
            $0.hasCanvasProxy = true
        } _: { admin throws in
            let own = "http://127.0.0.1:\(admin.server.port)"
            for header in ["Referer: \(own)/x", "Referer: \(own)", "Origin: \(own)"] {
                let answer = try admin.with(bearer: nil).call(Self.classW, headers: [header])
                #expect(answer.status == (release == .april ? 200 : 401), "\(header)")
                #expect(try admin.with(bearer: nil).call(Self.classA, headers: [header]).status == 401)
            }
        }
    }

    @Test(arguments: Release.allCases)
    func `say so when the datastore is gone, in class A`(release: Release) throws {
        let fault = try #require(Fault("datastore:1-3"))
        try withTenant(release) {
            $0.faults = [fault]
        } _: { admin throws in
            let answer = try admin.call(Self.classA)
            #expect(answer.status == 503)
            #expect(
                answer.body
                    == #"{"error":"platform datastore unavailable — retry shortly","code":"platform_unavailable"}"#)
            #expect(Set(answer.fixedHeaders).isSuperset(of: securityHeaders))
            #expect(try admin.call("GET /health").status == 200)
            #expect(try Self.error(admin.with(bearer: "x").call(Self.classW)) == Self.wrong)
            #expect(try admin.call(Self.classA).status == 200)
        }
    }

    @Test(arguments: Release.allCases)
    func `ask for the workspace's own token a second time, once it has one`(release: Release) throws {
        try withTenant(release) {
            $0.sessionCookie = "s=1"
        } _: { admin throws in
            let targets = ["GET /workspaces/\(atlas)/state", "GET /workspaces/\(atlas)/secrets/values"]
            let orgKey = admin.with(bearer: try admin.mintOrgKey().text)
            for target in targets {
                #expect(try admin.call(target).status == 200)
                #expect(try orgKey.call(target).status == 200)
            }
            let own = admin.with(bearer: try admin.mintWorkspaceToken(atlas))
            for target in targets {
                #expect(try Self.error(admin.call(target)) == Self.wrong)
                #expect(try Self.error(orgKey.call(target)) == Self.wrong)
                #expect(try own.call(target).status == 200)
                if release == .may {
                    let session = try admin.with(bearer: nil).call(target, headers: ["Cookie: s=1"])
                    #expect(try Self.error(session) == Self.missing)
                }
            }
        }
    }

    @Test func `compare the id in the path as text with a workspace's own token`() throws {
        try withTenant(.may) { admin throws in
            let own = admin.with(bearer: try admin.mintWorkspaceToken(atlas))
            #expect(try own.call("GET /workspaces/\(atlas)/budget").status == 200)
            #expect(try own.call("GET /workspaces/\(atlas.uppercased())/budget").status == 401)
            #expect(try admin.call("GET /workspaces/\(atlas.uppercased())/budget").status == 200)
        }
    }

    @Test func `hand out test tokens in April to whom they know by the admin token alone`() throws {
        let path = "GET /admin/workspaces/\(atlas)/test-token"
        try withTenant(.april) { admin throws in
            #expect(try admin.json(path)["workspace_id"]?.text == atlas)
            let bare = try admin.with(bearer: nil).call(path, headers: ["Authorization: right-token"])
            #expect(bare.status == 200)
            for other in [admin.with(bearer: nil), admin.with(bearer: try admin.mintOrgKey().text)] {
                #expect(try Self.error(other.call(path)) == Self.required)
            }
            try admin.walk([
                Row("GET /admin/workspaces/\(unknownID)/test-token", 404, error: "workspace not found"),
                Row("GET /admin/workspaces/zz/test-token", 500, error: "lookup failed"),
            ])
        }
        try withTenant(.april) {
            $0.hasTestTokens = false
        } _: { admin throws in
            try admin.walk([Row(path, 404, #"{"error":"not found"}"#)])
        }
        try withTenant(.may) { admin throws in #expect(try admin.call(path).body == "404 page not found") }
    }
}

@Suite(.blocking) struct `A cross-origin request` {
    @Test func `is refused with nothing, before anything else`() throws {
        try withTenant(.may) { admin throws in
            for method in ["GET", "OPTIONS", "DELETE"] {
                let answer = try admin.call("\(method) /workspaces", headers: ["Origin: https://evil.example"])
                #expect(answer.status == 403)
                #expect(answer.fixedHeaders == ["Content-Length: 0"])
            }
            let own = try admin.call("GET /workspaces", headers: ["Origin: http://127.0.0.1:\(admin.server.port)"])
            #expect(own.status == 200)
        }
    }

    @Test(arguments: [
        (Release.april, "Origin,Content-Type,X-Workspace-Id,Authorization"),
        (.may, "Origin,Content-Type,X-Workspace-Id,Authorization,X-Molecule-Org-Id,X-Molecule-Org-Slug"),
    ])
    func `of an allowed origin is told what it may send`(release: Release, headers: String) throws {
        try withTenant(release) { admin throws in
            let origin = ["Origin: http://localhost:3000"]
            let answer = try admin.with(bearer: nil).call("OPTIONS /workspaces", headers: origin)
            #expect(answer.statusLine == "HTTP/1.1 204 No Content")
            #expect(answer["Access-Control-Allow-Headers"] == headers)
            #expect(answer["Access-Control-Allow-Methods"] == "GET,POST,PUT,PATCH,DELETE,OPTIONS")
            #expect(answer["X-Frame-Options"] == nil)
            #expect(answer["X-Ratelimit-Limit"] == nil)
            let list = try admin.call("GET /workspaces", headers: origin)
            #expect(list["Access-Control-Allow-Origin"] == "http://localhost:3000")
            #expect(list["X-Frame-Options"] == "DENY")
        }
    }
}

@Suite(.blocking) struct `Paths of the tenant server` {
    @Test(arguments: Release.allCases)
    func `are redirected without their last slash before anything else`(release: Release) throws {
        try withTenant(release) {
            $0.organizationID = "org"
        } _: { admin throws in
            let get = try admin.call("GET /workspaces/\(atlas)/budget/?x=1")
            #expect(get.status == 301)
            #expect(get["Location"] == "/workspaces/\(atlas)/budget?x=1")
            let post = try admin.call("POST /org/tokens/", "{}")
            #expect(post.status == 307)
            #expect(post["Location"] == "/org/tokens")
            #expect(post["X-Ratelimit-Limit"] == nil)
        }
    }

    @Test(arguments: Release.allCases)
    func `that are not mounted are a plain 404, in any method`(release: Release) throws {
        let may = [
            "GET /buildinfo", "POST /admin/workspaces/\(atlas)/tokens",
            "GET /admin/workspaces/\(atlas)/llm-billing-mode", "POST /workspaces/\(atlas)/external/rotate",
            "PATCH /workspaces/\(atlas)/abilities", "GET /admin/delegations",
        ]
        let never = [
            "PUT /admin/secrets", "GET /org/tokens/\(atlas)", "PATCH /org/tokens/\(atlas)", "PUT /workspaces",
            "GET /workspaces/\(atlas)/llm-billing-mode", "POST /workspaces/\(atlas)/wake", "GET /cp/auth/me",
            "GET /api/v1/orgs", "DELETE /workspaces/\(atlas)/secrets/a%2Fb", "GET /openapi.json",
        ]
        try withTenant(release) { admin throws in
            for request in never + (release == .april ? may : ["GET /admin/workspaces/\(atlas)/test-token"]) {
                let answer = try admin.call(request)
                #expect(answer.status == 404, "\(request)")
                #expect(answer.body == "404 page not found", "\(request)")
            }
            #expect(try admin.call("HEAD /health").status == 404)
        }
    }

    @Test func `may be reached by a page of the same host past the guard`() throws {
        try withTenant(.may) {
            $0.organizationID = "org"
            $0.hasCanvasProxy = true
        } _: { admin throws in
            let own = "Referer: http://127.0.0.1:\(admin.server.port)/"
            #expect(try admin.call("GET /workspaces", headers: [own]).status == 200)
            #expect(try admin.call("GET /workspaces").status == 400)
        }
    }
}
