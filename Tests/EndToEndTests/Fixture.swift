import Foundation
import JSON
import TestSupport
import Testing

/// A home and a platform in another process that is protected by a token, which is the key entry `production` too.
final class Fixture {
    /// A token no vendor's: the program refuses words of vendors' shapes on its command line.
    static let token = "first-admin-token-of-these-tests"
    static let other = "another-token-that-is-not-deployed"

    let home: TemporaryHome
    let platform: Platform

    /// Starts the platform with more options of `sandbox serve`; `token` is what it is protected by.
    init(_ options: [String] = [], token: String? = Fixture.token, key: String? = Fixture.token) throws {
        home = try TemporaryHome()
        if let token { try home.write("platform.env", "ADMIN_TOKEN=\(token)\n") }
        platform = try Platform(list: options + ["--log", home.file("requests.log")], home: home)
        if let key { try add("production", key) }
    }

    /// Adds a key entry for the platform.
    func add(_ name: String, _ value: String, kind: String = "admin-token", origin: String? = nil) throws {
        let run = try molecule(
            "keys", "add", name, "--kind", kind, "--origin", origin ?? platform.url, "--from-stdin", input: value)
        try #require(run.status == 0, "\(run.error)")
    }

    /// Runs `molecule` in the home.
    func molecule(_ arguments: String..., environment: [String: String] = [:], input: String = "") throws -> Run {
        try Run.molecule(arguments, home: home, environment: environment, input: input)
    }

    /// Runs `admin-token verify` with the token in the environment.
    func verify(_ options: String..., token: String? = Fixture.token, environment: [String: String] = [:]) throws -> Run
    {
        var variables = environment
        variables["ADMIN_TOKEN"] = token
        return try Run.molecule(
            ["admin-token", "verify", "--api-url", platform.url] + options, home: home, environment: variables)
    }

    /// Runs `admin-token rotate` of `production` into the platform's environment file, with a restart.
    func rotate(_ options: String..., environment: [String: String] = [:]) throws -> Run {
        try Run.molecule(rotation + options, home: home, environment: environment)
    }

    /// What `rotate` runs.
    var rotation: [String] {
        [
            "admin-token", "rotate", "--key", "production", "--to", "env-file:platform.env", "--then",
            platform.restart, "--wait", "20s", "--yes",
        ]
    }

    /// The value of a key entry.
    func value(_ name: String = "production") throws -> String {
        try molecule("keys", "show", name, "--reveal").output.trimmingCharacters(in: .newlines)
    }

    /// The token the platform's environment file has.
    func deployed() throws -> String {
        try home.read("platform.env").trimmingCharacters(in: .newlines).replacingOccurrences(
            of: "ADMIN_TOKEN=", with: "")
    }

    /// Whether the platform accepts a token, asked without the program.
    func accepts(_ token: String?) -> Bool {
        WebCall(platform.url, "/admin/workspaces", token: token).status == 200
    }

    /// The id of the only rotation there is.
    func onlyRotation() throws -> String {
        let names = try FileManager.default.contentsOfDirectory(atPath: home.rotations).filter { $0.hasPrefix("r-") }
        try #require(names.count == 1, "\(names)")
        return String(names[0].prefix { $0 != "." })
    }
}

extension Run {
    /// The JSON document on standard output.
    func document() throws -> JSONValue { try JSONValue.parse(Array(output.utf8)) }

    /// The error that `-o json` prints on standard error: its last line.
    func failure() throws -> JSONValue {
        let line = try #require(error.split(separator: "\n").last, "nothing on standard error")
        return try #require(try JSONValue.parse(Array(line.utf8))["error"])
    }
}

/// The names of the entries of a directory; none when it is not there.
func names(in path: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
}

/// The mode of a file in octal.
func mode(of path: String) throws -> String {
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    return String((attributes[.posixPermissions] as? NSNumber)?.intValue ?? 0, radix: 8)
}
