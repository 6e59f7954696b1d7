import Foundation
import JSON
import TestSupport
import Testing

/// What the completion scripts get from a server: names within a second, and silence on any trouble.
@Suite(.blocking) struct ServerCompletionTests {
    private func complete(
        _ kind: String, _ home: TemporaryHome, _ environment: [String: String], typed: [String]? = nil
    ) throws -> Run {
        let words = typed.map { $0.joined(separator: "\n") }
        return try Run.molecule(
            ["__complete", kind] + (words == nil ? [] : ["-"]), home: home, environment: environment, input: words ?? ""
        )
    }

    /// The same, asked again while there is nothing: a busy machine may need more than the second there is.
    private func offered(
        _ kind: String, _ home: TemporaryHome, _ environment: [String: String], typed: [String]? = nil
    ) throws -> Run {
        for _ in 0..<10 {
            let run = try complete(kind, home, environment, typed: typed)
            if !run.output.isEmpty { return run }
        }
        return try complete(kind, home, environment, typed: typed)
    }

    @Test func `workspaces and org keys are offered by name and id`() throws {
        let tenant = try KeyTenant(options: ["--workspaces", "3"])
        _ = try tenant.mint("ci-deploy")
        let keys = try offered("org-tokens", tenant.home, tenant.environment)
        #expect(keys.output.hasPrefix("ci-deploy\t"))
        #expect(keys.output.split(separator: "\n").count == 2)
        let workspaces = try offered("workspaces", tenant.home, tenant.environment)
        #expect(workspaces.output.split(separator: "\n").count == 6, "\(workspaces.output)")
        #expect(workspaces.error == "" && workspaces.status == 0)
        // Where a name would not be taken, none is offered.
        let ids = try offered("workspace-ids", tenant.home, tenant.environment).output.split(separator: "\n")
        #expect(ids.count == 3 && ids.allSatisfy { $0.prefix { $0 != "\t" }.count == 36 }, "\(ids)")
    }

    @Test func `the words typed before say which server and which key, and so does the profile`() throws {
        let tenant = try KeyTenant()
        let home = tenant.home
        let saved = try tenant.tokens("mint", "--name", "laptop", "--save", "laptop")
        #expect(saved.status == 0, "\(saved.error)")
        for typed in [
            ["org", "tokens", "revoke", "--from-key", "laptop"],
            ["org", "tokens", "revoke", "--from-key=laptop", "--api-url", tenant.platform.url],
        ] {
            #expect(try offered("org-tokens", home, [:], typed: typed).output.hasPrefix("laptop\t"), "\(typed)")
        }
        #expect(try complete("org-tokens", home, [:], typed: ["org", "tokens", "revoke"]).output == "")
        _ = try Run.molecule(
            "profile", "add", "here", "--api-url", tenant.platform.url, "--key", "laptop", home: home)
        #expect(try offered("org-tokens", home, [:]).output.hasPrefix("laptop\t"))
        #expect(try complete("org-tokens", home, [:], typed: ["--profile", "nowhere"]).output == "")
    }

    @Test func `whatever goes wrong, there is silence, and soon`() throws {
        let tenant = try KeyTenant(faults: ["delay:20:1-9"])
        // A listener that never answers, one that answers nonsense, one that refuses, one that is not there.
        let nonsense = try SpyServer(answer: "nonsense")
        let refusal = try SpyServer(answer: SpyServer.json(#"{"error":"no"}"#, status: "401 Unauthorized"))
        for address in [tenant.platform.url, nonsense.url, refusal.url, "http://127.0.0.1:1", "no address"] {
            let start = ContinuousClock.now
            for kind in ["workspaces", "org-tokens"] {
                let run = try complete(
                    kind, tenant.home,
                    ["MOLECULE_API_URL": address, "ADMIN_TOKEN": "x-token", "MOLECULE_OUTPUT": "json"])
                #expect(run.status == 0 && run.output == "" && run.error == "", "\(kind) \(address): \(run.error)")
            }
            // Both together; twenty seconds is what the server would take.
            #expect(ContinuousClock.now - start < .seconds(15), "\(address)")
        }
    }

    @Test func `names that are no words for a command line are not offered`() throws {
        let items =
            #"{"tokens":[{"id":"a","prefix":"p","name":"--yes"},{"id":"b","prefix":"q","name":"x\u001b[2J"},{"id":"c","prefix":"r","name":"twin"},{"id":"d","prefix":"s","name":"twin"}]}"#
        let server = try SpyServer(answer: SpyServer.json(items))
        let home = try TemporaryHome()
        let run = try offered("org-tokens", home, ["MOLECULE_API_URL": server.url, "ADMIN_TOKEN": "x-token"])
        #expect(run.output.split(separator: "\n").map { $0.prefix { $0 != "\t" } } == ["a", "b", "c", "d"])
        #expect(!run.output.contains("\u{1B}"))
    }
}
