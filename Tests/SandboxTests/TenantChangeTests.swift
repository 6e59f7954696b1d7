import JSON
import TestSupport
import Testing

@testable import Sandbox

@Suite(.blocking) struct `Changing a workspace` {
    private static let target = "PATCH /workspaces/\(billing)"

    @Test(arguments: Release.allCases)
    func `says what is wrong with a field`(release: Release) throws {
        let long = { (count: Int) in String(repeating: "é", count: count / 2 + 1) }
        try withTenant(release) { admin throws in
            try admin.walk([
                Row(Self.target, "", 400, error: "invalid request body"),
                Row(Self.target, "[]", 400, error: "invalid request body"),
                Row(Self.target, "{", 400, error: "invalid request body"),
                Row(
                    Self.target, #"{"role":"[","name":"a\nb"}"#, 400, error: "name must not contain newline characters"),
                Row(Self.target, #"{"role":"a\rb"}"#, 400, error: "role must not contain newline characters"),
                Row(Self.target, #"{"runtime":"a\nb"}"#, 400, error: "runtime must not contain newline characters"),
                Row(Self.target, #"{"name":"a&b"}"#, 400, error: "name contains invalid characters"),
                Row(Self.target, #"{"role":"a*b"}"#, 400, error: "role contains invalid characters"),
                Row(Self.target, #"{"name":"\#(long(255))"}"#, 400, error: "name must be at most 255 characters"),
                Row(Self.target, #"{"role":"\#(long(1_000))"}"#, 400, error: "role must be at most 1000 characters"),
                Row(Self.target, #"{"runtime":"\#(long(100))"}"#, 400, error: "runtime must be at most 100 characters"),
                Row(Self.target, #"{"workspace_dir":"etc"}"#, 400, error: "invalid workspace directory"),
                Row("PATCH /workspaces/\(unknownID)", "{}", 404, error: "workspace not found"),
                Row(Self.target, "null", 200, #"{"status":"updated"}"#),
            ])
        }
    }

    @Test func `answers 200 whether it was applied or not`() throws {
        try withTenant(.april) { admin throws in
            let before = try admin.json("GET /workspaces/\(billing)")
            try admin.walk([
                Row(
                    Self.target, #"{"tier":"abc","name":null,"parent_id":"zz","Name":"other","x":1,"collapsed":1}"#,
                    200, #"{"status":"updated"}"#)
            ])
            #expect(try admin.json("GET /workspaces/\(billing)") == before)
            try admin.walk([
                Row(
                    Self.target,
                    #"{"tier":2,"name":42,"role":null,"parent_id":"\#(billing)","collapsed":true,"x":1,"y":2}"#, 200),
                Row(Self.target, #"{"workspace_dir":null}"#, 200, #"{"status":"updated","needs_restart":true}"#),
                Row(Self.target, #"{"runtime":"anything"}"#, 200, #"{"status":"updated"}"#),
            ])
            let after = try admin.json("GET /workspaces/\(billing)")
            #expect(after["name"] == "42")
            #expect(after["tier"] == 2)
            #expect(after["parent_id"]?.text == billing)
            #expect(after["collapsed"] == true)
            #expect(after["x"] == 1)
            #expect(after["runtime"] == "anything")
            // Its own parent: the walks up and down must end.
            #expect(try admin.call("POST /workspaces/\(billing)/pause").status == 200)
            #expect(try admin.call("POST /workspaces/\(billing)/restart").status == 200)
        }
    }

    @Test(arguments: Release.allCases)
    func `may make a workspace unreadable until it has a tier again`(release: Release) throws {
        try withTenant(release) { admin throws in
            try admin.json(Self.target, #"{"tier":null}"#)
            #expect(try admin.json("GET /workspaces").items?.count == 5)
            try admin.walk([
                Row("GET /workspaces/\(billing)", 500, error: "query failed"), Row(Self.target, #"{"tier":1}"#, 200),
                Row("GET /workspaces/\(billing)", 200),
            ])
        }
    }

    @Test func `writes what stands before a wrong directory in April, and nothing in May`() throws {
        for (release, name) in [(Release.april, "half"), (.may, "billing-agent")] {
            try withTenant(release) { admin throws in
                #expect(try admin.call(Self.target, #"{"name":"half","workspace_dir":"/etc"}"#).status == 400)
                #expect(try admin.json("GET /workspaces/\(billing)")["name"]?.text == name)
            }
        }
    }

    @Test func `in May knows machines, hints at restarts, and passes over a name that is taken`() throws {
        try withTenant(.may) { admin throws in
            let hint = #"{"status":"updated","needs_restart":true}"#
            try admin.walk([
                Row(Self.target, #"{"runtime":null}"#, 200, hint),
                Row(Self.target, #"{"compute":{"volume":{"root_gb":40}}}"#, 200, hint),
                Row(Self.target, #"{"compute":5}"#, 400, error: "invalid compute config"),
                Row(
                    Self.target, #"{"compute":{"instance_type":"x"}}"#, 400,
                    error: "unsupported compute.instance_type"),
                Row(Self.target, #"{"name":"atlas"}"#, 200, #"{"status":"updated"}"#),
            ])
            let row = try admin.json("GET /workspaces/\(billing)")
            #expect(row["name"] == "billing-agent")
            #expect(row["runtime"] == "claude-code")
            #expect(row["compute"] == ["volume": ["root_gb": 40]])
            try admin.walk([
                Row("PATCH /workspaces/\(billing)/abilities", "{}", 400, error: "at least one ability field required"),
                Row("PATCH /workspaces/\(billing)/abilities", "[]", 400, error: "invalid request body"),
                Row("PATCH /workspaces/zz/abilities", "{}", 400, error: "invalid workspace ID"),
                Row(
                    "PATCH /workspaces/\(unknownID)/abilities", #"{"broadcast_enabled":true}"#, 404,
                    error: "workspace not found"),
                Row(
                    "PATCH /workspaces/\(billing)/abilities", #"{"broadcast_enabled":true}"#, 200,
                    #"{"status":"updated"}"#),
            ])
            #expect(try admin.json("GET /workspaces/\(billing)")["broadcast_enabled"] == true)
        }
    }
}

@Suite(.blocking) struct `Deleting a workspace` {
    private static let message =
        #""message":"This workspace has sub-workspaces. Delete with ?confirm=true to cascade delete.""#
    private static let children = #""children":[{"id":"\#(research)","name":"atlas-research"}],"children_count":1"#

    @Test func `in April asks about children alone, and knows no 404`() throws {
        try withTenant(.april) { admin throws in
            let refusal = #"{"status":"confirmation_required",\#(Self.message),\#(Self.children)}"#
            let token = admin.with(bearer: try admin.mintWorkspaceToken(research))
            try admin.walk([
                Row("DELETE /workspaces/\(atlas)", 409, refusal),
                Row("DELETE /workspaces/\(atlas)?confirm=1&purge=true", 409, refusal),
                Row("DELETE /workspaces/\(atlas)?confirm=true", 200, #"{"status":"removed","cascade_deleted":2}"#),
                Row("DELETE /workspaces/\(atlas)", 200, #"{"status":"removed","cascade_deleted":0}"#),
                Row("DELETE /workspaces/\(unknownID)", 200, #"{"status":"removed","cascade_deleted":0}"#),
                Row("DELETE /workspaces/\(atlas)?purge=true", 200, #"{"status":"purged","cascade_deleted":0}"#),
                Row("GET /workspaces/\(atlas)", 404, error: "workspace not found"),
            ])
            // The children stay as tombstones without a parent, and the agent sees a token that is none.
            #expect(try admin.json("GET /workspaces/\(research)")["parent_id"] == .null)
            #expect(try admin.status(of: writer) == "removed")
            #expect(try token.call("GET /workspaces/\(research)/state").status == 401)
            #expect(try admin.events(of: unknownID) == ["WORKSPACE_REMOVED"])
            #expect(try admin.events(of: atlas) == Array(repeating: "WORKSPACE_REMOVED", count: 3))
        }
    }

    @Test func `in May wants the name first, and is done once`() throws {
        try withTenant(.may) { admin throws in
            let target = "DELETE /workspaces/\(atlas)"
            let refused = try admin.json(target, nil, 400)
            #expect(
                refused == [
                    "error": "destructive_action_requires_confirmation",
                    "hint": "Re-send the same request with header X-Confirm-Name: atlas", "workspace_name": "atlas",
                    "active_tasks": 1, "child_count": 1, "schedule_count": 1,
                ])
            for name in ["Atlas", "atlas x", ""] {
                #expect(try admin.call(target + "?confirm=true", headers: ["X-Confirm-Name: \(name)"]).status == 400)
            }
            let named = ["X-Confirm-Name: atlas"]
            #expect(try admin.json(target, nil, 409, headers: named)["children_count"] == 1)
            #expect(
                try admin.call(target + "?confirm=true&erase_data=true", headers: named).body
                    == #"{"status":"removed","cascade_deleted":2}"#)
            for more in ["", "?purge=true"] {
                #expect(
                    try admin.call(target + more, headers: named).body
                        == #"{"error":"workspace removed","id":"\#(atlas)"}"#)
            }
            try admin.walk([Row("DELETE /workspaces/\(unknownID)", 404, error: "workspace not found")])
        }
    }

    @Test func `in May takes a name as bytes of UTF-8, and an empty one without a header`() throws {
        try withTenant(.may) { admin throws in
            let name = ["X-Confirm-Name: Übersetzung München"]
            #expect(try admin.call("DELETE /workspaces/\(translator)", headers: name).status == 200)
            try admin.json("PATCH /workspaces/\(billing)", #"{"name":""}"#)
            #expect(try admin.call("DELETE /workspaces/\(billing)?purge=true").status == 200)
            #expect(try admin.call("GET /workspaces/\(billing)?include_removed=true").status == 404)
        }
    }
}
