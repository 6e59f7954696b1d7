import Foundation
import TestSupport
import Testing

/// Every example of help and manual, run as it stands there.
@Suite(.blocking) struct ExampleTests {
    /// The examples of the pages of commands, each once; help has the same.
    static func examples() throws -> [String] {
        let directory = CompletionTests.top.appendingPathComponent("man").path
        var found: [String] = []
        for name in try FileManager.default.contentsOfDirectory(atPath: directory).sorted()
        where name.hasSuffix(".1") {
            let page = try String(contentsOfFile: "\(directory)/\(name)", encoding: .utf8)
            guard let start = page.range(of: ".Sh EXAMPLES\n") else { continue }
            let section = page[start.upperBound...].components(separatedBy: "\n.Sh ")[0]
            for block in section.components(separatedBy: ".Bd -literal -offset indent\n").dropFirst() {
                let example = plain(block.components(separatedBy: "\n.Ed")[0])
                if !found.contains(example) { found.append(example) }
            }
        }
        return found
    }

    /// Text of a page without the escapes of mdoc(7).
    static func plain(_ text: String) -> String {
        var text = text.replacing("\\&", with: "")
        for (escape, character) in [
            ("\\-", "-"), ("\\(aq", "'"), ("\\(ga", "`"), ("\\(ti", "~"), ("\\(ha", "^"), ("\\(dq", "\""),
            ("\\e", "\\"),
        ] {
            text = text.replacing(escape, with: character)
        }
        return text
    }

    /// The stage of an example: the one whose first words say most.
    private func stage(of example: String) -> ExampleStage? {
        let closest = ExampleStage.all.max { $0.closeness(to: example) < $1.closeness(to: example) }
        return closest.flatMap { $0.closeness(to: example) > 0 ? $0 : nil }
    }

    @Test func `every example has its stage, and every note its example`() throws {
        let examples = try ExampleTests.examples().filter { !$0.contains("molecule moltnet") }
        #expect(examples.count > 150)
        for example in examples { #expect(stage(of: example) != nil, "\(example)") }
        for note in ExampleStage.all.flatMap(\.notes) {
            #expect(examples.contains { $0.contains(note.words) }, "\(note.words)")
        }
    }

    @Test(arguments: ExampleStage.all) func `the examples work as they stand`(_ stage: ExampleStage) throws {
        let examples = try ExampleTests.examples().filter {
            self.stage(of: $0)?.testDescription == stage.testDescription && !$0.contains("sandbox node")
        }
        #expect(!examples.isEmpty)
        let scene = try ExampleScene(surface: stage.surface)
        _ = try scene.type(stage.before)
        for example in stage.ordered(examples) {
            let note = stage.note(on: example)
            if !note.before.isEmpty { _ = try scene.type(note.before) }
            try expect(example, note.ending, scene)
        }
    }

    /// Runs an example and expects what becomes of it.
    func expect(_ example: String, _ ending: ExampleStage.Ending, _ scene: ExampleScene) throws {
        func run(_ line: String, _ status: Int32) throws {
            let run = try scene.type(line)
            #expect(run.status == status, "\(scene.adapted(line))\n\(run.output)\n\(run.error)")
        }
        switch ending {
        case .works: try run(example, 0)
        case .worksWith(let more): try run("\(example) \(more)", 0)
        case .asks(let answer):
            try run(example, 3)
            try run("\(example) \(answer)", 0)
        case .waitsForSomebody: try run(example, 3)
        // Long enough that it is at it; a signal before that ends it the same way.
        case .untilInterrupted: try run("timeout --preserve-status -s INT 2 \(example)", 130)
        }
    }
}
