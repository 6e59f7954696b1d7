import Foundation
import TestSupport
import Testing

/// Work of the control plane that takes long: what is seen of it, and that it can be left and asked about again.
@Suite(.blocking) struct ControlPlaneWaitTests {
    /// A command line that waits, run beside the test.
    private func start(_ line: String, _ scene: ControlPlaneScene) throws -> Background {
        try Background(
            Binary.molecule, line.split(separator: " ").map(String.init),
            environment: scene.home.environment.merging(scene.environment) { $1 }, directory: scene.home.path)
    }

    /// Waits until the server has been asked that often.
    private func requests(_ count: Int, _ scene: ControlPlaneScene) -> Bool {
        Wait.until { ((try? scene.requests().count) ?? 0) >= count }
    }

    @Test func `stages, percentage and time left are shown on a terminal`() throws {
        let scene = try ControlPlaneScene(provisioning: "5s")
        let terminal = try PseudoTerminal.molecule(
            "orgs", "create", "river", "--name", "River", "--wait", home: scene.home, environment: scene.environment)
        #expect(terminal.shows("river: launching, 0:0"), "\(terminal.screen)")
        #expect(terminal.end() == 0, "\(terminal.screen)")
        #expect(terminal.screen.contains("[----"))
        let shown = #"\[#+-+\] [1-9][0-9]? %  river: [a-z_]+, 0:0[0-9] left"#
        #expect(terminal.screen.range(of: shown, options: .regularExpression) != nil, "\(terminal.screen)")
    }

    @Test func `a rollout has twenty minutes, which are counted down`() throws {
        let scene = try ControlPlaneScene(provisioning: "4s")
        let terminal = try PseudoTerminal.molecule(
            "tenants", "redeploy-fleet", "--tag", "v2", "--canary", "acme", "--confirm", "v2", home: scene.home,
            environment: scene.environment)
        #expect(terminal.shows("% \u{20}rolling out v2, of the time allowed, 19:5"), "\(terminal.screen)")
        #expect(terminal.end() == 0, "\(terminal.screen)")
        #expect(terminal.screen.contains("Rolled out to 3 organisations."))
    }

    @Test func `a deletion is watched until it is over`() throws {
        let scene = try ControlPlaneScene(provisioning: "2s")
        let terminal = try PseudoTerminal.molecule(
            "tenants", "delete", "acme", "--confirm", "acme", "--wait", home: scene.home,
            environment: scene.environment)
        #expect(terminal.shows("acme is going, of the time allowed, 9:5"), "\(terminal.screen)")
        #expect(terminal.end() == 0, "\(terminal.screen)")
        #expect(try scene.run("tenants list -q").output == "globex\ninitech\n")
    }

    @Test(arguments: [
        (#"["acme"]"#, 404, Int32(12)), (#"{"orgs":[{"id":"1","org_slug":"acme"}]}"#, 404, 12),
        (#"{"orgs":[{"slug":"x"}],"has_more":true}"#, 404, 12), (#"{}"#, 404, 12), (#"[{"slug":"x"}]"#, 404, 0),
        (#"{"orgs":[]}"#, 404, 0), (#"[{"slug":"x"}]"#, 200, 9),
        ("[" + Array(repeating: #"{"slug":"x"}"#, count: 500).joined(separator: ",") + "]", 404, 12),
    ])
    func `gone is what neither the whole list nor the lookup knows`(_ list: String, _ code: Int, _ status: Int32) throws
    {
        let home = try TemporaryHome()
        let server = try WebStandIn { request in
            if request.method == "DELETE" { return .init(200, #"{"slug":"acme","status":"deleting"}"#) }
            return request.target.hasSuffix("/instance") ? .init(code, #"{"error":"no"}"#) : .init(200, list)
        }
        let run = try Run.molecule(
            "tenants", "delete", "acme", "--confirm", "acme", "--wait", "--deadline", "2s", home: home,
            environment: ControlPlaneScene.credentials.merging(["MOLECULE_CP_URL": server.url]) { $1 })
        #expect(run.status == status, "\(run.error)")
        #expect(run.output.contains("deleted") == (status == 0))
    }

    @Test func `nothing of it is drawn into a pipe`() throws {
        let scene = try ControlPlaneScene()
        let run = try scene.run("orgs create river --name River --wait")
        #expect(run.status == 0)
        #expect(run.error == "Created river.\n")
        #expect(!run.output.contains("#"))
    }

    @Test(arguments: [SIGINT, SIGTERM])
    func `a wait can be left, and asked again`(_ signal: Int32) throws {
        let scene = try ControlPlaneScene()
        #expect(try scene.run("orgs create stall-one --name X").status == 0)
        let waiting = try start("orgs status stall-one --wait", scene)
        #expect(requests(3, scene))
        waiting.signal(signal)
        let end = waiting.end()
        #expect(end.status == 128 + signal, "\(end.error)")
        #expect(end.error.contains("next: molecule orgs status stall-one --wait"), "\(end.error)")
        #expect(end.output == "")
        #expect(try scene.run("orgs status stall-one -o json").jsonObject["stage"] as? String == "launching")
    }

    @Test func `a server that does not answer holds up neither a signal nor the deadline`() throws {
        let scene = try ControlPlaneScene("--fault", "delay:25:1-9")
        let start = Date()
        let late = try scene.run("orgs status acme --wait --deadline 1s")
        #expect(late.status == 9)
        #expect(late.error.contains("The time is over and the organisation acme is not up: it is not reachable."))
        let waiting = try self.start("orgs status acme --wait", scene)
        #expect(requests(2, scene))
        waiting.signal(SIGINT)
        #expect(waiting.end().status == 130)
        let deleting = try self.start("tenants delete acme --confirm acme --wait", scene)
        #expect(requests(3, scene))
        deleting.signal(SIGINT)
        let end = deleting.end()
        #expect(end.status == 130)
        #expect(end.error.contains("molecule tenants diagnostics acme"), "\(end.error)")
        #expect(Date().timeIntervalSince(start) < 24)
    }

    @Test func `what was answered for on a terminal can be left as well`() throws {
        let id = ControlPlaneScene.workspace
        for (line, question, answer, hint) in [
            ("tenants scrub acme", "Type acme to go on: ", "acme\n", "Send it again"),
            ("pins runtime-image promote --runtime x --image x:1", "[y/N] ", "y\n", "List the pinned runtime images"),
            ("instances deprovision \(id)", "[y/N] ", "y\n", "Send it again"),
            (
                "api adminRedeployFleet target_tag=v2 canary_slug=acme", "Type v2 to go on: ", "v2\n",
                "the rollout goes on"
            ),
        ] {
            let scene = try ControlPlaneScene("--fault", "delay:60:1-9")
            let more = ["TERM": "xterm", "MOLECULE_TENANT_ADMIN_TOKEN": "the-tenant-token-of-a-test"]
            let terminal = try PseudoTerminal(
                Binary.molecule, line.split(separator: " ").map(String.init),
                environment: scene.home.environment.merging(scene.environment) { $1 }.merging(more) { $1 },
                directory: scene.home.path)
            #expect(terminal.shows(question), "\(terminal.screen)")
            terminal.type(answer)
            #expect(requests(1, scene), "\(line): \(terminal.screen)")
            terminal.type("\u{3}")
            #expect(terminal.end() == 130, "\(line): \(terminal.screen)")
            #expect(terminal.screen.contains(hint), "\(line): \(terminal.screen)")
        }
    }

    @Test func `a rollout goes on when nobody waits for it`() throws {
        let scene = try ControlPlaneScene(provisioning: "20s")
        let rolling = try start("tenants redeploy-fleet --tag v2 --canary acme --confirm v2", scene)
        #expect(requests(1, scene))
        rolling.signal(SIGINT)
        let end = rolling.end()
        #expect(end.status == 130)
        #expect(end.error.contains("The rollout goes on"), "\(end.error)")
        #expect(try scene.run("tenants diagnostics acme -o json").jsonObject["image"] as? String == "v2")
        #expect(try scene.requests().count { $0.contains("redeploy-fleet") } == 1)
    }

    @Test func `trouble that passes is waited out`() throws {
        let scene = try ControlPlaneScene(
            "--fault", "status:502:2", "--fault", "edge:502:3", "--fault", "drop:4", "--fault", "status:500:5")
        let run = try scene.run("orgs create river --name River --wait")
        #expect(run.status == 0, "\(run.error)")
        let deleted = try ControlPlaneScene("--fault", "status:503:2", "--fault", "status:502:3")
        #expect(try deleted.run("tenants delete acme --confirm acme --wait").status == 0)
    }

    @Test func `a wait says why it was in vain, and asks no more often than it may`() throws {
        let home = try TemporaryHome()
        let server = try WebStandIn { _ in .init(429, #"{"error":"slow down","retry_after":60}"#) }
        let run = try Run.molecule(
            "orgs", "status", "acme", "--wait", "--deadline", "3s", home: home,
            environment: ControlPlaneScene.credentials.merging(["MOLECULE_CP_URL": server.url]) { $1 })
        #expect(run.status == 9)
        #expect(run.error.contains("slow down"), "\(run.error)")
        #expect(server.requests.count == 1)
    }

    @Test func `what does not pass ends the wait`() throws {
        let scene = try ControlPlaneScene("--fault", "status:401:3")
        #expect(try scene.run("orgs create stall-one --name X").status == 0)
        #expect(try scene.run("orgs status stall-one --wait").status == 4)
        #expect(try scene.run("orgs create fail-one --name X --wait").status == 7)
        #expect(try scene.run("orgs status nobody --wait").status == 6)
        let late = try scene.run("orgs status stall-one --wait --deadline 1s")
        #expect(late.status == 9)
        #expect(late.error.contains("it is launching"), "\(late.error)")
    }

    @Test func `a deletion that stopped halfway goes on when it is asked for again`() throws {
        let scene = try ControlPlaneScene()
        for (create, delete) in [
            ("orgs create sticky-one --name X --wait", "orgs delete sticky-one --confirm sticky-one"),
            ("orgs create sticky-two --name X --wait", "tenants delete sticky-two --confirm sticky-two --wait"),
        ] {
            #expect(try scene.run(create).status == 0)
            let first = try scene.run(delete)
            #expect(first.status == 9)
            #expect(first.error.contains("The deletion stopped halfway (purge "), "\(first.error)")
            #expect(first.error.contains("next: Type the same again."))
            #expect(try scene.run(delete).status == 0)
        }
    }

    @Test func `waits for payment are told once`() throws {
        let home = try TemporaryHome()
        let server = try WebStandIn { request in
            .init(200, #"{"status":"awaiting_payment","stage":"","progress":7000,"message":"","eta_seconds":-5}"#)
        }
        let run = try Run.molecule(
            "orgs", "status", "acme", "--wait", "--deadline", "2s", home: home,
            environment: ControlPlaneScene.credentials.merging(["MOLECULE_CP_URL": server.url]) { $1 })
        #expect(run.status == 9)
        #expect(server.requests.count >= 2)
        #expect(run.error.components(separatedBy: "molecule billing checkout acme --plan starter").count == 2)
    }
}
