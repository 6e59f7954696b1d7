import Foundation
import JSON
import TestSupport
import Testing

/// `molecule doctor`, with one thing wrong at a time.
@Suite(.blocking) struct DoctorTests {
    let home: TemporaryHome

    init() throws { home = try TemporaryHome() }

    private func doctor(_ options: String..., environment: [String: String] = [:]) throws -> Run {
        try Run.molecule(["doctor", "-o", "json"] + options, home: home, environment: environment)
    }

    /// The findings about one thing.
    private func findings(_ run: Run, _ check: String) throws -> [JSONValue] {
        try run.document()["items"]?.items?.filter { $0["check"]?.text == check } ?? []
    }

    private func words(_ findings: [JSONValue]) -> [String] { findings.compactMap { $0["state"]?.text } }

    /// The text and the next command of the first finding that is not ok.
    private func trouble(_ run: Run, _ check: String) throws -> String {
        let finding = try findings(run, check).first { $0["state"]?.text != "ok" }
        return
            "\(finding?["state"]?.text ?? "none"): \(finding?["message"]?.text ?? "") | \(finding?["next"]?.text ?? "")"
    }

    @Test(arguments: ["self-hosted", "tenant-2026-05"])
    func `a protected platform and a tidy machine are ok in every line`(_ surface: String) throws {
        let fixture = try Fixture(Platform.surface(surface))
        let run = try fixture.molecule(
            "doctor", "-o", "json", "--from-key", "production", "--api-url", fixture.platform.url)
        #expect(run.status == 0, "\(run.output)")
        #expect(run.error == "")
        let document = try run.document()
        #expect(document["worst"]?.text == "ok")
        let checks = document["items"]?.items?.compactMap { $0["check"]?.text } ?? []
        #expect(
            Set(checks) == [
                "program", "configuration", "files", "credentials", "rotations", "proxy", "server", "tls", "clock",
                "surface", "access",
            ])
        #expect(run.output.contains(surface == "self-hosted" ? "a self-hosted platform" : "one organisation (tenant)"))
    }

    @Test func `a platform that is open to all is the worst there is`() throws {
        let fixture = try Fixture(token: nil)
        chmod("\(fixture.home.keys)/production", 0o644)
        let run = try fixture.molecule("doctor", "-o", "json", "--api-url", fixture.platform.url)
        #expect(run.status == 12)
        #expect(try run.document()["worst"]?.text == "failure")
        #expect(try trouble(run, "access").contains("lets everyone in"))
        #expect(try trouble(run, "files").contains("chmod 600"))
        #expect(try run.failure()["name"]?.text == "unverified")
    }

    @Test func `no credential is sent, whatever is at hand`() throws {
        let server = try SpyServer(answer: SpyServer.json(#"{"error":"no"}"#, status: "401 Unauthorized"))
        let run = try doctor(
            "--api-url", server.url, environment: ["ADMIN_TOKEN": "a-token-of-this-test", "CI": ""])
        #expect(run.status == 0, "\(run.output)")
        #expect(server.connections > 0)
        #expect(!server.received.contains("a-token-of-this-test"))
        #expect(!server.received.lowercased().contains("authorization"))
    }

    @Test func `a control plane that stands for the platform as well is looked at as that`() throws {
        let scene = try ControlPlaneScene()
        let run = try scene.run("doctor -o json", environment: ["MOLECULE_API_URL": scene.platform.url])
        #expect(run.status == 0, "\(run.error)")
        #expect(try findings(run, "surface").isEmpty && !findings(run, "server").isEmpty, "\(run.output)")
        let status = try scene.run("auth status", environment: ["MOLECULE_API_URL": scene.platform.url])
        #expect(status.output.contains("unbound: goes to --cp-url"), "\(status.output)")
        #expect(!status.output.contains("unbound: goes to --api-url"), "\(status.output)")
    }

    @Test func `a clock that is off is told with the direction`() throws {
        let answer = SpyServer.json(#"{"error":"no"}"#, status: "401 Unauthorized")
            .replacingOccurrences(of: "\r\nConnection", with: "\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\nConnection")
        let server = try SpyServer(answer: answer)
        let run = try doctor("--api-url", server.url)
        #expect(try trouble(run, "clock").contains("ahead of that of \(server.url) | sudo timedatectl set-ntp true"))
        #expect(try run.document()["worst"]?.text == "warning")
        #expect(run.status == 0)
    }

    @Test func `a server that is not there, and one that is no platform, are told apart`() throws {
        let refused = try doctor("--api-url", "http://127.0.0.1:1")
        #expect(refused.status == 9)
        #expect(try trouble(refused, "server").contains("nothing listens at its address and port"))
        #expect(try findings(refused, "surface").isEmpty)
        let page = try SpyServer(answer: "HTTP/1.1 404 Not Found\r\nContent-Length: 18\r\n\r\n404 page not found")
        let other = try doctor("--api-url", page.url)
        #expect(other.status == 6)
        #expect(try trouble(other, "surface").contains("no admin route is mounted"))
        let broken = try doctor("--api-url", "platform.example.com")
        #expect(broken.status == 2)
    }

    @Test func `a broken configuration is a finding, and the rest is looked at all the same`() throws {
        try FileManager.default.createDirectory(
            atPath: home.file("config/molecule"), withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        try home.write("config/molecule/config.json", "{")
        let run = try doctor("--offline")
        #expect(run.status == 2)
        #expect(try trouble(run, "configuration").contains("is not JSON"))
        #expect(try words(findings(run, "rotations")) == ["ok"])
        try home.write(
            "config/molecule/config.json",
            #"{"molecule_config":1,"profile":"p","profiles":{"p":{"api_url":"https://p.example"}}}"#)
        let good = try doctor("--offline")
        #expect(good.output.contains("api-url is https://p.example (api_url of profile 'p')"))
    }

    @Test func `files that others can read are told with the command that helps`() throws {
        _ = try Run.molecule("admin-token", "generate", "--save", "a", "--origin", "https://a.example", home: home)
        try home.write("token", "a-token-of-this-test\n", mode: 0o640)
        chmod("\(home.keys)/a", 0o604)
        let run = try doctor("--offline", environment: ["ADMIN_TOKEN_FILE": home.file("token")])
        #expect(run.status == 10)
        let texts = try findings(run, "files").compactMap { $0["next"]?.text }
        #expect(texts.contains("chmod 600 \(home.keys)/a"))
        #expect(texts.contains("chmod 600 \(home.file("token"))"))
    }

    @Test func `an old value, a rotation that did not end and a mint that was killed are warnings`() throws {
        let fixture = try Fixture()
        let stopped = try fixture.molecule(
            "admin-token", "rotate", "--key", "production", "--to", "exec:exit 3", "--wait", "1s", "--yes")
        #expect(stopped.status == 8)
        let directory = fixture.home.file("state/molecule/org-keys")
        try FileManager.default.createDirectory(
            atPath: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        try fixture.home.write("state/molecule/org-keys/0123", "{}")
        let path = "\(fixture.home.keys)/production"
        let entry = try fixture.home.read("config/molecule/keys/production")
        let year = try #require(entry.range(of: #""created": "20[0-9][0-9]"#, options: .regularExpression))
        try fixture.home.write(
            "config/molecule/keys/production", entry.replacingCharacters(in: year, with: #""created": "2020"#))
        let run = try fixture.molecule("doctor", "--offline", "-o", "json")
        #expect(run.status == 0, "\(run.output) \(path)")
        #expect(try trouble(run, "credentials").contains("molecule admin-token rotate --key production"))
        let rotations = try findings(run, "rotations").compactMap { $0["next"]?.text }
        #expect(rotations.contains { $0.contains("molecule rotations resume \((try? fixture.onlyRotation()) ?? "?")") })
        #expect(rotations.contains { $0.contains("molecule org tokens list") })
    }

    @Test func `another program of the name is told, and whether it comes first`() throws {
        try FileManager.default.createDirectory(atPath: home.file("other"), withIntermediateDirectories: true)
        try home.write("other/molecule", "#!/bin/sh\n", mode: 0o755)
        let first = try doctor("--offline", environment: ["PATH": "\(home.file("other")):\(Binary.directory):/bin"])
        #expect(try trouble(first, "program").contains("is what 'molecule' means on the PATH: \(home.file("other"))"))
        let second = try doctor("--offline", environment: ["PATH": "\(Binary.directory):\(home.file("other")):/bin"])
        #expect(try trouble(second, "program").contains("further down the PATH: \(home.file("other"))/molecule"))
        let none = try doctor("--offline", environment: ["PATH": "/nonexistent"])
        #expect(try trouble(none, "program").hasSuffix("molecule install"))
    }

    @Test func `a proxy is told without its password, and what makes others talkative too`() throws {
        let run = try doctor(
            "--offline",
            environment: ["HTTPS_PROXY": "http://somebody:hunter2@proxy.example:3128", "SSLKEYLOGFILE": "/tmp/x"])
        #expect(try trouble(run, "proxy").contains("https goes through http://…@proxy.example:3128 (HTTPS_PROXY)"))
        #expect(!run.output.contains("hunter2") && !run.output.contains("somebody"))
        #expect(try findings(run, "proxy").contains { $0["next"]?.text == "unset SSLKEYLOGFILE" })
    }

    @Test func `on a terminal each line begins with its word, in a colour unless that is not wanted`() throws {
        let colored = try PseudoTerminal.molecule("doctor", "--offline", home: home)
        #expect(colored.end() == 0)
        #expect(colored.screen.contains("\u{1B}[32mok\u{1B}[0m       rotations"))
        #expect(colored.screen.contains("\u{1B}[33mwarning\u{1B}[0m  configuration"))
        let plain = try PseudoTerminal.molecule("doctor", "--offline", home: home, environment: ["NO_COLOR": "1"])
        #expect(plain.end() == 0)
        #expect(plain.screen.contains("ok       rotations"))
        #expect(!plain.screen.contains("\u{1B}["))
    }
}
