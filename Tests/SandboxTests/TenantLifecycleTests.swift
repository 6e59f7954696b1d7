import Foundation
import JSON
import TestSupport
import Testing

@testable import Sandbox

@Suite(.blocking) struct `The lifecycle of a tenant's workspace` {
    private static let verbs = ["pause", "resume", "restart", "hibernate"]

    /// What each verb answers, in the order above, to a workspace in some state.
    private struct Case {
        let name: String
        let id: String
        let statuses: [Int]
        var prepare: [String] = []
    }

    /// Children stand before their parents, so that one server can take a verb for all of them in turn.
    private static let seeded = [
        Case(name: "provisioning", id: reports, statuses: [200, 404, 200, 404]),
        Case(name: "failed", id: billing, statuses: [200, 404, 200, 404]),
        Case(name: "hibernated", id: writer, statuses: [200, 404, 200, 404]),
        Case(name: "degraded", id: research, statuses: [200, 404, 200, 200]),
        Case(name: "online with tasks", id: atlas, statuses: [200, 404, 200, 409]),
        Case(name: "paused", id: translator, statuses: [404, 200, 200, 404]),
        Case(name: "unknown", id: unknownID, statuses: [404, 404, 404, 404]),
    ]

    private static let prepared = [
        Case(
            name: "removed", id: billing, statuses: [404, 404, 200, 404], prepare: ["DELETE /workspaces/\(billing)"]),
        Case(
            name: "paused below a paused one", id: research, statuses: [404, 409, 409, 404],
            prepare: ["POST /workspaces/\(atlas)/pause"]),
        Case(
            name: "not paused below a paused one", id: research, statuses: [200, 404, 409, 200],
            prepare: ["PATCH /workspaces/\(research) {\"parent_id\":\"\(translator)\"}"]),
    ]

    private func run(_ step: String, _ admin: TenantClient) throws {
        let parts = step.split(separator: " ", maxSplits: 2).map { String($0) }
        let answer = try admin.call(
            "\(parts[0]) \(parts[1])", parts.count > 2 ? parts[2] : nil, headers: ["X-Confirm-Name: billing-agent"])
        #expect(answer.status == 200, "\(step)")
    }

    @Test(arguments: Release.allCases, Mode.allCases)
    func `answers by status, ancestors and backend`(release: Release, mode: Mode) throws {
        for (place, verb) in Self.verbs.enumerated() {
            for group in [Self.seeded] + Self.prepared.map({ [$0] }) {
                try withTenant(release, mode) { admin throws in
                    for item in group {
                        for step in item.prepare { try run(step, admin) }
                        let status = item.statuses[place]
                        let needsBackend = verb == "restart" && status == 200 || verb == "resume" && status != 404
                        let expected = mode == .none && needsBackend ? 503 : status
                        let answer = try admin.call("POST /workspaces/\(item.id)/\(verb)")
                        #expect(answer.status == expected, "\(item.name) \(verb): \(answer.body)")
                    }
                }
            }
        }
    }

    @Test(arguments: Release.allCases)
    func `speaks in exactly these words`(release: Release) throws {
        let ancestor = #"{"error":"parent workspace \"atlas\" is paused — resume it first"}"#
        try withTenant(release) { admin throws in
            try admin.walk([
                Row("POST /workspaces/\(atlas)/pause", 200, #"{"status":"paused","paused_count":3}"#),
                Row("POST /workspaces/\(atlas)/pause", 404, error: "workspace not found or already paused"),
                Row("POST /workspaces/\(writer)/resume", 409, ancestor.replacing("atlas", with: "atlas-research")),
                Row("POST /workspaces/\(research)/restart", 409, ancestor),
                Row("POST /workspaces/\(atlas)/resume", 200, #"{"status":"provisioning","resumed_count":3}"#),
                Row("POST /workspaces/\(atlas)/resume", 404, error: "workspace not found or not paused"),
                Row("POST /workspaces/\(unknownID)/restart", 404, error: "workspace not found"),
                Row(
                    "POST /workspaces/\(billing)/hibernate", 404,
                    error: "workspace not found or not in a hibernatable state (must be online or degraded)"),
            ])
            for id in [atlas, research, writer] { try admin.wait(for: "online", of: id) }
        }
        try withTenant(release, .none) { admin throws in
            try admin.walk([
                Row("POST /workspaces/\(translator)/resume", 503, error: "provisioner not available"),
                Row("POST /workspaces/\(translator)/restart", 503, error: "provisioner not available"),
            ])
        }
    }

    @Test func `un-pauses only the one that is restarted`() throws {
        try withTenant(.may) { admin throws in
            try admin.json("POST /workspaces/\(atlas)/pause")
            try admin.json("POST /workspaces/\(atlas)/restart")
            try admin.wait(for: "online", of: atlas)
            #expect(try admin.status(of: research) == "paused")
            #expect(try admin.call("POST /workspaces/\(research)/resume").status == 200)
        }
    }

    @Test func `resurrects what was removed`() throws {
        try withTenant(.may) { admin throws in
            #expect(
                try admin.call("DELETE /workspaces/\(billing)", headers: ["X-Confirm-Name: billing-agent"]).status
                    == 200)
            try admin.json("POST /workspaces/\(billing)/restart")
            try admin.wait(for: "online", of: billing)
        }
    }

    @Test func `ends a start that is under way when it is paused`() throws {
        try withTenant(.may) {
            $0.provisioningSeconds = 0.2
        } _: { admin throws in
            let id = try admin.create("a")
            try admin.json("POST /workspaces/\(id)/pause")
            usleep(300_000)
            #expect(try admin.status(of: id) == "paused")
        }
    }

    @Test func `hibernates in May and not in April, and says that it did`() throws {
        let done = #"{"status":"hibernated"}"#
        for release in Release.allCases {
            try withTenant(release) { admin throws in
                try admin.walk([
                    Row("POST /workspaces/\(research)/hibernate", 200, done),
                    Row(
                        "POST /workspaces/\(atlas)/hibernate", 409,
                        #"{"error":"workspace has active tasks; use ?force=true to terminate them","active_tasks":1}"#),
                    Row("POST /workspaces/\(atlas)/hibernate?force=true", 200, done),
                ])
                #expect(try admin.status(of: research) == (release == .may ? "hibernated" : "degraded"))
                #expect(try admin.status(of: atlas) == "online")
                #expect(try admin.events().contains("WORKSPACE_HIBERNATED") == (release == .may))
            }
        }
    }

    @Test func `reads the body of a restart strictly since May`() throws {
        let target = "POST /workspaces/\(billing)/restart"
        let plain = #"{"status":"provisioning","config_dir":"existing-volume","reset_session":false}"#
        for release in Release.allCases {
            try withTenant(release) { admin throws in
                try admin.walk([
                    Row(target, 200, plain),
                    Row(
                        target + "?reset=true", #"{"template":"hermes","reset":false}"#, 200,
                        #"{"status":"provisioning","config_dir":"hermes","reset_session":true}"#),
                    Row(
                        target, #"{"template":"none","reset":true}"#, 200,
                        plain.replacing("false", with: "true")),
                    Row(
                        target, #"{"apply_template":true}"#, 200,
                        plain.replacing("existing-volume", with: "crewai-default")),
                ])
                for body in ["{", "[]", #"{"reset":1}"#] {
                    let answer = try admin.call(target, body)
                    #expect(answer.body == (release == .may ? #"{"error":"invalid JSON body"}"# : plain))
                }
            }
        }
    }

    @Test func `leaves alone in May what others operate`() throws {
        try withTenant(.may) { admin throws in
            try admin.json("PATCH /workspaces/\(billing)", #"{"runtime":"kimi"}"#)
            try admin.json("PATCH /workspaces/\(reports)", #"{"runtime":"mock"}"#)
            try admin.walk([
                Row(
                    "POST /workspaces/\(billing)/restart", "{", 200,
                    #"{"status":"noop","runtime":"kimi","message":"kimi workspaces are operator-driven — restart your "#
                        + #"local agent; platform has nothing to restart"}"#),
                Row(
                    "POST /workspaces/\(reports)/restart", 200,
                    #"{"status":"noop","runtime":"mock","message":"mock workspaces have no container — restart is a "#
                        + #"no-op"}"#),
            ])
        }
        try withTenant(.april) { admin throws in
            try admin.json("PATCH /workspaces/\(billing)", #"{"runtime":"external"}"#)
            #expect(try admin.json("POST /workspaces/\(billing)/restart")["status"] == "provisioning")
        }
    }

    @Test(arguments: Release.allCases, Mode.allCases)
    func `revokes tokens with every start, as release and mode have it`(release: Release, mode: Mode) throws {
        try withTenant(release, mode) { admin throws in
            let token = admin.with(bearer: try admin.mintWorkspaceToken(billing))
            let budget = "GET /workspaces/\(billing)/budget"
            #expect(try token.call(budget).status == 200)
            try admin.json("POST /workspaces/\(billing)/pause")
            #expect(try token.call(budget).status == 200)
            _ = try admin.call("POST /workspaces/\(billing)/resume")
            let isRevoked = mode == .docker || mode == .saas && release == .may
            #expect(try token.call(budget).status == (isRevoked ? 401 : 200))
        }
    }
}

@Suite(.blocking) struct `The budget of a workspace` {
    private static let target = "PATCH /workspaces/\(billing)/budget"
    private static let read = "GET /workspaces/\(billing)/budget"

    @Test func `is one number in April, taken as Go takes it`() throws {
        try withTenant(.april) { admin throws in
            let plain = #"{"budget_limit":5000,"monthly_spend":4999,"budget_remaining":1}"#
            try admin.walk([
                Row(Self.read, 200, plain),
                Row(
                    Self.target, #"{"budget_limit":10.9}"#, 200,
                    #"{"budget_limit":10,"monthly_spend":4999,"budget_remaining":-4989}"#),
                Row(Self.target, #"{"budget_limit":0}"#, 200),
                Row(
                    Self.target, #"{"budget_limit":null}"#, 200,
                    #"{"budget_limit":null,"monthly_spend":4999,"budget_remaining":null}"#),
                Row(Self.target, "", 400, error: "invalid request body"),
                Row(Self.target, "[]", 400, error: "invalid request body"),
                Row(Self.target, "null", 400, error: "budget_limit field is required"),
                Row(Self.target, #"{"Budget_Limit":1}"#, 400, error: "budget_limit field is required"),
                Row(Self.target, #"{"budget_limit":-1}"#, 400, error: "budget_limit must be >= 0 (USD cents)"),
                Row(
                    Self.target, #"{"budget_limit":"1"}"#, 400,
                    error: "budget_limit must be an integer (USD cents) or null"),
                Row("PATCH /workspaces/\(unknownID)/budget", #"{"budget_limit":1}"#, 404, error: "workspace not found"),
                Row("GET /workspaces/\(unknownID)/budget", 404, error: "workspace not found"),
            ])
            let wrapped = try admin.json(Self.target, #"{"budget_limit":1e30}"#)
            #expect(wrapped["budget_limit"] == .integer(.min))
            #expect(try admin.call(Self.target, #"{"budget_limit":-1}"#).body.contains(#"\u003e= 0"#))
        }
    }

    /// The limits of the four periods, as an answer has them.
    private func limits(_ answer: JSONValue) -> [Int64?] {
        ["hourly", "daily", "weekly", "monthly"].map { answer["periods"]?[$0]?["limit"]?.integer }
    }

    @Test func `has four periods in May, which every change replaces together`() throws {
        try withTenant(.may) { admin throws in
            let answer = try admin.json(Self.read)
            #expect(answer.members?.map(\.name) == ["periods", "budget_limit", "monthly_spend", "budget_remaining"])
            #expect(answer["periods"]?["monthly"] == ["limit": 5000, "spend": 4999, "remaining": 1])
            for (body, expected) in [
                (#"{"budget_limits":{"hourly":1,"weekly":3}}"#, [1, nil, 3, nil]),
                (#"{"budget_limits":{"daily":2,"hourly":null}}"#, [nil, 2, nil, nil]),
                (#"{"budget_limit":2000}"#, [nil, nil, nil, 2000]),
                (#"{"budget_limits":{"daily":0},"budget_limit":"x"}"#, [nil, 0, nil, nil]),
                (#"{"budget_limits":null,"budget_limit":5}"#, [nil, nil, nil, nil]),
                (#"{"budget_limits":{"monthly":1}}"#, [nil, nil, nil, 1]),
                (#"{"budget_limit":null}"#, [nil, nil, nil, nil]), (#"{"budget_limits":{}}"#, [nil, nil, nil, nil]),
            ] as [(String, [Int64?])] {
                #expect(limits(try admin.json(Self.target, body)) == expected, "\(body)")
                #expect(limits(try admin.json(Self.read)) == expected, "\(body)")
            }
        }
    }

    @Test func `is refused in May in these words`() throws {
        let required = "budget_limits or budget_limit field is required"
        let object = "budget_limits must be an object of period→int|null"
        let integer = "budget_limit must be an integer (USD cents) or null"
        try withTenant(.may) { admin throws in
            try admin.walk(
                [("", "invalid request body"), ("5", "invalid request body"), ("{}", required), ("null", required)]
                    .map { Row(Self.target, $0, 400, error: $1) }
                    + ["5", "[]", #"{"daily":"1"}"#, #"{"daily":1.5}"#, #"{"daily":1e30}"#].map {
                        Row(Self.target, #"{"budget_limits":\#($0)}"#, 400, error: object)
                    }
                    + ["1.5", #""1""#, "1e30", "true"].map {
                        Row(Self.target, #"{"budget_limit":\#($0)}"#, 400, error: integer)
                    }
                    + [
                        Row(
                            Self.target, #"{"budget_limits":{"yearly":1}}"#, 400,
                            error: "unknown budget period: yearly (allowed: hourly, daily, weekly, monthly)"),
                        Row(
                            Self.target, #"{"budget_limits":{"daily":-1}}"#, 400,
                            error: "budget limit for daily must be >= 0 (USD cents)"),
                        Row(
                            Self.target, #"{"budget_limit":-1}"#, 400,
                            error: "budget_limit must be >= 0 (USD cents)"),
                    ])
        }
    }

    @Test(arguments: Release.allCases)
    func `is not for a workspace to lift`(release: Release) throws {
        try withTenant(release) { admin throws in
            let own = admin.with(bearer: try admin.mintWorkspaceToken(billing))
            #expect(try own.call(Self.read).status == 200)
            #expect(try own.call(Self.target, #"{"budget_limit":1}"#).status == 401)
        }
    }
}

@Suite(.blocking) struct `The billing mode of a workspace` {
    private static let target = "/admin/workspaces/\(billing)/llm-billing-mode"

    @Test func `is set, cleared, and derived from the model`() throws {
        func answer(_ mode: String, _ override: String, _ source: String, _ provider: String) -> String {
            #"{"workspace_id":"\#(billing)","resolved_mode":"\#(mode)","workspace_override":\#(override),"#
                + #""org_default":"platform_managed","source":"\#(source)","provider_selection":\#(provider)}"#
        }
        let model = "PUT /workspaces/\(billing)/model"
        try withTenant(.may) { admin throws in
            try admin.walk([
                Row("GET \(Self.target)", 200, answer("platform_managed", "null", "derived_default", "null")),
                Row(
                    "PUT \(Self.target)", #"{"mode":" byok "}"#, 200,
                    answer("byok", #""byok""#, "workspace_override", "null")),
                Row("GET \(Self.target)", 200, answer("byok", #""byok""#, "workspace_override", "null")),
                Row(
                    "PUT \(Self.target)", #"{"mode":null}"#, 200,
                    answer("platform_managed", "null", "derived_default", "null")),
                Row(model, #"{"model":"sonnet"}"#, 200),
                // The runtime is none that has a registry.
                Row("GET \(Self.target)", 200, answer("platform_managed", "null", "derived_default", #""sonnet""#)),
                Row("PATCH /workspaces/\(billing)", #"{"runtime":"claude-code"}"#, 200),
                Row("GET \(Self.target)", 200, answer("byok", "null", "derived_provider", #""anthropic-oauth""#)),
                Row("POST /workspaces/\(billing)/secrets", #"{"key":"ANTHROPIC_API_KEY","value":"x"}"#, 200),
                Row("GET \(Self.target)", 200, answer("byok", "null", "derived_provider", #""anthropic-api""#)),
                Row(model, #"{"model":"\#(platformModel)"}"#, 200),
                Row("GET \(Self.target)", 200, answer("platform_managed", "null", "derived_provider", #""platform""#)),
            ])
        }
    }

    @Test func `is refused in these words`() throws {
        let unknown = "/admin/workspaces/\(unknownID)/llm-billing-mode"
        try withTenant(.may) { admin throws in
            try admin.walk([
                Row(
                    "GET /admin/workspaces/\(billing.uppercased())/llm-billing-mode", 400, error: "invalid workspace id"
                ),
                Row("PUT /admin/workspaces/zz/llm-billing-mode", 400, error: "invalid workspace id"),
                Row("GET \(unknown)", 200),
                Row("PUT \(unknown)", #"{"mode":"byok"}"#, 404, error: "workspace not found"),
                Row(
                    "PUT \(Self.target)", "{}", 400, error: "missing required field 'mode' (use null to clear override)"
                ),
                Row(
                    "PUT \(Self.target)", "null", 400,
                    error: "missing required field 'mode' (use null to clear override)"),
                Row(
                    "PUT \(Self.target)", #"{"mode":" "}"#, 400,
                    error: "mode must be one of platform_managed, byok, disabled, or null to clear"),
                Row(
                    "PUT \(Self.target)", #"{"mode":"BYOK"}"#, 400,
                    error: #"unknown billing mode "BYOK" (allowed: platform_managed, byok, disabled)"#),
            ])
            for (body, error) in [
                ("", "invalid json"), ("[]", "invalid json"), ("{} x", "invalid json"),
                (#"{"mode":1}"#, "mode must be a string or null"),
            ] {
                let answer = try admin.json("PUT \(Self.target)", body, 400)
                #expect(answer.members?.map(\.name) == ["error", "detail"])
                #expect(answer["error"]?.text == error)
            }
        }
    }
}
