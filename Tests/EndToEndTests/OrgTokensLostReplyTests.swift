import Foundation
import TestSupport
import Testing

@Suite(.blocking) struct `A lost reply to a mint` {
    @Test(arguments: ["drop:after:2", "truncate:2"])
    func `is resolved by the list: the orphan is revoked and another key minted`(fault: String) throws {
        for surface in KeyTenant.releases {
            let tenant = try KeyTenant(surface, faults: [fault])
            let run = try tenant.tokens("mint", "--name", "ci")
            #expect(run.status == 0, "\(run.error)")
            #expect(run.error.contains("1 reply was lost"))
            #expect(run.error.contains("8 of the ten mints"))
            #expect(try tenant.names() == ["ci"])
            #expect(try tenant.accepts(run.output.trimmingCharacters(in: .newlines)))
        }
    }

    @Test func `that had no effect leaves nothing to revoke`() throws {
        let tenant = try KeyTenant(faults: ["drop:before:2"])
        let run = try tenant.tokens("mint", "--name", "ci")
        #expect(run.status == 0, "\(run.error)")
        #expect(try tenant.requests("DELETE") == 0)
        #expect(try tenant.names() == ["ci"])
    }

    @Test func `three times over ends with nothing left`() throws {
        let tenant = try KeyTenant(faults: ["drop:after:2", "drop:after:5", "drop:after:8"])
        let run = try tenant.tokens("mint", "--name", "ci")
        #expect(run.status == 9, "\(run.error)")
        #expect(run.output == "")
        #expect(try tenant.names() == [])
    }

    @Test func `whose list cannot be read is told, and made good by typing the same again`() throws {
        let tenant = try KeyTenant(faults: ["drop:after:2", "status:503:3"])
        let run = try tenant.tokens("mint", "--name", "ci")
        #expect(run.status == 9)
        #expect(run.error.contains("molecule org tokens list"))
        #expect(try tenant.names() == ["ci"])
        let again = try tenant.tokens("mint", "--name", "ci")
        #expect(again.status == 0, "\(again.error)")
        #expect(try tenant.names() == ["ci"])
        #expect(try tenant.accepts(again.output.trimmingCharacters(in: .newlines)))
    }

    @Test(arguments: ["before", "after", "half"])
    func `because the program was killed is made good by typing the same again`(moment: String) throws {
        let tenant = try KeyTenant(faults: ["kill-client:\(moment):2"])
        let killed = try tenant.tokens("mint", "--name", "ci", "--save", "ci")
        #expect(killed.status == 137)
        #expect(try tenant.names() == (moment == "before" ? [] : ["ci"]))
        let again = try tenant.tokens("mint", "--name", "ci", "--save", "ci")
        #expect(again.status == 0, "\(again.error)")
        #expect(try tenant.names() == ["ci"])
        #expect(try tenant.accepts(try tenant.value(of: "ci")))
        #expect(tenant.records() == [])
    }

    @Test func `never costs a key that somebody has used`() throws {
        let tenant = try KeyTenant(faults: ["kill-client:after:2"])
        _ = try tenant.tokens("mint", "--name", "ci")
        // Somebody else clears the name up and mints the key, and uses it.
        #expect(try tenant.tokens("revoke", "ci", "--yes").status == 0)
        let elsewhere = ["XDG_STATE_HOME": tenant.home.file("elsewhere")]
        let value = try tenant.tokens("mint", "--name", "ci", environment: elsewhere).output
        #expect(try tenant.accepts(value.trimmingCharacters(in: .newlines)))
        let again = try tenant.tokens("mint", "--name", "ci")
        #expect(again.status == 7, "\(again.error)")
        #expect(try tenant.accepts(value.trimmingCharacters(in: .newlines)))
    }

    @Test func `is no question when the program was killed after the value was saved`() throws {
        let tenant = try KeyTenant()
        let words = [
            "org", "tokens", "mint", "--name", "ci", "--save", "ci", "--to",
            "exec:test -e flag || { : > flag; kill -9 $PPID; }",
        ]
        let killed = try Run.molecule(words, home: tenant.home, environment: tenant.environment)
        #expect(killed.status == 137)
        let value = try tenant.value(of: "ci")
        let record = try #require(tenant.records().first)
        #expect(try tenant.home.read("state/molecule/org-keys/\(record)").contains(value) == false)
        let again = try Run.molecule(words, home: tenant.home, environment: tenant.environment)
        #expect(again.status == 0, "\(again.error)")
        #expect(try tenant.value(of: "ci") == value)
        #expect(try tenant.requests("POST") == 1)
        #expect(tenant.records() == [])
    }
}
