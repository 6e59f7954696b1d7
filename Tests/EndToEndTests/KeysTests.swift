import Foundation
import TestSupport
import Testing

@Suite struct KeysTests {
    let home: TemporaryHome
    static let origin = "https://platform.example.com"

    init() throws { home = try TemporaryHome() }

    @discardableResult
    private func add(
        _ name: String, _ options: String..., input: String = "value-of-the-entry", environment: [String: String] = [:]
    ) throws -> Run {
        try Run.molecule(
            ["keys", "add", name, "--kind", "admin-token", "--origin", KeysTests.origin] + options, home: home,
            environment: environment, input: input)
    }

    private func value(_ name: String) throws -> String {
        try Run.molecule("keys", "show", name, "--reveal", home: home).output
    }

    @Test func `a value comes from standard input, a private file or the environment`() throws {
        try home.write("secret", "from-the-file\n")
        #expect(try add("a", "--from-stdin", input: "from-stdin\n").status == 0)
        #expect(try add("b", "--from-file", "secret").status == 0)
        #expect(try add("c", "--from-env", "MINE", environment: ["MINE": "from-the-environment"]).status == 0)
        #expect(try value("a") == "from-stdin\n")
        #expect(try value("b") == "from-the-file\n")
        #expect(try value("c") == "from-the-environment\n")
        let list = try Run.molecule("keys", "list", "-q", home: home)
        #expect(list.output == "a\nb\nc\n")
        let json = try Run.molecule("keys", "list", "-o", "json", home: home).document()
        #expect(json["items"]?.items?.map { $0["name"]?.text } == ["a", "b", "c"])
        #expect(json["items"]?.items?.first?["variable"]?.text == "ADMIN_TOKEN")
        let shown = try Run.molecule("keys", "show", "a", "--reveal", "-o", "json", home: home).document()
        #expect(shown["value"]?.text == "from-stdin")
        #expect(try Run.molecule("keys", "list", home: home).output.split(separator: "\n").count == 3)
    }

    @Test func `an empty store lists nothing that a script would take for an entry`() throws {
        for arguments in [
            ["keys", "list"], ["keys", "list", "-o", "tsv"], ["keys", "check"], ["rotations", "list"],
        ] {
            let run = try Run.molecule(arguments, home: home)
            #expect(run.status == 0)
            #expect(run.output == "", "\(arguments)")
            #expect(run.error.isEmpty == false, "a person learns that there is nothing")
        }
        #expect(try Run.molecule("keys", "list", "-q", home: home).output == "")
        #expect(try Run.molecule("keys", "list", "-o", "json", home: home).document()["items"]?.items == [])
        #expect(names(in: home.path) == [], "looking makes nothing")
    }

    @Test func `a person is asked without echo`() throws {
        let terminal = try PseudoTerminal.molecule(
            "keys", "add", "a", "--kind", "admin-token", "--origin", KeysTests.origin, home: home)
        #expect(terminal.shows("Value for a (not shown): "), "\(terminal.screen)")
        #expect(!terminal.echoes)
        terminal.type("typed-by-a-person\n")
        #expect(terminal.end() == 0)
        #expect(terminal.echoes)
        #expect(!terminal.screen.contains("typed-by"))
        #expect(try value("a") == "typed-by-a-person\n")
    }

    @Test(arguments: ["\u{4}", "\n"]) func `a prompt that gets nothing stores nothing`(_ typed: String) throws {
        let terminal = try PseudoTerminal.molecule(
            "keys", "add", "a", "--kind", "admin-token", "--origin", KeysTests.origin, home: home)
        #expect(terminal.shows("not shown"))
        terminal.type(typed)
        #expect(terminal.end() == (typed == "\n" ? 2 : 3), "\(terminal.screen)")
        #expect(terminal.echoes)
        #expect(names(in: home.keys) == [])
    }

    @Test func `an interrupt at the prompt gives the terminal back as it was`() throws {
        let terminal = try PseudoTerminal.molecule(
            "keys", "add", "a", "--kind", "admin-token", "--origin", KeysTests.origin, home: home)
        #expect(terminal.shows("not shown"))
        terminal.type("half-typed\u{3}")
        #expect(terminal.end() == 130)
        #expect(terminal.echoes)
        #expect(names(in: home.keys) == [])
    }

    @Test func `nobody is asked where nobody may be`() throws {
        for (options, environment) in [(["--no-input"], [:]), ([], ["CI": "true"]), ([], [:])]
            as [([String], [String: String])]
        {
            let run = try Run.molecule(
                ["keys", "add", "a", "--kind", "admin-token", "--origin", KeysTests.origin] + options, home: home,
                environment: environment)
            #expect(run.status == 3, "\(run.error)")
            #expect(run.error.contains("--from-stdin"))
        }
        #expect(names(in: home.path) == [])
    }

    @Test func `a name that is taken keeps its value, and nobody is asked first`() throws {
        try add("a", "--from-stdin")
        let before = try FileTree(home.keys)
        let run = try add("a", "--from-stdin", input: "another-value")
        #expect(run.status == 7)
        #expect(try add("a").status == 7, "before anything is asked")
        #expect(try FileTree(home.keys) == before)
    }

    @Test(arguments: [
        "", ".", "..", "../a", "a/b", ".hidden", "-a", "a b", "ä", String(repeating: "n", count: 65), "a\nb", "a%2F",
    ])
    func `a bad name is refused`(_ name: String) throws {
        let commands = [
            ["keys", "add", "--kind", "admin-token", "--origin", KeysTests.origin, "--from-stdin", "--", name],
            ["keys", "show", "--", name], ["keys", "remove", "--yes", "--", name],
            ["admin-token", "generate", "--save=\(name)", "--origin", KeysTests.origin],
            ["admin-token", "verify", "--from-key=\(name)"],
            ["admin-token", "rotate", "--key=\(name)", "--to", "env-file:x"],
        ]
        for arguments in commands {
            #expect(try Run.molecule(arguments, home: home, input: "value").status == 2, "\(arguments)")
        }
        #expect(names(in: home.path) == [])
    }

    @Test func `good names of every shape work`() throws {
        for name in ["a", "A.b_c-9", String(repeating: "n", count: 64), "con", "9"] {
            #expect(try add(name, "--from-stdin").status == 0, "\(name)")
        }
        #expect(try Run.molecule("keys", "check", home: home).status == 0)
    }

    @Test func `a bad kind is refused with the choices`() throws {
        let run = try Run.molecule(
            "keys", "add", "a", "--kind", "password", "--origin", KeysTests.origin, "--from-stdin", home: home,
            input: "v")
        #expect(run.status == 2)
        for kind in ["admin-token", "org-token", "workspace-token", "admin-bearer", "provision-secret", "session"] {
            #expect(run.error.contains(kind))
        }
    }

    @Test func `a cookie may have spaces and a token may not`() throws {
        let arguments = ["keys", "add", "s", "--origin", KeysTests.origin, "--from-stdin", "--kind"]
        #expect(try Run.molecule(arguments + ["admin-token"], home: home, input: "a b").status == 2)
        #expect(try Run.molecule(arguments + ["session"], home: home, input: "sid=1; other=2").status == 0)
    }

    @Test func `files and directories are private under any umask`() throws {
        let line = """
            umask 000; echo value | molecule keys add a --kind admin-token --origin \(KeysTests.origin) --from-stdin -q
            molecule admin-token generate --save b --origin \(KeysTests.origin) -q
            """
        #expect(try Run.shell(line, home: home).status == 0)
        for item in try FileTree(home.path).items {
            let expected = item.value.mode.hasPrefix("d") ? "d700" : "f600"
            #expect(item.value.mode == expected, "\(item.key)")
        }
        #expect(try mode(of: home.keys) == "700")
    }

    @Test func `an entry is removed for good, when that is confirmed`() throws {
        try add("a", "--from-stdin")
        #expect(try Run.molecule("keys", "remove", "a", home: home).status == 3)
        let asked = try PseudoTerminal.molecule("keys", "remove", "a", home: home)
        #expect(asked.shows("Remove key entry 'a' and every value it holds? [y/N] "))
        asked.type("n\n")
        #expect(asked.end() == 3)
        #expect(names(in: home.keys).contains("a"))
        let again = try PseudoTerminal.molecule("keys", "remove", "a", home: home)
        #expect(again.shows("[y/N] "))
        again.type("y\n")
        #expect(again.end() == 0)
        #expect(!names(in: home.keys).contains("a"))
        let gone = try Run.molecule("keys", "remove", "a", "--yes", home: home)
        #expect(gone.status == 6)
        #expect(try FileTree(home.path).files(containing: ["value-of-the-entry"]) == [])
    }

    @Test func `a token on the command line is refused with an explanation and not repeated`() throws {
        let token = "ghp_0123456789abcdefABCDEF0123456789abcd"
        for arguments in [
            ["keys", "add", token, "--kind", "admin-token"], ["keys", "show", token], ["keys", token], [token],
        ] {
            let run = try Run.molecule(arguments, home: home)
            #expect(run.status == 2)
            #expect(run.error.contains("secrets are never typed on the command line"))
            #expect(!run.error.contains(token))
        }
    }
}
