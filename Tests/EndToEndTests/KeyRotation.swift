import Foundation
import JSON
import TestSupport
import Testing

/// A tenant with a key called `agent` that a key entry and an environment file hold, and the words that rotate it.
struct KeyRotation {
    let tenant: KeyTenant
    /// The value of the key before any rotation, and its id.
    let old: String
    let oldID: String

    static let words = ["rotate", "agent", "--key", "agent", "--to", "env-file:agent.env", "--yes"]

    init(_ surface: String = "tenant-2026-05", faults: [String] = []) throws {
        tenant = try KeyTenant(surface, faults: faults)
        try tenant.home.write("agent.env", "A=1\n")
        let run = try tenant.tokens("mint", "--name", "agent", "--save", "agent", "--to", "env-file:agent.env", "-q")
        try #require(run.status == 0, "\(run.error)")
        oldID = run.output.trimmingCharacters(in: .newlines)
        old = try tenant.value(of: "agent")
    }

    /// Begins a rotation.
    func rotate(_ options: [String] = [], environment: [String: String] = [:]) throws -> Run {
        try Run.molecule(
            ["org", "tokens"] + KeyRotation.words + options, home: tenant.home,
            environment: tenant.environment.merging(environment) { $1 })
    }

    /// Goes on with a rotation by `resume`, `rollback` or another verb.
    func rotations(_ words: String..., environment: [String: String]? = nil) throws -> Run {
        try Run.molecule(["rotations"] + words, home: tenant.home, environment: environment ?? tenant.environment)
    }

    /// The rotation that has not ended.
    func unfinished() throws -> String? {
        let run = try Run.molecule("rotations", "list", "--unfinished", "-q", home: tenant.home)
        let id = run.output.trimmingCharacters(in: .whitespacesAndNewlines)
        return id.isEmpty ? nil : id
    }

    /// The value that the environment file gives the users of the key.
    func inUse() throws -> String? {
        try tenant.home.read("agent.env").split(separator: "\n").first { $0.hasPrefix("MOLECULE_ORG_TOKEN=") }
            .map { String($0.dropFirst("MOLECULE_ORG_TOKEN=".count)) }
    }

    /// How often the server revoked the old key: the answer to whoever was killed is not in the log.
    func revocations() throws -> Int {
        try tenant.home.read("requests.log").split(separator: "\n").count { line in
            let isHandled = line.contains("\"status\":200") || line.contains(":after:") || line.contains(":half:")
            return line.contains("\"method\":\"DELETE\"") && line.contains(oldID) && isHandled
        }
    }

    /// A version of the key entry.
    func value(_ version: String) throws -> String? {
        let file = URL(fileURLWithPath: "\(tenant.home.keys)/agent")
        return try JSONValue.parse(Array(Data(contentsOf: file)))[version]?["value"]?.text
    }

    /// What must hold at every moment, whatever was killed: whoever uses the key is let in, and two live at most.
    func expectNobodyLockedOut(_ comment: Comment? = nil) throws {
        #expect(try tenant.accepts(try #require(try inUse())), comment)
        #expect(try tenant.names().count <= 2, comment)
    }

    /// One live key, which the entry and the destination hold, and the old one dead by one revocation.
    func expectRotated(_ comment: Comment? = nil) throws {
        let names = try tenant.names()
        #expect(names.count == 1, comment)
        #expect(names.first?.hasPrefix("agent-2") == true, comment)
        let value = try tenant.value(of: "agent")
        #expect(value != old, comment)
        #expect(try tenant.home.read("agent.env") == "A=1\nMOLECULE_ORG_TOKEN=\(value)\n", comment)
        #expect(try tenant.accepts(value), comment)
        #expect(try tenant.accepts(old) == false, comment)
        #expect(try self.value("pending") == nil, comment)
        #expect(try revocations() == 1, comment)
        #expect(try unfinished() == nil, comment)
        #expect(tenant.records() == [], comment)
    }

    /// As before the rotation, with nothing pending and no second key.
    func expectAsBefore(_ comment: Comment? = nil) throws {
        #expect(try tenant.names() == ["agent"], comment)
        #expect(try tenant.value(of: "agent") == old, comment)
        #expect(try value("pending") == nil, comment)
        #expect(try inUse() == old, comment)
        #expect(try tenant.accepts(old), comment)
        #expect(try revocations() == 0, comment)
        #expect(try unfinished() == nil, comment)
    }
}
