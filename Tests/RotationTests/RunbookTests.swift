import Foundation
import JSON
import Testing

@testable import Rotation

/// A runbook that says everything a runbook can say, as a document to change.
enum SampleRunbook {
    static let text = """
        {
          "molecule_runbook": 1,
          "secret": "SAMPLE_KEY",
          "purpose": "A key for tests.",
          "stance": "rotate",
          "shape": {"prefixes": ["smp_"], "minimum_length": 8, "maximum_length": 64, "form": "token"},
          "lives": ["the store (${store})", "CI (${ci})"],
          "settings": [
            {"name": "store", "summary": "where", "example": "fly:app"},
            {"name": "ci", "summary": "where too", "example": "github:OWNER/REPO"},
            {"name": "api", "summary": "the address", "example": "https://api.example.com"},
            {"name": "workflow", "summary": "the file", "example": "publish.yml", "optional": true}
          ],
          "origin": "${api}",
          "source": {"kind": "pasted", "settings": {"instruction": "Create one."}},
          "destinations": ["${store}", "${ci}"],
          "proofs": [
            {"kind": "bearer", "summary": "taken", "settings": {
              "url": "${api}/v1", "scheme": "", "extra_header_version": "2"}},
            {"kind": "github-workflow", "settings": {"repository": "OWNER/REPO", "workflow": "${workflow}"}}
          ],
          "retirement": {"kind": "manual", "settings": {"instruction": "Revoke it."}},
          "overlap": "until-retired",
          "coupling": "One without the other fails.",
          "requirements": [{"name": "asked", "question": "Asked?"}],
          "reasons": ["leak", "routine"],
          "blast_radius": "Tests.",
          "danger": "high",
          "patience_seconds": 60,
          "drift": ["None."]
        }
        """

    static func document() throws -> JSONValue { try JSONValue.parse(Array(text.utf8)) }

    /// The sample with one place of it replaced, or removed where the value is `nil`.
    static func changed(_ path: [String], _ value: JSONValue?) throws -> JSONValue { try document().with(path, value) }
}

extension JSONValue {
    /// The value with a place in it replaced; digits are places in lists.
    func with(_ path: [String], _ value: JSONValue?) -> JSONValue {
        guard let first = path.first else { return value ?? .null }
        let rest = Array(path.dropFirst())
        switch self {
        case .object(let members):
            var members = members
            if let index = members.firstIndex(where: { $0.name == first }) {
                if rest.isEmpty, value == nil {
                    members.remove(at: index)
                } else {
                    members[index] = Member(first, members[index].value.with(rest, value))
                }
            } else if let value {
                members.append(Member(first, JSONValue.null.with(rest, value)))
            }
            return .object(members)
        case .array(var items):
            guard let index = Int(first) else { return self }
            if index == items.count { items.append(.null) }
            items[index] = items[index].with(rest, value)
            return .array(items)
        default: return self
        }
    }
}

/// What is wrong with a document.
func defects(_ document: JSONValue) -> [RunbookDefect] {
    do throws(RunbookDefects) {
        _ = try Runbook(document, suspects: { $0.hasPrefix("secret-") })
        return []
    } catch { return error.list }
}

@Suite struct RunbookTests {
    @Test func `a document that says everything is read, and written as it was`() throws {
        let runbook = try Runbook(Array(SampleRunbook.text.utf8), suspects: { _ in false })
        #expect(runbook.secret == "SAMPLE_KEY")
        #expect(runbook.shape == .init(prefixes: ["smp_"], length: 8...64, form: "token"))
        #expect(runbook.settings.map(\.isOptional) == [false, false, false, true])
        #expect(runbook.source == .init("pasted", ["instruction": "Create one."]))
        #expect(
            runbook.proofs[0].settings
                == ["url": "${api}/v1", "scheme": "", "extra_header_version": "2", "summary": "taken"])
        #expect(runbook.overlap == .untilRetired)
        #expect(runbook.patience == 60)
        #expect(try Runbook(runbook.document, suspects: { _ in false }) == runbook)
    }

    @Test func `every overlap, and a runbook that says little, is written as it is read`() throws {
        for overlap in [JSONValue.string("cut-over"), "until-retired", ["hours": 1], ["hours": 168]] {
            let document = try SampleRunbook.changed(["overlap"], overlap)
            #expect(try Runbook(document, suspects: { _ in false }).document["overlap"] == overlap)
        }
        let refusal: JSONValue = [
            "molecule_runbook": 1, "secret": "S", "purpose": "None.", "stance": "refuse", "reason": "Because.",
            "lives": ["nowhere"], "blast_radius": "None.", "danger": "high",
        ]
        let runbook = try Runbook(refusal, suspects: { _ in false })
        #expect(!runbook.isRotated)
        #expect(runbook.proofs.isEmpty && runbook.destinations.isEmpty && runbook.retirement == nil)
        #expect(try Runbook(runbook.document, suspects: { _ in false }) == runbook)
    }

    struct Wrong: Sendable, CustomTestStringConvertible {
        let path: [String]
        let value: JSONValue?
        let place: String
        let words: String
        var testDescription: String { "\(path.joined(separator: ".")) \(value?.compact ?? "removed")" }

        init(_ path: String, _ value: JSONValue?, at place: String? = nil, _ words: String) {
            self.path = path.split(separator: ".").map(String.init)
            self.value = value
            self.place = place ?? path
            self.words = words
        }
    }

    static let wrong = [
        Wrong("molecule_runbook", 2, "must be 1"), Wrong("molecule_runbook", nil, "is missing"),
        Wrong("secret", "lower", "must be capitals"), Wrong("secret", 5, "must be a text"),
        Wrong("purpose", "", "must not be empty"), Wrong("purpose", "a\u{7}b", "control character"),
        Wrong("purpose", .string(String(repeating: "a", count: 4001)), "longer than 4000"),
        Wrong("stance", "maybe", "must be one of rotate, compromised-only, refuse, nothing-to-do"),
        Wrong("stance", "refuse", at: "reason", "is missing"),
        Wrong("stance", "refuse", at: "proofs", "may not be there"),
        Wrong("stance", "nothing-to-do", at: "danger", "must be none"),
        Wrong("stance", "compromised-only", at: "danger", "must be forbidden"),
        Wrong("reason", "Because.", "may not be there"), Wrong("shape", nil, "is missing"),
        Wrong("shape.form", "square", "must be one of token, words, hex, uri, mailbox"),
        Wrong("shape.minimum_length", 65, at: "shape.maximum_length", "must not be below"),
        Wrong("shape.maximum_length", 16_385, "from 1 to 16384"), Wrong("shape.more", 1, "is no member"),
        Wrong("shape.prefixes.0", .string(String(repeating: "a", count: 25)), at: "shape.prefixes[0]", "1 to 24"),
        Wrong("lives", [], "at least one"), Wrong("lives", "here", "must be a list"),
        Wrong("settings.0.name", "Store", at: "settings[0].name", "lower-case"),
        Wrong("settings.0.name", "ci", at: "settings[1].name", "declared already"),
        Wrong("settings.0.summary", nil, at: "settings[0].summary", "is missing"),
        Wrong("settings.3.optional", "yes", at: "settings[3].optional", "true or false"),
        Wrong("settings.4", ["name": "idle", "summary": "s", "example": "e"], at: "settings[4].name", "no text names"),
        Wrong("origin", "${other}", "which settings does not declare"), Wrong("origin", nil, "is missing"),
        Wrong("origin", "${api", "${ without a name"), Wrong("origin", "${workflow}${api}", "may not be optional"),
        Wrong("source.kind", "dreamt", "must be one of generated, command, pasted, fly-token"),
        Wrong("source.settings.instruction", nil, "is missing: the kind pasted needs it"),
        Wrong("source.settings.more", "x", "takes instruction"), Wrong("source.more", "x", "is no member"),
        Wrong("source.settings", [1], "must be an object"),
        Wrong(
            "source", ["kind": "generated", "settings": ["format": "hex", "bytes": "31"]], at: "source.settings.bytes",
            "from 32 to 1024"),
        Wrong(
            "source", ["kind": "generated", "settings": ["format": "hex", "bytes": "64"]], at: "source.settings.bytes",
            "128 characters"),
        Wrong(
            "source", ["kind": "generated", "settings": ["format": "hex", "bytes": "32"]], at: "shape.prefixes",
            "must be empty"),
        Wrong("destinations", [], "at least one"), Wrong("destinations", ["${store}"], "at least two"),
        Wrong("destinations.1", "${store}", at: "destinations[1]", "is there already"),
        Wrong("destinations.1", "ftp:x", at: "destinations[1]", "env-file, exec, fly"),
        Wrong("destinations.1", "fly:", at: "destinations[1]", "needs something"),
        Wrong("destinations.1", "global-secret:x", at: "destinations[1]", "takes nothing"),
        Wrong("destinations.1", "${workflow}", at: "destinations[1]", "may not be optional"),
        Wrong("proofs", [], "at least one"), Wrong("proofs", nil, "is missing"),
        Wrong("proofs.0.kind", "guess", at: "proofs[0].kind", "must be one of bearer, webhook"),
        Wrong("proofs.1.settings.url", "x", at: "proofs[1].settings.url", "takes repository, workflow"),
        Wrong("proofs.0.settings.url", nil, at: "proofs[0].settings.url", "is missing"),
        Wrong("proofs.0.settings.url", "http://example.com", at: "proofs[0].settings.url", "https"),
        Wrong("proofs.0.settings.url", "https://me@example.com", at: "proofs[0].settings.url", "https"),
        Wrong("proofs.0.settings.url", "https://example.com/x", at: "proofs[0].settings.url", "begin with the origin"),
        Wrong("proofs.0.settings.url", "${api}.example.com", at: "proofs[0].settings.url", "begin with the origin"),
        Wrong("proofs.0.settings.refused", "401,", at: "proofs[0].settings.refused", "statuses"),
        Wrong("proofs.0.settings.accepted", "+20", at: "proofs[0].settings.accepted", "statuses"),
        Wrong("proofs.0.settings.header", "A b", at: "proofs[0].settings.header", "name of a header"),
        Wrong("proofs.0.settings.url", "${api}/${workflow}", at: "proofs", "names no optional setting"),
        Wrong("retirement", nil, "work for ever"), Wrong("retirement.kind", "expires", at: "overlap", "with hours"),
        Wrong("retirement.settings.guard", "fleet", "no proof is of the kind fleet"),
        Wrong("retirement.settings.guard", "dog", "must be fleet"),
        Wrong("overlap", "a-while", "must be cut-over, until-retired"),
        Wrong("overlap", ["hours": 0], at: "overlap.hours", "from 1 to 168"),
        Wrong("overlap", ["hours": 169], at: "overlap.hours", "from 1 to 168"),
        Wrong("requirements.0.name", "Not a word", at: "requirements[0].name", "lower-case"),
        Wrong("requirements.0.question", "Tell.", at: "requirements[0].question", "question mark"),
        Wrong("requirements.1", ["name": "asked", "question": "Again?"], at: "requirements[1].name", "earlier"),
        Wrong("reasons.1", "leak", at: "reasons[1]", "is there already"), Wrong("danger", "forbidden", "stance rotate"),
        Wrong("danger", "extreme", "must be one of none, low"), Wrong("patience_seconds", 0, "from 1 to 86400"),
        Wrong("patience_seconds", .double(1.5), "from 1 to 86400"), Wrong("more", true, "is no member"),
        Wrong("drift.0", "It was secret-abc once.", at: "drift[0]", "looks like a secret"),
        Wrong(
            "proofs.0.settings.extra_header_version", "Basic:secret-abc",
            at: "proofs[0].settings.extra_header_version", "looks like a secret"),
    ]

    @Test(arguments: wrong) func `a defect is told with its place and what is allowed`(_ wrong: Wrong) throws {
        let found = defects(try SampleRunbook.changed(wrong.path, wrong.value))
        #expect(found.contains { $0.path == wrong.place && $0.problem.contains(wrong.words) }, "\(found)")
    }

    @Test func `several defects are told at once, and none that only follows from another`() throws {
        let document = try SampleRunbook.changed(["secret"], "lower").with(["more"], 1).with(["lives"], [])
        #expect(Set(defects(document).map(\.path)) == ["secret", "more", "lives"])
        #expect(defects(try SampleRunbook.changed(["proofs"], 7)).map(\.path) == ["proofs"])
    }

    @Test func `a name or value that may be a secret is not repeated`() throws {
        let document = try SampleRunbook.changed(["secret-name"], "secret-value")
        let text = defects(document).map(\.text).joined()
        #expect(!text.isEmpty)
        #expect(!text.contains("secret-"))
        let hiding = try SampleRunbook.changed(["drift", "0"], "${hidden_word}")
        let error = #expect(throws: RunbookDefects.self) { try Runbook(hiding, suspects: { $0.hasPrefix("hid") }) }
        #expect(error?.list.contains { $0.text.contains("does not declare") } == true)
        #expect(error?.list.contains { $0.text.contains("hidden") } == false)
    }

    @Test func `no document makes the reader trap`() throws {
        let values: [JSONValue] = [
            .null, true, 0, -1, .integer(.max), .integer(.min), .double(1e300), "", "${", "${}", "${a${store}", "x",
            [], [[]], ["x"], [:], ["x": "y"], .array(Array(repeating: "x", count: 100)),
        ]
        var looked = 0
        func visit(_ value: JSONValue, _ path: [String]) throws {
            for replacement in values {
                let changed = try SampleRunbook.changed(path, replacement)
                looked += 1
                do throws(RunbookDefects) {
                    let runbook = try Runbook(changed, suspects: { _ in false })
                    #expect(throws: Never.self) { try Runbook(runbook.document, suspects: { _ in false }) }
                } catch { #expect(!error.list.isEmpty) }
            }
            for member in value.members ?? [] { try visit(member.value, path + [member.name]) }
            for (index, item) in (value.items ?? []).enumerated() { try visit(item, path + [String(index)]) }
        }
        try visit(try SampleRunbook.document(), [])
        #expect(looked > 500)
    }

    @Test func `bytes that are no document are told with their place`() throws {
        let error = #expect(throws: RunbookDefects.self) { try Runbook(Array("{".utf8), suspects: { _ in false }) }
        #expect(error?.list.first?.text == "the document is not JSON: it ends too early, at byte 1")
    }
}
