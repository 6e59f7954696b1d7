import Foundation
import JSON
import TestSupport
import Testing

/// The configuration file and its profiles, as a user meets them.
@Suite(.blocking) struct ProfileTests {
    let home: TemporaryHome
    private var path: String { home.file("config/molecule/config.json") }

    init() throws {
        home = try TemporaryHome()
        try FileManager.default.createDirectory(
            atPath: home.file("config/molecule"), withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        try write(
            """
            {"molecule_config":1,"profile":"first","profiles":{
              "first":{"api_url":"https://first.example","cp_url":"https://cp.first.example","org_id":"org-1"},
              "second":{"api_url":"https://second.example"},"bad":{"api_url":"second.example"}}}
            """)
    }

    private func write(_ text: String, mode: Int = 0o600) throws {
        try home.write("config/molecule/config.json", text, mode: mode)
    }

    private func status(_ options: String..., environment: [String: String] = [:]) throws -> Run {
        try Run.molecule(
            ["auth", "status", "-o", "json"] + options, home: home,
            environment: ["ADMIN_TOKEN": "a-token-of-this-test"].merging(environment) { $1 })
    }

    /// What is in use: a name's value and what gave it.
    private func given(_ run: Run, _ name: String) throws -> String? {
        let item = try run.document()["settings"]?.items?.first { $0["name"]?.text == name }
        return item.map { "\($0["value"]?.text ?? "") by \($0["source"]?.text ?? "")" }
    }

    @Test func `an option comes before the environment, that before the profile`() throws {
        let profile = try status()
        #expect(profile.status == 0, "\(profile.error)")
        #expect(try profile.document()["profile"]?.text == "first")
        #expect(try given(profile, "api-url") == "https://first.example by api_url of profile 'first'")
        #expect(try given(profile, "cp-url") == "https://cp.first.example by cp_url of profile 'first'")
        #expect(try given(profile, "org-id") == "org-1 by org_id of profile 'first'")
        let variable = try status(environment: ["MOLECULE_API_URL": "https://env.example"])
        #expect(try given(variable, "api-url") == "https://env.example by MOLECULE_API_URL")
        let option = try status(
            "--api-url", "https://typed.example", environment: ["MOLECULE_API_URL": "https://env.example"])
        #expect(try given(option, "api-url") == "https://typed.example by --api-url")
    }

    @Test func `the profile that is named is used, by the option before the variable`() throws {
        let named = try status("--profile", "second")
        #expect(try given(named, "api-url") == "https://second.example by api_url of profile 'second'")
        #expect(try given(named, "cp-url") == nil)
        let variable = try status(environment: ["MOLECULE_PROFILE": "second"])
        #expect(try variable.document()["profile"]?.text == "second")
        let both = try status("--profile", "first", environment: ["MOLECULE_PROFILE": "second"])
        #expect(try both.document()["profile"]?.text == "first")
    }

    @Test func `a profile that is not there is told with the nearest, or with those there are`() throws {
        let near = try status("--profile", "secnd")
        #expect(near.status == 2)
        #expect(try near.failure()["hint"]?.text == "Did you mean 'second'?")
        let far = try status(environment: ["MOLECULE_PROFILE": "zzzzzz"])
        #expect(try far.failure()["message"]?.text == "MOLECULE_PROFILE names a profile that does not exist.")
        #expect(try far.failure()["hint"]?.text == "There are: first, second, bad.")
        try FileManager.default.removeItem(atPath: path)
        #expect(try status("--profile", "first").status == 2)
        #expect(try status().status == 0)
    }

    @Test func `a profile's address leads where it says, and is named when it is none`() throws {
        let fixture = try Fixture()
        try FileManager.default.createDirectory(
            atPath: fixture.home.file("config/molecule"), withIntermediateDirectories: true)
        try fixture.home.write(
            "config/molecule/config.json",
            "{\"molecule_config\":1,\"profiles\":{\"here\":{\"api_url\":\"\(fixture.platform.url)\"}}}")
        let verified = try fixture.molecule(
            "admin-token", "verify", "--profile", "here", environment: ["ADMIN_TOKEN": Fixture.token])
        #expect(verified.status == 0, "\(verified.error)")
        let bad = try Run.molecule(
            "admin-token", "verify", "--profile", "bad", home: home, environment: ["ADMIN_TOKEN": "x-token"])
        #expect(bad.status == 2)
        #expect(bad.error.contains("api_url of profile 'bad' is not a platform's address"))
    }

    @Test func `a key entry keeps to its own server, whatever the profile says`() throws {
        let fixture = try Fixture()
        try fixture.home.write(
            "config/molecule/config.json",
            #"{"molecule_config":1,"profile":"p","profiles":{"p":{"api_url":"https://no-such-host.invalid"}}}"#)
        let run = try fixture.molecule("admin-token", "verify", "--from-key", "production")
        #expect(run.status == 0, "\(run.error)")
    }

    @Test func `a file that others can change is refused, and one that they can read is not`() throws {
        chmod(path, 0o644)
        #expect(try status().status == 0)
        for mode in [0o664, 0o646, 0o666] {
            chmod(path, mode_t(mode))
            let run = try status()
            #expect(run.status == 10, "\(String(mode, radix: 8))")
            #expect(try run.failure()["hint"]?.text == "chmod 600 \(path)")
        }
        try FileManager.default.moveItem(atPath: path, toPath: home.file("elsewhere.json"))
        chmod(home.file("elsewhere.json"), 0o600)
        try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: home.file("elsewhere.json"))
        #expect(try status().status == 10)
    }

    @Test func `a malformed file stops what would use it, and nothing else`() throws {
        try write("{")
        let run = try status()
        #expect(run.status == 2)
        #expect(try run.failure()["message"]?.text == "\(path) is not JSON: it ends too early, at byte 1.")
        for words in [
            ["completion", "bash"], ["--version"], ["auth", "status", "--help"], ["__complete", "profiles"],
        ] {
            #expect(try Run.molecule(words, home: home).status == 0, "\(words)")
        }
    }

    @Test func `a secret in the file is found and not shown`() throws {
        let secret = "whsec_" + String(repeating: "a1B2", count: 6)
        try write("{\"molecule_config\":1,\"profiles\":{\"p\":{\"settings\":{\"hook\":\"\(secret)\"}}}}")
        let run = try status()
        #expect(run.status == 2)
        #expect(try run.failure()["message"]?.text?.contains("profiles.p.settings.hook holds what looks like") == true)
        #expect(!run.error.contains(secret))
    }
}
