import Foundation
import TestSupport
import Testing

@Suite(.blocking) struct KeysExecTests {
    let home: TemporaryHome
    static let origin = "https://platform.example.com"

    init() throws {
        home = try TemporaryHome()
        for (name, kind) in [("admin", "admin-token"), ("admin-two", "admin-token"), ("org", "org-token")] {
            _ = try Run.molecule(
                "keys", "add", name, "--kind", kind, "--origin", KeysExecTests.origin, "--from-stdin", home: home,
                input: "value-of-\(name)")
        }
    }

    private func exec(_ arguments: String..., environment: [String: String] = [:], input: String = "") throws -> Run {
        try Run.molecule(["keys", "exec"] + arguments, home: home, environment: environment, input: input)
    }

    @Test func `the command gets the variable, the origin and a clean environment`() throws {
        let run = try exec(
            "admin", "--", "env",
            environment: [
                "MOLECULE_ORG_TOKEN": "from-outside", "AWS_SECRET_ACCESS_KEY": "x", "LD_PRELOAD": "",
                "ADMIN_TOKEN_FILE": "/x",
                "LC_ALL": "C", "URLSessionDebugLibcurl": "1", "MOLECULE_OUTPUT": "json", "BASH_ENV": "/x",
            ])
        #expect(run.status == 0)
        let found = Dictionary(
            uniqueKeysWithValues: run.output.split(separator: "\n").map { line in
                (String(line.prefix { $0 != "=" }), String(line.drop { $0 != "=" }.dropFirst()))
            })
        #expect(found["ADMIN_TOKEN"] == "value-of-admin")
        #expect(found["MOLECULE_API_URL"] == KeysExecTests.origin)
        #expect(
            Set(found.keys) == [
                "ADMIN_TOKEN", "MOLECULE_API_URL", "HOME", "PATH", "LANG", "LC_ALL", "TMPDIR", "XDG_CONFIG_HOME",
                "XDG_STATE_HOME",
            ])
    }

    @Test func `two kinds at once are two variables, and one kind twice is refused`() throws {
        let both = try exec("admin", "org", "--", "sh", "-c", "echo $ADMIN_TOKEN $MOLECULE_ORG_TOKEN")
        #expect(both.output == "value-of-admin value-of-org\n")
        let twice = try exec("admin", "admin-two", "--", "env")
        #expect(twice.status == 2)
        #expect(twice.error.contains("'admin' and 'admin-two' both want the variable ADMIN_TOKEN"))
        #expect(twice.output == "")
        #expect(try exec("admin", "admin", "--", "env").status == 2)
    }

    @Test func `other variables pass by name, credentials never`() throws {
        let run = try exec(
            "org", "--pass-env", "MINE", "--pass-env=ADMIN_TOKEN", "--", "sh", "-c", "echo $MINE-$ADMIN_TOKEN",
            environment: ["MINE": "passed", "ADMIN_TOKEN": "from-outside"])
        #expect(run.output == "passed-\n")
    }

    @Test func `the command's status, signal, input and output are its own`() throws {
        #expect(try exec("admin", "--", "sh", "-c", "exit 77").status == 77)
        #expect(try exec("admin", "--", "sh", "-c", "kill -TERM $$").status == 143)
        #expect(try exec("admin", "--", "sh", "-c", "kill -PIPE $$").status == 141)
        #expect(try exec("admin", "--", "cat", input: "through").output == "through")
        let signalled = try Background.molecule("keys", "exec", "admin", "--", "sleep", "30", home: home)
        #expect(signalled.until { (try? String(contentsOfFile: "/proc/\($0.pid)/comm", encoding: .utf8)) == "sleep\n" })
        signalled.signal(SIGINT)
        #expect(signalled.end().status == 130)
    }

    @Test func `options of the command are the command's`() throws {
        #expect(try exec("admin", "--", "echo", "--help", "-v", "--", "x").output == "--help -v -- x\n")
    }

    @Test func `the value is in no argument`() throws {
        let run = try exec("admin", "--", "sh", "-c", "tr '\\0' ' ' < /proc/$$/cmdline")
        #expect(!run.output.contains("value-of-admin"))
        #expect(run.output.hasPrefix("sh -c "))
    }

    @Test func `a program that is not there is not found`() throws {
        for program in ["no-such-program", "./no-such-program", "/no/such/program"] {
            let run = try exec("admin", "--", program)
            #expect(run.status == 6)
            #expect(run.error.contains(program))
        }
        #expect(try exec("absent", "--", "env").status == 6)
        #expect(try exec("admin", "--").status == 2)
        #expect(try exec("admin").status == 2)
        #expect(try exec("--", "env").status == 2)
    }

    @Test func `a file that cannot be run is told in a sentence`() throws {
        // Written by another process: a file that this one has just written may still be open in a child of another test.
        _ = try Run.shell("printf 'not a program' > script && chmod 700 script", home: home)
        let run = try exec("admin", "--", "./script")
        #expect(run.status == 1)
        #expect(run.error.contains("./script cannot be run: Exec format error"))
        try home.write("plain", "text", mode: 0o600)
        #expect(try exec("admin", "--", "./plain").status == 6)
        let directory = try exec("admin", "--", "./config")
        #expect(directory.status == 6)
        #expect(directory.error.contains("'./config' is no file that can be run"), "\(directory.error)")
    }
}
