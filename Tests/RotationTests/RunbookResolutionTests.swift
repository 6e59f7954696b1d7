import JSON
import Testing

@testable import Rotation

@Suite struct RunbookResolutionTests {
    private let values = ["store": "fly:app", "ci": "github:O/R", "api": "https://api.example.com"]

    private func runbook(_ path: [String] = [], _ value: JSONValue? = nil) throws -> Runbook {
        let document = try path.isEmpty ? SampleRunbook.document() : SampleRunbook.changed(path, value)
        return try Runbook(document, suspects: { _ in false })
    }

    private func defects(_ runbook: Runbook, _ values: [String: String]) -> [String] {
        do throws(RunbookDefects) {
            _ = try runbook.resolved(with: values)
            return []
        } catch { return error.list.map(\.text) }
    }

    @Test func `settings are filled in, and a proof that lacks an optional one is left out`() throws {
        let resolved = try runbook().resolved(with: values)
        #expect(resolved.destinations == ["fly:app", "github:O/R"])
        #expect(resolved.origin == "https://api.example.com")
        #expect(resolved.proofs.map(\.kind) == ["bearer"])
        #expect(resolved.proofs[0].settings["url"] == "https://api.example.com/v1")
        let whole = try runbook().resolved(with: values.merging(["workflow": "w.yml"]) { $1 })
        #expect(whole.proofs.map(\.kind) == ["bearer", "github-workflow"])
        #expect(whole.proofs[1].settings["workflow"] == "w.yml")
    }

    @Test func `a setting that a part can do without is left out where its text lacks one`() throws {
        let document = try SampleRunbook.changed(
            ["source"], ["kind": "fly-token", "settings": ["app": "${store}", "expiry": "${workflow}"]])
        let runbook = try Runbook(document, suspects: { _ in false })
        #expect(try runbook.resolved(with: values).source.settings == ["app": "fly:app"])
    }

    @Test func `settings that are missing are named`() throws {
        #expect(try runbook().missingSettings(in: ["ci": "x"]).map(\.name) == ["store", "api"])
        #expect(
            defects(try runbook(), ["ci": "x", "store": "y"]).first == "settings has no value for api")
    }

    @Test func `a value that makes an address into something else is refused`() throws {
        var values = values
        values["api"] = "http://example.com"
        #expect(defects(try runbook(), values).first?.hasPrefix("proofs[0].settings.url must be an https") == true)
    }

    @Test func `a setting in a command is one plain word, so that a shell cannot be told more`() throws {
        let runbook = try runbook(
            ["proofs", "1"], ["kind": "command", "settings": ["command": "check --app ${workflow}"]])
        var values = values
        values["workflow"] = "plain-1.yml"
        #expect(try runbook.resolved(with: values).proofs[1].settings["command"] == "check --app plain-1.yml")
        for hostile in ["a b", "x;true", "$(id)", "`id`", "a\nb", "'"] {
            values["workflow"] = hostile
            #expect(defects(runbook, values).first?.contains("one plain word") == true, "\(hostile)")
        }
    }

    @Test func `what is filled in is not looked into again`() throws {
        var values = values
        values["store"] = "fly:${ci}"
        #expect(try runbook().resolved(with: values).destinations[0] == "fly:${ci}")
        #expect(RunbookText.filled("$HOME ${a} $${b}", with: ["a": "1", "b": "2"]) == "$HOME 1 $2")
    }
}
