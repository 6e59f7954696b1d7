import Foundation
import JSON
import TestSupport
import Testing

@Suite(.blocking) struct SecretsTests {
    @Test(arguments: ["04", "05"]) func `a value arrives byte for byte but for one newline`(release: String) throws {
        let tenant = try Tenant(release)
        let value = "-----BEGIN KEY-----\n\tq\"uo'te\\n $HOME `x` # ü 漢 🦆 \u{2028}\r\n-----END KEY-----\n"
        for (key, scope) in [("GLOBAL_KEY", ["--global"]), ("OWN_KEY", ["--workspace", Tenant.atlas])] {
            let run = try Run.molecule(
                ["secrets", "set", key, "--from-stdin", "--yes", "-v"] + scope, home: tenant.home,
                environment: tenant.environment, input: value + "\n")
            #expect(run.status == 0, "\(run.error)")
            #expect(!run.output.contains("quo'te") && !run.error.contains("BEGIN KEY"))
        }
        let values = try tenant.values(Tenant.atlas)
        #expect(values["GLOBAL_KEY"]?.text == value)
        #expect(values["OWN_KEY"]?.text == value)
        #expect(try !tenant.home.read("platform.log").contains("BEGIN KEY"))
    }

    @Test func `the longest value arrives whole and a longer one is refused`() throws {
        let tenant = try Tenant()
        let longest = String(repeating: "0123456789abcdef", count: 4096)
        let set = try tenant.run("secrets", "set", "LONG", "--global", "--from-stdin", "--yes", input: longest)
        #expect(set.status == 0, "\(set.error)")
        #expect(try tenant.values(Tenant.atlas)["LONG"]?.text == longest)
        let more = try tenant.run("secrets", "set", "LONG", "--global", "--from-stdin", "--yes", input: longest + "xx")
        #expect(more.status == 2)
    }

    @Test func `values that no variable can hold are refused before anything is sent`() throws {
        let tenant = try Tenant()
        for (value, reason) in [("", "empty"), ("\n", "empty"), ("a\0b", "NUL")] {
            let run = try tenant.run("secrets", "set", "KEY", "--global", "--from-stdin", "--yes", input: value)
            #expect(run.status == 2)
            #expect(run.error.contains(reason))
        }
        let bytes = try Run.shell(
            "printf '\\377\\376' | molecule secrets set KEY --global --from-stdin --yes", home: tenant.home,
            environment: tenant.environment)
        #expect(bytes.status == 2)
        #expect(bytes.error.contains("UTF-8"))
        let log = (try? tenant.home.read("platform.log")) ?? ""
        #expect(log.isEmpty)
    }

    @Test func `keys that could not be unset or read are refused and not repeated`() throws {
        let tenant = try Tenant()
        for key in ["a/b", "1A", "A-B", "A B", "KEY=hunter2", "Ü"] {
            let run = try tenant.run("secrets", "set", key, "--global", "--from-stdin", "--yes", input: "v")
            #expect(run.status == 2, "\(key)")
            #expect(!run.error.contains("hunter2"))
        }
        #expect(try tenant.run("secrets", "unset", "a/b", "--global", "--yes").error.contains("slash"))
    }

    @Test func `a scope is given exactly once`() throws {
        let tenant = try Tenant()
        let none = try tenant.run("secrets", "set", "KEY", "--from-stdin", input: "v")
        #expect(none.status == 2)
        #expect(none.error.contains("--workspace ID"))
        let both = try tenant.run("secrets", "list", "--global", "--workspace", Tenant.atlas)
        #expect(both.status == 2)
    }

    @Test func `before a write it is told who restarts, who overrides and who sees it later`() throws {
        let tenant = try Tenant()
        let own = try tenant.run(
            "secrets", "set", "KEY", "--workspace", Tenant.paused, "--from-stdin", "--no-input", input: "own")
        #expect(own.status == 0, "nothing restarts, so nothing is asked: \(own.error)")
        let refused = try tenant.run("secrets", "set", "KEY", "--global", "--from-stdin", "--no-input", input: "v")
        #expect(refused.status == 3)
        #expect(refused.error.contains("Restarted by the server"))
        #expect(refused.error.contains("atlas (\(Tenant.atlas))"))
        #expect(try tenant.names() == [])
        let set = try tenant.run(
            "secrets", "set", "KEY", "--global", "--from-stdin", "--yes", "-o", "json", input: "v")
        let document = try JSONValue.parse(Array(set.output.utf8))
        #expect(document["result"] == "created")
        #expect(document["overridden_by"] == [.string(Tenant.paused)])
        #expect(document["restarts"]?.items?.contains(.string(Tenant.atlas)) == true)
        #expect(document["seen_later_by"]?.items?.isEmpty == false)
        let again = try tenant.run("secrets", "set", "KEY", "--global", "--from-stdin", "--yes", input: "v")
        #expect(again.error.contains("restarts also when the value is the same"))
        #expect(again.output.contains("updated"))
    }

    @Test func `a list shows scopes and what overrides what`() throws {
        let tenant = try Tenant()
        for arguments in [["BOTH", "--global"], ["ALL", "--global"]] {
            let run = try Run.molecule(
                ["secrets", "set", "--from-stdin", "--yes"] + arguments, home: tenant.home,
                environment: tenant.environment, input: "v")
            #expect(run.status == 0)
        }
        for key in ["BOTH", "OWN"] {
            _ = try tenant.run(
                "secrets", "set", key, "--workspace", Tenant.atlas.uppercased(), "--from-stdin", "--yes", input: "v")
        }
        let global = try tenant.document("secrets", "list")["items"]?.items ?? []
        #expect(global.map { $0["key"] } == ["ALL", "BOTH"])
        #expect(global.map { $0["overridden_by"] } == [[], [.string(Tenant.atlas)]])
        let own = try tenant.document("secrets", "list", "--workspace", Tenant.atlas)["items"]?.items ?? []
        let both = try #require(own.first { $0["key"] == "BOTH" })
        #expect(both["overrides_global"] == true && both["scope"] == "workspace")
        #expect(own.first { $0["key"] == "OWN" }?["overrides_global"] == false)
        #expect(own.first { $0["key"] == "ALL" }?["scope"] == "global")
        let alone = try tenant.document(
            "secrets", "list", "--workspace", Tenant.atlas,
            environment: try tenant.workspaceToken(Tenant.atlas).merging(["ADMIN_TOKEN": ""]) { $1 })
        #expect(alone["items"]?.items?.first { $0["key"] == "BOTH" }?["overrides_global"] == .null)
    }

    @Test func `a secret is removed, and an inherited one is explained`() throws {
        let tenant = try Tenant()
        _ = try tenant.run("secrets", "set", "KEY", "--global", "--from-stdin", "--yes", input: "v")
        let inherited = try tenant.run("secrets", "unset", "KEY", "--workspace", Tenant.atlas, "--yes")
        #expect(inherited.status == 6)
        #expect(inherited.error.contains("inherits the global one"))
        #expect(inherited.error.contains("molecule secrets unset KEY --global"))
        _ = try tenant.run("secrets", "set", "KEY", "--workspace", Tenant.atlas, "--from-stdin", "--yes", input: "w")
        let own = try tenant.run("secrets", "unset", "KEY", "--workspace", Tenant.atlas, "--yes")
        #expect(own.status == 0)
        #expect(own.error.contains("now sees the global secret"))
        #expect(try tenant.run("secrets", "unset", "KEY", "--global", "--no-input").status == 3)
        #expect(try tenant.run("secrets", "unset", "KEY", "--global", "--yes").status == 0)
        #expect(try tenant.run("secrets", "unset", "KEY", "--global", "--yes").status == 6)
        #expect(try tenant.names() == [])
    }

    @Test func `a vendor's key that May blocks is explained, and April takes it`() throws {
        let arguments = ["secrets", "set", "OPENAI_API_KEY", "--from-stdin", "--yes", "--workspace", Tenant.atlas]
        let may = try Tenant()
        let blocked = try Run.molecule(
            arguments, home: may.home, environment: may.environment, input: "sk-value")
        #expect(blocked.status == 7, "\(blocked.error)")
        #expect(blocked.error.contains("billing-mode set \(Tenant.atlas) byok"))
        #expect(!blocked.error.contains("sk-value"))
        let april = try Tenant("04")
        let taken = try Run.molecule(
            arguments, home: april.home, environment: april.environment, input: "sk-value")
        #expect(taken.status == 0, "\(taken.error)")
    }

    @Test func `a global secret that would keep workspaces from starting is asked about`() throws {
        let tenant = try Tenant()
        let run = try tenant.run("secrets", "set", "GITHUB_TOKEN", "--global", "--from-stdin", "--no-input", input: "v")
        #expect(run.status == 3)
        #expect(run.error.contains("keeps every workspace"))
    }

    @Test func `workspaces that are not there and credentials that do not do are told apart`() throws {
        let tenant = try Tenant()
        let unknown = "00000000-0000-4000-8000-000000000000"
        let absent = try tenant.run("secrets", "set", "K", "--workspace", unknown, "--from-stdin", "--yes", input: "v")
        #expect(absent.status == 6)
        #expect(try tenant.run("secrets", "list", "--workspace", unknown).status == 6)
        #expect(try tenant.run("secrets", "list", "--workspace", "nonsense").status == 2)
        let wrong = try tenant.run("secrets", "list", environment: ["ADMIN_TOKEN": "wrong"])
        #expect(wrong.status == 4)
        #expect(wrong.error.contains("401"))
        #expect(try tenant.run("secrets", "list", environment: ["ADMIN_TOKEN": ""]).status == 4)
    }

    @Test func `a write whose reply is lost is looked for`() throws {
        // Of a workspace: it is read, its secrets are listed, and the third request writes.
        let arguments = ["secrets", "set", "KEY", "--workspace", Tenant.atlas, "--from-stdin", "--yes"]
        for fault in ["drop:after:3", "truncate:3"] {
            let lost = try Tenant(fault: fault)
            let run = try Run.molecule(arguments, home: lost.home, environment: lost.environment, input: "v")
            #expect(run.status == 0, "\(fault): \(run.error)")
            #expect(run.error.contains("reply was lost"))
        }
        let dropped = try Tenant(fault: "drop:3")
        let run = try Run.molecule(arguments, home: dropped.home, environment: dropped.environment, input: "v")
        #expect(run.status == 9)
        #expect(try dropped.names("--workspace", Tenant.atlas) == [])
        let broken = try Tenant(fault: "status:500:3")
        #expect(
            try Run.molecule(arguments, home: broken.home, environment: broken.environment, input: "v").status == 9)
    }

    @Test func `a workspace token writes its own secrets although the restart revokes it`() throws {
        let tenant = try Tenant()
        let environment = try tenant.workspaceToken(Tenant.atlas)
        let run = try Run.molecule(
            "secrets", "set", "KEY", "--workspace", Tenant.atlas, "--from-stdin", "--yes", "-o", "json",
            home: tenant.home, environment: environment, input: "v")
        #expect(run.status == 0, "\(run.error)")
        #expect(run.error.contains("revokes the workspace's tokens"))
        #expect(try JSONValue.parse(Array(run.output.utf8))["read_back"] == false)
        #expect(try tenant.values(Tenant.atlas)["KEY"] == "v")
    }

    @Test func `what could not be looked into is said, and asked about`() throws {
        // Of all workspaces: the first request lists them.
        let tenant = try Tenant(fault: "status:500:1")
        let run = try tenant.run("secrets", "set", "KEY", "--global", "--from-stdin", "--no-input", input: "v")
        #expect(run.status == 3)
        #expect(run.error.contains("could not be looked into"))
    }
}
