import Foundation
import JSON
import TestSupport
import Testing

@testable import Sandbox

@Suite(.blocking) struct `Secrets` {
    private static let own = "/workspaces/\(billing)/secrets"
    private static let pair = #"{"key":"K","value":"v"}"#

    /// Scope and name of each item of a list.
    private func names(_ list: JSONValue) -> [String] {
        (list.items ?? []).map { "\($0["scope"]?.text ?? "")/\($0["key"]?.text ?? "")" }
    }

    @Test(arguments: Release.allCases)
    func `of a workspace are written, listed after their scope, and deleted`(release: Release) throws {
        try withTenant(release) { admin throws in
            for key in ["B", "A", "C"] { try admin.json("PUT /settings/secrets", #"{"key":"\#(key)","value":"g"}"#) }
            try admin.walk([
                Row("POST \(Self.own)", #"{"key":"B","value":"w"}"#, 200, #"{"status":"saved","key":"B"}"#),
                Row("PUT \(Self.own)", Self.pair, 200, #"{"status":"saved","key":"K"}"#),
                Row("PUT \(Self.own)", #"{"Key":"K","Value":"v2"} trailing"#, 200),
            ])
            let list = try admin.json("GET \(Self.own)")
            #expect(names(list) == ["workspace/B", "workspace/K", "global/A", "global/C"])
            #expect(
                list.items?.first?.members?.map(\.name) == ["key", "has_value", "scope", "created_at", "updated_at"])
            #expect(
                names(try admin.json("GET /workspaces/\(unknownID)/secrets")) == ["global/A", "global/B", "global/C"])
            // A write restarts the workspace in a moment, which ends the tokens it has until then.
            let values = #"{"A":"g","B":"w","C":"g","K":"v2"}"#
            let isRead = Wait.until(10) {
                (try? admin.with(bearer: admin.mintWorkspaceToken(billing)).call("GET \(Self.own)/values").body)
                    == values
            }
            #expect(isRead)
            try admin.walk([
                Row("DELETE \(Self.own)/K", 200, #"{"status":"deleted","key":"K"}"#),
                Row("DELETE \(Self.own)/K", 404, error: "secret not found"),
                Row("DELETE \(Self.own)/A", 404, error: "secret not found"),
                Row("POST /workspaces/\(unknownID)/secrets", Self.pair, 500, error: "failed to save secret"),
            ])
        }
    }

    @Test(arguments: [
        "", "{", "[]", "null", "{}", #"{"key":"K"}"#, #"{"key":"","value":"v"}"#, #"{"key":"K","value":""}"#,
        #"{"key":5,"value":"v"}"#,
    ])
    func `need a name and a value`(body: String) throws {
        try withTenant(.may) { admin throws in
            try admin.walk(
                ["POST \(Self.own)", "PUT \(Self.own)", "PUT /settings/secrets", "POST /admin/secrets"].map {
                    Row($0, body, 400, error: "invalid request body")
                })
        }
    }

    @Test(arguments: Release.allCases)
    func `that are global have two paths, of which one takes no PUT`(release: Release) throws {
        let saved = #"{"status":"saved","key":"K","scope":"global"}"#
        let deleted = #"{"status":"deleted","key":"K","scope":"global"}"#
        try withTenant(release) { admin throws in
            for path in ["/settings/secrets", "/admin/secrets"] {
                try admin.walk([
                    Row("POST \(path)", Self.pair, 200, saved), Row("DELETE \(path)/K", 200, deleted),
                    Row("DELETE \(path)/K", 404, error: "secret not found"), Row("GET \(path)", 200, "[]"),
                ])
            }
            #expect(try admin.call("PUT /settings/secrets", Self.pair).body == saved)
            #expect(try admin.call("PUT /admin/secrets", Self.pair).body == "404 page not found")
            #expect(names(try admin.json("GET /admin/secrets")) == ["global/K"])
        }
    }

    @Test(arguments: Release.allCases)
    func `hold the model, under another name since May`(release: Release) throws {
        let model = "/workspaces/\(billing)/model"
        try withTenant(release) { admin throws in
            try admin.walk([
                Row("GET \(model)", 200, #"{"model":"","source":"default"}"#),
                Row("PUT \(model)", #"{"model":"any"}"#, 200, #"{"status":"saved","model":"any"}"#),
                Row("GET \(model)", 200, #"{"model":"any","source":"workspace_secrets"}"#),
                Row("PUT \(model)", "", 400, error: "invalid request body"),
                Row("PUT \(model)", #"{"model":5}"#, 400, error: "invalid request body"),
                Row("PUT /workspaces/\(unknownID)/model", #"{"model":"a"}"#, 500, error: "failed to save model"),
                Row("PUT /workspaces/\(unknownID)/model", "{}", 200, #"{"status":"cleared"}"#),
            ])
            #expect(
                names(try admin.json("GET \(Self.own)")) == [
                    "workspace/\(release == .may ? "MODEL" : "MODEL_PROVIDER")"
                ])
            try admin.walk([
                Row("PUT \(model)", #"{"model":""}"#, 200, #"{"status":"cleared"}"#), Row("GET \(Self.own)", 200, "[]"),
            ])
        }
    }

    @Test func `of vendors are refused in May while the platform pays`() throws {
        let unknown = "/workspaces/\(unknownID)/secrets"
        let key = #"{"key":" openai_api_key","value":"x"}"#
        try withTenant(.may) { admin throws in
            for path in [Self.own, unknown] {
                let answer = try admin.json("PUT \(path)", key, 400)
                #expect(answer.members?.map(\.name) == ["error", "key", "workspace_id"])
                #expect(answer["key"] == " openai_api_key")
            }
            try admin.walk([
                Row("PUT /settings/secrets", key, 200),
                Row("PUT \(Self.own)", #"{"key":"MOONSHOT_API_KEY","value":"x"}"#, 200),
                Row("PUT /admin/workspaces/\(billing)/llm-billing-mode", #"{"mode":"byok"}"#, 200),
                Row("PUT \(Self.own)", key, 200),
            ])
        }
        try withTenant(.april) { admin throws in try admin.walk([Row("PUT \(Self.own)", key, 200)]) }
    }

    @Test(arguments: Release.allCases, Mode.allCases)
    func `restart the workspaces that see a change, as release and mode have it`(release: Release, mode: Mode) throws {
        let restarts = mode == .docker || mode == .saas && release == .may
        try withTenant(release, mode) { admin throws in
            try admin.json("POST \(Self.own)", Self.pair)
            // It comes up by itself, within a moment or, on a busy machine, before it is asked.
            if restarts { try admin.wait(for: "online", of: billing) }
            usleep(80_000)
            if !restarts { #expect(try admin.status(of: billing) == "failed") }
            // Overridden, paused, below a paused one, hibernated and external workspaces are left alone.
            try admin.json("PATCH /workspaces/\(reports)", #"{"runtime":"external"}"#)
            let before = try admin.events().count
            try admin.json("PUT /settings/secrets", Self.pair)
            let restarted = try admin.json("GET /events").items?.prefix(try admin.events().count - before)
                .filter { $0["event_type"] == "WORKSPACE_PROVISIONING" }.compactMap { $0["workspace_id"]?.text }
            #expect(restarted?.sorted() == (restarts ? [atlas, research] : []))
        }
    }

    @Test func `reach paused workspaces when they come back, not their children before`() throws {
        try withTenant(.april) { admin throws in
            try admin.json("PATCH /workspaces/\(research)", #"{"parent_id":"\#(translator)"}"#)
            try admin.json("POST /workspaces/\(research)/secrets", Self.pair)
            #expect(try admin.status(of: research) == "degraded")
            try admin.json("POST /workspaces/\(translator)/secrets", Self.pair)
            #expect(try admin.status(of: translator) == "paused")
        }
    }

    @Test func `written three times in a row restart once in May and twice in April`() throws {
        // In April all that come during a restart make one more.
        for (release, count) in [(Release.april, 2), (.may, 1)] {
            try withTenant(release) {
                $0.timeScale = 1
                $0.provisioningSeconds = 0.2
            } _: { admin throws in
                for _ in 1...3 { try admin.json("POST \(Self.own)", Self.pair) }
                usleep(450_000)
                #expect(try admin.events(of: billing).filter { $0 == "WORKSPACE_PROVISIONING" }.count == count)
                // The restart that a client asks for is not held back.
                try admin.json("POST /workspaces/\(billing)/restart")
                #expect(try admin.events(of: billing).filter { $0 == "WORKSPACE_PROVISIONING" }.count == count + 1)
            }
        }
    }

    @Test func `revoke the very token that wrote them`() throws {
        for (release, mode) in [(Release.april, Mode.docker), (.may, .docker), (.may, .saas)] {
            try withTenant(release, mode) { admin throws in
                let own = admin.with(bearer: try admin.mintWorkspaceToken(billing))
                #expect(try own.call("POST \(Self.own)", Self.pair).status == 200)
                #expect(try own.call("POST \(Self.own)", Self.pair).status == 401)
            }
        }
        try withTenant(.april, .saas) { admin throws in
            let own = admin.with(bearer: try admin.mintWorkspaceToken(billing))
            for _ in 1...2 { #expect(try own.call("POST \(Self.own)", Self.pair).status == 200) }
        }
    }

    @Test func `with a forbidden name stop every start in May, but for those that override it`() throws {
        let forbidden = #"{"key":"GITHUB_TOKEN","value":"x"}"#
        try withTenant(.may) { admin throws in
            try admin.json("PUT /workspaces/\(research)/secrets", forbidden)
            try admin.wait(for: "online", of: research)
            try admin.json("PUT /settings/secrets", forbidden)
            try admin.wait(for: "failed", of: atlas)
            #expect(try admin.status(of: research) == "online")
            let payload = try admin.json("GET /events/\(atlas)").items?.first?["payload"]
            #expect(payload?["forbidden_env_keys"] == ["GITHUB_TOKEN"])
        }
    }
}
