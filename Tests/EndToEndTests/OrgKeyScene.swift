import Foundation
import JSON
import TestSupport

/// A tenant in another process with a key that a key entry and an environment file hold.
final class OrgKeyScene: KillScene {
    let key = "agent"
    let old: String
    private let home: TemporaryHome
    private let platform: Platform
    private static let adminToken = "tenant-admin-token-of-the-tests"

    init(_ home: TemporaryHome, fault: String?) throws {
        self.home = home
        try home.write("platform.env", "ADMIN_TOKEN=\(OrgKeyScene.adminToken)\n")
        try home.write("agent.env", "A=1\n")
        let options =
            Platform.surface("tenant-2026-05") + ["--rate-limit", "1000000"] + (fault.map { ["--fault", $0] } ?? [])
        platform = try Platform(list: options, home: home, isRecorded: false)
        let minted = try Run.molecule(
            "org", "tokens", "mint", "--name", key, "--save", key, "--to", "env-file:agent.env", "-q", home: home,
            environment: ["ADMIN_TOKEN": OrgKeyScene.adminToken, "MOLECULE_API_URL": platform.url])
        guard minted.status == 0 else { throw KillFailure("the key could not be made: \(minted.error)") }
        let file = URL(fileURLWithPath: "\(home.keys)/\(key)")
        guard let value = try JSONValue.parse(Array(Data(contentsOf: file)))["current"]?["value"]?.text else {
            throw KillFailure("the key has no value")
        }
        old = value
    }

    var environment: [String: String] {
        ["ADMIN_TOKEN": OrgKeyScene.adminToken, "MOLECULE_API_URL": platform.url]
    }

    let overlaps = true
    var foreign: [String] { ["platform.out", "platform.err", "platform.pid"] }

    var rotation: [String] {
        [
            "org", "tokens", "rotate", key, "--key", key, "--to", "env-file:agent.env", "--then",
            platform.restart, "--yes",
        ]
    }

    var places: [KillPlace] {
        [
            KillPlace(
                holds: { [home] in
                    let text = try? home.read("agent.env")
                    return text?.split(separator: "\n").first { $0.hasPrefix("MOLECULE_ORG_TOKEN=") }
                        .map { String($0.dropFirst("MOLECULE_ORG_TOKEN=".count)) }
                }, start: old, isUsed: true, file: ("agent.env", { "A=1\nMOLECULE_ORG_TOKEN=\($0)\n" }))
        ]
    }

    func accepts(_ value: String?) -> Bool {
        RawRequest.status(of: "/workspaces", at: platform.url, token: value) == 200
    }

    func liveCount() throws -> Int? {
        // The list is long enough to be read whole by the program that is not under test here.
        let run = try Run.molecule(
            ["org", "tokens", "list", "-o", "json"], home: home, environment: environment)
        // A fault that was meant for the rotation may have hit whoever asked.
        guard run.status == 0 else { return nil }
        return try JSONValue.parse(Array(run.output.utf8))["items"]?.items?.count
    }
}
