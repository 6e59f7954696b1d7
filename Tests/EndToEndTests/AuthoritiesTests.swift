import Foundation
import TestSupport
import Testing

/// `--ca-file` and SSL_CERT_FILE, against a TLS server whose certificate no public authority has signed.
@Suite(.blocking, .enabled(if: Binary.isCI || Binary.tool("openssl") != nil, "no openssl")) struct AuthoritiesTests {
    /// A home with a server's key and certificate, its authority's certificate and another authority's.
    private static func makeHome() throws -> TemporaryHome {
        let home = try TemporaryHome()
        let script = """
            set -e
            for name in own other; do
                openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj "/CN=$name authority" \
                    -keyout $name.key -out $name.pem
            done
            openssl req -newkey rsa:2048 -nodes -subj /CN=localhost -keyout server.key -out server.csr
            echo subjectAltName=DNS:localhost,IP:127.0.0.1 >names
            openssl x509 -req -in server.csr -CA own.pem -CAkey own.key -CAcreateserial -days 2 -extfile names \
                -out server.pem
            """
        let run = try Run.shell(script, home: home)
        try #require(run.status == 0, "\(run.error)")
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

    @Test func `A private authority is trusted when it is named, and no other is beside it`() throws {
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
        ] {
            #expect(run.status != 9 && !run.error.contains("TLS"), "\(run.error)")
        }
        for run in [
            try list(), try list("--ca-file", "other.pem"), try list(variable: home.file("other.pem")),
            try list("--ca-file", "other.pem", variable: "own.pem"), try list("--ca-file", "server.key"),
        ] {
            #expect(run.status == 9 && run.error.contains("TLS failed"), "\(run.error)")
        }
    }

    @Test func `A file that cannot be read is named, by commands that need it only`() throws {
        let home = try TemporaryHome()
        for path in ["absent.pem", "/dev/null"] {
            let environment = ["SSL_CERT_FILE": path, "ADMIN_TOKEN": Fixture.token]
            let run = try Run.molecule(
                "workspaces", "list", "--api-url", "https://127.0.0.1:1", home: home, environment: environment)
            #expect(run.status == 9 && run.error.contains(path), "\(run.error)")
            #expect(try Run.molecule("keys", "list", home: home, environment: environment).status == 0)
        }
    }
}
