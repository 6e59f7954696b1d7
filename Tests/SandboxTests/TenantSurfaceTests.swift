import Foundation
import JSON
import TestSupport
import Testing

@testable import Sandbox

@Suite(.blocking) struct `The tenant surface` {
    private static let organization = "0b5c7a3e-1111-4222-8333-444455556666"

    private func withTenant(
        _ release: SandboxConfiguration.TenantRelease, organization: String? = nil,
        _ body: (SandboxServer) throws -> Void
    ) throws {
        try withGuardedSandbox {
            $0.surface = .tenant
            $0.tenantRelease = release
            $0.organizationID = organization
        } _: { server, _ throws in
            try body(server)
        }
    }

    @Test(arguments: SandboxConfiguration.TenantRelease.allCases)
    func `does not mount the self-hosted routes, whatever the credential`(
        release: SandboxConfiguration.TenantRelease
    ) throws {
        try withTenant(release) { server throws in
            for (method, path) in [
                ("GET", "/admin/workspaces"), ("POST", "/admin/workspaces/\(atlas)/pause"), ("GET", "/admin/metrics"),
                ("POST", "/admin/tier-promote"),
            ] {
                for bearer in [nil, "wrong", "right-token"] {
                    let answer = try server.call(method, path, bearer: bearer)
                    #expect(answer.status == 404)
                    #expect(answer["Content-Type"] == "text/plain")
                    #expect(answer.body == "404 page not found")
                }
            }
        }
    }

    @Test(arguments: [(SandboxConfiguration.TenantRelease.april, 21), (.may, 24)])
    func `lists workspaces as a bare array behind the gate`(
        release: SandboxConfiguration.TenantRelease, members: Int
    ) throws {
        try withTenant(release) { server throws in
            #expect(try server.call("GET", "/workspaces").body == #"{"error":"admin auth required"}"#)
            let answer = try server.call("GET", "/workspaces", bearer: "right-token")
            #expect(answer["Content-Type"] == "application/json; charset=utf-8")
            let items = try #require(try JSONValue.parse(Array(answer.body.utf8)).items)
            #expect(items.count == 6)
            #expect(items[0].members?.count == members)
            let redirect = try server.call("GET", "/workspaces/")
            #expect(redirect.status == 301)
            #expect(redirect["Location"] == "/workspaces")
        }
    }

    @Test func `tells its build in May only`() throws {
        try withTenant(.may, organization: Self.organization) { server throws in
            #expect(try server.call("GET", "/buildinfo").body == #"{"git_sha":"dev"}"#)
        }
        try withTenant(.april) { server throws in
            #expect(try server.call("GET", "/buildinfo").body == "404 page not found")
        }
    }

    @Test func `answers the wrong organisation with an empty 404 in April`() throws {
        try withTenant(.april, organization: Self.organization) { server throws in
            for headers in [[], ["X-Molecule-Org-Id: other"], ["X-Molecule-Org-Slug: acme"]] {
                for path in ["/workspaces", "/nowhere", "/admin/workspaces", "/buildinfo"] {
                    let answer = try server.call("GET", path, bearer: "right-token", headers: headers)
                    #expect(answer.status == 404)
                    #expect(answer.body == "")
                    #expect(
                        answer.fixedHeaders.filter { !$0.hasPrefix("X-Ratelimit-Remaining") }
                            == ["X-Ratelimit-Limit: 600", "Content-Length: 0"])
                }
            }
        }
    }

    @Test func `explains a missing header in May and nothing else`() throws {
        try withTenant(.may, organization: Self.organization) { server throws in
            let missing = try server.call("GET", "/nowhere", bearer: "right-token")
            #expect(missing.status == 400)
            #expect(
                missing.body
                    == #"{"error":"missing tenant routing header","code":"TENANT_ORG_HEADER_REQUIRED","#
                    + #""required_header":"X-Molecule-Org-Id","detail":"SaaS tenant API requests must include "#
                    + #"X-Molecule-Org-Id matching the organization UUID."}"#)
            #expect(missing["X-Frame-Options"] == nil)
            for header in ["X-Molecule-Org-Id: other", "Fly-Replay-Src: instance=a;state=other"] {
                let wrong = try server.call("GET", "/workspaces", bearer: "right-token", headers: [header])
                #expect(wrong.status == 404)
                #expect(wrong.body == "")
            }
        }
    }

    @Test(arguments: SandboxConfiguration.TenantRelease.allCases)
    func `lets the right organisation and the exempt paths through`(
        release: SandboxConfiguration.TenantRelease
    ) throws {
        try withTenant(release, organization: Self.organization) { server throws in
            for header in [
                "X-Molecule-Org-Id: \(Self.organization)", "Fly-Replay-Src: a=b; state=\(Self.organization)",
            ] {
                #expect(
                    try server.call("GET", "/workspaces", bearer: "right-token", headers: [header]).status == 200)
                #expect(
                    try server.call("GET", "/admin/workspaces", headers: [header]).body == "404 page not found")
            }
            #expect(try server.call("GET", "/health").body == #"{"status":"ok"}"#)
            #expect(try server.call("GET", "/metrics").status == 200)
            #expect(try server.call("POST", "/registry/register").body == "404 page not found")
        }
    }

    @Test func `lets a web interface answer whatever is not mounted`() throws {
        try withGuardedSandbox {
            $0.surface = .tenant
            $0.hasCanvasProxy = true
        } _: { server, _ throws in
            for (method, path) in [("GET", "/admin/workspaces"), ("POST", "/x"), ("PUT", "/workspaces")] {
                let answer = try server.call(method, path)
                #expect(answer.status == 200)
                #expect(answer["Content-Type"] == "text/html; charset=utf-8")
                #expect(answer.body.hasPrefix("<!DOCTYPE html>"))
            }
            #expect(try server.call("GET", "/workspaces").status == 401)
        }
    }
}

@Suite(.blocking) struct `The rate limit` {
    @Test func `counts down, refuses with the time to wait, and starts anew`() throws {
        try withGuardedSandbox {
            $0.rateLimit = .init(requests: 3, seconds: 2)
        } _: { server, _ throws in
            let paths = ["/health", "/nowhere", "/admin/workspaces"]
            for (index, path) in paths.enumerated() {
                let answer = try server.call("GET", path)
                #expect(answer["X-Ratelimit-Limit"] == "3")
                #expect(answer["X-Ratelimit-Remaining"] == "\(2 - index)")
                #expect(["0", "1", "2"].contains(answer["X-Ratelimit-Reset"]))
                #expect(answer["Retry-After"] == nil)
            }
            let refused = try server.call("GET", "/health")
            let wait = try #require(refused["Retry-After"])
            #expect(refused.statusLine == "HTTP/1.1 429 Too Many Requests")
            #expect(refused.body == #"{"error":"rate limit exceeded","retry_after":\#(wait)}"#)
            #expect(
                refused.fixedHeaders == [
                    "Content-Type: application/json; charset=utf-8", "Retry-After: \(wait)", "X-Ratelimit-Limit: 3",
                    "X-Ratelimit-Remaining: 0", "Content-Length: \(refused.body.utf8.count)",
                ])
            sleep(2)
            #expect(try server.call("GET", "/health")["X-Ratelimit-Remaining"] == "2")
        }
    }

    @Test func `is forgotten on reload, and does not count redirects`() throws {
        try withSandbox {
            $0.rateLimit = .init(requests: 1)
        } _: { server throws in
            #expect(try server.call("GET", "/health/").status == 301)
            #expect(try server.call("GET", "/health").status == 200)
            #expect(try server.call("GET", "/health").status == 429)
            server.reload()
            #expect(try server.call("GET", "/health").status == 200)
        }
    }

    @Test func `belongs to the address in April, and to organisation or token in May`() throws {
        for (release, expected) in [
            (SandboxConfiguration.TenantRelease.april, [200, 429, 429, 429, 429]), (.may, [200, 200, 200, 429, 200]),
        ] {
            try withSandbox {
                $0.surface = .tenant
                $0.tenantRelease = release
                $0.rateLimit = .init(requests: 1)
            } _: { server throws in
                let headers = [
                    [], ["Authorization: Bearer a"], ["X-Molecule-Org-Id: o"],
                    ["X-Molecule-Org-Id: o", "Authorization: Bearer b"],
                    ["Authorization: bearer c"],
                ]
                #expect(try headers.map { try server.call("GET", "/health", headers: $0).status } == expected)
            }
        }
    }
}
