import Foundation
import TestSupport
import Testing

@testable import Sandbox

@Suite(.blocking) struct `The admin gate` {
    private static let required = #"{"error":"admin auth required"}"#
    private static let invalid = #"{"error":"invalid admin auth token"}"#

    /// An `Authorization` line, or nothing, and the answer while the token is set; `nil` for 200.
    private static let cases: [(line: String, refusal: String?)] = [
        ("", required),
        ("Authorization: Bearer right-token", nil),
        ("authorization: Bearer right-token", nil),
        ("Authorization: Bearer right-token  \t", nil),
        ("Authorization: Bearer   right-token", nil),
        ("Authorization: Bearer wrong-token", invalid),
        ("Authorization: Bearer right-toke", invalid),
        ("Authorization: Bearer right-token right-token", invalid),
        ("Authorization: Bearer RIGHT-TOKEN", invalid),
        ("Authorization: bearer right-token", required),
        ("Authorization: BEARER right-token", required),
        ("Authorization: Basic right-token", required),
        ("Authorization: right-token", required),
        ("Authorization: Bearer", required),
        ("Authorization: Bearer   ", required),
        ("Authorization: Bearer\tright-token", required),
        ("Authorization: Bearerright-token", required),
        ("Cookie: ADMIN_TOKEN=right-token", required),
        ("Authorization: Bearer wrong\r\nAuthorization: Bearer right-token", invalid),
    ]

    private func call(_ server: SandboxServer, _ line: String) throws -> WireResponse {
        try server.call("GET", "/admin/workspaces", headers: line.isEmpty ? [] : [line])
    }

    @Test func `lets in exactly one spelling of one token`() throws {
        try withGuardedSandbox { server, _ throws in
            for (line, refusal) in Self.cases {
                let answer = try call(server, line)
                #expect(answer.status == (refusal == nil ? 200 : 401), "\(line)")
                if let refusal { #expect(answer.body == refusal, "\(line)") }
            }
        }
    }

    @Test(arguments: [nil, "", "OTHER=x\n", "ADMIN_TOKEN=\n", "ADMIN_TOKEN=\"\"\n"] as [String?])
    func `is open to everyone while the token is unset or empty`(environment: String?) throws {
        let directory = try TemporaryDirectory()
        if let environment { try directory.write(environment, to: "env") }
        try withSandbox {
            $0.environmentFile = directory.file("env")
        } _: { server throws in
            for (line, _) in Self.cases { #expect(try call(server, line).status == 200, "\(line)") }
        }
    }

    @Test func `stands before every administrative route and no other`() throws {
        try withGuardedSandbox { server, _ throws in
            let guarded = [
                ("GET", "/admin/workspaces"), ("POST", "/admin/workspaces/\(atlas)/pause"),
                ("POST", "/admin/workspaces/\(atlas)/resume"), ("POST", "/admin/workspaces/\(atlas)/terminate"),
                ("GET", "/admin/metrics"), ("POST", "/admin/tier-promote"),
            ]
            for (method, path) in guarded {
                #expect(try server.call(method, path).body == Self.required, "\(method) \(path)")
                #expect(try server.call(method, path, bearer: "x").body == Self.invalid, "\(method) \(path)")
            }
            #expect(try server.call("GET", "/health").status == 200)
            #expect(try server.statuses(bearer: "right-token")[atlas] == "online")
        }
    }

    @Test func `refuses without a challenge, with all the usual headers`() throws {
        try withGuardedSandbox { server, _ throws in
            let answer = try server.call("GET", "/admin/workspaces")
            #expect(answer.statusLine == "HTTP/1.1 401 Unauthorized")
            #expect(answer["Content-Type"] == "application/json; charset=utf-8")
            #expect(!answer.headers.contains { $0.name.lowercased() == "www-authenticate" })
            #expect(Set(answer.fixedHeaders).isSuperset(of: securityHeaders))
        }
    }

    @Test func `takes a new token from the file on reload and not before`() throws {
        try withGuardedSandbox { server, directory throws in
            try directory.write("ADMIN_TOKEN=new-token\n", to: "env")
            #expect(try server.call("GET", "/admin/workspaces", bearer: "new-token").status == 401)
            server.reload()
            #expect(try server.call("GET", "/admin/workspaces", bearer: "new-token").status == 200)
            #expect(try server.call("GET", "/admin/workspaces", bearer: "right-token").status == 401)
        }
    }

    @Test func `opens when the variable or the file is gone after a reload`() throws {
        try withGuardedSandbox { server, directory throws in
            try FileManager.default.removeItem(atPath: directory.file("env"))
            server.reload()
            #expect(try server.call("GET", "/admin/workspaces", bearer: "anything").status == 200)
        }
    }

    @Test func `keeps the old token when the file cannot be read`() throws {
        try withGuardedSandbox { server, directory throws in
            try FileManager.default.removeItem(atPath: directory.file("env"))
            try FileManager.default.createDirectory(
                atPath: directory.file("env"), withIntermediateDirectories: false)
            server.reload()
            #expect(try server.call("GET", "/admin/workspaces").status == 401)
            #expect(try server.call("GET", "/admin/workspaces", bearer: "right-token").status == 200)
        }
    }

    @Test func `compares bytes, not text`() throws {
        let directory = try TemporaryDirectory()
        try Data(Array("ADMIN_TOKEN=a".utf8) + [0xFF, 0x0A]).write(to: URL(fileURLWithPath: directory.file("env")))
        try withSandbox {
            $0.environmentFile = directory.file("env")
        } _: { server throws in
            for (byte, status) in [(UInt8(0xFF), 200), (0xFE, 401)] {
                let client = try WireClient(port: server.port)
                client.send(
                    Array("GET /admin/workspaces HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer a".utf8) + [byte]
                        + Array("\r\n\r\n".utf8))
                #expect(try client.receive().status == status)
            }
        }
    }
}

@Suite(.blocking) struct `The environment file` {
    @Test(arguments: [
        ("ADMIN_TOKEN=a", "a"), ("export ADMIN_TOKEN=a", "a"), ("export\tADMIN_TOKEN=a", "a"),
        ("  ADMIN_TOKEN = a  ", "a"),
        (#"ADMIN_TOKEN="a b""#, "a b"), ("ADMIN_TOKEN='a b'", "a b"),
        (#"ADMIN_TOKEN="a\"b\\c\$d\ne\x""#, "a\"b\\c$d\ne\\x"),
        (#"ADMIN_TOKEN='a\"b'"#, #"a\"b"#), ("ADMIN_TOKEN=a # comment", "a"), ("ADMIN_TOKEN=a#b", "a#b"),
        ("ADMIN_TOKEN=# comment", ""), (#"ADMIN_TOKEN="a # b" # c"#, "a # b"), ("ADMIN_TOKEN=a=b==", "a=b=="),
        ("ADMIN_TOKEN=a\r", "a"), ("ADMIN_TOKEN=a\nADMIN_TOKEN=b", "b"),
        ("#ADMIN_TOKEN=a\n;ADMIN_TOKEN=b\nADMIN_TOKEN=c", "c"),
        (#"ADMIN_TOKEN="open"#, "\"open"), ("ADMIN_TOKEN=", ""), ("ADMIN_TOKEN=$HOME", "$HOME"),
    ]) func `is read as Compose and systemd read it`(text: String, value: String) {
        #expect(EnvironmentFile.parse(Array(text.utf8))["ADMIN_TOKEN"] == Array(value.utf8))
    }

    @Test(arguments: [
        "", "ADMIN_TOKEN", "# ADMIN_TOKEN=a", "XADMIN_TOKEN=a", "admin_token=a", "=a", "exportADMIN_TOKEN=a",
    ])
    func `does not set what it does not name`(text: String) {
        #expect(EnvironmentFile.parse(Array(text.utf8))["ADMIN_TOKEN"] == nil)
    }

    @Test func `takes nothing from a comment`() {
        #expect(EnvironmentFile.parse(Array(" # A=b\n;C=d\n\n".utf8)).isEmpty)
    }
}
