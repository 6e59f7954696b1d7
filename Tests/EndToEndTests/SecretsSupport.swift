import Foundation
import JSON
import TestSupport
import Testing

/// A tenant with workspaces of the sandbox's making, and an operator who has its admin token.
struct Tenant {
    static let token = "admin-token-of-these-tests"
    /// A workspace that runs, without a parent.
    static let atlas = "6f1d2c3b-4a5e-4f60-8b7c-000000000001"
    /// A workspace that is paused.
    static let paused = "6f1d2c3b-4a5e-4f60-8b7c-000000000003"

    let home: TemporaryHome
    let platform: Platform

    init(_ release: String = "05", fault: String = "delay:0.01:100000") throws {
        home = try TemporaryHome()
        try home.write("platform.env", "ADMIN_TOKEN=\(Tenant.token)\n")
        platform = try Platform(
            list: Platform.surface("tenant-2026-\(release)")
                + ["--fault", fault, "--log", home.file("platform.log")], home: home)
    }

    /// What an operator has in the environment.
    var environment: [String: String] { ["MOLECULE_API_URL": platform.url, "ADMIN_TOKEN": Tenant.token] }

    func run(_ arguments: String..., input: String = "", environment: [String: String] = [:]) throws -> Run {
        try Run.molecule(
            arguments, home: home, environment: self.environment.merging(environment) { $1 }, input: input)
    }

    /// Runs a command whose result is one JSON document.
    func document(_ arguments: String..., environment: [String: String] = [:]) throws -> JSONValue {
        let run = try Run.molecule(
            arguments + ["-o", "json"], home: home, environment: self.environment.merging(environment) { $1 })
        return try JSONValue.parse(Array(run.output.utf8))
    }

    /// A token of a workspace, as a new one.
    func workspaceToken(_ id: String) throws -> [String: String] {
        let answer = try document("api", "tenantCreateWorkspaceToken", "id=\(id)", "--reveal")
        return [
            "MOLECULE_API_URL": platform.url, "MOLECULE_WORKSPACE_TOKEN": try #require(answer["auth_token"]?.text),
        ]
    }

    /// The values that a workspace would see.
    func values(_ id: String) throws -> JSONValue {
        let run = try Run.molecule(
            "api", "tenantGetWorkspaceSecretValues", "id=\(id)", "--reveal", "-o", "json", home: home,
            environment: try workspaceToken(id))
        return try JSONValue.parse(Array(run.output.utf8))
    }

    /// The names a listing shows.
    func names(_ scope: String...) throws -> [String] {
        let run = try Run.molecule(["secrets", "list", "-q"] + scope, home: home, environment: environment)
        return run.output.split(separator: "\n").map(String.init)
    }
}
