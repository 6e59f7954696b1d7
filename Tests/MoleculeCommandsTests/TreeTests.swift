import CommandTree
import Foundation
import Testing

@testable import MoleculeCommands

@Suite struct TreeTests {
    @Test func `the tree has no nonsense in it`() {
        #expect(MoleculeProgram.program.defects() == [])
    }

    @Test func `the checked-in completions and manual pages are what the tree yields`() throws {
        let top = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let files = GeneratedFiles.all
        for (path, text) in files {
            let onDisk = try String(contentsOf: top.appendingPathComponent(path), encoding: .utf8)
            #expect(onDisk == text, "\(path) differs; run: swift run molecule-generate")
        }
        let pages = try FileManager.default.contentsOfDirectory(atPath: top.appendingPathComponent("man").path)
            .filter { $0.hasSuffix(".1") }
        #expect(Set(pages.map { "man/\($0)" }).isSubset(of: Set(files.map(\.path))))
        #expect(pages.count > 15)
        for page in [
            "molecule-runbook.5", "molecule-rotation.5", "molecule-config.5", "molecule-quickstart.7", "molecule-ci.7",
        ] {
            #expect(files.contains { $0.path == "man/\(page)" })
        }
    }

    @Test func `every verb can end with ok, failure and usage, and names what else it ends with once`() {
        for (path, command) in MoleculeProgram.program.allCommands() where command.makeAction != nil {
            #expect(Set(command.statuses).count == command.statuses.count, "\(path)")
            #expect(!command.statuses.contains(.ok), "\(path)")
        }
    }
}
