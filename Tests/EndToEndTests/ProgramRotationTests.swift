import Foundation
import JSON
import TestSupport
import Testing

/// Rotations through the built program, into places that other programs reach.
@Suite(.blocking) struct ProgramRotationTests {
    private static let app = "fly/platform"
    private static let service = "railway/platform"

    private let fixture: Fixture
    private let standIn: StandIn

    init() throws {
        fixture = try Fixture()
        standIn = try StandIn(home: fixture.home)
        try standIn.add(app: "platform", repository: "o/r", service: "platform")
        try standIn.write("\(ProgramRotationTests.app)/deployed/ADMIN_TOKEN", Fixture.token)
        try standIn.write("\(ProgramRotationTests.service)/variables/ADMIN_TOKEN", Fixture.token)
    }

    /// What a deployment does: the platform gets the values that are live, and starts again.
    private func deploy(_ live: String) throws {
        let file = fixture.home.file("platform.env")
        try standIn.onDeployment(
            "printf 'ADMIN_TOKEN=%s\\n' \"$(cat '\(standIn.file(live))/ADMIN_TOKEN')\" > '\(file)'; \(fixture.platform.restart)"
        )
    }

    private func rotate(_ destinations: String..., options: [String] = [], path: String? = nil) throws -> Run {
        try Run.molecule(
            ["admin-token", "rotate", "--key", "production", "--wait", "20s", "--yes"]
                + destinations.flatMap { ["--to", $0] } + options,
            home: fixture.home, environment: ["PATH": path ?? standIn.path])
    }

    private func expectUnseen(_ value: String, _ run: Run, _ location: SourceLocation = #_sourceLocation) throws {
        for call in standIn.calls {
            #expect(!call.words.joined(separator: " ").contains(value), sourceLocation: location)
            #expect(!call.environment.contains(value), sourceLocation: location)
        }
        #expect(!run.output.contains(value) && !run.error.contains(value), sourceLocation: location)
        for name in try FileManager.default.contentsOfDirectory(atPath: fixture.home.rotations) {
            let journal = try fixture.home.read("state/molecule/rotations/\(name)")
            #expect(!journal.contains(value), sourceLocation: location)
        }
    }

    @Test func `a token is staged, deployed and handed to GitHub, and the old one is dead`() throws {
        try deploy("\(ProgramRotationTests.app)/deployed")
        let run = try rotate("fly:platform", "github:o/r")
        #expect(run.status == 0, "\(run.error)")
        let new = try fixture.value()
        #expect(new != Fixture.token && fixture.accepts(new) && !fixture.accepts(Fixture.token))
        #expect(standIn.read("\(ProgramRotationTests.app)/deployed/ADMIN_TOKEN") == new)
        #expect(standIn.read("github/o/r/secrets/ADMIN_TOKEN") == new)
        #expect(run.error.contains("stages ADMIN_TOKEN with flyctl"))
        try expectUnseen(new, run)
        let id = try fixture.onlyRotation()
        let journal = try fixture.home.read("state/molecule/rotations/\(id).journal")
        let words = ["distribute:0", "deploy:0", "distribute:1"]
        for word in words {
            #expect(journal.contains("\"event\":\"done\",\"step\":\"\(word)\",\"note\":\"confirmed\""))
        }
    }

    @Test func `a program that lies is believed neither the second time nor on the way back`() throws {
        try deploy("\(ProgramRotationTests.app)/deployed")
        try standIn.set(.lies, .flyctl, "secrets-set")
        #expect(try rotate("fly:platform").status == 8)
        let id = try fixture.onlyRotation()
        let path = ["PATH": standIn.path]
        let again = try Run.molecule("rotations", "resume", id, home: fixture.home, environment: path)
        #expect(again.status == 8 && again.error.contains("its digest is the one from before"), "\(again.error)")
        try standIn.set(.works, .flyctl, "secrets-set")
        try standIn.set(.refuses, .flyctl, "secrets-deploy")
        #expect(try Run.molecule("rotations", "resume", id, home: fixture.home, environment: path).status == 8)
        try standIn.set(.lies, .flyctl, "secrets-set")
        let back = try Run.molecule("rotations", "rollback", id, home: fixture.home, environment: path)
        #expect(back.status == 8 && back.error.contains("stopped at restore:0"), "\(back.error)")
        for command in ["secrets-set", "secrets-deploy"] { try standIn.set(.works, .flyctl, command) }
        let restored = try Run.molecule("rotations", "rollback", id, home: fixture.home, environment: path)
        #expect(restored.status == 0, "\(restored.error)")
        #expect(fixture.accepts(Fixture.token))
    }

    @Test func `a variable is set and redeployed at Railway, and handed to the step of a workflow`() throws {
        try deploy("\(ProgramRotationTests.service)/live")
        try fixture.home.write("outputs", "")
        let run = try Run.molecule(
            [
                "admin-token", "rotate", "--key", "production", "--wait", "20s", "--yes", "--to", "railway:platform",
                "--to", "github-output:token",
            ], home: fixture.home,
            environment: [
                "PATH": standIn.path, "GITHUB_OUTPUT": fixture.home.file("outputs"), "GITHUB_ACTIONS": "true",
            ])
        #expect(run.status == 0, "\(run.error)")
        let new = try fixture.value()
        #expect(fixture.accepts(new) && !fixture.accepts(Fixture.token))
        #expect(standIn.read("\(ProgramRotationTests.service)/live/ADMIN_TOKEN") == new)
        #expect(try fixture.home.read("outputs").contains("\n\(new)\n"))
        #expect(run.output.hasPrefix("::add-mask::\(new)\n"))
    }

    @Test func `a program that is missing stops the rotation before anything is changed`() throws {
        let before = try fixture.home.read("config/molecule/keys/production")
        try FileManager.default.removeItem(atPath: "\(standIn.directory)/gh")
        let run = try rotate("fly:platform", "github:o/r", "railway:platform")
        #expect(run.status == 6, "\(run.error)")
        #expect(run.error.contains("gh") && run.error.contains("https://cli.github.com"))
        #expect(standIn.changes.isEmpty)
        #expect(try fixture.home.read("config/molecule/keys/production") == before)
    }

    @Test func `a deployment that does nothing stops the rotation, which goes on once it works`() throws {
        try deploy("\(ProgramRotationTests.app)/deployed")
        try standIn.set(.refuses, .flyctl, "secrets-deploy")
        let stopped = try rotate("fly:platform", "github:o/r")
        #expect(stopped.status == 8, "\(stopped.error)")
        #expect(fixture.accepts(Fixture.token))
        #expect(standIn.read("github/o/r/secrets/ADMIN_TOKEN") == nil, "what comes later waits")
        try standIn.set(.works, .flyctl, "secrets-deploy")
        let id = try fixture.onlyRotation()
        let resumed = try Run.molecule(
            ["rotations", "resume", id], home: fixture.home, environment: ["PATH": standIn.path])
        #expect(resumed.status == 0, "\(resumed.error)")
        let new = try fixture.value()
        #expect(fixture.accepts(new) && standIn.read("github/o/r/secrets/ADMIN_TOKEN") == new)
    }

    @Test func `a rollback stages and deploys the old value again`() throws {
        try deploy("\(ProgramRotationTests.app)/deployed")
        try standIn.set(.refuses, .gh, "secret-set")
        #expect(try rotate("fly:platform", "github:o/r").status == 8)
        #expect(!fixture.accepts(Fixture.token))
        let id = try fixture.onlyRotation()
        try standIn.set(.works, .gh, "secret-set")
        let back = try Run.molecule(
            ["rotations", "rollback", id], home: fixture.home, environment: ["PATH": standIn.path])
        #expect(back.status == 0, "\(back.error)")
        #expect(fixture.accepts(Fixture.token))
        #expect(standIn.read("\(ProgramRotationTests.app)/deployed/ADMIN_TOKEN") == Fixture.token)
        #expect(standIn.read("github/o/r/secrets/ADMIN_TOKEN") == Fixture.token)
    }

    @Test func `what can be restored is deployed again although another destination cannot be restored`() throws {
        try deploy("\(ProgramRotationTests.app)/deployed")
        try standIn.set(.refuses, .gh, "secret-set")
        #expect(try rotate("fly:platform", "github:o/r").status == 8)
        #expect(!fixture.accepts(Fixture.token))
        let back = try Run.molecule(
            ["rotations", "rollback", try fixture.onlyRotation()], home: fixture.home,
            environment: ["PATH": standIn.path])
        #expect(back.status == 8 && back.error.contains("stopped at restore:1"), "\(back.error)")
        #expect(standIn.read("\(ProgramRotationTests.app)/deployed/ADMIN_TOKEN") == Fixture.token)
        #expect(fixture.accepts(Fixture.token))
    }

    @Test func `what a program says is shown without the value`() throws {
        try standIn.set(.echoes, .gh, "secret-set")
        let run = try rotate("github:o/r")
        #expect(run.status == 8)
        #expect(run.error.contains("gh: invalid value '***'"), "\(run.error)")
        let pending = try fixture.home.read("config/molecule/keys/production")
        let values = standIn.changes.map(\.input).filter { !$0.isEmpty }
        #expect(!values.isEmpty && values.allSatisfy { pending.contains($0) })
        for value in values { try expectUnseen(value, run) }
    }

    @Test func `an org key goes to the platform's secrets, and to an app that is deployed`() throws {
        let tenant = try KeyTenant()
        let standIn = try StandIn(home: tenant.home)
        try standIn.add(app: "platform")
        let atlas = "6f1d2c3b-4a5e-4f60-8b7c-000000000001"
        let run = try tenant.tokens(
            "mint", "--name", "ci", "--to", "global-secret", "--to", "workspace-secret:\(atlas)", "--to",
            "fly:platform", "--yes", environment: ["PATH": standIn.path])
        #expect(run.status == 0, "\(run.error)")
        let stored = try #require(standIn.read("fly/platform/deployed/MOLECULE_ORG_TOKEN"))
        #expect(!run.output.contains(stored))
        let list = try Run.molecule(
            ["secrets", "list", "--workspace", atlas, "-q"], home: tenant.home, environment: tenant.environment)
        #expect(list.output.contains("MOLECULE_ORG_TOKEN"), "\(list.error)")
    }

    @Test func `a Gitea server gets the token of the environment, and no child does`() throws {
        let spy = try SpyServer(answer: SpyServer.json("[]"))
        let token = "gitea-token-of-these-tests"
        func dry(_ environment: [String: String]) throws -> Run {
            try Run.molecule(
                ["admin-token", "rotate", "--key", "production", "--dry-run", "--to", "gitea:o/r"],
                home: fixture.home, environment: environment)
        }
        let run = try dry(["GITEA_SERVER_URL": spy.url, "GITEA_TOKEN": token])
        #expect(run.status == 0, "\(run.error)")
        #expect(run.output.contains("the repository at \(spy.url) does not have ADMIN_TOKEN"))
        #expect(spy.received.hasPrefix("GET /api/v1/repos/o/r/actions/secrets?limit=50&page=1 "))
        #expect(spy.received.contains("Authorization: Bearer \(token)\r\n"))
        try fixture.home.write("token", token)
        #expect(try dry(["GITEA_SERVER_URL": spy.url, "GITEA_TOKEN_FILE": fixture.home.file("token")]).status == 0)
        #expect(try dry(["GITEA_SERVER_URL": spy.url]).error.contains("Set GITEA_TOKEN or GITEA_TOKEN_FILE"))
        #expect(try dry(["GITEA_TOKEN": token]).error.contains("Set GITEA_SERVER_URL"))
        #expect(try dry(["GITEA_SERVER_URL": "http://git.example", "GITEA_TOKEN": token]).error.contains("use https"))
        let rotation = try fixture.rotate(
            "--to", "exec:env > environment; cat > /dev/null", "--pass-env", "GITEA_TOKEN",
            environment: ["GITEA_TOKEN": token])
        #expect(rotation.status == 0, "\(rotation.error)")
        #expect(!(try fixture.home.read("environment").contains(token)))
    }

    @Test func `the sentence about destinations names every kind`() throws {
        let run = try rotate("fly:")
        #expect(run.status == 2)
        let wrong = try rotate("fly:a/b")
        #expect(wrong.status == 2)
        for word in ["fly:APP", "gitea:OWNER/REPO", "global-secret", "github-output:NAME"] {
            #expect(wrong.error.contains(word), "\(wrong.error)")
        }
    }
}
