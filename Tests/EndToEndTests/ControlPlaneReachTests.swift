import TestSupport
import Testing

/// The ways to an organisation's server, and what is sent on each.
@Suite(.blocking) struct ControlPlaneReachTests {
    private static let key = "an-org-key-of-a-test-0123456789abcdefghijk"
    private static let list = #"[]"#

    private func spy(_ line: String, _ environment: [String: String]) throws -> (run: Run, spy: SpyServer) {
        let home = try TemporaryHome()
        let spy = try SpyServer(answer: SpyServer.json(Self.list))
        let named = environment.mapValues { $0 == "SPY" ? spy.url : $0 }
        let run = try Run.molecule(line.split(separator: " ").map(String.init), home: home, environment: named)
        return (run, spy)
    }

    @Test func `a tenant is reached directly, with its id`() throws {
        let (run, spy) = try spy(
            "workspaces list --org-id 0b54f9d6-3f0e-4b0e-9a55-6a1f0c8d7e21",
            ["MOLECULE_API_URL": "SPY", "MOLECULE_CP_URL": "http://127.0.0.1:1", "MOLECULE_ORG_TOKEN": Self.key])
        #expect(run.status == 0, "\(run.error)")
        let request = spy.received.lowercased()
        #expect(request.contains("x-molecule-org-id: 0b54f9d6-3f0e-4b0e-9a55-6a1f0c8d7e21"))
        #expect(!request.contains("x-molecule-org-slug"))
    }

    @Test func `it is reached through the control plane when that is chosen, with its slug`() throws {
        let (run, spy) = try spy(
            "workspaces list --via-control-plane --org-slug acme",
            ["MOLECULE_CP_URL": "SPY", "MOLECULE_API_URL": "http://127.0.0.1:1", "MOLECULE_ORG_TOKEN": Self.key])
        #expect(run.status == 0, "\(run.error)")
        #expect(spy.received.hasPrefix("GET /workspaces HTTP/1.1\r\n"), "\(spy.received)")
        #expect(spy.received.lowercased().contains("x-molecule-org-slug: acme"))
        #expect(spy.received.contains("Bearer \(Self.key)"))
    }

    @Test func `neither way takes the credentials of the other server along`() throws {
        let all = ControlPlaneScene.credentials.merging(["MOLECULE_ORG_TOKEN": Self.key]) { $1 }
        let (_, tenant) = try spy(
            "workspaces list --via-control-plane --org-slug acme", all.merging(["MOLECULE_CP_URL": "SPY"]) { $1 })
        let (_, plane) = try spy("tenants list", all.merging(["MOLECULE_CP_URL": "SPY"]) { $1 })
        #expect(ControlPlaneScene.credentials.values.allSatisfy { !tenant.received.contains($0) })
        #expect(plane.received.contains("Bearer the-admin-bearer-of-a-test"))
        #expect(!plane.received.contains(Self.key))
        #expect(!plane.received.contains("the-session-of-a-test"))
        #expect(!plane.received.contains("the-provision-secret-of-a-test"))
    }

    @Test func `what is bound to a tenant's own address does not go to the control plane`() throws {
        let home = try TemporaryHome()
        let spy = try SpyServer(answer: SpyServer.json(Self.list))
        let added = try Run.molecule(
            "keys", "add", "acme", "--kind", "org-token", "--origin", "https://acme.moleculesai.app", "--from-stdin",
            home: home, input: Self.key)
        #expect(added.status == 0, "\(added.error)")
        for line in [
            ["workspaces", "list", "--via-control-plane", "--org-slug", "acme", "--from-key", "acme"],
            ["tenants", "list", "--from-key", "acme"],
        ] {
            let run = try Run.molecule(line, home: home, environment: ["MOLECULE_CP_URL": spy.url])
            #expect([2, 4].contains(run.status), "\(run.error)")
            #expect(spy.connections == 0, "\(line)")
        }
    }

    @Test func `every way ends at the same tenant`() throws {
        let scene = try ControlPlaneScene()
        let id = try #require(
            try scene.run("orgs instance acme -q").output.split(separator: "\n").first.map(String.init))
        let token = try scene.run("tenants admin-token acme --reveal").output.split(separator: "\n")[0]
        let environment = ["ADMIN_TOKEN": String(token)]
        let lines = [
            "workspaces list -q --via-control-plane --org-slug acme",
            "workspaces list -q --api-url \(scene.platform.url) --org-slug acme",
            "workspaces list -q --api-url \(scene.platform.url) --org-id \(id)",
        ]
        let outputs = try lines.map { try scene.run($0, environment: environment).output }
        #expect(outputs[0].contains(ControlPlaneScene.workspace))
        #expect(Set(outputs).count == 1)
        // By its session as well, which the control plane vouches for.
        #expect(try scene.run(lines[0]).output == outputs[0])
        #expect(try scene.run("workspaces list -q --via-control-plane --org-slug initech").status == 4)
    }
}
