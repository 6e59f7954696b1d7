import Foundation
import TestSupport
import Testing

/// Runs every verb with secrets in every place it could take them from, and looks for them everywhere else.
@Suite(.blocking) struct LeakTests {
    /// Not of a vendor's shape, so that it can stand where the program has to refuse it itself.
    static let stored = "stored-marked-value-of-the-leak-test"
    static let typed = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
    static let ambient = "ambient-marked-value-of-the-leak-test"

    /// A value as it is, and as it would look on its way through common encodings.
    static func forms(_ value: String) -> [String] {
        let base64 = Data(value.utf8).base64EncodedString().trimmingCharacters(in: ["="])
        let escaped = value.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? value
        let hexadecimal = value.utf8.map { String(format: "%02x", $0) }.joined()
        // Base64 in the middle of a text begins at any of three places; the last characters depend on what follows.
        let shifted = (1...2).map { shift in
            Data((String(repeating: "x", count: shift) + value).utf8).base64EncodedString().dropFirst(4).dropLast(4)
        }
        return [value, String(base64.dropLast(2)), escaped, hexadecimal] + shifted.map(String.init)
    }

    struct Leak: Hashable, CustomStringConvertible {
        let command: String
        let place: String
        var description: String { "\(place): molecule \(command)" }
    }

    @Test func `no command shows a secret that was not asked for`() throws {
        let fixture = try Fixture(token: LeakTests.stored, key: LeakTests.stored)
        try prepare(fixture)
        let table =
            LeakTable.lines(LeakTests.stored, typed: LeakTests.typed) + LeakTable.orgTokens(typed: LeakTests.typed)
            + LeakTable.workspaceLines(typed: LeakTests.typed) + LeakTable.contractLines(typed: LeakTests.typed)
            + LeakTable.controlPlaneLines(typed: LeakTests.typed)
            + LeakTable.runbookLines(LeakTests.stored, typed: LeakTests.typed)
            + LeakTable.homeLines(LeakTests.stored, typed: LeakTests.typed)
            + LeakTable.moltnetLines(typed: LeakTests.typed)
            + LeakTable.moltnetServerLines(typed: LeakTests.typed)
        let verbs = try HelpTree.verbs(home: fixture.home)
        #expect(verbs.count >= 15)
        #expect(Set(verbs).subtracting(table.map(\.verb)) == [], "verbs that the table does not know")
        var leaks: Set<Leak> = []
        var count = 0
        var looks = 0
        let ambient = try ambientEnvironment()
        for line in table {
            for options in [[], ["-v"], ["-o", "json"]] where options.isEmpty || !line.words.contains("tour") {
                count += 1
                let sampler = ProcessSampler(home: fixture.home.path)
                let before = try secretsNow(fixture)
                let words = try words(line, options, fixture)
                let run = try Run.molecule(words, home: fixture.home, environment: ambient, input: line.input)
                // A value that was made and dropped again within one command is known to nobody, this test included.
                let values = LeakTests.forms(LeakTests.stored) + before + (try secretsNow(fixture))
                // The value in the environment is there until the process has taken it away, so it is not looked for
                // here; `the environment is emptied` does.
                let (seen, sightings) = sampler.stop(for: values)
                looks += seen
                let all = Array(Set(values + LeakTests.forms(LeakTests.ambient) + [LeakTests.typed]))
                let shown = (line.words + options).joined(separator: " ").replacingOccurrences(
                    of: LeakTests.typed, with: "TYPED")
                for (place, text) in [("stdout", run.output), ("stderr", run.error)]
                where !(place == "stdout" && line.reveals) {
                    if all.contains(where: text.contains) { leaks.insert(Leak(command: shown, place: place)) }
                }
                for sighting in sightings where !(line.isExec && sighting.place == "environ") {
                    leaks.insert(Leak(command: shown, place: "\(sighting.place) of \(sighting.process)"))
                }
                for file in try FileTree(fixture.home.path).files(containing: all) where !Self.belongs(file) {
                    leaks.insert(Leak(command: shown, place: file))
                }
            }
        }
        #expect(leaks.isEmpty, "\(leaks.map(\.description).sorted().joined(separator: "\n"))")
        #expect(looks > count, "processes were looked at while they ran")
        print("leak test: \(count) commands of \(verbs.count) verbs, \(looks) looks at their processes")
    }

    /// Where values are meant to be: entries, the environment file, and what the test itself wrote or asked for.
    private static func belongs(_ file: String) -> Bool {
        file.hasPrefix("config/molecule/keys/") && !file.contains("/.")
            || ["platform.env", "secret", "open-secret", "two-lines", "taken", "token-file", "Moltnet", "MoltnetNode"]
                .contains(
                    file)
    }

    private func prepare(_ fixture: Fixture) throws {
        let mark = LeakTests.stored
        try fixture.home.write("secret", mark + "\n")
        try fixture.home.write("open-secret", mark + "\n", mode: 0o644)
        try fixture.home.write("two-lines", "ADMIN_TOKEN=\(mark)\nADMIN_TOKEN=\(mark)\n")
        for file in LeakTable.moltnetFiles(mark) { try fixture.home.write(file.name, file.text) }
        try fixture.home.write("config/molecule/keys/broken", "{\"molecule_key\":1,\"value\":\"\(mark)\",")
    }

    private func ambientEnvironment() throws -> [String: String] {
        var environment = ["URLSessionDebugLibcurl": "1", "MINE": LeakTests.ambient]
        for name in [
            "ADMIN_TOKEN", "MOLECULE_ORG_TOKEN", "MOLECULE_WORKSPACE_TOKEN", "CP_ADMIN_API_TOKEN",
            "PROVISION_SHARED_SECRET", "MOLECULE_TENANT_ADMIN_TOKEN", "MOLECULE_SESSION_COOKIE",
        ] {
            environment[name] = LeakTests.ambient
        }
        return environment
    }

    /// The values that rotations have made by now, read from the entries.
    private func secretsNow(_ fixture: Fixture) throws -> [String] {
        let text = names(in: fixture.home.keys).filter { $0.first != "." }
            .map { (try? fixture.home.read("config/molecule/keys/\($0)")) ?? "" }.joined()
        return text.split(separator: "\n").compactMap { line -> [String]? in
            guard let start = line.range(of: "\"value\": \"")?.upperBound else { return nil }
            return Self.forms(String(line[start...].prefix { $0 != "\"" }))
        }.flatMap { $0 }
    }

    private func words(_ line: LeakTable.Line, _ options: [String], _ fixture: Fixture) throws -> [String] {
        let latest = names(in: fixture.home.rotations).last { $0.hasPrefix("r-") }
        let id = latest.map { String($0.prefix { $0 != "." }) } ?? "r-20261120T230102Z-9f3a1c"
        let words = line.words.map { word in
            word.replacingOccurrences(of: "URL", with: fixture.platform.url).replacingOccurrences(
                of: "PID", with: "\(fixture.platform.pid)")
        }.map { $0 == "ID" ? id : $0 }
        guard let separator = words.firstIndex(of: "--") else { return words + options }
        return words[..<separator] + options + words[separator...]
    }

    @Test func `what generates a token prints it once and leaves it nowhere`() throws {
        let home = try TemporaryHome()
        for options in [[], ["-v"], ["-o", "json"], ["-o", "yaml"]] {
            let run = try Run.molecule(["admin-token", "generate", "--format", "hex"] + options, home: home)
            let token = try #require(run.output.split { !$0.isHexDigit }.first { $0.count == 64 })
            #expect(run.output.components(separatedBy: String(token)).count == 2)
            #expect(run.error == "")
        }
        #expect(names(in: home.path) == [])
    }

    @Test func `the environment is emptied before anything is asked`() throws {
        let fixture = try Fixture(["--fault", "delay:5:1-9"], key: nil)
        let verifying = try Background.molecule(
            "admin-token", "verify", "--api-url", fixture.platform.url, home: fixture.home,
            environment: try ambientEnvironment())
        #expect(Wait.until { (try? fixture.home.read("requests.log").isEmpty) == false })
        let environment = try Data(contentsOf: URL(fileURLWithPath: "/proc/\(verifying.pid)/environ"))
        let shown = String(decoding: environment, as: UTF8.self).replacingOccurrences(of: "\0", with: "\n")
        #expect(shown.contains("ADMIN_TOKEN="), "the names stay, the values are wiped")
        let left = shown.split(separator: "\n").filter { $0.contains(LeakTests.ambient) }.map {
            $0.prefix { $0 != "=" }
        }
        #expect(left == ["MINE"], "what is no credential's variable stays as it was")
    }

    @Test func `a core dump is forbidden while a secret is held`() throws {
        let fixture = try Fixture(["--fault", "delay:5:1-9"])
        let verifying = try Background.molecule("admin-token", "verify", "--from-key", "production", home: fixture.home)
        #expect(Wait.until { (try? fixture.home.read("requests.log").isEmpty) == false })
        let limits = try String(contentsOfFile: "/proc/\(verifying.pid)/limits", encoding: .utf8)
        let line = try #require(limits.split(separator: "\n").first { $0.hasPrefix("Max core file size") })
        #expect(["0", "1"].contains(line.split(separator: " ").dropFirst(4).first.map(String.init)), "\(line)")
    }
}
