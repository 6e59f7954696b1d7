import ContractGenerator
import Foundation
import JSON
import Testing

@testable import Rotation

@Suite struct RunbookSchemaTests {
    private let schema: JSONValue

    init() throws { schema = try JSONValue.parse(Array(RunbookSchema.text.utf8)) }

    @Test func `the schema in the program is the one of the repository`() throws {
        let rotation = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("Sources/Rotation")
        let text = try String(
            contentsOf: rotation.appendingPathComponent("Runbook/runbook.schema.json"), encoding: .utf8)
        #expect(RunbookSchema.text == text, "run: swift run molecule-generate")
        let source = try String(
            contentsOf: rotation.appendingPathComponent("Generated/RunbookSchema.swift"), encoding: .utf8)
        #expect(source == EmbeddedDocuments.runbookSchema(text), "run: swift run molecule-generate")
    }

    private func names(_ schema: JSONValue?, _ member: String = "properties") -> Set<String> {
        Set(schema?[member]?.members?.map(\.name) ?? [])
    }

    private func required(_ schema: JSONValue?) -> Set<String> {
        Set(schema?["required"]?.items?.compactMap(\.text) ?? [])
    }

    @Test func `the reader's members are the schema's`() throws {
        let definitions = schema["$defs"]
        let objects: [(JSONValue?, [RunbookFormat.Member])] = [
            (schema, RunbookFormat.runbook), (definitions?["shape"], RunbookFormat.shape),
            (definitions?["setting"], RunbookFormat.setting), (definitions?["source"], RunbookFormat.part),
            (definitions?["retirement"], RunbookFormat.part), (definitions?["proof"], RunbookFormat.proof),
            (definitions?["requirement"], RunbookFormat.requirement),
            (definitions?["overlap"]?["oneOf"]?.items?.last, RunbookFormat.overlap),
        ]
        for (object, members) in objects {
            #expect(names(object) == Set(members.map(\.name)))
            #expect(required(object) == Set(members.filter { $0.presence == .always }.map(\.name)))
            #expect(object?["additionalProperties"] == false)
        }
        let rules = schema["allOf"]?.items ?? []
        let rotated = Set(RunbookFormat.runbook.filter { $0.presence == .rotated }.map(\.name))
        #expect(required(rules.first?["then"]) == rotated.union(["shape"]))
        let forbidden = Set(
            RunbookFormat.runbook.filter { $0.presence == .rotated || $0.presence == .maybeRotated }.map(\.name))
        #expect(names(rules.first?["else"]) == forbidden)
    }

    @Test func `the reader's kinds and their settings are the schema's`() {
        check(RunbookSourceKind.self, "source")
        check(RunbookProofKind.self, "proof")
        check(RunbookRetirementKind.self, "retirement")
    }

    private func check<Kind: RunbookKind>(_: Kind.Type, _ name: String) {
        let definition = schema["$defs"]?[name]
        let words = definition?["properties"]?["kind"]?["enum"]?.items?.compactMap(\.text)
        #expect(words == Kind.allCases.map(\.rawValue))
        let rules = definition?["allOf"]?.items ?? []
        #expect(rules.count == Kind.allCases.count)
        for (kind, rule) in zip(Kind.allCases, rules) {
            #expect(rule["if"]?["properties"]?["kind"]?["const"]?.text == kind.rawValue)
            let settings = rule["then"]?["properties"]?["settings"]
            let plain = kind.parameters.filter { !$0.name.hasSuffix("*") }
            #expect(names(settings) == Set(plain.map(\.name)), "\(kind)")
            #expect(required(settings) == Set(plain.filter { !$0.isOptional }.map(\.name)), "\(kind)")
            #expect(names(settings, "patternProperties").isEmpty == (plain.count == kind.parameters.count))
        }
    }

    @Test func `the vocabularies are the schema's`() throws {
        let properties = schema["properties"]
        func words(_ value: JSONValue?) -> [String]? { value?["enum"]?.items?.compactMap(\.text) }
        #expect(words(properties?["stance"]) == Runbook.Stance.allCases.map(\.rawValue))
        #expect(words(properties?["danger"]) == Runbook.Danger.allCases.map(\.rawValue))
        #expect(
            words(schema["$defs"]?["shape"]?["properties"]?["form"]) == RunbookValueForm.allCases.map(\.rawValue))
        let pattern = properties?["destinations"]?["items"]?["pattern"]?.text ?? ""
        let expression = try Regex(pattern.replacing("\\$", with: "[$]"))
        for kind in DestinationKind.allCases {
            #expect(pattern.contains(kind.rawValue))
            #expect(kind.spelling.firstMatch(of: expression) != nil, "\(kind)")
        }
    }
}
