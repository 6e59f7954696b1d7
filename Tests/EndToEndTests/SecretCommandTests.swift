import Foundation
import JSON
import TestSupport
import Testing

/// Values that a command prints: `--from-command`, and key entries whose value another secret manager keeps.
@Suite(.blocking) struct SecretCommandTests {
    /// A secret manager: prints the value, and notes each time that it was asked.
    private func manager(_ fixture: Fixture, _ value: String = Fixture.token) throws -> String {
        try fixture.home.write("vault", "value=\(value)\n")
        try fixture.home.write(
            "get", "#!/bin/sh\necho asked >> asked\nenv > environment\n. ./vault\necho \"$value\"\n", mode: 0o755)
        return "./get"
    }

    private func asked(_ fixture: Fixture) throws -> Int { try fixture.home.read("asked").split(separator: "\n").count }

    @Test func `a value is taken from what a command prints, without its newline`() throws {
        let fixture = try Fixture()
        let run = try fixture.molecule(
            "admin-token", "verify", "--api-url", fixture.platform.url, "--from-command", try manager(fixture),
            environment: ["VAULT_ADDR": "https://vault.example", "CP_ADMIN_API_TOKEN": "another", "MINE": "x"])
        #expect(run.status == 0, "\(run.error)")
        let environment = try fixture.home.read("environment")
        #expect(environment.contains("VAULT_ADDR=https://vault.example"))
        #expect(!environment.contains("another") && !environment.contains("MINE"))
    }

    @Test(arguments: [("exit 3", 1, "status 3"), ("true", 2, "is empty"), ("no-such-program", 6, "not found")])
    func `a command that prints nothing usable is told`(_ command: String, _ status: Int, _ words: String) throws {
        let fixture = try Fixture()
        let run = try fixture.molecule(
            "admin-token", "verify", "--api-url", fixture.platform.url, "--from-command", command)
        #expect(run.status == status, "\(run.error)")
        #expect(run.error.contains(words))
    }

    @Test func `what a command says beside the value is shown with the value masked`() throws {
        let fixture = try Fixture()
        let run = try fixture.molecule(
            "admin-token", "verify", "--api-url", fixture.platform.url, "--from-command",
            "echo \(Fixture.token); echo fetched \(Fixture.token) >&2")
        #expect(run.status == 0, "\(run.error)")
        #expect(run.error.contains("fetched"))
        #expect(!run.error.contains(Fixture.token))
    }

    @Test func `an entry of a command fetches its value at every use and never stores it`() throws {
        let fixture = try Fixture()
        let added = try fixture.molecule(
            "keys", "add", "shared", "--kind", "admin-token", "--origin", fixture.platform.url, "--command",
            try manager(fixture))
        #expect(added.status == 0, "\(added.error)")
        #expect(try asked(fixture) == 1, "it is tried once")
        #expect(try !fixture.home.read("config/molecule/keys/shared").contains(Fixture.token))
        #expect(try fixture.molecule("admin-token", "verify", "--from-key", "shared").status == 0)
        #expect(try fixture.molecule("workspaces", "list", "--from-key", "shared").status == 0)
        #expect(try asked(fixture) == 3)
        let exec = try fixture.molecule(
            "keys", "exec", "shared", "--", "sh", "-c", "test \"$ADMIN_TOKEN\" = \(Fixture.token)")
        #expect(exec.status == 0)
        #expect(try fixture.molecule("keys", "list", "-o", "json").output.contains(#""command": "./get""#))
        #expect(try fixture.molecule("keys", "check").status == 0)
        #expect(try asked(fixture) == 4, "looking at the store asks nobody")
        #expect(try FileTree(fixture.home.keys).files(containing: [Fixture.token]) == ["production"])
        _ = try manager(fixture, Fixture.other)
        #expect(try fixture.molecule("admin-token", "verify", "--from-key", "shared").status == 4)
    }

    @Test func `an entry of a command without one for new values is not rotated, and neither holds a secret`() throws {
        let fixture = try Fixture()
        _ = try fixture.molecule(
            "keys", "add", "shared", "--kind", "admin-token", "--origin", fixture.platform.url, "--command",
            try manager(fixture))
        let rotated = try fixture.molecule(
            "admin-token", "rotate", "--key", "shared", "--to", "env-file:platform.env", "--yes")
        #expect(rotated.status == 7, "\(rotated.error)")
        #expect(rotated.error.contains("kept elsewhere") && rotated.error.contains("--store-command"))
        for option in ["--command", "--from-command"] {
            let typed = try fixture.molecule(
                "keys", "add", "other", "--kind", "org-token", "--origin", fixture.platform.url, option,
                "echo ghp_0123456789abcdefghij")
            #expect(typed.status == 2)
            #expect(!typed.error.contains("0123456789"))
        }
        let both = try fixture.molecule(
            "keys", "add", "other", "--kind", "org-token", "--origin", fixture.platform.url, "--command", "./get",
            "--from-command", "./get")
        #expect(both.status == 2)
    }
}
