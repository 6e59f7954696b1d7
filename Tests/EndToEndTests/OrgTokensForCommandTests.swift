import Foundation
import JSON
import TestSupport
import Testing

/// `org tokens mint --for-command`: a key that lives exactly as long as a command.
@Suite(.blocking) struct OrgTokensForCommandTests {
    private func mint(_ tenant: KeyTenant, _ words: String..., name: String = "job") throws -> Run {
        try Run.molecule(
            ["org", "tokens", "mint", "--name", name, "--for-command"] + words, home: tenant.home,
            environment: tenant.environment)
    }

    /// A job in the background that has begun: it has written the file `begun`.
    private func begin(_ tenant: KeyTenant, _ script: String) throws -> Background {
        let job = try Background.molecule(
            "org", "tokens", "mint", "--name", "job", "--for-command", "--", "sh", "-c", script, home: tenant.home,
            environment: tenant.environment)
        let begun = tenant.home.file("begun")
        #expect(job.until { _ in FileManager.default.fileExists(atPath: begun) }, "\(job.error)")
        return job
    }

    @Test(arguments: KeyTenant.releases) func `the command has the key by a private file, and nothing else`(
        _ release: String
    ) throws {
        let tenant = try KeyTenant(release)
        let run = try mint(
            tenant, "--", "sh", "-c",
            "cat; stat -c %a \"$MOLECULE_ORG_TOKEN_FILE\"; cp \"$MOLECULE_ORG_TOKEN_FILE\" token-file; env > environment; molecule org tokens list -o json"
        )
        #expect(run.status == 0, "\(run.error)")
        #expect(run.output.hasPrefix("600\n"))
        let value = try tenant.home.read("token-file").trimmingCharacters(in: .newlines)
        let environment = try tenant.home.read("environment")
        #expect(!environment.contains(value) && !environment.contains(KeyTenant.adminToken))
        #expect(environment.contains("MOLECULE_API_URL=\(tenant.platform.url)\n"))
        let items = try JSONValue.parse(Array(run.output.dropFirst(4).utf8))["items"]?.items
        #expect(items?.first?["name"]?.text == "job")
        #expect(items?.first?["in_use"] == .bool(true))
        #expect(try tenant.names() == [])
        #expect(WebCall(tenant.platform.url, "/workspaces", token: value).status == 401)
        #expect(!(run.output + run.error).contains(value))
        #expect(names(in: tenant.home.path).filter { $0.hasPrefix("molecule-") } == [])
        #expect(names(in: tenant.home.file("state/molecule/org-keys")) == [".locks"])
    }

    @Test func `the command's status, signal, input and output are its own, and the key goes all the same`() throws {
        let tenant = try KeyTenant()
        #expect(try mint(tenant, "--", "sh", "-c", "exit 77").status == 77)
        #expect(try mint(tenant, "--", "sh", "-c", "kill -SEGV $$").status == 139)
        #expect(try mint(tenant, "--", "echo", "--help", "-v", "--", "x").output == "--help -v -- x\n")
        #expect(try tenant.names() == [])
    }

    @Test func `Ctrl-backslash ends the key with its command`() throws {
        let tenant = try KeyTenant()
        let job = try begin(tenant, "cp \"$MOLECULE_ORG_TOKEN_FILE\" value; touch begun; sleep 60")
        job.signal(SIGQUIT)
        let run = job.end()
        #expect(run.status == 128 + SIGQUIT, "\(run.error)")
        #expect(try tenant.names() == [])
        let value = try tenant.home.read("value").trimmingCharacters(in: .newlines)
        #expect(WebCall(tenant.platform.url, "/workspaces", token: value).status == 401)
        #expect(names(in: tenant.home.path).filter { $0.hasPrefix("molecule-") } == [])
    }

    @Test(arguments: [
        "--save z -o json 2>/dev/full", "--save z >/dev/full", "--to env-file:z.env >/dev/full",
        "--for-command -- touch ran 2>/dev/full", "--for-command -- touch ran 2>&-",
    ])
    func `a key that cannot be masked in a job's log is taken back`(_ words: String) throws {
        let tenant = try KeyTenant()
        try tenant.home.write("z.env", "A=1\n")
        let run = try Run.shell(
            "molecule org tokens mint --name z \(words)", home: tenant.home,
            environment: tenant.environment.merging(["GITHUB_ACTIONS": "true"]) { $1 })
        #expect(run.status != 0)
        #expect(try tenant.names() == [])
        #expect(try tenant.home.read("z.env") == "A=1\n")
        #expect(!FileManager.default.fileExists(atPath: tenant.home.file("ran")))
        let again = try Run.shell(
            "molecule org tokens mint --name z --save y", home: tenant.home, environment: tenant.environment)
        #expect(again.status == 0, "\(again.error)")
    }

    @Test func `what is wrong is found before a key is minted`() throws {
        let tenant = try KeyTenant()
        for (words, status) in [
            (["--", "no-such-program"], 6), ([], 2), (["--save", "x", "--", "true"], 2),
            (["--reveal", "--", "true"], 2),
            (["--to", "env-file:x", "--", "true"], 2),
        ] as [([String], Int32)] {
            let run = try Run.molecule(
                ["org", "tokens", "mint", "--name", "job", "--for-command"] + words, home: tenant.home,
                environment: tenant.environment)
            #expect(run.status == status, "\(words): \(run.error)")
        }
        #expect(try tenant.tokens("mint", "--name", "job", "--", "true").status == 2)
        #expect(try !tenant.home.read("requests.log").contains("POST"))
    }

    @Test(arguments: [SIGTERM, SIGINT, SIGHUP]) func `a signal reaches the command, and the key goes with it`(
        _ number: Int32
    ) throws {
        let tenant = try KeyTenant()
        let job = try begin(
            tenant, "trap 'echo tidied; exit 3' TERM INT HUP; : > begun; while :; do sleep 0.05; done")
        job.signal(number)
        let run = job.end()
        #expect(run.status == 3, "\(run.error)")
        #expect(run.output == "tidied\n")
        #expect(try tenant.names() == [])
    }

    @Test func `a command that does not stop loses its key all the same, and a second signal ends nothing too soon`()
        throws
    {
        let tenant = try KeyTenant()
        let job = try begin(tenant, "trap '' TERM INT; : > begun; while [ ! -e over ]; do sleep 0.05; done; exit 4")
        #expect(try tenant.names() == ["job"])
        job.signal(SIGTERM)
        #expect(job.isRunning)
        job.signal(SIGINT)
        job.signal(SIGTERM)
        #expect(job.until { _ in (try? tenant.names()) == [] }, "\(job.error)")
        #expect(job.isRunning)
        try tenant.home.write("over", "")
        #expect(job.end().status == 4)
    }

    @Test func `a killed run is made good by the next of the same name, though its key was used`() throws {
        let tenant = try KeyTenant()
        let job = try begin(tenant, "molecule workspaces list >/dev/null; : > begun; sleep 60")
        job.signal(SIGKILL)
        _ = job.end()
        #expect(try tenant.names() == ["job"])
        let run = try mint(tenant, "--", "true")
        #expect(run.status == 0, "\(run.error)")
        #expect(try tenant.names() == [])
    }

    @Test func `a revocation that fails in passing is tried again, and one that fails for good is told`() throws {
        let passing = try KeyTenant(faults: ["status:503:3-4"])
        let run = try mint(passing, "--", "true")
        #expect(run.status == 0, "\(run.error)")
        #expect(try passing.names() == [])
        let tenant = try KeyTenant()
        let pid = tenant.platform.pid
        let left = try mint(tenant, "--", "sh", "-c", "kill -STOP \(pid); kill -KILL \(pid)")
        #expect(left.status == 8, "\(left.error)")
        #expect(left.error.contains("is live"))
        let failed = try KeyTenant()
        let own = try mint(failed, "--", "sh", "-c", "kill -KILL \(failed.platform.pid); exit 5")
        #expect(own.status == 5)
        #expect(own.error.contains("is live"))
    }

    @Test func `a credential that was replaced meanwhile does not keep the key alive`() throws {
        let tenant = try KeyTenant()
        let minter = try tenant.mint("minter")
        let id = try #require(try tenant.live().first?["id"]?.text)
        let run = try Run.molecule(
            [
                "org", "tokens", "mint", "--name", "job", "--for-command", "--", "sh", "-c",
                "molecule org tokens revoke \(id) --yes >/dev/null",
            ], home: tenant.home,
            environment: ["MOLECULE_API_URL": tenant.platform.url, "MOLECULE_ORG_TOKEN": minter])
        #expect(run.status == 0, "\(run.error)")
        #expect(try tenant.names() == [])
    }
}
