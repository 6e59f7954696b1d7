import Foundation
import JSON
import TestSupport
import Testing

/// The built-in runbooks, with stand-ins for the programs and services they work with.
struct BuiltIn {
    static let app = "control-plane"

    let home: TemporaryHome
    let service: Service
    let programs: StandIn

    init(accepting values: [String] = []) throws {
        home = try TemporaryHome()
        service = try Service()
        service.set { $0.accepted = Set(values) }
        programs = try StandIn(home: home)
        try programs.add(app: BuiltIn.app)
    }

    var environment: [String: String] {
        ["PATH": "\(programs.path):\(Binary.directory)", "CP_ADMIN_API_TOKEN": Service.administrator]
    }

    /// The settings that all of them have.
    var settings: [String] {
        ["--setting", "control_plane_store=fly:\(BuiltIn.app)"]
    }

    func molecule(_ arguments: String..., input: String = "") throws -> Run {
        try Run.molecule(arguments, home: home, environment: environment, input: input)
    }

    func add(_ name: String, _ value: String, origin: String? = nil) throws {
        let run = try molecule(
            "keys", "add", name, "--kind", "service-secret", "--origin", origin ?? service.url, "--from-stdin",
            input: value)
        try #require(run.status == 0, "\(run.error)")
        try programs.write("fly/\(BuiltIn.app)/deployed/\(name)", value)
    }

    func rotate(_ name: String, _ options: [String], input: String = "") throws -> Run {
        try Run.molecule(
            ["secrets", "rotate", name, "--no-input", "--yes"] + (options.contains("--wait") ? [] : ["--wait", "20s"])
                + settings + options, home: home,
            environment: environment, input: input)
    }

    func resume(_ options: String...) throws -> Run {
        let journals = names(in: home.rotations).filter { $0.hasPrefix("r-") }
        try #require(journals.count == 1, "\(journals)")
        let id = String(journals[0].prefix { $0 != "." })
        return try Run.molecule(
            ["rotations", "resume", id, "--no-input"] + options, home: home, environment: environment)
    }

    func value(_ name: String) throws -> String {
        try molecule("keys", "show", name, "--reveal").output.trimmingCharacters(in: .newlines)
    }

    /// What the app has deployed.
    func deployed(_ name: String) -> String? { programs.read("fly/\(BuiltIn.app)/deployed/\(name)") }
}
