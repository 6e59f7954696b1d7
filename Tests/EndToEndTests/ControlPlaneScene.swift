import Foundation
import TestSupport

/// A control plane with its three credentials, and a user who has them.
struct ControlPlaneScene {
    /// Long enough to be looked for in answers, and of no vendor's shape.
    static let credentials = [
        "CP_ADMIN_API_TOKEN": "the-admin-bearer-of-a-test", "PROVISION_SHARED_SECRET": "the-provision-secret-of-a-test",
        "MOLECULE_SESSION_COOKIE": "the-session-of-a-test",
    ]
    /// Of the organisation acme, which every sandbox starts with.
    static let workspace = Fleet.id(1)

    let home: TemporaryHome
    let platform: Platform

    init(_ options: String..., provisioning: String = "200ms", without missing: [String] = []) throws {
        home = try TemporaryHome()
        let lines = ControlPlaneScene.credentials.filter { !missing.contains($0.key) }.map { "\($0.key)=\($0.value)\n" }
        try home.write("platform.env", lines.joined())
        platform = try Platform(
            list: ["--surface", "control-plane", "--provisioning", provisioning, "--log", home.file("log")] + options,
            home: home)
    }

    /// The environment of a command: address and credentials.
    var environment: [String: String] {
        ControlPlaneScene.credentials.merging(["MOLECULE_CP_URL": platform.url]) { $1 }
    }

    /// Runs `molecule` with every credential; the words are split at spaces.
    func run(_ line: String, environment more: [String: String] = [:]) throws -> Run {
        try Run.molecule(
            line.split(separator: " ").map(String.init), home: home, environment: environment.merging(more) { $1 })
    }

    /// What the server was asked, as `METHOD path status`, in order.
    func requests() throws -> [String] { try ControlPlaneScene.requests(of: home) }

    /// The same out of the log of a home.
    static func requests(of home: TemporaryHome) throws -> [String] {
        try home.read("log").split(separator: "\n").map { line in
            let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] ?? [:]
            let status = object["status"] as? Int ?? 0
            return "\(object["method"] ?? "") \(object["path"] ?? "") \(status)"
        }
    }
}
