import Foundation
import TestSupport
import Testing

/// Where `admin-token verify` takes its token and its address from.
@Suite struct VerifySourceTests {
    @Test func `every source gives the same token`() throws {
        let fixture = try Fixture()
        let url = fixture.platform.url
        try fixture.home.write("token", Fixture.token + "\n")
        let token = Fixture.token
        let runs = [
            try fixture.molecule("admin-token", "verify", "--api-url", url, "--from-stdin", input: token + "\n"),
            try fixture.molecule("admin-token", "verify", "--api-url", url, "--from-stdin", input: token + "\r\n"),
            try fixture.molecule("admin-token", "verify", "--api-url", url, "--from-file", "token"),
            try fixture.molecule(
                "admin-token", "verify", "--api-url", url, "--from-env", "MINE", environment: ["MINE": token]),
            try fixture.molecule("admin-token", "verify", "--from-key", "production"),
            try fixture.molecule(
                "admin-token", "verify", environment: ["MOLECULE_API_URL": url, "ADMIN_TOKEN": token + "\n"]),
            try fixture.molecule(
                "admin-token", "verify",
                environment: ["MOLECULE_API_URL": url, "ADMIN_TOKEN_FILE": fixture.home.file("token")]),
        ]
        for run in runs { #expect(run.status == 0, "\(run.error)") }
    }

    @Test func `an option names the source although ADMIN_TOKEN is set`() throws {
        let fixture = try Fixture()
        let run = try fixture.verify("--from-key", "production", token: Fixture.other)
        #expect(run.status == 0, "\(run.error)")
    }

    @Test(arguments: ["<(printf %s \"$T\")", "<(echo \"$T\")", "/dev/fd/3 3< <(echo \"$T\")"])
    func `a pipe of the shell is a file`(_ source: String) throws {
        let fixture = try Fixture(key: nil)
        let environment = ["T": Fixture.token, "MOLECULE_API_URL": fixture.platform.url]
        for line in [
            "molecule admin-token verify --from-file \(source)",
            "ADMIN_TOKEN_FILE=\(source) molecule admin-token verify",
        ]
        where !(line.hasPrefix("ADMIN") && source.hasPrefix("<(")) {
            let run = try Run.program(
                "/bin/bash", ["-c", line], environment: fixture.home.environment.merging(environment) { $1 })
            #expect(run.status == 0, "\(line): \(run.error)")
        }
    }

    @Test func `a descriptor that is no pipe is refused`() throws {
        let fixture = try Fixture(key: nil)
        try fixture.home.write("token", Fixture.token)
        let environment = ["MOLECULE_API_URL": fixture.platform.url]
        let run = try Run.shell(
            "molecule admin-token verify --from-file /dev/fd/3 3<token", home: fixture.home, environment: environment)
        #expect(run.status == 10)
        let closed = try Run.shell(
            "molecule admin-token verify --from-file /dev/fd/99", home: fixture.home, environment: environment)
        #expect(closed.status == 6)
    }

    @Test func `more than one source is refused`() throws {
        let fixture = try Fixture()
        try fixture.home.write("token", Fixture.token)
        let both = try fixture.verify(environment: ["ADMIN_TOKEN_FILE": fixture.home.file("token")])
        #expect(both.status == 2)
        #expect(both.error.contains("Both ADMIN_TOKEN and ADMIN_TOKEN_FILE are set"))
        let options = [
            ["--from-stdin"], ["--from-file", "token"], ["--from-env", "ADMIN_TOKEN"], ["--from-key", "production"],
        ]
        for (index, first) in options.enumerated() {
            for second in options[(index + 1)...] {
                let run = try Run.molecule(["admin-token", "verify"] + first + second, home: fixture.home, input: "x")
                #expect(run.status == 2, "\(first) \(second)")
                #expect(run.error.contains("More than one source is given for the value."))
            }
        }
        #expect(try fixture.home.read("requests.log") == "", "nothing was asked")
    }

    @Test func `a file that is not private is refused with the command that repairs it`() throws {
        let fixture = try Fixture(key: nil)
        for mode in [0o644, 0o640, 0o604, 0o660] {
            try fixture.home.write("token", Fixture.token, mode: mode)
            for run in [
                try fixture.verify(token: nil, environment: ["ADMIN_TOKEN_FILE": fixture.home.file("token")]),
                try fixture.verify("--from-file", "token", token: nil),
            ] {
                #expect(run.status == 10)
                #expect(run.error.contains(String(mode, radix: 8)))
                #expect(run.error.contains("chmod 600"))
            }
        }
        try fixture.home.write("token", Fixture.token)
        symlink("token", fixture.home.file("link"))
        link(fixture.home.file("token"), fixture.home.file("twin"))
        mkfifo(fixture.home.file("fifo"), 0o600)
        for name in ["link", "twin", "token", "fifo", "config"] {
            try? FileManager.default.createDirectory(
                atPath: fixture.home.file("config"), withIntermediateDirectories: true)
            let run = try fixture.verify("--from-file", name, token: nil)
            #expect(run.status == 10, "\(name): \(run.error)")
        }
        #expect(try fixture.verify("--from-file", "absent", token: nil).status == 6)
        #expect(try fixture.home.read("requests.log") == "")
    }

    struct Value: Sendable, CustomTestStringConvertible {
        let name: String
        let bytes: String
        let says: String
        var testDescription: String { name }
    }

    static let values = [
        Value(name: "nothing", bytes: "", says: "is empty"),
        Value(name: "a newline alone", bytes: "\n", says: "is empty"),
        Value(name: "CRLF alone", bytes: "\r\n", says: "is empty"),
        Value(name: "a newline in the middle", bytes: "secret-one\nsecret-two", says: "at byte 11"),
        Value(name: "two newlines at the end", bytes: "secret-one\n\n", says: "at byte 11"),
        Value(name: "a carriage return in the middle", bytes: "secret-one\rsecret-two", says: "at byte 11"),
        Value(name: "a space in the middle", bytes: "secret-one secret-two", says: "at byte 11"),
        Value(name: "a space at the start", bytes: " secret-one", says: "at byte 1"),
        Value(name: "a space at the end", bytes: "secret-one \n", says: "at byte 11"),
        Value(name: "a tab", bytes: "secret-one\tsecret", says: "at byte 11"),
        Value(name: "NUL", bytes: "secret-one\0secret", says: "at byte 11"),
        Value(name: "not ASCII", bytes: "secret-onë", says: "at byte 10"),
        Value(name: "a byte order mark", bytes: "\u{FEFF}secret-one", says: "at byte 1"),
        Value(
            name: "16385 bytes", bytes: String(repeating: "secret-one", count: 1639), says: "longer than 16384 bytes"),
    ]

    @Test(arguments: values) func `what cannot be a token is refused without being shown or sent`(_ value: Value) throws
    {
        let fixture = try Fixture(key: nil)
        try fixture.home.write("token", value.bytes)
        var runs = [
            try fixture.molecule(
                "admin-token", "verify", "--api-url", fixture.platform.url, "--from-stdin", input: value.bytes),
            try fixture.verify("--from-file", "token", token: nil),
            try fixture.verify(token: nil, environment: ["ADMIN_TOKEN_FILE": fixture.home.file("token")]),
        ]
        if !value.bytes.contains("\0"), !value.bytes.isEmpty { runs.append(try fixture.verify(token: value.bytes)) }
        for run in runs {
            #expect(run.status == 2, "\(run.error)")
            #expect(run.error.contains(value.says), "\(run.error)")
            #expect(!run.error.contains("secret"))
            #expect(run.output == "")
        }
        #expect(try fixture.home.read("requests.log") == "")
    }

    @Test func `a source that has nothing is told`() throws {
        let fixture = try Fixture(key: nil)
        let variable = try fixture.verify("--from-env", "MINE", token: nil)
        #expect(variable.status == 2)
        #expect(variable.error.contains("no such variable is set"))
        let key = try fixture.verify("--from-key", "absent", token: nil)
        #expect(key.status == 6)
        #expect(key.error.contains("There is no key entry 'absent'."))
        try fixture.add("of-another-kind", "some-org-token-of-mine", kind: "org-token")
        let kind = try fixture.verify("--from-key", "of-another-kind", token: nil)
        #expect(kind.status == 2)
        #expect(kind.error.contains("not an admin token"))
    }

    @Test func `a key entry is sent to its own origin alone`() throws {
        let fixture = try Fixture()
        let spy = try SpyServer(answer: SpyServer.json("{}"))
        let typed = try fixture.molecule("admin-token", "verify", "--from-key", "production", "--api-url", spy.url)
        #expect(typed.status == 2)
        #expect(typed.error.contains("is bound to \(fixture.platform.url) and is sent nowhere else"))
        let ambient = try fixture.molecule(
            "admin-token", "verify", "--from-key", "production", environment: ["MOLECULE_API_URL": spy.url])
        #expect(ambient.status == 0)
        #expect(spy.connections == 0)
    }

    static let addresses = [
        ("http://admin:hunter2@127.0.0.1:1", "user name or password"),
        ("https://admin:hunter2@platform.example.com", "user name or password"),
        ("http://127.0.0.1:1/admin", "a path"), ("http://127.0.0.1:1/?hunter2=1", "a path"),
        ("http://127.0.0.1:1#hunter2", "a path"), ("ftp://127.0.0.1", "scheme"), ("file:///etc/passwd", "scheme"),
        ("http://platform.example.com", "plain http"), ("http://10.0.0.1:8080", "plain http"),
        ("http://localhost.example.com", "plain http"), ("http://127.0.0.1:0", "port"),
        ("http://127.0.0.1:99999", "port"),
        ("http://127.0.0.1:", "port"), ("http://127.0.0.1:x", "port"), ("platform.example.com", "not a URL"),
        ("", "not a URL"), ("https://", "host"), ("https://-a.example", "host"), ("https://a b", "host"),
        ("https://127.1", "host"),
    ]

    @Test(arguments: addresses) func `an address that is none is refused in one sentence`(
        _ address: String, _ says: String
    ) throws {
        let home = try TemporaryHome()
        let token = ["ADMIN_TOKEN": Fixture.token]
        for run in [
            try Run.molecule("admin-token", "verify", "--api-url", address, home: home, environment: token),
            try Run.molecule(
                "admin-token", "verify", home: home, environment: token.merging(["MOLECULE_API_URL": address]) { $1 }),
        ] {
            #expect(run.status == 2, "\(run.error)")
            #expect(run.error.contains(says) || address.isEmpty, "\(run.error)")
            #expect(!run.error.contains("hunter2"))
            #expect(run.output == "")
        }
        let saved = try Run.molecule("admin-token", "generate", "--save", "a", "--origin", address, home: home)
        #expect(saved.status == 2)
        #expect(!saved.error.contains("hunter2"))
        #expect(names(in: home.path) == [])
    }

    @Test func `without an address nothing is asked`() throws {
        let run = try Run.molecule(
            "admin-token", "verify", home: try TemporaryHome(), environment: ["ADMIN_TOKEN": "x-y"])
        #expect(run.status == 2)
        #expect(run.error.contains("Pass --api-url"))
    }
}
