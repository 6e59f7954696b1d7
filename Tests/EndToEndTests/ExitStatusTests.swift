import Foundation
import TestSupport
import Testing

/// Every exit status that is promised is reached by a command; the table must know each that the help names.
@Suite struct ExitStatusTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let status: Int32
        let name: String
        let reach: @Sendable (Fixture) throws -> Run
        var testDescription: String { "\(status) \(name)" }
    }

    static let rows = [
        Row(status: 0, name: "ok") { try $0.verify() },
        Row(status: 1, name: "failure") {
            try Run.shell("molecule admin-token generate -o json > /dev/full", home: $0.home)
        },
        Row(status: 2, name: "usage") { try $0.molecule("admin-token", "generate", "--bytes", "0", "-o", "json") },
        Row(status: 3, name: "refused") { try $0.molecule("keys", "remove", "production", "--no-input", "-o", "json") },
        Row(status: 4, name: "unauthenticated") { try $0.verify("-o", "json", token: Fixture.other) },
        Row(status: 5, name: "forbidden") { fixture in
            let faulty = try Fixture(["--fault", "status:403:3"], key: nil)
            return try faulty.verify("-o", "json")
        },
        Row(status: 6, name: "not-found") { try $0.molecule("keys", "show", "absent", "-o", "json") },
        Row(status: 7, name: "conflict") {
            try $0.molecule(
                "keys", "add", "production", "--kind", "admin-token", "--origin", "https://a.example", "--from-stdin",
                "-o",
                "json", input: "v")
        },
        Row(status: 8, name: "partial") { try $0.rotate("--to", "exec:false", "-o", "json") },
        Row(status: 9, name: "unavailable") {
            try Run.molecule(
                "admin-token", "verify", "--api-url", "http://127.0.0.1:1", "-o", "json", home: $0.home,
                environment: ["ADMIN_TOKEN": Fixture.token])
        },
        Row(status: 10, name: "insecure-file") {
            chmod("\($0.home.keys)/production", 0o644)
            return try $0.molecule("keys", "show", "production", "-o", "json")
        },
        Row(status: 11, name: "rate-limited") { fixture in
            let limited = try Fixture(["--rate-limit", "1"], key: nil)
            return try limited.verify("-o", "json")
        },
        Row(status: 12, name: "unverified") { fixture in
            try fixture.platform.deploy(nil)
            return try fixture.verify("-o", "json")
        },
        Row(status: 130, name: "interrupted") { try stopped(by: SIGINT, $0) },
        Row(status: 143, name: "terminated") { try stopped(by: SIGTERM, $0) },
    ]

    private static func stopped(by signal: Int32, _ fixture: Fixture) throws -> Run {
        let serving = try Background.molecule("sandbox", "serve", "--for", "20s", "-o", "json", home: fixture.home)
        serving.until { $0.output.contains("url") }
        serving.signal(signal)
        return serving.end()
    }

    @Test(arguments: rows) func `a status that is promised is reached, and told as data`(_ row: Row) throws {
        let run = try row.reach(try Fixture())
        #expect(run.status == row.status, "\(run.error)")
        guard row.status != 0 else { return }
        let failure = try run.failure()
        #expect(failure["status"]?.integer == Int64(row.status))
        #expect(failure["name"]?.text == row.name)
        #expect(failure["message"]?.text?.isEmpty == false)
        #expect(failure["hint"] != nil, "a member that is always there")
    }

    @Test func `the table knows every status of the help`() throws {
        let run = try Run.molecule("help", "exit-status", home: try TemporaryHome())
        #expect(run.status == 0)
        let promised = run.output.split(separator: "\n").compactMap { line -> String? in
            let words = line.split(separator: " ")
            guard words.count > 2, let status = Int32(words[0]) else { return nil }
            return "\(status) \(words[1])"
        }
        #expect(promised == Self.rows.map(\.testDescription))
    }
}
