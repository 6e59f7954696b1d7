import Foundation
import JSON
import TestSupport
import Testing

@testable import Sandbox

@Suite(.blocking) struct `The saved state` {
    @Test func `survives a restart`() throws {
        let directory = try TemporaryDirectory()
        let state = directory.file("state")
        try withSandbox {
            $0.stateDirectory = state
        } _: { server throws in
            #expect(!FileManager.default.fileExists(atPath: state + "/workspaces.json"))
            #expect(try server.call("POST", "/admin/workspaces/\(atlas)/pause").status == 200)
            #expect(try server.call("POST", "/admin/workspaces/\(billing)/terminate").status == 200)
        }
        try withSandbox {
            $0.stateDirectory = state
        } _: { server throws in
            var expected = [atlas: "paused", research: "paused", writer: "paused"]
            expected[translator] = "paused"
            expected[reports] = "provisioning"
            #expect(try server.statuses() == expected)
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: state) == ["workspaces.json"])
        let attributes = try FileManager.default.attributesOfItem(atPath: state + "/workspaces.json")
        #expect(attributes[.posixPermissions] as? Int == 0o600)
    }

    @Test func `may hold a running child between paused ones, below which resume does not reach`() throws {
        var workspaces = Workspace.seeds
        workspaces[0].status = .paused
        workspaces[2].status = .paused
        let document: JSONValue = ["version": 1, "workspaces": .array(workspaces.map(\.json))]
        let directory = try TemporaryDirectory()
        try directory.write(document.compact, to: "workspaces.json")
        let store = try WorkspaceStore(directory: directory.path)
        #expect(try store.resume(atlas) == 1)
        #expect(store.listed.map(\.status) == [.provisioning, .degraded, .paused, .paused, .provisioning, .failed])
        #expect(try store.resume(writer) == 1)
    }

    @Test func `is not needed`() throws {
        try withSandbox { server throws in
            #expect(try server.call("POST", "/admin/workspaces/\(atlas)/pause").status == 200)
        }
        try withSandbox { server throws in #expect(try server.statuses()[atlas] == "online") }
    }

    @Test func `keeps every member of a workspace`() throws {
        for workspace in Workspace.seeds {
            let document = try JSONValue.parse(Array(workspace.json.indented.utf8))
            #expect(Workspace(json: document) == workspace)
        }
        #expect(Workspace.seeds.count == 6)
        #expect(Set(Workspace.seeds.map(\.status)).count == 6)
    }

    @Test(arguments: ["", "{", "[]", #"{"version":2,"workspaces":[]}"#, #"{"version":1,"workspaces":[{"id":"x"}]}"#])
    func `is refused when it is not what was written`(text: String) throws {
        let directory = try TemporaryDirectory()
        try directory.write(text, to: "workspaces.json")
        var configuration = SandboxConfiguration()
        configuration.stateDirectory = directory.path
        #expect(throws: SandboxError.self) { try SandboxServer(configuration) }
    }

    @Test func `changes nothing when it cannot be written`() throws {
        let directory = try TemporaryDirectory()
        let state = directory.file("state")
        try withSandbox {
            $0.stateDirectory = state
        } _: { server throws in
            try FileManager.default.removeItem(atPath: state)
            let answer = try server.call("POST", "/admin/workspaces/\(atlas)/pause")
            #expect(answer.status == 500)
            #expect(answer.body == #"{"error":"the sandbox could not save its state"}"#)
            #expect(try server.statuses()[atlas] == "online")
        }
    }
}

@Suite(.blocking) struct `The request log` {
    @Test func `tells order, outcome and kind of credential, and no token`() throws {
        let drop = try #require(Fault("drop:6"))
        let logs = try TemporaryDirectory()
        try withGuardedSandbox {
            $0.logPath = logs.file("log")
            $0.faults = [drop]
        } _: { server, directory throws in
            _ = try server.call("GET", "/health?right-token=right-token")
            _ = try server.call("GET", "/admin/workspaces", bearer: "right-token")
            _ = try server.call("POST", "/admin/workspaces/\(atlas)/pause", bearer: "wrong-token")
            try directory.write("ADMIN_TOKEN=new-token\n", to: "env")
            server.reload()
            _ = try server.call("GET", "/admin/workspaces", bearer: "right-token")
            _ = try server.call("GET", "/admin/workspaces", bearer: "new-token")
            #expect(throws: WireError.self) { try server.call("GET", "/") }
        }
        let text = try logs.text(of: "log")
        let lines = try text.split(separator: "\n").map { try JSONValue.parse(Array($0.utf8)) }
        #expect(lines.map { $0["sequence"]?.integer } == [1, 2, 3, 4, 5, 6])
        #expect(lines.map { $0["status"]?.integer } == [200, 200, 401, 401, 200, nil])
        #expect(lines.map { $0["credential"]?.text } == ["none", "current", "other", "other", "current", "none"])
        #expect(lines.map { $0["bearer"]?.bool } == [false, true, true, true, true, false])
        #expect(lines[0].compact.hasPrefix(#"{"sequence":1,"method":"GET","path":"/health","status":200,"#))
        #expect(lines[5]["faults"] == ["drop:6"])
        #expect(!text.contains("token"))
        let attributes = try FileManager.default.attributesOfItem(atPath: logs.file("log"))
        #expect(attributes[.posixPermissions] as? Int == 0o600)
    }

    @Test func `goes on where it ended, and must be writable`() throws {
        let logs = try TemporaryDirectory()
        for _ in 1...2 {
            try withSandbox {
                $0.logPath = logs.file("log")
            } _: {
                _ = try $0.call("GET", "/health")
            }
        }
        #expect(try logs.text(of: "log").split(separator: "\n").count == 2)
        var configuration = SandboxConfiguration()
        configuration.logPath = logs.file("missing/log")
        #expect(throws: SandboxError.self) { try SandboxServer(configuration) }
    }
}

@Suite(.blocking) struct `The record of exchanges` {
    @Test func `has both messages whole, no credential, and what was broken on purpose`() throws {
        let records = try TemporaryDirectory()
        let faults = try ["html:3", "drop:4", "datastore:5"].map { try #require(Fault($0)) }
        for _ in 1...2 {
            try withGuardedSandbox {
                $0.recordPath = records.file("record")
                $0.faults = faults
            } _: { server, _ throws in
                _ = try server.call("GET", "/health?a=%20b")
                _ = try server.call("POST", "/admin/workspaces/no%2Fid/pause", bearer: "right-token", body: "{\"a\":1}")
                _ = try server.call("GET", "/health")
                #expect(throws: WireError.self) { try server.call("GET", "/health") }
                _ = try server.call("GET", "/admin/workspaces", bearer: "right-token")
            }
        }
        let text = try records.text(of: "record")
        let lines = try text.split(separator: "\n").map { try JSONValue.parse(Array($0.utf8)) }
        #expect(lines.count == 10)
        #expect(lines[0]["target"] == "/health?a=%20b")
        #expect(lines[0]["requestBody"] == .null)
        #expect(lines[0]["responseBody"] == #"{"status":"ok"}"#)
        #expect(lines[0]["contentType"] == "application/json; charset=utf-8")
        #expect(lines[1]["target"] == "/admin/workspaces/no%2Fid/pause")
        #expect(lines[1]["requestBody"] == #"{"a":1}"#)
        #expect(lines[1]["requestHeaders"]?.items?.contains(["authorization", "present"]) == true)
        #expect(lines[3]["status"] == .null)
        #expect(lines[4]["status"] == 503)
        #expect(lines.map { $0["fault"]?.bool } == [false, false, true, true, false, false, false, true, true, false])
        #expect(!text.contains("right-token"))
        let attributes = try FileManager.default.attributesOfItem(atPath: records.file("record"))
        #expect(attributes[.posixPermissions] as? Int == 0o600)
    }

    @Test func `is not added to a file that others may read`() throws {
        let records = try TemporaryDirectory()
        try records.write("", to: "record")
        #expect(chmod(records.file("record"), 0o644) == 0)
        var configuration = SandboxConfiguration()
        configuration.recordPath = records.file("record")
        #expect(throws: SandboxError.self) { try SandboxServer(configuration) }
    }
}
