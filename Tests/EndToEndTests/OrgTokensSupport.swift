import Foundation
import JSON
import TestSupport

/// A tenant in another process and a home whose environment has its admin token.
struct KeyTenant {
    static let adminToken = "tenant-admin-token-of-the-tests"
    static let releases = ["tenant-2026-04", "tenant-2026-05"]

    let home: TemporaryHome
    let platform: Platform

    init(_ surface: String = "tenant-2026-05", faults: [String] = [], options extra: [String] = []) throws {
        home = try TemporaryHome()
        try home.write("platform.env", "ADMIN_TOKEN=\(KeyTenant.adminToken)\n")
        let options =
            Platform.surface(surface) + ["--log", home.file("requests.log")] + faults.flatMap { ["--fault", $0] }
            + extra
        platform = try Platform(list: options, home: home)
    }

    var environment: [String: String] { ["ADMIN_TOKEN": KeyTenant.adminToken, "MOLECULE_API_URL": platform.url] }

    /// Sets the admin token of the server, or removes it, which opens the server.
    func deploy(_ token: String?) throws {
        try home.write("platform.env", token.map { "ADMIN_TOKEN=\($0)\n" } ?? "")
        kill(platform.pid, SIGHUP)
        Wait.until(10) {
            let stranger = WebCall(platform.url, "/workspaces").status
            return stranger == (token == nil ? 200 : 401)
        }
    }

    /// Runs `molecule org tokens` with these words.
    func tokens(_ words: String..., environment: [String: String] = [:]) throws -> Run {
        try Run.molecule(
            ["org", "tokens"] + words, home: home, environment: self.environment.merging(environment) { $1 })
    }

    /// The live keys, as the server lists them.
    func live() throws -> [JSONValue] {
        let run = try asking { try tokens("list", "-o", "json") }
        return try JSONValue.parse(Array(run.output.utf8))["items"]?.items ?? []
    }

    /// Asks once more when a fault that was meant for somebody else has killed whoever asked.
    private func asking(_ ask: () throws -> Run) rethrows -> Run {
        let run = try ask()
        return run.status == 137 ? try ask() : run
    }

    /// The names of the live keys, newest first.
    func names() throws -> [String] { try live().map { $0["name"]?.text ?? "" } }

    /// Mints a key and gives its value.
    func mint(_ name: String) throws -> String {
        let run = try tokens("mint", "--name", name)
        return run.output.trimmingCharacters(in: .newlines)
    }

    /// Whether the server lets a key in.
    func accepts(_ key: String) throws -> Bool {
        try asking {
            try Run.molecule(
                "api", "tenantListWorkspaces", home: home,
                environment: ["MOLECULE_ORG_TOKEN": key, "MOLECULE_API_URL": platform.url])
        }.status == 0
    }

    /// The current value of a key entry.
    func value(of entry: String) throws -> String {
        try Run.molecule("keys", "show", entry, "--reveal", home: home).output.trimmingCharacters(in: .newlines)
    }

    /// What the records of unfinished mints are called.
    func records() -> [String] {
        let found = try? FileManager.default.contentsOfDirectory(atPath: home.file("state/molecule/org-keys"))
        return (found ?? []).filter { $0 != ".locks" }
    }

    /// Whether the request of this number, counted from 1, was a mint.
    func isMint(_ number: Int) throws -> Bool {
        let lines = try home.read("requests.log").split(separator: "\n")
        return lines.contains { $0.contains("\"sequence\":\(number),") && $0.contains("\"method\":\"POST\"") }
    }

    /// How many requests of a method the server has had.
    func requests(_ method: String) throws -> Int {
        try home.read("requests.log").split(separator: "\n").count { $0.contains("\"method\":\"\(method)\"") }
    }
}
