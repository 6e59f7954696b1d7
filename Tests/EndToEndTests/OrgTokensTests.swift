import Foundation
import JSON
import TestSupport
import Testing

@Suite(.blocking) struct `Org tokens` {
    @Test(arguments: KeyTenant.releases)
    func `are minted once, listed, and revoked by name, prefix and id`(surface: String) throws {
        let tenant = try KeyTenant(surface)
        #expect(try tenant.tokens("list", "-o", "table").output.contains("molecule org tokens mint"))
        let values = try ["one", "two", "three"].map { try tenant.mint($0) }
        for value in values {
            #expect(value.utf8.count == 43)
            #expect(try tenant.accepts(value))
        }
        let live = try tenant.live()
        #expect(live.map { $0["name"]?.text } == ["three", "two", "one"])
        #expect(live[0]["created_by"]?.text == "admin-token")
        #expect(live[0]["last_used_at"]?.text?.hasSuffix("Z") == true)
        let ids = try tenant.tokens("list", "-q").output.split(separator: "\n").map(String.init)
        #expect(ids == live.map { $0["id"]?.text ?? "" })
        let run = try tenant.tokens("revoke", "--yes", "-o", "json", "--", "one", String(values[1].prefix(8)), ids[0])
        #expect(run.status == 0, "\(run.error)")
        #expect(try tenant.names() == [])
        for value in values { #expect(try tenant.accepts(value) == false) }
        let again = try tenant.tokens("revoke", ids[0], "--yes")
        #expect(again.status == 0)
        #expect(again.output.contains("already revoked"))
        let table = try tenant.tokens("revoke", ids[0], "--yes", "-o", "table")
        #expect((table.output + table.error).contains("knows no live key \(ids[0])"), "\(table.output) \(table.error)")
    }

    @Test func `are listed in every form`() throws {
        let tenant = try KeyTenant()
        _ = try tenant.mint("ci")
        let table = try tenant.tokens("list", "-o", "table").output
        #expect(table.hasPrefix("ID"))
        #expect(table.contains("LAST USED"))
        #expect(try tenant.tokens("list", "-o", "yaml").output.contains("name: \"ci\""))
        #expect(try tenant.tokens("list").output.split(separator: "\t").count == 6)
    }

    @Test func `need a name of at most a hundred bytes that no live key has`() throws {
        let tenant = try KeyTenant()
        #expect(try tenant.tokens("mint").status == 2)
        #expect(try tenant.tokens("mint", "--name", String(repeating: "é", count: 51)).status == 2)
        #expect(try tenant.tokens("mint", "--name", " ci").status == 2)
        #expect(try tenant.requests("POST") == 0)
        _ = try tenant.mint("ci")
        let second = try tenant.tokens("mint", "--name", "ci")
        #expect(second.status == 7)
        #expect(second.error.contains("molecule org tokens revoke"))
        #expect(second.output == "")
        #expect(try tenant.requests("POST") == 1)
    }

    @Test func `are saved, used from the store, and not printed unless that is asked for`() throws {
        let tenant = try KeyTenant()
        let run = try tenant.tokens("mint", "--name", "laptop", "--save", "laptop", "-v")
        #expect(run.status == 0, "\(run.error)")
        let value = try tenant.value(of: "laptop")
        #expect(!(run.output + run.error).contains(value))
        #expect(tenant.records() == [])
        let list = try Run.molecule(
            "org", "tokens", "list", "--from-key", "laptop", "-o", "json", home: tenant.home)
        #expect(list.status == 0, "\(list.error)")
        #expect(list.output.contains("\"in_use\": true"))
        #expect(!(list.output + list.error).contains(value))
        let taken = try tenant.tokens("mint", "--name", "other", "--save", "laptop")
        #expect(taken.status == 7)
        #expect(try tenant.names() == ["laptop"])
        let revealed = try tenant.tokens("mint", "--name", "shown", "--save", "shown", "--reveal")
        #expect(revealed.output == "\(try tenant.value(of: "shown"))\n")
        #expect(try tenant.tokens("mint", "--name", "bare", "--reveal").status == 2)
        let log = try tenant.home.read("requests.log")
        #expect(!log.contains(value))
    }

    @Test func `go to destinations, and nothing is minted when one cannot be used`() throws {
        let tenant = try KeyTenant()
        let missing = try tenant.tokens("mint", "--name", "agent", "--to", "env-file:agent.env")
        #expect(missing.status == 6)
        #expect(try tenant.requests("POST") == 0)
        try tenant.home.write("agent.env", "A=1\n")
        let run = try tenant.tokens(
            "mint", "--name", "agent", "--to", "env-file:agent.env", "--to", "exec:cat > \(tenant.home.file("copy"))")
        #expect(run.status == 0, "\(run.error)")
        let value = try tenant.home.read("copy")
        #expect(try tenant.home.read("agent.env") == "A=1\nMOLECULE_ORG_TOKEN=\(value)\n")
        #expect(!(run.output + run.error).contains(value))
        #expect(try tenant.accepts(value))
    }

    @Test func `are revoked again when the first destination refuses, and left when a later one does`() throws {
        let tenant = try KeyTenant()
        let first = try tenant.tokens("mint", "--name", "agent", "--to", "exec:exit 3")
        #expect(first.status != 0)
        #expect(first.error.contains("has been revoked again"))
        #expect(try tenant.names() == [])
        try tenant.home.write("agent.env", "")
        let words = ["mint", "--name", "agent", "--to", "env-file:agent.env", "--to", "exec:test -e ready"]
        let later = try Run.molecule(["org", "tokens"] + words, home: tenant.home, environment: tenant.environment)
        #expect(later.status == 8)
        #expect(try tenant.names() == ["agent"])
        let before = try tenant.home.read("agent.env")
        try tenant.home.write("ready", "")
        let again = try Run.molecule(["org", "tokens"] + words, home: tenant.home, environment: tenant.environment)
        #expect(again.status == 0, "\(again.error)")
        #expect(try tenant.names() == ["agent"])
        #expect(try tenant.home.read("agent.env") != before)
        #expect(tenant.records() == [])
    }

    @Test func `are not minted when the key store has no room, and revoked again when its name is gone`() throws {
        let tenant = try KeyTenant(faults: ["delay:2:2"])
        let line = "trap '' XFSZ; ulimit -f 2; molecule org tokens mint --name ci --save ci"
        let full = try Run.shell(line, home: tenant.home, environment: tenant.environment)
        #expect(full.status == 1, "\(full.error)")
        #expect(full.error.contains("too large") || full.error.contains("No space"))
        #expect(try tenant.names() == [])
        let race = """
            molecule org tokens mint --name ci --save ci & sleep 1; \
            printf some-value | molecule keys add ci --kind org-token --origin $MOLECULE_API_URL --from-stdin; wait $!
            """
        let lost = try Run.shell(race, home: tenant.home, environment: tenant.environment)
        #expect(lost.status == 7, "\(lost.error)")
        #expect(lost.error.contains("has been revoked again"))
        #expect(try tenant.names() == [])
        #expect(tenant.records() == [])
    }

    @Test func `say how long to wait when the ten mints are spent`() throws {
        let tenant = try KeyTenant()
        for number in 1...10 { _ = try tenant.mint("key-\(number)") }
        let run = try tenant.tokens("mint", "--name", "one-more")
        #expect(run.status == 11)
        #expect(run.error.contains("wait 3"))
        let document = try tenant.tokens("-o", "json", "mint", "--name", "one-more").error
        #expect(document.contains("\"retry_after\""))
        #expect(tenant.records() == [])
        #expect(try tenant.live().count == 10)
    }

    @Test(arguments: KeyTenant.releases)
    func `work behind the guard of an organisation, which their key entries remember`(surface: String) throws {
        let organization = "0b5c7a3e-1111-4222-8333-444455556666"
        let tenant = try KeyTenant(surface, options: ["--strict-org", organization])
        #expect(try tenant.tokens("list").status != 0)
        let minted = try tenant.tokens("mint", "--name", "ci", "--save", "ci", "--org-id", organization)
        #expect(minted.status == 0, "\(minted.error)")
        try tenant.home.write("ci.env", "")
        let words = ["rotate", "ci", "--to", "env-file:ci.env", "--from-key", "ci", "--yes"]
        let rotated = try Run.molecule(["org", "tokens"] + words, home: tenant.home)
        #expect(rotated.status == 0, "\(rotated.error)")
        let list = try Run.molecule("org", "tokens", "list", "--from-key", "ci", home: tenant.home)
        #expect(list.output.contains("\tci-2"))
        #expect(list.output.split(separator: "\n").count == 1)
        // An entry that the rotation makes remembers it too.
        let saved = try Run.molecule(
            "org", "tokens", "rotate", "ci", "--to", "env-file:ci.env", "--from-key", "ci", "--save", "other", "--yes",
            home: tenant.home)
        #expect(saved.status == 0, "\(saved.error)")
        #expect(try Run.molecule("org", "tokens", "list", "--from-key", "other", home: tenant.home).status == 0)
    }

    @Test func `never send control characters of a server to a terminal`() throws {
        let tenant = try KeyTenant()
        try tenant.home.write("body", #"{"name":"a\u001b[31mb\u202ec"}"#)
        _ = try Run.molecule(
            "api", "tenantCreateOrgToken", "--body-from", "body", "--reveal", home: tenant.home,
            environment: tenant.environment)
        let id = try #require(try tenant.live().first?["id"]?.text)
        for words in [["list", "-o", "table"], ["list"], ["revoke", id, "--yes"]] {
            let run = try Run.molecule(["org", "tokens"] + words, home: tenant.home, environment: tenant.environment)
            #expect(run.status == 0, "\(run.error)")
            #expect(!(run.output + run.error).contains("\u{1B}"))
            #expect(!(run.output + run.error).contains("\u{202E}"))
        }
    }

    @Test(arguments: KeyTenant.releases)
    func `need a credential that the server takes`(surface: String) throws {
        let tenant = try KeyTenant(surface)
        for words in [
            ["list"], ["mint", "--name", "ci"], ["revoke", "ci", "--yes"], ["prune", "--unused-for", "1d"],
        ] {
            let run = try Run.molecule(
                ["org", "tokens"] + words, home: tenant.home,
                environment: ["ADMIN_TOKEN": "wrong", "MOLECULE_API_URL": tenant.platform.url])
            #expect(run.status == 4)
            #expect(!run.error.contains("wrong\""))
        }
    }
}
