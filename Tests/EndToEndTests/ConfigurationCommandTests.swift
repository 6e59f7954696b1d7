import Foundation
import JSON
import TestSupport
import Testing

/// `molecule config` and `molecule profile`: the file they write is the file the rest reads.
@Suite(.blocking) struct ConfigurationCommandTests {
    let home: TemporaryHome
    private var path: String { home.file("config/molecule/config.json") }

    init() throws { home = try TemporaryHome() }

    private func molecule(_ words: String..., environment: [String: String] = [:]) throws -> Run {
        try Run.molecule(words, home: home, environment: environment)
    }

    @Test func `a first profile is in use, and its values are those of every command`() throws {
        #expect(try molecule("profile", "list", "-o", "table").output.contains("molecule profile add"))
        let added = try molecule(
            "profile", "add", "production", "--api-url", "https://Platform.example.com:443/", "--org-id", "org-1",
            "--setting", "ci_store=github:o/r", environment: ["MOLECULE_CP_URL": "https://elsewhere.example"])
        #expect(added.status == 0, "\(added.error)")
        #expect(try mode(of: path) == "600")
        let written = try JSONValue.parse(Array(try home.read("config/molecule/config.json").utf8))
        let expected: JSONValue = [
            "molecule_config": 1, "profile": "production",
            "profiles": [
                "production": [
                    "api_url": "https://platform.example.com", "org_id": "org-1",
                    "settings": ["ci_store": "github:o/r"],
                ]
            ],
        ]
        #expect(written == expected)
        #expect(try molecule("config", "get", "api_url").output == "https://platform.example.com\n")
        #expect(try molecule("config", "get", "api-url").output == "https://platform.example.com\n")
        #expect(try molecule("config", "get", "settings.ci_store").output == "github:o/r\n")
        #expect(try molecule("config", "get", "cp_url").status == 6)
        let status = try molecule("auth", "status", "-o", "json", environment: ["ADMIN_TOKEN": "x-token"])
        #expect(status.output.contains("api_url of profile 'production'"))
    }

    @Test func `profiles are chosen, changed and removed`() throws {
        for name in ["one", "two"] {
            _ = try molecule("profile", "add", name, "--api-url", "https://\(name).example")
        }
        #expect(try molecule("config", "get", "profile").output == "one\n")
        #expect(try molecule("profile", "use", "two").status == 0)
        #expect(try molecule("config", "get", "api_url").output == "https://two.example\n")
        #expect(try molecule("config", "get", "api_url", "--profile", "one").output == "https://one.example\n")
        #expect(try molecule("config", "set", "org_id", "o-9", "--profile", "one").status == 0)
        #expect(
            try molecule("config", "list").output
                == "one\tapi_url\thttps://one.example\none\torg_id\to-9\ntwo\tapi_url\thttps://two.example\n")
        #expect(try molecule("config", "unset", "org_id", "--profile", "one").status == 0)
        #expect(try molecule("config", "get", "org_id", "--profile", "one").status == 6)
        #expect(try molecule("profile", "list", "-q").output == "one\ntwo\n")
        #expect(try molecule("profile", "remove", "two", environment: ["CI": "1"]).status == 3)
        #expect(try molecule("profile", "remove", "two", "--yes").status == 0)
        #expect(try molecule("config", "get", "profile").status == 6)
        #expect(try molecule("profile", "use", "two").status == 2)
        #expect(try molecule("profile", "add", "one").status == 7)
    }

    @Test func `where a new token goes is a list, and a file is found from anywhere`() throws {
        _ = try molecule("profile", "add", "one", "--to", "env-file:platform.env", "--to", "fly:app")
        #expect(try molecule("config", "get", "destinations").output == "env-file:\(home.path)/platform.env, fly:app\n")
        #expect(try molecule("config", "set", "destinations", "exec:put a, b", "env-file:/srv/.env").status == 0)
        let file = try home.read("config/molecule/config.json")
        #expect(file.contains(#""exec:put a, b""#) && file.contains(#""env-file:/srv/.env""#))
        #expect(try molecule("config", "unset", "destinations").status == 0)
        #expect(try molecule("config", "get", "destinations").status == 6)
    }

    @Test(arguments: [
        ["config", "set", "org_id", "o-1", "o-2"],
        ["config", "set", "destinations", "env-file:/srv/.env", "nowhere:x"],
        ["config", "set", "destinations", "exec:put ghp_0123456789abcdefghij"],
        ["profile", "add", "new", "--to", "exec:put whsec_0123456789abcdefgh"],
        ["config", "set", "org_id", "ghp_0123456789abcdefghij"],
        ["config", "set", "settings.hook", "see whsec_0123456789abcdefgh"],
        ["config", "set", "api_url", "https://user:ghp_0123456789abcdefghij@platform.example.com"],
        ["config", "set", "keys", "ghp_0123456789abcdefghij"],
        ["config", "set", "settings.ghp_0123456789abcdefghij", "x"],
        ["profile", "add", "new", "--setting", "hook=whsec_0123456789abcdefgh"],
        ["profile", "add", "ghp_0123456789abcdefghij"],
        ["profile", "add", "new", "--api-url", "https://user:password@platform.example.com"],
        ["config", "set", "api_url", "platform.example.com"], ["config", "set", "cp_url", "http://elsewhere.example"],
        ["config", "set", "colour", "blue"], ["config", "set", "profile", "nowhere"],
    ]) func `a secret, and what cannot be used, is refused and changes nothing`(_ words: [String]) throws {
        _ = try molecule("profile", "add", "one", "--api-url", "https://one.example")
        let before = try home.read("config/molecule/config.json")
        let run = try Run.molecule(words, home: home)
        #expect(run.status == 2, "\(run.error)")
        #expect(!(run.output + run.error).contains("0123456789"))
        #expect(!(run.output + run.error).contains("password@"))
        #expect(try home.read("config/molecule/config.json") == before)
    }

    @Test func `a file that others can read keeps its mode, and one they can change is refused`() throws {
        _ = try molecule("profile", "add", "one", "--api-url", "https://one.example")
        chmod(path, 0o644)
        #expect(try molecule("config", "set", "org_id", "o-1").status == 0)
        #expect(try mode(of: path) == "644")
        chmod(path, 0o664)
        let open = try molecule("config", "set", "org_id", "o-2")
        #expect(open.status == 10)
        #expect(open.error.contains("chmod 600 \(path)"))
        chmod(path, 0o600)
        try FileManager.default.moveItem(atPath: path, toPath: home.file("elsewhere.json"))
        try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: home.file("elsewhere.json"))
        #expect(try molecule("config", "set", "org_id", "o-3").status == 10)
        #expect(try home.read("elsewhere.json").contains("o-1"))
    }

    @Test func `a malformed file is told and left as it is, and its path is still printed`() throws {
        _ = try molecule("profile", "add", "one")
        try home.write("config/molecule/config.json", "{")
        #expect(try molecule("config", "set", "org_id", "o-1").status == 2)
        #expect(try home.read("config/molecule/config.json") == "{")
        #expect(try molecule("config", "path").output == "\(path)\n")
    }

    @Test func `many at once lose nothing of one another`() throws {
        let runs = try (0..<6).map { number in
            try Background.molecule("profile", "add", "p\(number)", home: home)
        }
        for run in runs { #expect(run.end().status == 0) }
        #expect(try molecule("profile", "list", "-q").output.split(separator: "\n").count == 6)
    }

    @Test func `the key entries of a profile are used where nothing else is at hand`() throws {
        let fixture = try Fixture()
        let added = try fixture.molecule(
            "profile", "add", "here", "--api-url", fixture.platform.url, "--key", "production")
        #expect(added.status == 0, "\(added.error)")
        let run = try fixture.molecule("workspaces", "list")
        #expect(run.status == 0, "\(run.error)")
        let wrong = try fixture.molecule("workspaces", "list", environment: ["ADMIN_TOKEN": Fixture.other])
        #expect(wrong.status == 4)
        let status = try fixture.molecule("auth", "status", "-o", "json")
        #expect(status.output.contains("key entry 'production'"))
    }
}
