import CommandTree
import Foundation
import Testing

@testable import MoleculeCommands

@Suite struct SecuritySectionTests {
    @Test func `every suite that the manual names as the proof of a promise is there`() throws {
        let page = try #require(MoleculeProgram.program.manualPages().first { $0.fileName == "molecule.1" })
        let named = Set(page.text.matches(of: /[A-Z][A-Za-z]+Tests/).map { String($0.output) })
        let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let files = FileManager.default.enumerator(atPath: tests.path)?.compactMap { $0 as? String } ?? []
        let suites = Set(files.map { URL(fileURLWithPath: $0).deletingPathExtension().lastPathComponent })
        #expect(named.count > 10)
        #expect(named.subtracting(suites) == [])
    }
}
