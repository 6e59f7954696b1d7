import Foundation
import JSON
import TestSupport
import Testing

/// The recipes of molecule-ci(7), read from the page as YAML and run as their runners would.
@Suite(.blocking) struct PipelineRecipeTests {
    /// The literal blocks of the page that are YAML, in the order they stand in.
    private func recipes() throws -> [String] {
        let path = CompletionTests.top.appendingPathComponent("man/molecule-ci.7")
        let page = try String(contentsOf: path, encoding: .utf8)
        return page.components(separatedBy: ".Bd -literal -offset indent\n").dropFirst().map { block in
            let text = block.components(separatedBy: ".Ed\n")[0]
            return text.replacingOccurrences(of: "\\&", with: "").replacingOccurrences(of: "\\-", with: "-")
                .replacingOccurrences(of: "\\(aq", with: "'").replacingOccurrences(of: "\\(ga", with: "`")
                .replacingOccurrences(of: "\\(ti", with: "~").replacingOccurrences(of: "\\(ha", with: "^")
                .replacingOccurrences(of: "\\(dq", with: "\"")
                .replacingOccurrences(of: "\\e", with: "\\")
        }.filter { $0.contains("steps:") || $0.contains("script:") }
    }

    /// What a runner would type: every `run` and every line of `script`, with folded lines joined.
    private func commands(_ recipe: String) -> [String] {
        var commands: [String] = []
        var folded: Int?
        for line in recipe.split(separator: "\n").map(String.init) {
            let indentation = line.prefix { $0 == " " }.count
            let text = line.trimmingCharacters(in: .whitespaces)
            if let depth = folded, indentation > depth {
                commands[commands.count - 1] += (commands[commands.count - 1].isEmpty ? "" : " ") + text
                continue
            }
            folded = nil
            let start = ["run: ", "- run: "].first(where: text.hasPrefix)
            let value = start.map { String(text.dropFirst($0.count)) }
            if value == ">-" || text == "- >-" {
                folded = indentation
                commands.append("")
            } else if let value {
                commands.append(value)
            } else if text.hasPrefix("- ") && recipe.contains("script:") {
                commands.append(String(text.dropFirst(2)))
            }
        }
        return commands
    }

    @Test func `there is a recipe for each, and one for several steps`() throws {
        let recipes = try recipes()
        #expect(recipes.map { commands($0).count } == [1, 3, 1, 3])
        for recipe in recipes { #expect(commands(recipe).contains { $0.hasPrefix("molecule org tokens mint") }) }
    }

    @Test(arguments: [0, 1, 2], [0, 9])
    func `a recipe mints, runs and revokes, and hands the status on`(_ index: Int, _ status: Int) throws {
        let tenant = try KeyTenant()
        let home = tenant.home
        let minter = try tenant.mint("minter")
        try home.write("file-variable", minter + "\n", mode: 0o644)
        // What a deployment would do: use the key by way of molecule, and by hand.
        try home.write(
            "deploy",
            """
            #!/bin/sh
            molecule workspaces list >/dev/null || exit 70
            grep -q . "$MOLECULE_ORG_TOKEN_FILE" || exit 71
            molecule org tokens list > seen
            env > environment
            exit \(status)
            """, mode: 0o755)
        var environment = [
            "MOLECULE_API_URL": tenant.platform.url, "GITHUB_RUN_ID": "17", "GITHUB_RUN_ATTEMPT": "1", "CI": "true",
            "GITHUB_JOB": "deploy", "GITHUB_SHA": "abc", "CI_JOB_ID": "18", "CI_COMMIT_SHA": "abc",
            "GITHUB_REPOSITORY": "o/r", "GITHUB_RUN_NUMBER": "19",
        ]
        if index == 1 {
            environment["MOLECULE_ORG_TOKEN_FILE"] = home.file("file-variable")
        } else {
            environment["MOLECULE_ORG_TOKEN"] = minter
            environment["GITHUB_ACTIONS"] = "true"
        }
        let script = commands(try recipes()[index]).joined(separator: "\n")
        let run = try Run.shell("set -e\n\(script)", home: home, environment: environment)
        #expect(run.status == status, "\(script)\n\(run.error)")
        #expect(run.output == "", "the job's standard output is the command's")
        #expect(try home.read("seen").contains("ci-"))
        #expect(try tenant.names() == ["minter"])
        let seen = try home.read("environment")
        #expect(seen.contains("_SHA=abc"))
        #expect(!seen.contains(minter))
        #expect(!seen.contains("GITHUB_RUN_ID"))
        #expect(run.error.contains("::add-mask::") == (index != 1))
    }

    @Test func `a key that steps share is gone after the last of them`() throws {
        let tenant = try KeyTenant()
        try tenant.home.write("output", "")
        let environment = tenant.environment.merging([
            "GITHUB_RUN_ID": "17", "GITHUB_OUTPUT": tenant.home.file("output"), "CI": "true", "GITHUB_ACTIONS": "true",
        ]) { $1 }
        let commands = commands(try recipes()[3])
        #expect(try Run.shell(commands[0], home: tenant.home, environment: environment).status == 0)
        #expect(try tenant.names() == ["ci-17"])
        let value = try tenant.home.read("output").split(separator: "\n")[1]
        let use = try Run.shell(
            commands[1], home: tenant.home,
            environment: ["MOLECULE_API_URL": tenant.platform.url, "MOLECULE_ORG_TOKEN": String(value)])
        #expect(use.status == 0, "\(use.error)")
        #expect(try Run.shell(commands[2], home: tenant.home, environment: environment).status == 0)
        #expect(try tenant.names() == [])
    }
}
