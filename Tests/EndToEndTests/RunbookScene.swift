import Foundation
import TestSupport

/// A built-in runbook, with stand-ins for the programs and the service it works with.
final class RunbookScene: KillScene {
    let key: String
    let old: String
    private let home: TemporaryHome
    private let service: Service
    private let programs: StandIn
    private let isMinted: Bool
    private static let app = "control-plane"

    /// `FLY_API_TOKEN`, which is minted, goes to two places and is revoked; or `NEON_API_KEY`, which somebody brings, and
    /// whose predecessor somebody deletes.
    init(_ home: TemporaryHome, _ secret: String) throws {
        self.home = home
        key = secret
        isMinted = secret == "FLY_API_TOKEN"
        old = isMinted ? "FlyV1 fm2_the-old-token-of-these-tests-0123456789" : "napi_" + "oldoldoldoldoldold1"
        service = try Service()
        programs = try StandIn([.flyctl, .gh], home: home)
        try programs.add(app: RunbookScene.app, repository: "acme/platform")
        try programs.write("fly/\(RunbookScene.app)/deployed/\(secret)", old)
        if isMinted {
            try programs.write("\(RunbookScene.tokens)/old1/name", "the old token")
            try programs.write("github/acme/platform/secrets/\(secret)", old)
            try programs.write("\(RunbookScene.tokens)/old1/value", old)
            let directory = programs.file(RunbookScene.tokens)
            service.set { $0.tokens = directory }
        } else {
            let values: Set = [old, RunbookScene.pasted]
            service.set { $0.accepted = values }
            try home.write("pasted", RunbookScene.pasted)
        }
        try home.write("token", old)
        let added = try Run.molecule(
            "keys", "add", secret, "--kind", "service-secret", "--origin", service.url, "--from-file",
            home.file("token"), home: home)
        guard added.status == 0 else { throw KillFailure("the entry could not be made: \(added.error)") }
    }

    private static let pasted = "napi_" + "newnewnewnewnewnew2"
    private static let tokens = "fly/\(app)/tokens"

    var environment: [String: String] { ["PATH": "\(programs.path):\(Binary.directory)"] }
    let overlaps = true
    var foreign: [String] { ["stand-ins/"] }

    private var settings: [String] {
        let own =
            isMinted
            ? [
                "ci_store=github:acme/platform", "fly_api_url=\(service.url)", "fly_app=\(RunbookScene.app)",
                "publish_repository=acme/platform", "publish_workflow=publish.yml",
            ] : ["neon_api_url=\(service.url)", "neon_project=quiet-lake-1"]
        return (own + ["control_plane_store=fly:\(RunbookScene.app)"]).flatMap { ["--setting", $0] }
    }

    var rotation: [String] {
        ["secrets", "rotate", key, "--no-input", "--yes", "--wait", "20s"] + settings
            + (isMinted ? ["--old-id", "old1"] : ["--from-file", home.file("pasted")])
    }

    var onward: [String] { ["--no-input"] + (isMinted ? [] : ["--from-file", home.file("pasted")]) }

    func retireByHand() -> [String]? {
        guard !isMinted else { return nil }
        service.set { $0.accepted = [RunbookScene.pasted] }
        return ["--done", "retire"]
    }

    func abandonByHand() -> [String]? {
        guard !isMinted else { return nil }
        let old = old
        service.set { $0.accepted = [old] }
        return ["--done", "retire-new"]
    }

    var places: [KillPlace] {
        let fly = KillPlace.fly(programs, RunbookScene.app, key, old)
        return isMinted ? [fly, .gitHub(programs, "acme/platform", key, old)] : [fly]
    }

    func accepts(_ value: String?) -> Bool {
        let value = value ?? ""
        return service.get { $0.accepts(value) }
    }

    func liveCount() throws -> Int? {
        guard isMinted else { return nil }
        return programs.names(RunbookScene.tokens).count {
            programs.read("\(RunbookScene.tokens)/\($0)/revoked") == nil
        }
    }
}
