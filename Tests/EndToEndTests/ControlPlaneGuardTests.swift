import TestSupport
import Testing

/// Every guard of the commands that destroy or reach customers' infrastructure, before anything leaves the machine.
@Suite(.blocking) struct ControlPlaneGuardTests {
    private static let id = ControlPlaneScene.workspace
    private static let fleet = "tenants redeploy-fleet --tag v2 --canary acme"

    /// A command line and the status it must end with, without a connection.
    struct Case: CustomStringConvertible {
        let line: String
        let status: Int32
        var description: String { line }
    }

    /// What is not confirmed, or confirmed with another name.
    static let unconfirmed = [
        "orgs delete acme", "tenants delete acme", "tenants delete acme --wait", "tenants scrub acme",
        "instances deprovision \(id) --prune", fleet,
    ].flatMap { line in
        ["", " --yes", " --no-input", " --yes --no-input", " --confirm other", " --confirm other --yes"].map {
            Case(line: line + $0, status: 3)
        }
    }

    /// What wants a yes, without one.
    static let unanswered = [
        "tenants redeploy acme", "instances deprovision \(id)",
        "instances provision \(id) --org acme --runtime claude-code",
        "pins thin-ami promote --runtime hermes --region us-east-2 --ami ami-01234567",
        "pins runtime-image promote --runtime hermes --image x:1", "tenants env set \(id) LEVEL=debug",
    ].flatMap { line in ["", " --no-input"].map { Case(line: line + $0, status: 3) } }

    /// Slugs, ids and words that cannot be right.
    static let malformed =
        ["ab", "1acme", "Acme", "acme_1", "-acme", String(repeating: "a", count: 33), "acme.x", "a/../b"].flatMap {
            slug in
            [
                "orgs get \(slug)", "orgs create \(slug) --name X", "orgs delete \(slug) --confirm \(slug)",
                "orgs status \(slug) --wait", "orgs export \(slug)", "orgs instance \(slug)",
                "billing portal \(slug)", "tenants create \(slug) --name X --owner u",
                "tenants delete \(slug) --confirm \(slug)", "tenants scrub \(slug) --confirm \(slug)",
                "tenants admin-token \(slug)", "tenants redeploy \(slug) --yes",
                "tenants redeploy-fleet --tag v2 --canary \(slug) --confirm v2",
                "tenants billing-mode get \(id) --org \(slug)",
                "instances provision \(id) --org \(slug) --runtime x --yes",
            ].map { Case(line: $0, status: 2) }
        }
        + [
            "instances deprovision acme --yes", "instances deprovision \(id) --instance \(id) --yes",
            "instances status \(id) --instance i-XYZ", "instances deprovision \(id) --confirm \(id)",
            "pins thin-ami promote --runtime x --region y --ami ami-1 --yes", "tenants redeploy-fleet --tag v2",
            "tenants redeploy-fleet --tag v2 --canary acme --no-canary --confirm v2",
            "tenants redeploy-fleet --canary acme --confirm v2", "tenants env set \(id) --yes",
            "tenants env set \(id) 1X=y --yes", "tenants env set \(id) LEVEL --yes",
            "tenants env set \(id) MONKEY=x --yes --force", "tenants env set \(id) A=1 A=2 --yes",
            "tenants redeploy acme --dry-run", "\(fleet) --dry-run", "tenants delete acme --dry-run",
            "orgs status acme --deadline 5s", "tenants delete acme --confirm acme --deadline 5s",
            "tenants admin-token acme --reveal --save x", "billing top-up acme --credits 0",
            "billing checkout acme --plan free", "workspaces list --via-control-plane",
            "admin-token verify --via-control-plane",
        ].map { Case(line: $0, status: 2) }

    /// What is shown and not sent.
    static let planned = [
        "orgs delete acme", "tenants delete acme", "tenants scrub acme", "tenants redeploy acme", fleet,
        "instances deprovision \(id) --prune", "instances deprovision \(id)",
        "instances provision \(id) --org acme --runtime claude-code",
        "pins runtime-image promote --runtime hermes --image x:1", "tenants env set \(id) LEVEL=debug",
        "pins thin-ami promote --runtime hermes --region us-east-2 --ami ami-01234567",
    ].map { Case(line: $0 + " --plan", status: 0) }

    @Test(arguments: [unconfirmed, unanswered, malformed, planned])
    func `nothing leaves the machine unless the guards are satisfied`(_ cases: [Case]) throws {
        let home = try TemporaryHome()
        let spy = try SpyServer(answer: SpyServer.json("{}"))
        let environment = ControlPlaneScene.credentials.merging([
            "MOLECULE_CP_URL": spy.url, "MOLECULE_TENANT_ADMIN_TOKEN": "the-tenant-token-of-a-test",
        ]) { $1 }
        for example in cases {
            let run = try Run.molecule(
                example.line.split(separator: " ").map(String.init), home: home, environment: environment)
            #expect(run.status == example.status, "\(example): \(run.error)")
            #expect(spy.connections == 0, "\(example)")
        }
        // The spy sees what does leave.
        _ = try Run.molecule("tenants", "list", home: home, environment: environment)
        #expect(spy.connections == 1)
    }

    @Test func `variables that look like secrets are listed, and set only by force`() throws {
        let home = try TemporaryHome()
        let spy = try SpyServer(answer: SpyServer.json(#"{"ok":true,"ssm_exit_code":0}"#))
        try home.write("lead.env", "LEVEL=debug\nMONKEY=bananas\napi_token=abc\n")
        let environment = ControlPlaneScene.credentials.merging(["MOLECULE_CP_URL": spy.url]) { $1 }
        let line = ["tenants", "env", "set", Self.id, "--env-file", "lead.env", "--yes"]
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
        for (typed, status) in [("other\n", Int32(3)), ("y\n", 3), ("acme\n", 0)] {
            let terminal = try PseudoTerminal.molecule(
                "orgs", "delete", "acme", home: scene.home, environment: scene.environment)
            #expect(terminal.shows("Type acme to go on: "), "\(terminal.screen)")
            terminal.type(typed)
            #expect(terminal.end() == status, "\(terminal.screen)")
        }
        #expect(try scene.requests() == ["DELETE /api/v1/orgs/acme 204"])
    }
}
