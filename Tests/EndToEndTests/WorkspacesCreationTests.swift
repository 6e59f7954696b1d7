import TestSupport
import Testing

@Suite(.blocking) struct WorkspacesCreationTests {
    @Test(arguments: Fleet.releases)
    func `a workspace is created with its limit and waited for`(_ surface: String) throws {
        let fleet = try Fleet(surface)
        let run = try fleet.run(
            "create", "scribe", "--runtime", "claude-code", "--model", "anthropic/claude-opus-4-7", "--parent", "atlas",
            "--tier", "2", "--budget", "900", "--wait", "30s", "-o", "json")
        #expect(run.status == 0, "\(run.error)")
        let id = try #require(run.jsonObject["id"] as? String)
        let got = try fleet.run("get", id, "-o", "json").jsonObject
        #expect(got["status"] as? String == "online")
        #expect(got["parent_id"] as? String == Fleet.id(1))
        #expect(got["tier"] as? Int == 2)
        let budget = try fleet.run("budget", "get", id, "-o", "json").jsonObject["periods"] as? [String: [String: Any]]
        #expect(budget?["monthly"]?["limit"] as? Int == 900)
    }

    @Test func `a name that was taken is told`() throws {
        let fleet = try Fleet("tenant-2026-05")
        let run = try fleet.run("create", "atlas", "--runtime", "claude-code", "--model", "sonnet")
        #expect(run.status == 0, "\(run.error)")
        #expect(run.tsvCells[1] == "atlas (2)")
        #expect(run.tsvCells[3] == "the name 'atlas' was taken; it is called 'atlas (2)'")
    }

    @Test func `what keeps a workspace from starting is told`() throws {
        let fleet = try Fleet("tenant-2026-05")
        let run = try fleet.run("create", "scribe", "--model", "sonnet", "--wait", "30s")
        #expect(run.status == 7)
        #expect(run.error.contains("'scribe' is failed and not online: \"billing mode byok needs a credential"))
    }

    @Test(arguments: Fleet.releases) func `a slip is found before anything is sent`(_ surface: String) throws {
        let fleet = try Fleet(surface, faults: ["status:500:1-100"])
        try fleet.home.write("typo.json", #"{"runtyme": "claude-code"}"#, mode: 0o644)
        try fleet.home.write("secret.json", #"{"secrets": {"A": "b"}}"#)
        try fleet.home.write("open.env", "A=b\n", mode: 0o644)
        let cases: [([String], Int32)] = [
            (["a{b}"], 2), ([String(repeating: "ü", count: 128)], 2), ([Fleet.unknown], 2), (["scribe "], 2),
            (["scribe", "--tier", "0"], 2), (["scribe", "--budget", "-1"], 2),
            (["scribe", "--from-file", "typo.json"], 2), (["scribe", "--from-file", "secret.json"], 2),
            (["scribe", "--secrets-from", "open.env"], 10),
        ]
        for (arguments, status) in cases {
            let run = try Run.molecule(
                ["workspaces", "create", "--api-url", fleet.platform.url] + arguments, home: fleet.home,
                environment: ["ADMIN_TOKEN": "root-token"])
            #expect(run.status == status, "\(arguments): \(run.error)")
        }
    }

    @Test(arguments: Fleet.releases) func `members and secrets come from files`(_ surface: String) throws {
        let fleet = try Fleet(surface)
        try fleet.home.write(
            "scribe.json", #"{"role": "Writes", "runtime": "hermes", "model": "sonnet"}"#, mode: 0o644)
        try fleet.home.write("scribe.env", "# two\nexport SMTP_PASSWORD='a b'\nDB=postgres://x\n")
        let run = try fleet.run(
            "create", "scribe", "--from-file", "scribe.json", "--runtime", "claude-code", "--secrets-from",
            "scribe.env")
        #expect(run.status == 0, "\(run.error)")
        let got = try fleet.run("get", "scribe", "-o", "json").jsonObject
        #expect(got["runtime"] as? String == "claude-code")
        #expect(got["role"] as? String == "Writes")
        let secrets = try Run.molecule(
            "api", "GET", "/workspaces/\(run.tsvCells[0])/secrets", "--api-url", fleet.platform.url, home: fleet.home,
            environment: ["ADMIN_TOKEN": "root-token"])
        #expect(secrets.output.contains("SMTP_PASSWORD"))
    }

    @Test(arguments: Fleet.releases)
    func `the token of an external workspace is saved and not printed`(_ surface: String) throws {
        let fleet = try Fleet(surface)
        let run = try fleet.run("create", "probe", "--external", "--save", "probe-agent", "-o", "json")
        #expect(run.status == 0, "\(run.error)")
        let id = try #require(run.jsonObject["id"] as? String)
        let shown = try Run.molecule("keys", "show", "probe-agent", "--reveal", home: fleet.home)
        #expect(shown.status == 0, "\(shown.error)")
        #expect(!run.output.contains(shown.output.withoutBlanks))
        let listed = try Run.molecule(
            "workspaces", "tokens", "list", id, "--from-key", "probe-agent", home: fleet.home)
        #expect(listed.status == 0, "\(listed.error)")
        let taken = try fleet.run("create", "probe2", "--external", "--save", "probe-agent")
        #expect(taken.status == 7)
        #expect(try fleet.run("get", "probe2").status == 6)
    }

    @Test(arguments: Fleet.releases) func `a reply lost after the creation is made up for`(_ surface: String) throws {
        let fleet = try Fleet(surface, faults: ["drop:after:2"])
        let run = try fleet.run("create", "scribe", "--runtime", "claude-code", "--model", "sonnet")
        #expect(run.status == 0, "\(run.error)")
        #expect(try fleet.run("list", "-o", "json").jsonItems.count { $0["name"] as? String == "scribe" } == 1)
        let never = try Fleet(surface, faults: ["drop:2"])
        let lost = try never.run("create", "scribe", "--runtime", "claude-code", "--model", "sonnet")
        #expect(lost.status == 9)
    }

    @Test func `what the server will not make is told with what to type instead`() throws {
        let fleet = try Fleet("tenant-2026-05")
        try fleet.home.write("vendor.env", "ANTHROPIC_API_KEY=x\n")
        let cases = [
            (["--runtime", "claude-code"], "Add --model MODEL", 7),
            (["--runtime", "codex", "--model", "sonnet"], "registry_models", 7),
            (["--runtime", "langgraph", "--model", "x"], "one that the server knows", 7),
            (["--model", "sonnet", "--secrets-from", "vendor.env"], "billing-mode set ID byok", 7),
        ]
        for (arguments, hint, status) in cases {
            let run = try Run.molecule(
                ["workspaces", "create", "scribe", "--api-url", fleet.platform.url] + arguments, home: fleet.home,
                environment: ["ADMIN_TOKEN": "root-token"])
            #expect(run.status == status, "\(arguments): \(run.error)")
            #expect(run.error.contains(hint), "\(arguments): \(run.error)")
        }
    }
}
