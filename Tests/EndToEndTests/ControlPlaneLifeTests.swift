import Foundation
import TestSupport
import Testing

/// The life of an organisation on one machine, from its creation to the day its slug is free again.
@Suite(.blocking) struct ControlPlaneLifeTests {
    /// The examples of a manual page, each as it would be typed.
    private static func examples(_ page: String) throws -> [String] {
        let text = try String(contentsOf: CompletionTests.top.appendingPathComponent("man/\(page)"), encoding: .utf8)
        return text.components(separatedBy: ".Bd -literal").dropFirst().map { block in
            let lines = block.components(separatedBy: "\n").dropFirst().prefix { $0 != ".Ed" }
            let escapes = [("\\-", "-"), ("\\(aq", "'"), ("\\(dq", "\""), ("\\&", ""), ("\\e", "\\")]
            return escapes.reduce(lines.joined(separator: "\n")) { $0.replacingOccurrences(of: $1.0, with: $1.1) }
        }
    }

    @Test func `the page of the first steps can be typed as it stands`() throws {
        let home = try TemporaryHome()
        var examples = try Self.examples("molecule-quickstart.7")
        #expect(examples.count == 7)
        let start = examples.removeFirst().split(separator: " ").map(String.init)
        #expect(start.first == "molecule" && start.suffix(2) == ["--", "sh"])
        // What the page says went to the key store went there, and the file has the key that was rotated to.
        let look = """
            echo all of "$machine" was typed
            molecule keys list -q
            test "MOLECULE_ORG_TOKEN=$(molecule keys show river-org --reveal)" = "$(cat agent.env)"
            """
        examples.insert(look, at: examples.count - 1)
        try home.write("page.sh", examples.joined(separator: "\n") + "\n")
        let line: [String] =
            Array(start.dropFirst().dropLast(2)) + ["--provisioning", "200ms", "--log", home.file("log"), "--"]
            + ["sh", "-e", "page.sh"]
        let run = try Run.molecule(line, home: home)
        #expect(run.status == 0, "\(run.output)\(run.error)")
        for name in ["river-admin", "river-org", "river-root", "provision"] {
            #expect(run.output.contains("\n\(name)\n"), "\(name)")
        }
        #expect(run.output.range(of: "all of i-[0-9a-f]{17} was typed", options: .regularExpression) != nil)
        let requests = try ControlPlaneScene.requests(of: home)
        for expected in [
            "POST /api/v1/orgs 201", "POST /org/tokens 200", "POST /api/v1/workspaces/provision 201",
            "DELETE /api/v1/admin/tenants/river 200", "POST /api/v1/admin/tenants/river/scrub-artifacts 200",
        ] { #expect(requests.contains(expected), "\(expected)") }
        #expect(requests.count { $0.hasPrefix("DELETE /api/v1/workspaces/") && $0.hasSuffix(" 200") } == 1)
        #expect(requests.filter { $0.contains(" /cp/") } == [])
        // Nothing of it is left, so that it can be typed again.
        #expect(try Run.molecule("keys", "list", "-q", home: home).output.isEmpty)
        #expect(!FileManager.default.fileExists(atPath: home.file("agent.env")))
        #expect(try Run.molecule(line, home: home).status == 0)
    }

    @Test func `an organisation is created, served, taken down, and its slug used again`() throws {
        let scene = try ControlPlaneScene()
        let made = try scene.run("orgs create river --name River --wait -o json")
        #expect(made.status == 0, "\(made.error)")
        #expect(made.jsonObject["status"] as? String == "running")
        let root = try self.root(scene)
        let key = try keys(scene, hiding: root)
        try everyday(scene, key: key)
        try machines(scene, hiding: root)
        try end(scene)
        #expect(try scene.requests().filter { $0.contains(" /cp/") } == [])
    }

    /// Fetches the admin token, unseen, and proves it.
    private func root(_ scene: ControlPlaneScene) throws -> String {
        let fetched = try scene.run("tenants admin-token river")
        #expect(fetched.status == 0, "\(fetched.error)")
        let value = try scene.run("keys show river-admin --reveal").output.trimmingCharacters(in: .newlines)
        #expect(value.count >= 40)
        #expect(!(fetched.output + fetched.error).contains(value))
        #expect(try scene.run("tenants admin-token river --reveal").output == value + "\n")
        // A name that is taken is not fetched for: the token would have nowhere to go.
        let count = try scene.requests().count
        #expect(try scene.run("tenants admin-token river").status == 7)
        #expect(try scene.requests().count == count)
        let proof = try scene.run("admin-token verify --from-key river-admin")
        #expect(proof.status == 0, "\(proof.error)")
        return value
    }

    /// Mints an org key and rotates it; the old one opens nothing any more, and the new one nothing of the control plane.
    private func keys(_ scene: ControlPlaneScene, hiding root: String) throws -> String {
        let minted = try scene.run("org tokens mint --name ci --from-key river-admin --save river-org")
        #expect(minted.status == 0, "\(minted.error)")
        let old = try scene.run("keys show river-org --reveal").output.trimmingCharacters(in: .newlines)
        try scene.home.write("agent.env", "MOLECULE_ORG_TOKEN=\(old)\n")
        let rotated = try scene.run(
            "org tokens rotate ci --key river-org --from-key river-org --to env-file:agent.env --yes")
        #expect(rotated.status == 0, "\(rotated.error)")
        let new = try scene.run("keys show river-org --reveal").output.trimmingCharacters(in: .newlines)
        #expect(new != old)
        #expect(![old, new, root].contains { (rotated.output + rotated.error).contains($0) })
        let river = "workspaces list -q --via-control-plane --org-slug river"
        for (value, status) in [(old, Int32(4)), (new, 0)] {
            let run = try Run.molecule(
                river.split(separator: " ").map(String.init), home: scene.home,
                environment: ["MOLECULE_CP_URL": scene.platform.url, "MOLECULE_ORG_TOKEN": value])
            #expect(run.status == status, "\(run.error)")
        }
        let stranger = try Run.molecule(
            "tenants", "list", home: scene.home,
            environment: ["MOLECULE_CP_URL": scene.platform.url, "MOLECULE_ORG_TOKEN": new])
        #expect(stranger.status == 4)
        #expect(stranger.error.contains("does not know a tenant's org keys"), "\(stranger.error)")
        return new
    }

    /// What the org key alone is enough for.
    private func everyday(_ scene: ControlPlaneScene, key: String) throws {
        let made = try scene.run(
            "workspaces create scribe --runtime claude-code --model anthropic/claude-sonnet-4-6 --from-key river-org "
                + "--wait 1m -q")
        #expect(made.status == 0, "\(made.error)")
        let id = made.output.trimmingCharacters(in: .newlines)
        let set = try Run.molecule(
            ["secrets", "set", "SERVICE_LOGIN", "--workspace", id, "--from-key", "river-org", "--from-stdin", "--yes"],
            home: scene.home, environment: ["MOLECULE_CP_URL": scene.platform.url], input: "not a real value")
        #expect(set.status == 0, "\(set.error)")
        for verb in ["pause", "resume"] {
            #expect(try scene.run("workspaces \(verb) \(id) --from-key river-org").status == 0, "\(verb)")
        }
        let listed = try scene.run("tenants workspaces river -q")
        #expect(listed.output == id + "\n")
        let env = try scene.run("tenants env set \(id) LOG_LEVEL=debug --yes -q")
        #expect(env.output == "LOG_LEVEL\n", "\(env.error)")
        let mode = try scene.run("tenants billing-mode set \(id) byok --org river -o json")
        #expect(mode.status == 0, "\(mode.error)")
        #expect(try scene.run("tenants billing-mode get \(id) --org river").output.contains("byok"))
        try scene.home.write("workspace", id)
    }

    /// A machine without a pin, with one, and its end.
    private func machines(_ scene: ControlPlaneScene, hiding root: String) throws {
        let id = try scene.home.read("workspace")
        let provision =
            "instances provision \(id) --org river --runtime hermes --platform-url https://acme.example.com --yes"
        let missing = try scene.run(provision)
        #expect(missing.status == 7)
        #expect(
            missing.error == """
                molecule: No image is pinned for the runtime hermes (RUNTIME_PIN_MISSING), so no machine was started.
                  next: molecule pins runtime-image promote --runtime hermes --image IMAGE

                """)
        #expect(
            try scene.run("pins runtime-image promote --runtime hermes --image ghcr.io/x/hermes:v1 --yes").status == 0)
        let machine = try scene.run(provision + " -q").output.trimmingCharacters(in: .newlines)
        #expect(machine.hasPrefix("i-"))
        #expect(
            Wait.until(10) {
                (try? scene.run("instances status \(id) --instance \(machine) -q").output) == "running\n"
            })
        // The provision secret alone does not destroy.
        let alone = try scene.run("instances deprovision \(id) --prune --confirm \(id)")
        #expect(alone.status == 4)
        #expect(alone.error.contains("MOLECULE_TENANT_ADMIN_TOKEN"), "\(alone.error)")
        let gone = try scene.run(
            "instances deprovision \(id) --prune --confirm \(id)", environment: ["MOLECULE_TENANT_ADMIN_TOKEN": root])
        #expect(gone.status == 0, "\(gone.error)")
        #expect(try scene.run("instances status \(id) --instance \(machine) -q").output == "terminated\n")
    }

    /// Nothing answers for it any more, and its slug is free once it is scrubbed.
    private func end(_ scene: ControlPlaneScene) throws {
        let gone = try scene.run("tenants delete river --confirm river --wait -o json")
        #expect(gone.status == 0, "\(gone.error)")
        #expect(gone.jsonObject["status"] as? String == "deleted")
        let left = try scene.run("workspaces list --from-key river-org")
        #expect(left.status == 6)
        #expect(left.error.contains("(404): there is no such organisation."), "\(left.error)")
        let early = try scene.run("orgs create river --name Again")
        #expect(early.status == 7)
        #expect(early.error.contains("scrub"), "\(early.error)")
        #expect(try scene.run("tenants scrub river --confirm river").status == 0)
        #expect(try scene.run("orgs create river --name Again --wait").status == 0)
        #expect(try scene.run("orgs delete river --confirm river").status == 0)
        #expect(try scene.run("orgs get river").status == 6)
    }
}
