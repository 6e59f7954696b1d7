import Foundation
import JSON
import TestSupport
import Testing

/// The verbs about runbooks, as a user meets them.
@Suite(.blocking) struct RunbookCommandTests {
    let home: TemporaryHome

    init() throws { home = try TemporaryHome() }

    private func molecule(_ arguments: String..., environment: [String: String] = [:]) throws -> Run {
        try Run.molecule(arguments, home: home, environment: environment)
    }

    private func configure(_ text: String, mode: Int = 0o600) throws {
        try FileManager.default.createDirectory(
            atPath: home.file("config/molecule"), withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        try home.write("config/molecule/config.json", text, mode: mode)
    }

    @Test func `the map shows where each secret lives, what is coupled, and what has no runbook`() throws {
        let run = try molecule("secrets", "map", "-o", "json")
        #expect(run.status == 0, "\(run.error)")
        let items = try #require(try run.document()["items"]?.items)
        #expect(items.count == 11)
        #expect(items.filter { $0["coupled"] == true }.compactMap { $0["secret"]?.text } == ["FLY_API_TOKEN"])
        #expect(items.allSatisfy { $0["lives"]?.items?.isEmpty == false })
        let others = try run.document()["without_runbook"]?.items?.compactMap { $0["secret"]?.text } ?? []
        #expect(Set(others).isSuperset(of: ["CP_ADMIN_API_TOKEN", "PROVISION_SHARED_SECRET", "WORKOS_API_KEY"]))
        let table = try molecule("secrets", "map", "-o", "table")
        #expect(table.output.contains("compromised-only  forbidden"))
        #expect(table.output.contains("Known, no runbook: "))
        #expect(try molecule("secrets", "map", "-q").output.split(separator: "\n").count == 11)
    }

    @Test func `the settings of the profile stand in the map and in what is shown`() throws {
        try configure(
            #"{"molecule_config":1,"profile":"p","profiles":{"p":{"settings":{"control_plane_store":"fly:my-app"}}}}"#)
        #expect(try molecule("secrets", "map").output.contains("(fly:my-app)"))
        let shown = try molecule("secrets", "runbook", "show", "NEON_API_KEY", "--setting", "neon_project=my-project")
        #expect(shown.output.contains("destination 1\tfly:my-app\n"))
        #expect(shown.output.contains("/api/v2/projects/my-project"))
        #expect(shown.output.contains("setting neon_api_url\tnot set; such as https://"))
    }

    @Test func `what is shown as JSON is a runbook that the check takes`() throws {
        let names = try molecule("secrets", "runbook", "list", "-q").output.split(separator: "\n").map(String.init)
        #expect(names.count == 11)
        for name in names {
            let shown = try molecule("secrets", "runbook", "show", name, "-o", "json")
            try home.write("copy.json", shown.output, mode: 0o644)
            let checked = try molecule("secrets", "runbook", "check", "copy.json", "-o", "json")
            #expect(checked.status == 0, "\(name): \(checked.output)")
            #expect(try checked.document()["secret"]?.text == name)
        }
        #expect(try molecule("secrets", "runbook", "show", "copy.json").output.contains("secret\tTENANT_REDIS_URL"))
    }

    @Test func `the check tells every defect with its place, and ends with status 2`() throws {
        let shown = try molecule("secrets", "runbook", "show", "NEON_API_KEY", "-o", "json").output
        let broken = shown.replacingOccurrences(of: "\"pasted\"", with: "\"paste\"")
            .replacingOccurrences(of: "\"patience_seconds\": 600", with: "\"patience_seconds\": 0, \"extra\": 1")
            .replacingOccurrences(of: "${neon_api_url}/api", with: "${other_url}/api")
        try home.write("broken.json", broken)
        let run = try molecule("secrets", "runbook", "check", "broken.json")
        #expect(run.status == 2)
        let paths = run.output.split(separator: "\n").map { $0.prefix { $0 != "\t" } }
        #expect(Set(paths).isSuperset(of: ["source.kind", "patience_seconds", "extra", "proofs[0].settings.url"]))
        #expect(run.error.contains("broken.json has \(paths.count) defects."))
        let used = try molecule("secrets", "runbook", "show", "./broken.json")
        #expect(used.status == 2)
        #expect(used.error.contains("next: molecule secrets runbook check ./broken.json"))
    }

    @Test func `a runbook that holds a secret is refused, and the secret is not shown`() throws {
        let secret = "napi_" + String(repeating: "a1b2", count: 8)
        let shown = try molecule("secrets", "runbook", "show", "NEON_API_KEY", "-o", "json").output
        try home.write("holding.json", shown.replacingOccurrences(of: "it is shown once", with: "it is \(secret)"))
        let run = try molecule("secrets", "runbook", "check", "holding.json")
        #expect(run.status == 2)
        #expect(run.output.contains("source.settings.instruction\tholds what looks like a secret"))
        #expect(!run.output.contains(secret) && !run.error.contains(secret))
    }

    @Test func `files that are none are told from runbooks`() throws {
        #expect(try molecule("secrets", "runbook", "check", "absent.json").status == 6)
        #expect(mkfifo(home.file("pipe.json"), 0o600) == 0)
        let pipe = try molecule("secrets", "runbook", "check", "pipe.json")
        #expect(pipe.status == 2 && pipe.error.contains("not a regular file"))
        try home.write("large.json", String(repeating: " ", count: (256 << 10) + 1))
        #expect(try molecule("secrets", "runbook", "check", "large.json").status == 2)
        try home.write("text.json", "no JSON")
        let text = try molecule("secrets", "runbook", "check", "text.json")
        #expect(text.status == 2 && text.output.hasPrefix("(document)\tis not JSON"))
        #expect(try molecule("secrets", "runbook", "check").status == 2)
        #expect(try molecule("secrets", "runbook", "check", "text.json", "--schema").status == 2)
    }

    @Test func `the schema is printed as it is`() throws {
        let run = try molecule("secrets", "runbook", "check", "--schema")
        #expect(run.status == 0)
        let file = CompletionTests.top.appendingPathComponent("Sources/Rotation/Runbook/runbook.schema.json")
        #expect(run.output == (try String(contentsOf: file, encoding: .utf8)))
    }

    @Test func `a name without a runbook is not found, and what is near or known is told`() throws {
        let near = try molecule("secrets", "runbook", "show", "NEON_API_KEI")
        #expect(near.status == 6 && near.error.contains("next: molecule secrets runbook show NEON_API_KEY"))
        let known = try molecule("secrets", "runbook", "show", "WORKOS_API_KEY")
        #expect(known.status == 6 && known.error.contains("dashboard of WorkOS"))
        let admin = try molecule("secrets", "runbook", "show", "ADMIN_TOKEN")
        #expect(admin.error.contains("molecule admin-token rotate"))
    }

    @Test func `a setting is typed as a name and a value, once, and is none of another runbook`() throws {
        for (words, part) in [
            (["no-equals"], "NAME=VALUE"), (["Upper=x"], "NAME=VALUE"), (["neon_project="], "must not be empty"),
            (["neon_project=a", "neon_project=b"], "given twice"), (["neon_projekt=a"], "Did you mean 'neon_project'?"),
        ] {
            let options = words.flatMap { ["--setting", $0] }
            let run = try Run.molecule(["secrets", "runbook", "show", "NEON_API_KEY"] + options, home: home)
            #expect(run.status == 2 && run.error.contains(part), "\(words): \(run.error)")
        }
    }
}
