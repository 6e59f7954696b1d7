import Foundation
import JSON
import TestSupport
import Testing

@testable import Sandbox

@Suite(.blocking) struct `The self-hosted surface` {
    @Test func `answers health with exactly the platform's headers and body`() throws {
        try withSandbox { server throws in
            let answer = try server.call("GET", "/health")
            #expect(answer.statusLine == "HTTP/1.1 200 OK")
            #expect(answer.body == #"{"status":"ok"}"#)
            #expect(
                answer.fixedHeaders == [
                    "Content-Security-Policy: default-src 'self'", "Content-Type: application/json; charset=utf-8",
                    "Permissions-Policy: camera=(), microphone=(), geolocation=()",
                    "Referrer-Policy: strict-origin-when-cross-origin",
                    "Strict-Transport-Security: max-age=31536000; includeSubDomains", "X-Content-Type-Options: nosniff",
                    "X-Frame-Options: DENY", "X-Ratelimit-Limit: 600", "X-Ratelimit-Remaining: 599",
                    "Content-Length: 15",
                ])
            #expect(["59", "60"].contains(answer["X-Ratelimit-Reset"]))
            #expect(answer["Date"]?.hasSuffix(" GMT") == true)
        }
    }

    @Test func `lists workspaces as an object with a count`() throws {
        try withSandbox { server throws in
            let answer = try server.call("GET", "/admin/workspaces")
            #expect(answer["Content-Type"] == "application/json; charset=utf-8")
            let document = try JSONValue.parse(Array(answer.body.utf8))
            #expect(document["count"] == 6)
            let items = try #require(document["workspaces"]?.items)
            #expect(
                items.map { $0["status"]?.text } == [
                    "online", "degraded", "hibernated", "paused", "provisioning", "failed",
                ])
            #expect(items[3]["name"] == "Übersetzung München")
            #expect(items[2]["parent_id"]?.text == research)
            #expect(items[2]["role"] == .null)
            #expect(
                items[0].members?.map(\.name) == [
                    "id", "name", "role", "tier", "status", "parent_id", "url", "runtime", "workspace_dir",
                    "agent_card",
                    "active_tasks", "max_concurrent_tasks", "current_task", "uptime_seconds", "last_error_rate",
                    "last_sample_error", "x", "y", "collapsed", "budget_limit", "monthly_spend",
                ])
            #expect(answer.body.contains(#""role":"Writes \u003cdaily\u003e \u0026 weekly reports""#))
        }
    }

    @Test func `answers an unknown route, an unknown method and HEAD with the same plain 404`() throws {
        try withGuardedSandbox { server, _ throws in
            let calls = [
                ("GET", "/"), ("GET", "/workspaces"), ("GET", "/admin"), ("POST", "/admin/workspaces"),
                ("PUT", "/health"),
                ("DELETE", "/admin/workspaces/\(atlas)"), ("GET", "/admin/workspaces/\(atlas)/pause"),
                ("OPTIONS", "/health"), ("POST", "/admin/workspaces//pause"), ("HEAD", "/health"),
            ]
            for (method, path) in calls {
                let answer = try server.call(method, path)
                #expect(answer.statusLine == "HTTP/1.1 404 Not Found", "\(method) \(path)")
                #expect(answer["Content-Type"] == "text/plain")
                #expect(answer["Content-Length"] == "18")
                #expect(answer.body == (method == "HEAD" ? "" : "404 page not found"))
                #expect(Set(answer.fixedHeaders).isSuperset(of: securityHeaders))
                #expect(answer["X-Ratelimit-Limit"] == "600")
            }
        }
    }

    @Test func `sends a client with a trailing slash to the path without it`() throws {
        try withGuardedSandbox { server, _ throws in
            let get = try server.call("GET", "/admin/workspaces/?a=1&b=2")
            #expect(get.statusLine == "HTTP/1.1 301 Moved Permanently")
            #expect(get.body == "<a href=\"/admin/workspaces?a=1&amp;b=2\">Moved Permanently</a>.\n\n")
            #expect(
                get.fixedHeaders == [
                    "Content-Type: text/html; charset=utf-8", "Location: /admin/workspaces?a=1&b=2",
                    "Content-Length: 64",
                ])
            let post = try server.call("POST", "/admin/tier-promote/")
            #expect(post.statusLine == "HTTP/1.1 307 Temporary Redirect")
            #expect(post.fixedHeaders == ["Location: /admin/tier-promote", "Content-Length: 0"])
        }
    }

    @Test func `answers metrics as Prometheus text in chunks`() throws {
        try withSandbox { server throws in
            _ = try server.call("GET", "/nowhere")
            _ = try server.call("POST", "/admin/workspaces/\(atlas)/pause")
            let answer = try server.call("GET", "/admin/metrics")
            #expect(answer["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8")
            #expect(answer["Transfer-Encoding"] == "chunked")
            #expect(answer["Content-Length"] == nil)
            let lines = answer.body.split(separator: "\n")
            #expect(lines.contains(#"molecule_http_requests_total{method="GET",path="unmatched",status="404"} 1"#))
            #expect(
                lines.contains(
                    #"molecule_http_requests_total{method="POST",path="/admin/workspaces/:id/pause",status="200"} 1"#))
            #expect(lines.contains("molecule_websocket_connections_active 0"))
        }
    }

    @Test func `promotes a workspace to the tier asked for, or to the next`() throws {
        try withSandbox { server throws in
            func promote(_ body: String) throws -> (Int, String) {
                let answer = try server.call("POST", "/admin/tier-promote", body: body)
                return (answer.status, answer.body)
            }
            let ok = #"{"status":"promoted","workspace_id":"\#(research)","tier":"#
            #expect(try promote(#"{"workspace_id":"\#(research)"}"#) == (200, ok + "3}"))
            #expect(try promote(#"{"workspace_id":"\#(research)","tier":4}"#) == (200, ok + "4}"))
            #expect(
                try promote(#"{"workspace_id":"\#(research)","tier":4}"#)
                    == (400, #"{"error":"tier must be higher than the current tier"}"#))
            #expect(
                try promote(#"{"workspace_id":"\#(unknownID)","tier":4}"#) == (404, #"{"error":"workspace not found"}"#)
            )
            #expect(try promote(#"{"workspace_id":"x"}"#) == (500, #"{"error":"lookup failed"}"#))
            // As deep as the parser goes, and deeper: a thread's stack must bear both.
            let nested = [127, 100_000].map { String(repeating: "[", count: $0) + String(repeating: "]", count: $0) }
            for body in nested + [
                "", "{", "[]", "{}", #"{"workspace_id":""}"#, #"{"workspace_id":"\#(atlas)","tier":"4"}"#,
            ] {
                #expect(try promote(body) == (400, #"{"error":"invalid request body"}"#), "\(body)")
            }
        }
    }
}

@Suite(.blocking) struct `The life of a workspace` {
    private func post(_ server: SandboxServer, _ id: String, _ verb: String) throws -> String {
        let answer = try server.call("POST", "/admin/workspaces/\(id)/\(verb)")
        #expect(answer["Content-Type"] == "application/json; charset=utf-8")
        return "\(answer.status) \(answer.body)"
    }

    @Test func `pause takes the descendants along and refuses a second time`() throws {
        try withSandbox { server throws in
            #expect(try post(server, atlas, "pause") == #"200 {"status":"paused","paused_count":3}"#)
            #expect(try server.statuses()[writer] == "paused")
            #expect(
                try post(server, atlas, "pause") == #"404 {"error":"workspace not found or already paused"}"#)
            #expect(try server.call("GET", "/admin/workspaces").body.contains("127.0.0.1:32801") == false)
        }
    }

    @Test func `pause leaves what is below a paused child alone`() throws {
        try withSandbox { server throws in
            #expect(try post(server, research, "pause") == #"200 {"status":"paused","paused_count":2}"#)
            #expect(try post(server, atlas, "pause") == #"200 {"status":"paused","paused_count":1}"#)
        }
    }

    @Test(arguments: [reports, billing, writer]) func `pause takes a workspace from any status`(id: String) throws {
        try withSandbox { server throws in
            #expect(try post(server, id, "pause") == #"200 {"status":"paused","paused_count":1}"#)
        }
    }

    @Test func `resume takes paused descendants along`() throws {
        try withSandbox { server throws in
            _ = try post(server, atlas, "pause")
            #expect(try post(server, atlas, "resume") == #"200 {"status":"provisioning","resumed_count":3}"#)
            #expect(try server.statuses()[writer] == "provisioning")
            #expect(try post(server, atlas, "resume") == #"404 {"error":"workspace not found or not paused"}"#)
        }
    }

    @Test func `resume is refused below a paused ancestor, whose name is given`() throws {
        try withSandbox { server throws in
            _ = try post(server, atlas, "pause")
            #expect(
                try post(server, writer, "resume")
                    == #"409 {"error":"parent workspace \"atlas-research\" is paused — resume it first"}"#)
            _ = try post(server, research, "terminate")
            #expect(
                try post(server, writer, "resume") == #"404 {"error":"workspace not found or not paused"}"#)
        }
    }

    @Test func `terminate removes the whole tree from the list`() throws {
        try withSandbox { server throws in
            #expect(try post(server, atlas, "terminate") == #"200 {"status":"removed","terminated_count":3}"#)
            #expect(try Set(server.statuses().keys) == [translator, reports, billing])
            #expect(
                try post(server, atlas, "terminate") == #"404 {"error":"workspace not found or already terminated"}"#)
            #expect(try post(server, atlas, "pause") == #"404 {"error":"workspace not found or already paused"}"#)
            #expect(try post(server, atlas, "resume") == #"404 {"error":"workspace not found or not paused"}"#)
        }
    }

    @Test func `an unknown id is not found and a malformed one fails the lookup`() throws {
        try withSandbox { server throws in
            #expect(
                try post(server, unknownID, "pause") == #"404 {"error":"workspace not found or already paused"}"#)
            #expect(try post(server, unknownID, "resume") == #"404 {"error":"workspace not found or not paused"}"#)
            for verb in ["pause", "resume", "terminate"] {
                #expect(try post(server, "not-a-uuid", verb) == #"500 {"error":"lookup failed"}"#)
            }
            #expect(try post(server, billing.uppercased(), "pause") == #"200 {"status":"paused","paused_count":1}"#)
        }
    }
}
