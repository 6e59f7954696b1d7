import JSON
import ManagementAPI
import Testing

@testable import MoleculeCommands

@Suite struct WorkspacesTests {
    @Test func `cents are printed as dollars and read from them`() {
        #expect(Cents.text(1250) == "$12.50")
        #expect(Cents.text(-5) == "-$0.05")
        #expect(Cents.text(.min) == "-$92233720368547758.08")
        let dollars = ["12.50": 1250, "12.5": 1250, "0.05": 5, "7": 700] as [String: Int64]
        for (text, cents) in dollars { #expect(Cents.dollars(text) == cents) }
        for text in ["", ".", "1.", ".5", "1.234", "-1", "1e3", "92233720368547758.08", "1,5"] {
            #expect(Cents.dollars(text) == nil, "\(text)")
        }
        #expect(Cents.parse("+1") == nil)
    }

    @Test func `an id is taken in lower case, and everything else is a name`() {
        let id = "6f1c9d0e-6a53-4f0f-9a2b-0d6f3b6f0c11"
        #expect(WorkspaceReference(id.uppercased()) == .id(id))
        #expect(WorkspaceReference("atlas") == .name("atlas"))
        #expect(WorkspaceReference(String(id.dropLast())) == .name(String(id.dropLast())))
    }

    @Test func `a family ends even where a workspace is its own ancestor`() {
        func workspace(_ id: String, _ parent: String?) -> Models.Workspace {
            Models.Workspace(["id": .string(id), "name": .string(id), "parent_id": .optional(parent)])
        }
        let all = [workspace("a", "c"), workspace("b", "a"), workspace("c", "b"), workspace("d", "d")]
        #expect(WorkspaceFamily(all[0], among: all).descendants.compactMap(\.id) == ["b", "c"])
        #expect(WorkspaceFamily(all[3], among: all).descendants.isEmpty)
    }

    @Test func `a budget's body names every period the server has`() throws {
        let may: JSONValue = [
            "periods": ["monthly": ["limit": 5, "spend": 1, "remaining": 4]], "budget_limit": 5,
        ]
        let budget = try #require(WorkspaceBudget(may))
        #expect(budget.limits == ["monthly": 5])
        #expect(
            budget.body(setting: ["daily": 3]).compact
                == #"{"budget_limits":{"hourly":null,"daily":3,"weekly":null,"monthly":null}}"#)
        let april = try #require(WorkspaceBudget(["budget_limit": nil, "monthly_spend": 3]))
        #expect(april.body(setting: [:]).compact == #"{"budget_limit":null}"#)
        #expect(WorkspaceBudget(["status": "updated"]) == nil)
    }

    @Test func `lines of secrets are read or refused, never guessed`() throws {
        let text = "# c\n\nexport A=1\nB=\"two words\"\r\nC='$x'\n"
        let lines = try SecretLines(Array(text.utf8), "file")
        #expect(lines.pairs.map(\.name) == ["A", "B", "C"])
        #expect(lines.pairs.map(\.value) == ["1", "two words", "$x"])
        for bad in ["A", "=1", "A=", "A=1\nA=2", "A=\"x", "A=x'y", "A=\"a\\nb\"", "A B=1"] {
            #expect(throws: Failure.self) { try SecretLines(Array(bad.utf8), "file") }
        }
    }
}
