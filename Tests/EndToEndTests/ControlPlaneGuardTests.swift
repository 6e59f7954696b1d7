import Glibc
import TestSupport
import Testing

/// Every guard of the commands that destroy or reach customers' infrastructure, before anything leaves the machine.
@Suite(.blocking) struct ControlPlaneGuardTests {
    typealias Cases = ControlPlaneGuardCases

    @Test(arguments: [Cases.unconfirmed, Cases.unanswered, Cases.malformed, Cases.planned])
    func `nothing leaves the machine unless the guards are satisfied`(_ cases: [Cases.Case]) throws {
        let home = try TemporaryHome()
        let spy = try SpyServer(answer: SpyServer.json("{}"))
        let environment = ControlPlaneScene.credentials.merging([
            "MOLECULE_CP_URL": spy.url, "MOLECULE_TENANT_ADMIN_TOKEN": "the-tenant-token-of-a-test",
        ]) { $1 }
        try home.write("pin.json", #"{"runtime":"x","image":"x:1"}"#)
        try home.write("env.json", #"{"env":{"LEVEL":"debug","API_TOKEN":"x"}}"#)
        try home.write("capitals.json", #"{"target_tag":"v2","canary_slug":"acme","TARGET_TAG":"v3"}"#)
        try home.write("twice.json", #"{"env":{},"ENV":{"API_TOKEN":"x"}}"#)
        for example in cases {
            // What comes through a pipe is nobody's answer.
            let run = try Run.molecule(
                example.line.split(separator: " ").map(String.init), home: home, environment: environment,
                input: "acme\ny\nv2\n\(Cases.id)\n")
            #expect(run.status == example.status, "\(example): \(run.error)")
            #expect(spy.connections == 0, "\(example)")
        }
        // The spy sees what does leave.
        _ = try Run.molecule("tenants", "list", home: home, environment: environment)
        #expect(spy.connections == 1)
    }

    @Test func `nothing leaves the machine without a credential of the right kind`() throws {
        let home = try TemporaryHome()
        let spy = try SpyServer(answer: SpyServer.json("{}"))
        let address = ["MOLECULE_CP_URL": spy.url]
        let strange = [
            "MOLECULE_ORG_TOKEN": "an-org-key-of-a-test-0123456789", "ADMIN_TOKEN": "an-admin-token-of-a-test-012345",
            "MOLECULE_WORKSPACE_TOKEN": "a-workspace-token-of-a-test-01",
        ]
        for line in Cases.complete {
            // The provision secret alone does not destroy, and the tenant's token alone does nothing.
            let half =
                line.hasPrefix("instances deprovision") ? "PROVISION_SHARED_SECRET" : "MOLECULE_TENANT_ADMIN_TOKEN"
            for more in [strange, [half: "one-half-of-what-is-needed"]] {
                let run = try Run.molecule(
                    line.split(separator: " ").map(String.init), home: home,
                    environment: address.merging(more) { $1 })
                #expect(run.status == 4, "\(line): \(run.error)")
                #expect(spy.connections == 0, "\(line)")
            }
        }
    }

    @Test func `files that may not be read or replaced are looked at first`() throws {
        let home = try TemporaryHome()
        let spy = try SpyServer(answer: SpyServer.json("{}"))
        let environment = ControlPlaneScene.credentials.merging(["MOLECULE_CP_URL": spy.url]) { $1 }
        try home.write("open.env", "LEVEL=debug\n", mode: 0o644)
        try home.write("bad.env", "1X=y\n")
        try home.write("twice.env", "A=1\nA=2\n")
        try home.write("there.json", "{}")
        #expect(mkdir(home.file("wide"), 0o700) == 0 && chmod(home.file("wide"), 0o777) == 0)
        let set = "tenants env set \(Cases.id) --yes --force --env-file"
        let provision =
            "instances provision \(Cases.id) --org acme --runtime x --platform-url https://acme.example.com --yes --env-file"
        for (line, status) in [
            ("\(set) open.env", Int32(10)), ("\(set) absent.env", 6), ("\(set) bad.env", 2), ("\(set) twice.env", 2),
            ("\(provision) open.env", 10), ("\(provision) absent.env", 6), ("\(provision) twice.env", 2),
            ("orgs export acme --output-file there.json", 7), ("orgs export acme --output-file nowhere/acme.json", 6),
            ("orgs export acme --output-file wide/acme.json", 10),
            ("orgs export acme --output-file open.env --force", 10),
        ] {
            let run = try Run.molecule(
                line.split(separator: " ").map(String.init), home: home, environment: environment)
            #expect(run.status == status, "\(line): \(run.error)")
            #expect(spy.connections == 0, "\(line)")
        }
        let terminal = try PseudoTerminal.molecule("orgs", "export", "acme", home: home, environment: environment)
        #expect(terminal.end() == 3)
        #expect(spy.connections == 0)
    }

    @Test func `variables that look like secrets are listed, and set only by force`() throws {
        let home = try TemporaryHome()
        let spy = try SpyServer(answer: SpyServer.json(#"{"ok":true,"ssm_exit_code":0}"#))
        try home.write("lead.env", "LEVEL=debug\nMONKEY=bananas\napi_token=abc\n")
        let environment = ControlPlaneScene.credentials.merging(["MOLECULE_CP_URL": spy.url]) { $1 }
        let line = ["tenants", "env", "set", Cases.id, "--env-file", "lead.env", "--yes"]
        let refused = try Run.molecule(line, home: home, environment: environment)
        #expect(refused.status == 3)
        #expect(refused.error.contains("MONKEY, api_token"), "\(refused.error)")
        #expect(!refused.error.contains("LEVEL"))
        #expect(spy.connections == 0)
        let forced = try Run.molecule(line + ["--force"], home: home, environment: environment)
        #expect(forced.status == 0, "\(forced.error)")
        #expect(spy.connections == 1)
        let plan = try Run.molecule(line + ["--force", "--plan"], home: home, environment: environment)
        #expect(!plan.output.contains("bananas"))
        #expect(plan.output.contains("MONKEY"))
        #expect(spy.connections == 1)
    }

    @Test func `a plan says what would be sent, and how it is confirmed`() throws {
        let home = try TemporaryHome()
        let run = try Run.molecule("tenants", "delete", "acme", "--plan", "-o", "json", home: home)
        let plan = run.jsonObject
        #expect(plan["sent"] as? Bool == false)
        #expect(plan["request"] as? String == "DELETE /api/v1/admin/tenants/acme")
        #expect((plan["body"] as? [String: String]) == ["confirm": "acme"])
        #expect(plan["confirm"] as? String == "--confirm acme")
        #expect(run.error.contains("Nothing was sent."))
    }

    @Test func `a person types the name of what is destroyed`() throws {
        let scene = try ControlPlaneScene()
        for (typed, status) in [
            ("other\n", Int32(3)), ("y\n", 3), ("\n", 3), ("ACME\n", 3), ("acme \n", 3), ("\u{4}", 3), ("\u{3}", 130),
            ("acme\n", 0),
        ] {
            let terminal = try PseudoTerminal.molecule(
                "orgs", "delete", "acme", home: scene.home, environment: scene.environment)
            #expect(terminal.shows("Type acme to go on: "), "\(terminal.screen)")
            terminal.type(typed)
            #expect(terminal.end() == status, "\(terminal.screen)")
        }
        #expect(try scene.requests() == ["DELETE /api/v1/orgs/acme 204"])
    }
}
