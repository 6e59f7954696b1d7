import Foundation
import JSON
import TestSupport
import Testing

/// `admin-token verify --wait`, what it prints, and what reaches nobody else.
@Suite(.blocking) struct VerifyWaitTests {
    /// The statuses the platform answered, and which token each request had.
    private func log(_ fixture: Fixture) throws -> [(credential: String, status: Int64)] {
        try fixture.home.read("requests.log").split(separator: "\n").map { line in
            let entry = try JSONValue.parse(Array(line.utf8))
            return (entry["credential"]?.text ?? "", entry["status"]?.integer ?? 0)
        }
    }

    @Test func `a deployment that rolls out is waited for until it has ended`() throws {
        let fixture = try Fixture(["--fault", "flap:9"], token: Fixture.other, key: nil)
        try fixture.home.write("platform.env", "ADMIN_TOKEN=\(Fixture.token)\n")
        kill(fixture.platform.pid, SIGHUP)
        usleep(500_000)
        let run = try fixture.verify("--wait", "120s")
        #expect(run.status == 0, "\(run.error)")
        let requests = try log(fixture)
        // The former token judged one of the rounds, and three good ones in a row ended it.
        #expect(requests.contains { $0.credential == "current" && $0.status == 401 }, "\(requests)")
        #expect(requests.count >= 15, "\(requests)")
        #expect(requests.suffix(9).map(\.status) == [401, 401, 200, 401, 401, 200, 401, 401, 200])
    }

    @Test func `a deployment that begins while waiting is noticed`() throws {
        let fixture = try Fixture(token: Fixture.other, key: nil)
        let waiting = try Background.molecule(
            "admin-token", "verify", "--api-url", fixture.platform.url, "--wait", "30s", home: fixture.home,
            environment: ["ADMIN_TOKEN": Fixture.token])
        #expect(waiting.until { _ in (try? log(fixture).count >= 3) == true })
        try fixture.platform.deploy(Fixture.token)
        #expect(waiting.end().status == 0)
    }

    static let lasting: [([String], String?, Int32, String)] = [
        ([], Fixture.other, 4, "refuses this token"), ([], nil, 12, "lets everyone in"),
        (["--fault", "status:503:1-99"], Fixture.token, 9, "in trouble"),
        (["--fault", "html:1-99"], Fixture.token, 6, "a web page answers"),
        (Platform.surface("tenant-2026-05") + ["--strict-org", "a"], Fixture.token, 2, "organisation"),
    ]

    @Test(arguments: lasting)
    func `the last verdict is the status when time is over`(
        _ options: [String], _ deployed: String?, _ status: Int32, _ says: String
    ) throws {
        let fixture = try Fixture(options, token: deployed, key: nil)
        let start = Date()
        let run = try fixture.verify("--wait", "1s", "-o", "json")
        #expect(run.status == status, "\(run.error)")
        #expect(try run.failure()["message"]?.text?.contains(says) == true)
        #expect(Date().timeIntervalSince(start) < 8)
    }

    static let signals: [(Int32, Int32)] = [(SIGINT, 130), (SIGTERM, 143)]

    @Test(arguments: signals)
    func `waiting ends at a signal, which ends the process`(_ signal: Int32, _ status: Int32) throws {
        let fixture = try Fixture(token: Fixture.other, key: nil)
        let waiting = try Background.molecule(
            "admin-token", "verify", "--api-url", fixture.platform.url, "--wait", "60s", home: fixture.home,
            environment: ["ADMIN_TOKEN": Fixture.token])
        #expect(waiting.until { _ in (try? log(fixture).count >= 3) == true })
        let start = Date()
        waiting.signal(signal)
        let run = waiting.end()
        #expect(run.status == status)
        #expect(Date().timeIntervalSince(start) < 3)
        #expect(run.output == "")
    }

    @Test func `on a terminal the time that is left is counted down in one line`() throws {
        let fixture = try Fixture(token: Fixture.other)
        let terminal = try PseudoTerminal.molecule(
            "admin-token", "verify", "--from-key", "production", "--wait", "2s", home: fixture.home)
        #expect(terminal.shows("waiting, 1 s left: the server refuses this token (401)"), "\(terminal.screen)")
        #expect(terminal.end() == 4)
        #expect(terminal.screen.contains("\r\u{1B}[K"))
        #expect(terminal.screen.contains("PROBE         VERDICT  ANSWER\r\n"))
        #expect(terminal.screen.contains("\u{1B}[31mmolecule:\u{1B}[0m "))
    }

    @Test(arguments: ["NO_COLOR", "TERM"]) func `colours are off where they are not wanted`(_ variable: String) throws {
        let fixture = try Fixture()
        let terminal = try PseudoTerminal.molecule(
            "admin-token", "verify", "--from-key", "production", home: fixture.home,
            environment: [variable: variable == "TERM" ? "dumb" : "1"])
        #expect(terminal.end() == 0)
        #expect(terminal.screen.contains("ok: \(fixture.platform.url)"))
        #expect(!terminal.screen.contains("\u{1B}"))
    }

    @Test func `the probes are printed in every form`() throws {
        let fixture = try Fixture()
        let json = try fixture.molecule("admin-token", "verify", "--from-key", "production", "-o", "json").document()
        #expect(json["surface"]?.text == "self-hosted")
        let probes = try #require(json["probes"]?.items)
        #expect(probes.map { $0["probe"]?.text } == ["no-token", "random-token", "token"])
        #expect(probes.map { $0["status"]?.integer } == [401, 401, 200])
        #expect(probes[2]["workspaces"]?.integer == 6)
        let yaml = try fixture.molecule("admin-token", "verify", "--from-key", "production", "-o", "yaml").output
        #expect(yaml.contains("protected: true\nverdict: \"protected\"\nprobes:\n  - probe: \"no-token\"\n"))
        let table = try fixture.molecule("admin-token", "verify", "--from-key", "production", "-o", "table").output
        #expect(table.hasPrefix("PROBE         VERDICT  ANSWER\n"))
        #expect(table.hasSuffix("callers without it are refused.\n"))
        let rows =
            "no-token\tok\trefused (401)\nrandom-token\tok\trefused (401)\ntoken\tok\tanswered, with 6 workspaces\n"
        #expect(try fixture.molecule("admin-token", "verify", "--from-key", "production", "-o", "tsv").output == rows)
        #expect(try fixture.molecule("admin-token", "verify", "--from-key", "production").output == rows)
        let variable = ["MOLECULE_OUTPUT": "tsv"]
        #expect(
            try fixture.molecule("admin-token", "verify", "--from-key", "production", environment: variable).output
                == rows)
        let quiet = try fixture.molecule("admin-token", "verify", "--from-key", "production", "-q")
        #expect(quiet.output == "protected\n" && quiet.error == "")
    }

    @Test func `every request is told on request, without what it carried`() throws {
        let fixture = try Fixture()
        let run = try fixture.molecule("admin-token", "verify", "--from-key", "production", "-v")
        #expect(run.status == 0)
        let lines = run.error.split(separator: "\n")
        #expect(lines.count == 3)
        #expect(lines.allSatisfy { $0.hasPrefix("GET \(fixture.platform.url)/admin/workspaces: ") })
        #expect(!run.error.contains("uthorization") && !run.error.contains("Bearer"))
        #expect(!(run.error + run.output).contains(Fixture.token))
    }

    @Test func `neither proxies nor the library's debugging hear of the token`() throws {
        let fixture = try Fixture(key: nil)
        let proxy = try SpyServer(answer: SpyServer.json("{\"count\":1}"))
        var environment = ["URLSessionDebugLibcurl": "1", "CFNETWORK_DIAGNOSTICS": "3", "NO_PROXY": "", "no_proxy": ""]
        for name in ["http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"] {
            environment[name] = proxy.url
        }
        let run = try fixture.verify(environment: environment)
        #expect(run.status == 0, "\(run.error)")
        #expect(proxy.connections == 0)
        #expect(run.error == "")
        let unreachable = try Run.molecule(
            "admin-token", "verify", "--api-url", "https://localhost:1", home: fixture.home,
            environment: environment.merging(["ADMIN_TOKEN": Fixture.token]) { $1 })
        #expect(unreachable.status == 9)
        #expect(proxy.connections == 0)
        #expect(!proxy.received.contains(Fixture.token))
    }
}
