import Foundation
import JSON
import TestSupport

/// `ANTHROPIC_API_KEY`, a secret of all workspaces of a tenant: a machine that sleeps is woken before the old value goes.
final class FleetSecretScene: KillScene {
    let key = "ANTHROPIC_API_KEY"
    let old = "sk-ant-" + "api03-oldoldoldoldold1"
    private let home: TemporaryHome
    private let service: Service
    private let platform: Platform
    private static let new = "sk-ant-" + "api03-newnewnewnewnew2"

    init(_ home: TemporaryHome) throws {
        self.home = home
        service = try Service(accepting: old, FleetSecretScene.new)
        try home.write("platform.env", "ADMIN_TOKEN=\(Tenant.token)\n")
        platform = try Platform(
            list: Platform.surface("tenant-2026-04") + ["--rate-limit", "1000000", "--fault", "delay:0.01:100000"],
            home: home, isRecorded: false)
        let stored = WebCall(
            platform.url, "/settings/secrets", method: "PUT", token: Tenant.token,
            body: #"{"key":"\#(key)","value":"\#(old)"}"#)
        guard stored.status == 200 else { throw KillFailure("the old value could not be stored: \(stored.status)") }
        try home.write("pasted", FleetSecretScene.new)
        try home.write("token", old)
        let added = try Run.molecule(
            "keys", "add", key, "--kind", "service-secret", "--origin", service.url, "--from-file",
            home.file("token"), home: home)
        guard added.status == 0 else { throw KillFailure("the entry could not be made: \(added.error)") }
    }

    var environment: [String: String] { ["MOLECULE_API_URL": platform.url, "ADMIN_TOKEN": Tenant.token] }
    let overlaps = true
    var foreign: [String] { ["platform.out", "platform.err", "platform.pid"] }

    var rotation: [String] {
        [
            "secrets", "rotate", key, "--no-input", "--yes", "--wait", "30s", "--from-file", home.file("pasted"),
            "--setting", "anthropic_api_url=\(service.url)",
        ]
    }

    var onward: [String] { ["--no-input", "--from-file", home.file("pasted")] }

    func retireByHand() -> [String]? {
        wake()
        service.set { $0.accepted = [FleetSecretScene.new] }
        return ["--done", "retire"]
    }

    func abandonByHand() -> [String]? {
        let old = old
        service.set { $0.accepted = [old] }
        return ["--done", "retire-new"]
    }

    /// Starts the workspaces that sleep.
    private func wake() {
        let listed = WebCall(platform.url, "/workspaces", token: Tenant.token).body
        for item in (try? JSONValue.parse(Array(listed.utf8)))?.items ?? [] {
            let verb = ["paused": "resume", "hibernated": "restart"][item["status"]?.text ?? ""]
            guard let verb, let id = item["id"]?.text else { continue }
            _ = WebCall(platform.url, "/workspaces/\(id)/\(verb)", method: "POST", token: Tenant.token, body: "{}")
        }
    }

    /// What a workspace would get, since nobody else is told a value.
    ///
    /// A restart ends a workspace's tokens, so each look has its own.
    var places: [KillPlace] {
        let (url, key) = (platform.url, key)
        return [
            KillPlace(
                holds: {
                    let path = "/workspaces/\(Tenant.atlas)"
                    for _ in 0..<20 {
                        let minted = WebCall(url, "\(path)/tokens", method: "POST", token: Tenant.token, body: "{}")
                        let token = (try? JSONValue.parse(Array(minted.body.utf8)))?["auth_token"]?.text
                        let told = WebCall(url, "\(path)/secrets/values", token: token)
                        if told.status == 200 {
                            return (try? JSONValue.parse(Array(told.body.utf8)))?[key]?.text
                        }
                        // It restarted between the two.
                        usleep(50_000)
                    }
                    return nil
                }, start: old, isUsed: true)
        ]
    }

    func accepts(_ value: String?) -> Bool { service.get { $0.accepts(value ?? "") } }
}
