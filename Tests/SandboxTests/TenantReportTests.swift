import Foundation
import JSON
import TestSupport
import Testing

@testable import Sandbox

@Suite(.blocking) struct `Reports of the tenant server` {
    @Test(arguments: Release.allCases)
    func `tell usage, ledger and activity of a workspace`(release: Release) throws {
        let audit = "GET /workspaces/\(atlas)/audit"
        try withTenant(release) { admin throws in
            let usage = try admin.json("GET /workspaces/\(atlas)/metrics")
            #expect(usage["estimated_cost_usd"] == "0.000000")
            #expect(usage["period_start"]?.text?.hasSuffix("T00:00:00Z") == true)
            #expect(try admin.json(audit)["total"] == 3)
            #expect(try admin.json("\(audit)?session_id=session-1&limit=1")["events"]?.items?.count == 1)
            #expect(try admin.json("\(audit)?offset=3")["events"] == .null)
            #expect(try admin.json("\(audit)?from=2999-01-01T00:00:00%2B01:00")["total"] == 0)
            try admin.walk([
                Row("GET /workspaces/\(unknownID)/metrics", 404, error: "workspace not found"),
                Row("GET /workspaces/\(unknownID)/audit", 200, #"{"events":null,"total":0,"chain_valid":null}"#),
                Row("\(audit)?from=x", 400, error: "from must be RFC 3339 (e.g. 2026-04-17T00:00:00Z)"),
                Row("\(audit)?to=2026-04-17", 400, error: "to must be RFC 3339 (e.g. 2026-04-17T23:59:59Z)"),
            ])
        }
    }

    @Test(arguments: Release.allCases)
    func `take activity and filter it`(release: Release) throws {
        let target = "/workspaces/\(atlas)/activity"
        let types = "a2a_send, a2a_receive, task_update, agent_log, skill_promotion, memory_write, error"
        try withTenant(release) { admin throws in
            try admin.walk([
                Row(
                    "POST \(target)", #"{"activity_type":"agent_log","summary":"s","metadata":{"a":1}}"#, 200,
                    #"{"status":"logged"}"#),
                Row("POST \(target)", "{}", 400, error: "invalid request body"),
                Row(
                    "POST \(target)", #"{"activity_type":"x"}"#, 400,
                    error: "invalid activity_type, must be one of: \(types)"),
                Row(
                    "POST \(target)", #"{"activity_type":"error","source_id":"\#(billing)"}"#, 403,
                    error: "source_id must match authenticated workspace"),
                Row("GET \(target)?source=x", 400, error: "source must be 'canvas' or 'agent'"),
            ])
            let all = try #require(try admin.json("GET \(target)").items)
            #expect(all.map { $0["activity_type"] } == ["agent_log", "error", "a2a_send", "a2a_receive"])
            #expect(all[0]["request_body"] == ["a": 1])
            #expect(try admin.json("GET \(target)?source=agent").items?.count == 2)
            #expect(try admin.json("GET \(target)?type=error&limit=-1").items?.count == 1)
            guard release == .may else { return }
            let cursor = all[2]["id"]?.text ?? ""
            #expect(
                try admin.json("GET \(target)?since_id=\(cursor)").items?.map { $0["activity_type"] }
                    == ["error", "agent_log"])
            #expect(try admin.json("GET \(target)?since_secs=200").items?.count == 2)
            #expect(try admin.json("GET \(target)?peer_id=\(research)").items?.count == 1)
            #expect(try admin.json("GET \(target)?before_ts=\(all[2]["created_at"]?.text ?? "")").items?.count == 1)
            try admin.walk([
                Row("GET \(target)?since_secs=0", 400, error: "since_secs must be a positive integer"),
                Row("GET \(target)?peer_id=x", 400, error: "peer_id must be a UUID"),
                Row(
                    "GET \(target)?before_ts=x", 400,
                    error: "before_ts must be an RFC3339 timestamp (e.g. 2026-05-01T00:00:00Z)"),
                Row("GET \(target)?since_id=x", 500, error: "cursor lookup failed"),
                Row(
                    "GET \(target)?since_id=\(unknownID)", 410,
                    error: "since_id cursor not found (row may have been pruned or belongs to a different workspace); "
                        + "omit since_id to reset"),
            ])
        }
    }

    @Test(arguments: Release.allCases)
    func `give the newest hundred events, and deny approvals that are late`(release: Release) throws {
        try withTenant(release) { admin throws in
            for _ in 1...51 {
                try admin.json("POST /workspaces/\(billing)/pause")
                try admin.json("POST /workspaces/\(billing)/resume")
            }
            let events = try #require(try admin.json("GET /events").items)
            #expect(events.count == 100)
            #expect(events[0]["event_type"] == "WORKSPACE_PROVISIONING")
            #expect(
                events[0].members?.map(\.name) == ["id", "event_type", "workspace_id", "payload", "created_at"])
            #expect(try admin.json("GET /events/\(atlas)") == [])
            let approvals = try #require(try admin.json("GET /approvals/pending").items)
            #expect(approvals.map { $0["workspace_name"] } == ["atlas"])
            #expect(approvals[0]["status"] == "pending")
        }
    }

    @Test(arguments: Release.allCases)
    func `look at the server itself`(release: Release) throws {
        let drop = "POST /admin/a2a-queue/drop-stale"
        try withTenant(release) { admin throws in
            #expect(try admin.json("GET /admin/liveness")["subsystems"]?["scheduler"]?["seconds_ago"] == 4)
            let health = try #require(try admin.json("GET /admin/schedules/health").items)
            #expect(health.map { $0["status"] } == ["ok", "stale", "never_run"])
            try admin.walk([
                Row("\(drop)?max_age_minutes=0", 400, error: "max_age_minutes must be a positive integer"),
                Row("\(drop)?workspace_id=zz", 500, error: "failed to drop stale items"),
                Row("\(drop)?workspace_id=\(atlas)", 200, #"{"dropped":0}"#), Row(drop, 200, #"{"dropped":2}"#),
                Row(drop, 200, #"{"dropped":0}"#),
                Row("GET /admin/github-installation-token", 500, error: "token refresh failed"),
                Row("GET /workspaces/\(atlas)/github-installation-token", 500, error: "token refresh failed"),
                Row(
                    "GET /workspaces/\(atlas)/console", 501,
                    error: "console output unavailable on this deployment (no control plane)"),
            ])
            let unknown = try admin.json("POST /admin/workspace-images/refresh?runtime=__none__", nil, 400)
            #expect(unknown["error"] == "unknown runtime: __none__")
            #expect(unknown["known_runtimes"]?.items?.count == (release == .may ? 4 : 8))
            let metrics = try admin.with(bearer: nil).call("GET /metrics")
            #expect(metrics["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8")
        }
        for mode in [Mode.saas, .none] {
            try withTenant(release, mode) { admin throws in
                #expect(try admin.call("POST /admin/workspace-images/refresh").body == "404 page not found")
            }
        }
    }

    @Test func `move memories in April, by the name of the workspace, without credentials`() throws {
        let target = "POST /admin/memories/import"
        try withTenant(.april) { admin throws in
            let exported = try admin.json("GET /admin/memories/export")
            #expect(
                exported.items?.map { $0["content"] } == [
                    "The team meets on Mondays", "The key was [REDACTED:SK_TOKEN]",
                ])
            let entries = [
                #"{"content":"new","scope":"LOCAL","workspace_name":"atlas"}"#,
                #"{"content":"The team meets on Mondays","scope":"TEAM","workspace_name":"atlas"}"#,
                #"{"content":"x","scope":"LOCAL","workspace_name":"nobody"}"#,
                #"{"content":"x","scope":"local","workspace_name":"atlas"}"#,
                #"{"content":"x","scope":"LOCAL","workspace_name":"atlas","created_at":"yesterday"}"#,
            ]
            let body = "[\(entries.joined(separator: ","))]"
            try admin.walk([
                Row(target, body, 200, #"{"imported":1,"skipped":2,"errors":2,"total":5}"#),
                Row(target, body, 200, #"{"imported":0,"skipped":3,"errors":2,"total":5}"#),
                Row(target, "null", 200, #"{"imported":0,"skipped":0,"errors":0,"total":0}"#),
                Row(target, "", 400, error: "invalid JSON: EOF"), Row(target, "{", 400),
            ])
        }
        try withTenant(.may) { admin throws in
            let gone = "memory plugin is not configured (set MEMORY_PLUGIN_URL)"
            try admin.walk([
                Row("GET /admin/memories/export", 503, error: gone), Row(target, "", 400, error: "invalid JSON: EOF"),
                Row(target, "[]", 503, error: gone),
            ])
        }
    }

    @Test(arguments: Release.allCases)
    func `keep an allowlist that org keys may not touch`(release: Release) throws {
        let path = "/orgs/\(atlas)/plugins/allowlist"
        let detail = "invalid plugin name: must not contain path separators or '..'"
        try withTenant(release) { admin throws in
            try admin.walk([
                Row("GET \(path)", 200, #"{"org_id":"\#(atlas)","plugins":[],"allow_all":true}"#),
                Row(
                    "PUT \(path)", #"{"plugins":["b","a","b"],"enabled_by":"me"}"#, 200,
                    #"{"org_id":"\#(atlas)","plugins":["b","a","b"],"allow_all":false}"#),
                Row("PUT \(path)", "", 400, error: "invalid request body"),
                Row("PUT \(path)", #"{"plugins":[]}"#, 400, error: "enabled_by is required"),
                Row(
                    "PUT \(path)", #"{"plugins":["a/b"],"enabled_by":"me"}"#, 400,
                    #"{"error":"invalid plugin name","plugin_name":"a/b","detail":"\#(detail)"}"#),
                Row(
                    "PUT \(path)", #"{"plugins":[""],"enabled_by":"me"}"#, 400,
                    #"{"error":"invalid plugin name","plugin_name":"","detail":"plugin name is required"}"#),
                Row("GET /orgs/\(unknownID)/plugins/allowlist", 404, error: "org not found"),
            ])
            let list = try #require(try admin.json("GET \(path)")["plugins"]?.items)
            #expect(list.map { $0["plugin_name"] } == ["a", "b"])
            #expect(list[0].members?.map(\.name) == ["plugin_name", "enabled_by", "enabled_at"])
            let key = admin.with(bearer: try admin.mintOrgKey().text)
            try key.walk([
                Row("GET \(path)", 403, error: "org access denied"),
                Row("GET /orgs/\(unknownID)/plugins/allowlist", 404, error: "org not found"),
            ])
            try admin.walk([
                Row(
                    "PUT \(path)", #"{"enabled_by":"me"}"#, 200,
                    #"{"org_id":"\#(atlas)","plugins":null,"allow_all":true}"#)
            ])
        }
    }

    @Test func `know in May what April did not`() throws {
        try withTenant(.may) { admin throws in
            try admin.walk([
                Row(
                    "GET /uploads/limits", 200,
                    #"{"per_file_bytes":104857600,"per_request_bytes":104857600,"max_attachments_per_message":10}"#),
                Row("GET /workspaces/\(atlas)/provider", 410), Row("PUT /workspaces/\(atlas)/provider", 410),
                Row(
                    "GET /admin/delegations", 200,
                    #"{"delegations":[],"count":0,"status":"in_flight","limit":100}"#),
                Row("GET /admin/delegations?limit=1001", 400, #"{"error":"limit must be 1..1000","requested":"1001"}"#),
                Row("GET /admin/delegations?status=x", 400),
                Row(
                    "GET /admin/delegations/stats", 200,
                    #"{"queued":0,"dispatched":0,"in_progress":0,"completed":0,"failed":0,"stuck":0}"#),
                Row("POST /admin/templates/refresh", 500), Row("GET /admin/schedules/orphans", 200, "[]"),
            ])
            #expect(
                try admin.call("DELETE /workspaces/\(reports)", headers: ["X-Confirm-Name: nightly-reports"]).status
                    == 200)
            let orphans = try #require(try admin.json("GET /admin/schedules/orphans").items)
            #expect(orphans.map { $0["workspace_status"] } == ["removed"])
            try admin.walk([Row("POST /admin/schedules/reap-orphans", 200, #"{"repointed":0,"disabled":0}"#)])
        }
    }
}

@Suite(.blocking) struct `A time of the database` {
    @Test(arguments: [
        (1_763_674_118_228_440, "2025-11-20T21:28:38.22844Z"), (1_763_674_118_000_000, "2025-11-20T21:28:38Z"),
        (1_763_674_118_000_001, "2025-11-20T21:28:38.000001Z"),
    ]) func `has no zeros at its end`(microseconds: Int64, text: String) {
        #expect(Moment(microseconds: microseconds).text == text)
        #expect(Moment(text)?.microseconds == microseconds)
    }

    @Test func `is read with any offset`() {
        #expect(Moment("2026-04-17T02:00:00+02:00") == Moment("2026-04-17T00:00:00Z"))
        #expect(Moment("2026-04-16T19:30:00.5-04:30")?.text == "2026-04-17T00:00:00.5Z")
        for text in [
            "", "2026-04-17", "2026-04-17T00:00:00", "2026-04-17T00:00:00.Z", "2026-02-30T00:00:00Z",
            "2026-04-17T00:00:00+2:00",
        ] {
            #expect(Moment(text) == nil, "\(text)")
        }
    }
}

@Suite(.blocking) struct `Faults on the tenant server` {
    @Test func `cut an answer short, refuse with a time, or lose it after the effect`() throws {
        let faults = try ["truncate:1", "retry-after:7:2", "drop:after:3", "redirect:http://other.invalid/:4"].map {
            try #require(Fault($0))
        }
        try withTenant(.may) {
            $0.faults = faults
        } _: { admin throws in
            let client = try WireClient(port: admin.server.port)
            client.send("GET /workspaces HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer right-token\r\n\r\n")
            let text = String(decoding: client.rest(), as: UTF8.self)
            let body = try #require(text.components(separatedBy: "\r\n\r\n").last)
            let length = try #require(text.components(separatedBy: "Content-Length: ").last?.prefix { $0.isNumber })
            #expect(body.utf8.count == (Int(length) ?? 0) / 2)
            #expect(body.hasPrefix("[{"))
            let limited = try admin.call("POST /org/tokens", #"{"name":"a"}"#)
            #expect(limited.status == 429)
            #expect(limited["Retry-After"] == "7")
            #expect(limited.body == #"{"error":"rate limit exceeded","retry_after":7}"#)
            #expect(throws: WireError.self) { try admin.call("POST /org/tokens", #"{"name":"lost"}"#) }
            #expect(try admin.call("GET /org/tokens").status == 307)
            #expect(try admin.json("GET /org/tokens")["tokens"]?.items?.map { $0["name"] } == ["lost"])
        }
    }

    @Test func `are off when their numbers are`() {
        for rule in ["truncate:x:1", "retry-after:1", "retry-after:-1:1", "retry-after:86401:1", "datastore:x:1"] {
            #expect(Fault(rule) == nil)
        }
    }

    @Test func `need settings within their range`() {
        for change in [
            { $0.provisioningSeconds = -1 }, { $0.provisioningSeconds = .nan }, { $0.timeScale = 1.1 },
            {
                $0.surface = .tenant
                $0.stateDirectory = "/nowhere"
            },
        ] as [(inout SandboxConfiguration) -> Void] {
            var configuration = SandboxConfiguration()
            change(&configuration)
            #expect(throws: SandboxError.self) { try SandboxServer(configuration) }
        }
    }
}
