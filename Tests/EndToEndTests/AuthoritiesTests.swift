import Foundation
import TestSupport
import Testing

/// `--ca-file` and SSL_CERT_FILE, against a TLS server whose certificate no public authority has signed.
@Suite(.blocking, .enabled(if: Binary.isCI || Binary.tool("openssl") != nil, "no openssl")) struct AuthoritiesTests {
    private static func makeHome() throws -> TemporaryHome {
        let home = try TemporaryHome()
        try Certificates.make(in: home)
        return home
    }

    /// A server that answers every GET with a page.
    private static func serve(_ home: TemporaryHome) throws -> (server: Background, url: String) {
        let openssl = try #require(Binary.tool("openssl"), "in CI openssl must be there")
        let server = try Background(
            openssl, ["s_server", "-www", "-accept", "127.0.0.1:0", "-cert", "server.pem", "-key", "server.key"],
            environment: home.environment, directory: home.path)
        try #require(server.until { $0.output.contains("ACCEPT 127.0.0.1:") }, "\(server.error)")
        let line = try #require(server.output.split(separator: "\n").first { $0.hasPrefix("ACCEPT ") })
        let port = try #require(line.split(separator: ":").last)
        return (server, "https://localhost:\(port)")
    }

    @Test func `Named authorities are trusted as well, and those of the variable instead of the system's`() throws {
        let home = try AuthoritiesTests.makeHome()
        let (server, url) = try AuthoritiesTests.serve(home)
        defer { server.signal(SIGKILL) }
        func list(_ options: String..., variable: String = "") throws -> Run {
            var environment = ["ADMIN_TOKEN": Fixture.token]
            if !variable.isEmpty { environment["SSL_CERT_FILE"] = variable }
            return try Run.molecule(
                ["workspaces", "list", "--api-url", url] + options, home: home, environment: environment)
        }
        // Its page is not the API: the handshake was good.
        for run in [
            try list("--ca-file", home.file("own.pem")), try list("--ca-file=own.pem"), try list(variable: "own.pem"),
            try list("--ca-file", "own.pem", variable: "other.pem"),
            try list("--ca-file", "other.pem", variable: "own.pem"),
        ] {
            #expect(run.status != 9 && !run.error.contains("TLS"), "\(run.error)")
        }
        for run in [
            try list(), try list("--ca-file", "other.pem"), try list(variable: home.file("other.pem")),
            try list("--ca-file", "other.pem", variable: "other.pem"),
        ] {
            #expect(run.status == 9 && run.error.contains("TLS failed"), "\(run.error)")
            #expect(run.error.contains("next: Name the file of a private certificate authority with --ca-file"))
        }
        let key = try list("--ca-file", "server.key")
        #expect(key.status == 9 && key.error.contains("server.key holds no certificate"), "\(key.error)")
        let verdict = try Run.molecule(
            "admin-token", "verify", "--api-url", url, home: home, environment: ["ADMIN_TOKEN": Fixture.token])
        #expect(verdict.error.contains("--ca-file") && !verdict.error.contains("/etc/ssl"), "\(verdict.error)")
    }

    /// The system's cannot be made to sign anything for a test; that they stay is seen in what is handed over.
    @Test(.enabled(if: Binary.isCI || Binary.tool("strace") != nil, "no strace"))
    func `The system's authorities stay beside those that are named`() throws {
        let home = try AuthoritiesTests.makeHome()
        try #require(FileManager.default.fileExists(atPath: "/etc/ssl/certs/ca-certificates.crt"))
        let strace = try #require(Binary.tool("strace"), "in CI strace must be there")
        let trace = home.file("opened")
        _ = try Run.program(
            strace,
            ["-f", "-qq", "-e", "trace=openat", "-o", trace, Binary.molecule, "workspaces", "list", "--api-url"]
                + ["https://127.0.0.1:1", "--ca-file", "own.pem"],
            environment: home.environment.merging(["ADMIN_TOKEN": Fixture.token]) { $1 }, directory: home.path)
        let opened = try home.read("opened")
        #expect(opened.contains("own.pem") && opened.contains("/etc/ssl/certs/ca-certificates.crt"), "\(opened)")
    }

    @Test func `A file that cannot be read is named, by commands that need it only`() throws {
        let home = try TemporaryHome()
        for path in ["absent.pem", "/dev/null"] {
            let named = try Run.molecule(
                "workspaces", "list", "--api-url", "https://127.0.0.1:1", "--ca-file", path, home: home,
                environment: ["ADMIN_TOKEN": Fixture.token])
            #expect(named.status == 9 && named.error.contains(path), "\(named.error)")
            let environment = ["SSL_CERT_FILE": path, "ADMIN_TOKEN": Fixture.token]
            let run = try Run.molecule(
                "workspaces", "list", "--api-url", "https://127.0.0.1:1", home: home, environment: environment)
            #expect(run.status == 9 && run.error.contains(path), "\(run.error)")
            #expect(try Run.molecule("keys", "list", home: home, environment: environment).status == 0)
        }
    }
}
