import JSON
import TestSupport
import Testing

@testable import Sandbox

@Suite(.blocking) struct `Workspace tokens` {
    private static let target = "/workspaces/\(billing)/tokens"

    @Test(arguments: Release.allCases)
    func `are shown once, listed newest first, and revoked`(release: Release) throws {
        try withTenant(release) { admin throws in
            let minted = try admin.json("POST \(Self.target)", "ignored {", 201)
            #expect(minted.members?.map(\.name) == ["auth_token", "workspace_id", "message"])
            #expect(minted["message"] == "Save this token now — it cannot be retrieved again.")
            let text = try #require(minted["auth_token"]?.text)
            #expect(text.utf8.count == 43)
            let own = admin.with(bearer: text)
            let second = try own.mintWorkspaceToken(billing)
            let list = try own.json("GET \(Self.target)")
            #expect(list["count"] == 2)
            let items = try #require(list["tokens"]?.items)
            #expect(items.map { $0["prefix"]?.text } == [String(second.prefix(8)), String(text.prefix(8))])
            #expect(items.map { $0["last_used_at"] == .null } == [true, false])
            #expect(try own.json("GET \(Self.target)?limit=1&offset=1")["tokens"]?.items?.count == 1)
            let id = try #require(items.last?["id"]?.text)
            try own.walk([
                Row("DELETE \(Self.target)/\(id)", 200, #"{"status":"revoked"}"#),
                Row("GET \(Self.target)", 401, error: "invalid workspace auth token"),
            ])
            try admin.walk([
                Row("DELETE \(Self.target)/\(id)", 404, error: "token not found or already revoked"),
                Row("DELETE \(Self.target)/\(unknownID)", 404, error: "token not found or already revoked"),
                Row("POST /workspaces/\(unknownID)/tokens", 500, error: "failed to create token"),
            ])
        }
    }

    @Test(arguments: Release.allCases)
    func `are 50 at most, listed in pages of 50 at most unless more are asked for`(release: Release) throws {
        try withTenant(release) { admin throws in
            for _ in 1...50 { _ = try admin.mintWorkspaceToken(billing) }
            let refused = try admin.call("POST \(Self.target)")
            #expect(refused.status == 429)
            #expect(refused.body == #"{"error":"maximum 50 active tokens per workspace"}"#)
            #expect(refused["Retry-After"] == nil)
            for (query, count) in [
                ("", 50), ("?limit=3", 3), ("?limit=500", 50), ("?limit=x&offset=-1", 50), ("?limit=200&offset=49", 1),
            ] {
                #expect(try admin.json("GET \(Self.target)\(query)")["count"]?.integer == Int64(count), "\(query)")
            }
            if release == .april {
                #expect(try admin.call("GET /admin/workspaces/\(billing)/test-token").status == 200)
            }
        }
    }

    @Test func `are minted by administrators in May`() throws {
        try withTenant(.may) { admin throws in
            let minted = try admin.json("POST /admin/workspaces/\(billing.uppercased())/tokens", nil, 201)
            let text = try #require(minted["auth_token"]?.text)
            #expect(minted["workspace_id"]?.text == billing)
            #expect(try admin.with(bearer: text).call("GET \(Self.target)").status == 200)
            try admin.walk([
                Row("POST /admin/workspaces/zz/tokens", 400, error: "invalid workspace id"),
                Row("POST /admin/workspaces/\(unknownID)/tokens", 404, error: "workspace not found"),
            ])
            try admin.json("DELETE /workspaces/\(billing)", headers: ["X-Confirm-Name: billing-agent"])
            try admin.walk([Row("POST /admin/workspaces/\(billing)/tokens", 404, error: "workspace not found")])
            // The other route asks less, and gives a token that never works.
            let dead = admin.with(bearer: try admin.mintWorkspaceToken(billing))
            #expect(try dead.call("GET \(Self.target)").status == 401)
        }
    }

    @Test func `of external workspaces are rotated in May`() throws {
        let path = "/workspaces/\(billing)/external"
        try withTenant(.may) { admin throws in
            try admin.walk([
                Row(
                    "POST \(path)/rotate", 400,
                    #"{"error":"rotate is only valid for external/BYO-compute workspaces","runtime":"crewai","#
                        + #""hint":"use POST /workspaces/:id/restart for container-backed runtimes"}"#),
                Row(
                    "GET \(path)/connection", 400,
                    #"{"error":"connection payload is only valid for external/BYO-compute workspaces","#
                        + #""runtime":"crewai"}"#),
                Row("POST /workspaces/\(unknownID)/external/rotate", 404, error: "workspace not found"),
                Row("GET /workspaces/zz/external/connection", 500, error: "lookup failed"),
                Row("PATCH /workspaces/\(billing)", #"{"runtime":"external"}"#, 200),
            ])
            let old = admin.with(bearer: try admin.mintWorkspaceToken(billing))
            #expect(try old.json("GET \(path)/connection")["connection"]?["auth_token"] == "")
            let connection = try #require(try old.json("POST \(path)/rotate")["connection"])
            #expect(connection.members?.count == 13)
            #expect(try old.call("GET \(path)/connection").status == 401)
            let new = admin.with(bearer: connection["auth_token"]?.text)
            #expect(try new.call("GET \(path)/connection").status == 200)
            #expect(try admin.events(of: billing).first == "EXTERNAL_CREDENTIALS_ROTATED")
        }
    }
}

@Suite(.blocking) struct `Org keys` {
    @Test(arguments: Release.allCases)
    func `are shown once and tell who made them and when they were used`(release: Release) throws {
        try withTenant(release) { admin throws in
            let answer = try admin.json("POST /org/tokens", #"{"name":"ci"}"#)
            #expect(answer.members?.map(\.name) == ["id", "prefix", "name", "auth_token", "warning"])
            #expect(answer["warning"] == "copy this token now; it will not be shown again")
            let text = try #require(answer["auth_token"]?.text)
            #expect(text.utf8.count == 43)
            #expect(text.hasPrefix(answer["prefix"]?.text ?? "?"))
            let unnamed = try admin.with(bearer: text).json("POST /org/tokens")
            #expect(unnamed.members?.map(\.name) == ["id", "prefix", "auth_token", "warning"])
            try admin.json("POST /org/tokens", "{}", headers: ["Cookie: stray=1"])
            let list = try admin.json("GET /org/tokens")
            #expect(list["count"] == 3)
            let items = try #require(list["tokens"]?.items)
            #expect(
                items.map { $0["created_by"]?.text }
                    == ["session", "org-token:\(answer["prefix"]?.text ?? "")", "admin-token"])
            #expect(
                items[2].members?.map(\.name) == ["id", "prefix", "name", "created_by", "created_at", "last_used_at"])
            #expect(items[1].members?.map(\.name) == ["id", "prefix", "created_by", "created_at"])
        }
    }

    @Test(arguments: Release.allCases)
    func `stop working with the next request, themselves included`(release: Release) throws {
        try withTenant(release) { admin throws in
            let key = try admin.mintOrgKey()
            let caller = admin.with(bearer: key.text)
            #expect(try caller.call("GET /workspaces/\(atlas)/budget").status == 200)
            try caller.walk([
                Row("DELETE /org/tokens/\(key.id)", 200, #"{"revoked":"\#(key.id)"}"#),
                Row("GET /org/tokens", 401, error: "invalid admin auth token"),
                Row("GET /workspaces/\(atlas)/budget", 401, error: "invalid workspace auth token"),
            ])
            try admin.walk([
                Row("DELETE /org/tokens/\(key.id)", 404, error: "token not found or already revoked"),
                Row("DELETE /org/tokens/\(unknownID)", 404, error: "token not found or already revoked"),
                Row("GET /org/tokens", 200, #"{"tokens":[],"count":0}"#),
            ])
        }
    }

    @Test func `are minted without a name out of a broken body in April, and not in May`() throws {
        let long = String(repeating: "é", count: 51)
        for release in Release.allCases {
            try withTenant(release) { admin throws in
                for body in ["{", "[]", #"{"name":5}"#] {
                    let answer = try admin.call("POST /org/tokens", body)
                    #expect(answer.status == (release == .april ? 200 : 400))
                    if release == .may { #expect(answer.body == #"{"error":"invalid JSON body"}"#) }
                }
                try admin.walk([
                    Row("POST /org/tokens", #"{"name":"\#(long)"}"#, 400, error: "name too long (max 100 chars)")
                ])
            }
        }
    }

    @Test(arguments: Release.allCases)
    func `are ten in a window, whose numbers stand in for the general ones`(release: Release) throws {
        try withTenant(release) { admin throws in
            #expect(try admin.with(bearer: nil).call("POST /org/tokens")["X-Ratelimit-Limit"] == "600")
            for count in 1...10 {
                let answer = try admin.call("POST /org/tokens", count == 1 ? #"{"name":5}"# : nil)
                let limits = answer.headers.filter { $0.name.hasPrefix("X-Ratelimit") }
                #expect(limits.prefix(2).map(\.value) == ["10", "\(10 - count)"])
                #expect(limits.count == 3)
            }
            let refused = try admin.call("POST /org/tokens")
            #expect(refused.status == 429)
            let wait = try #require(refused["Retry-After"])
            #expect((3_590...3_600).contains(Int(wait) ?? 0))
            #expect(refused.body == #"{"error":"rate limit exceeded","retry_after":\#(wait)}"#)
            #expect(Set(refused.fixedHeaders).isSuperset(of: securityHeaders))
            #expect(try admin.call("GET /org/tokens").status == 200)
            // Since May every caller, or the organisation that is named, has ten of its own.
            let organization = try admin.call("POST /org/tokens", headers: ["X-Molecule-Org-Id: any"])
            #expect(organization.status == (release == .may ? 200 : 429))
            admin.server.reload()
            #expect(try admin.call("POST /org/tokens").status == 200)
        }
    }

    @Test func `have a window that is forgotten before it is over`() {
        let second: Int64 = 1_000_000_000
        let limiter = RateLimiter(.init(requests: 1, seconds: 3_600), now: 0)
        let times: [(Int64, Bool)] = [(10, true), (20, false), (899, false), (901, true), (902, false), (4_502, true)]
        for (time, isAllowed) in times {
            #expect(limiter.take("a", now: time * second).isAllowed == isAllowed, "\(time)")
        }
    }
}
