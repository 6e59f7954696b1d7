import Foundation
import TestSupport
import Testing

/// Every command line of the README, run as it stands there.
@Suite(.blocking) struct ReadmeTests {
    /// The command lines by the section they stand in, without what is remarked behind them.
    static func sections() throws -> [(title: String, lines: [String])] {
        let path = CompletionTests.top.appendingPathComponent("README.md").path
        let text = try String(contentsOfFile: path, encoding: .utf8)
        return text.components(separatedBy: "\n## ").map { section in
            let blocks = section.components(separatedBy: "```sh\n").dropFirst().map {
                $0.components(separatedBy: "```")[0]
            }
            let lines = blocks.joined().replacing("\\\n", with: "").split(separator: "\n").map { line in
                String(line.range(of: #"\s+# .*$"#, options: .regularExpression).map { line[..<$0.lowerBound] } ?? line)
            }
            return (section.components(separatedBy: "\n")[0], lines)
        }.filter { !$0.lines.isEmpty }
    }

    /// What builds and tests the program is what has built and tested it when this runs.
    private static func isBuilding(_ line: String) -> Bool { line.contains("swift ") }

    @Test func `every section has its stage, and every stage its section`() throws {
        let titles = try ReadmeTests.sections().filter { !$0.lines.allSatisfy(ReadmeTests.isBuilding) }.map(\.title)
        #expect(titles.count > 8)
        #expect(titles.filter { $0 != "A Moltnet network" } == ExampleStage.readme.map(\.testDescription))
    }

    @Test func `what it says of Moltnet are examples of the manual`() throws {
        let examples = try ExampleTests.examples()
        let section = try #require(try ReadmeTests.sections().first { $0.title == "A Moltnet network" })
        for line in section.lines {
            #expect(
                examples.contains(line.replacingOccurrences(of: " +", with: " ", options: .regularExpression)),
                "\(line)")
        }
    }

    @Test(arguments: ExampleStage.readme) func `the lines of a section work in their order`(_ stage: ExampleStage)
        throws
    {
        let section = try #require(try ReadmeTests.sections().first { $0.title == stage.testDescription })
        let scene = try ExampleScene(surface: stage.surface)
        _ = try scene.type(stage.before)
        for line in section.lines where !ReadmeTests.isBuilding(line) {
            try ExampleTests().expect(line, stage.note(on: line).ending, scene)
        }
    }

    @Test func `the picture is there, and its commands are`() throws {
        let top = CompletionTests.top
        let readme = try String(contentsOf: top.appendingPathComponent("README.md"), encoding: .utf8)
        #expect(readme.contains("](.github/terminal.svg)"))
        let picture = try String(contentsOf: top.appendingPathComponent(".github/terminal.svg"), encoding: .utf8)
        #expect(picture.contains(">molecule admin-token verify<"))
    }
}
