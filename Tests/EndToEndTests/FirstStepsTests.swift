import Foundation
import JSON
import TestSupport
import Testing

/// What the program says of itself before anybody knows it.
@Suite(.blocking) struct FirstStepsTests {
    @Test func `alone it shows what people come for, and every line works in the sandbox`() throws {
        let home = try TemporaryHome()
        let page = try Run.molecule(home: home)
        #expect(page.status == 0)
        let lines = page.output.split(separator: "\n").filter { $0.hasPrefix("    molecule ") }.map(String.init)
        #expect(lines.count >= 5)
        #expect(page.output.contains("molecule sandbox run --surface tenant -- sh"))
        try home.write("steps.sh", "set -e\n" + lines.joined(separator: "\n") + "\n")
        let run = try Run.shell(
            "molecule sandbox run --surface tenant -- sh -x steps.sh", home: home, environment: ["CI": "1"])
        #expect(run.status == 0, "\(run.error)")
        #expect(page.output.split(separator: "\n").allSatisfy { $0.count <= 120 })
    }

    @Test func `the version is a line for people, and everything as data`() throws {
        let home = try TemporaryHome()
        let line = try Run.molecule("--version", home: home)
        #expect(line.output.hasPrefix("molecule ") && line.output.split(separator: "\n").count == 1)
        let document = try Run.molecule("--version", "-o", "json", home: home).document()
        #expect("molecule \(document["version"]?.text ?? "")\n" == line.output)
        #expect(document["contract"]?.text?.hasPrefix("20") == true)
        #expect(document["swift"]?.text?.hasPrefix("6.") == true)
        let commit = try #require(document["commit"])
        #expect(commit == .null || commit.text?.count ?? 0 >= 7)
        #expect(try Run.molecule("--version", "--output=yaml", home: home).output.contains("swift: \"6."))
    }

    @Test func `every help has an example`() throws {
        let home = try TemporaryHome()
        for path in ["", "keys", "org", "org tokens", "config", "profile", "workspaces", "doctor", "secrets runbook"] {
            let words = path.split(separator: " ").map(String.init) + ["--help"]
            let help = try Run.molecule(words, home: home)
            #expect(help.output.contains("Examples:\n"), "\(path)")
        }
    }
}
