import Foundation
import TestSupport
import Testing

/// Servers that cannot prove who they are, and those that speak no TLS at all.
@Suite(.blocking, .enabled(if: Binary.isCI || Binary.tool("openssl") != nil, "no openssl")) struct HostileTLSTests {
    private static let token = "credential-of-the-tests-of-tls"

    /// Certificates of one authority: a good one, one for another name, one that is over, one that is not yet, one of
    /// another authority, and one signed by itself.
    private static let script = """
        set -e
        for name in own other; do
            openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj "/CN=$name authority" -keyout $name.key -out $name.pem
        done
        openssl req -newkey rsa:2048 -nodes -subj /CN=localhost -keyout server.key -out server.csr
        echo subjectAltName=DNS:localhost,IP:127.0.0.1 >here
        echo subjectAltName=DNS:elsewhere.example >elsewhere
        sign() { openssl x509 -req -in server.csr -CA $2.pem -CAkey $2.key -CAcreateserial -extfile $3 -out $1.pem $4 $5; }
        sign good own here -days 2
        sign wrong-name own elsewhere -days 2
        sign wrong-authority other here -days 2
        openssl req -x509 -key server.key -subj /CN=localhost -days 2 -addext "$(cat here)" -out self-signed.pem
        mkdir ca
        touch ca/index.txt
        echo 01 >ca/serial
        printf '[ca]\\ndefault_ca=d\\n[d]\\ndatabase=ca/index.txt\\nserial=ca/serial\\nnew_certs_dir=ca\\ndefault_md=sha256\\npolicy=p\\n[p]\\ncommonName=supplied\\n' >ca.cnf
        issue() { openssl ca -batch -config ca.cnf -cert own.pem -keyfile own.key -in server.csr -extfile here -notext -out $1.pem -startdate $2 -enddate $3; }
        issue expired 20200101000000Z 20200201000000Z
        printf 'unique_subject = no\\n' >ca/index.txt.attr
        issue not-yet 20400101000000Z 20400201000000Z
        """

    /// A server that shows what it is sent.
    private static func serve(_ home: TemporaryHome, _ certificate: String, _ options: [String] = []) throws -> (
        server: Background, port: Substring
    ) {
        let openssl = try #require(Binary.tool("openssl"), "in CI openssl must be there")
        // It ends with its input, and so gets one without an end.
        let server = try Background(
            "/bin/sh",
            ["-c", "test -p input || mkfifo input; exec \"$0\" s_server \"$@\" <>input", openssl]
                + ["-accept", "127.0.0.1:0", "-cert", "\(certificate).pem", "-key", "server.key"] + options,
            environment: home.environment, directory: home.path)
        try #require(server.until { $0.output.contains("ACCEPT 127.0.0.1:") }, "\(server.error)")
        let line = try #require(server.output.split(separator: "\n").first { $0.hasPrefix("ACCEPT ") })
        return (server, try #require(line.split(separator: ":").last))
    }

    @Test func `a server that cannot prove who it is gets nothing`() throws {
        let home = try TemporaryHome()
        let made = try Run.shell(Self.script, home: home)
        try #require(made.status == 0, "\(made.error)")
        // Only the good server is waited for: it shows what it is sent and never answers.
        func list(_ port: some StringProtocol, _ options: String..., timeout: String = "30s") throws -> MeasuredRun {
            try MeasuredRun.molecule(
                ["workspaces", "list", "--api-url", "https://localhost:\(port)", "--timeout", timeout] + options,
                home: home,
                environment: ["ADMIN_TOKEN": Self.token])
        }
        let bad = [
            ("wrong-name", []), ("expired", []), ("not-yet", []), ("wrong-authority", []), ("self-signed", []),
            // What libcurl's own lower limit refuses.
            ("good", ["-tls1", "-cipher", "ALL:@SECLEVEL=0"]), ("good", ["-cipher", "NULL:@SECLEVEL=0", "-tls1_2"]),
        ]
        for (certificate, options) in bad {
            let (server, port) = try Self.serve(home, certificate, options)
            defer { server.signal(SIGKILL) }
            let measured = try list(port, "--ca-file", "own.pem")
            #expect(measured.run.status == 9, "\(certificate) \(options): \(measured.run.error)")
            #expect(measured.run.error.contains("TLS failed"), "\(certificate) \(options): \(measured.run.error)")
            #expect(measured.peak < HostileTrial.maximumMemory)
            #expect(!server.output.contains("GET ") && !server.output.contains(Self.token))
        }
        // That it is the certificate and nothing else: this one is sent to.
        let (server, port) = try Self.serve(home, "good")
        defer { server.signal(SIGKILL) }
        #expect(try list(port, "--ca-file", "own.pem", timeout: "10s").run.status == 9)
        #expect(server.until { $0.output.contains("Authorization: Bearer \(Self.token)") }, "\(server.output)")
        #expect(try list(port).run.error.contains("TLS failed"), "no authority of the system's signed it")
        print("hostile server: \(bad.count) servers that cannot prove who they are")
    }

    @Test(arguments: [
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n[]", "SSH-2.0-OpenSSH_9.2\r\n",
        "",
        "\u{15}\u{3}\u{1}\0\u{2}\u{2}\u{28}", "\u{16}\u{3}\u{3}\u{7F}\u{7F}", "\0\0\0\0\0\0\0\0", "220 mail ready\r\n",
    ])
    func `plain text at a port for TLS gets nothing`(_ greeting: String) throws {
        let home = try TemporaryHome()
        let server = HostileServer(greeting: greeting)
        defer { server.stop() }
        let run = try Run.molecule(
            "workspaces", "list", "--api-url", "https://localhost:\(server.port)", "--timeout", "30s", home: home,
            environment: ["ADMIN_TOKEN": Self.token])
        #expect(run.status == 9 && run.error.contains("TLS failed"), "\(run.error)")
        #expect(!server.received.contains(Self.token))
    }
}
