import Testing

@testable import CommandTree

/// Parses a line split at blanks, in the sample tree.
func parsed(_ line: String, _ environment: [String: String] = [:]) throws(UsageError) -> Invocation<String> {
    try sample.parse(line.split(separator: " ").map(String.init), environment: environment)
}

/// The arguments of a line that runs a verb.
func arguments(_ line: String, _ environment: [String: String] = [:]) throws -> Arguments {
    guard case .run(_, let arguments) = try parsed(line, environment) else {
        throw UsageError("the line does not run a verb: \(line)")
    }
    return arguments
}

/// The error of a line that does not fit; records an issue if it does.
func usageError(_ line: String, _ environment: [String: String] = [:]) -> UsageError {
    do throws(UsageError) {
        let invocation = try parsed(line, environment)
        Issue.record("'\(line)' is accepted: \(invocation)")
        return UsageError("")
    } catch {
        return error
    }
}

struct ParserTests {
    @Test("A verb gets its action, its path and its operands in order")
    func verb() throws {
        guard case .run(let action, let arguments) = try parsed("keys show admin previous") else {
            throw UsageError("not run")
        }
        #expect(action == "show")
        #expect(arguments.path == ["keys", "show"])
        #expect(arguments.operand("NAME") == "admin")
        #expect(arguments.operand("VERSION") == "previous")
    }

    @Test(
        "Every GNU spelling of an option with a value means the same",
        arguments: [
            "keys show admin --output json", "keys show admin --output=json", "keys show admin -ojson",
            "keys show admin -o json", "keys show -qojson admin", "-ojson keys show admin", "keys -o json show admin",
            "keys show --output json -- admin",
        ])
    func spellings(_ line: String) throws {
        let arguments = try arguments(line)
        #expect(arguments.text("output") == "json")
        #expect(arguments.operands("NAME") == ["admin"])
        #expect(arguments.source(of: "output") == .commandLine)
    }

    @Test("Flags are bundled, repeated harmlessly and visible with the global options")
    func flags() throws {
        let arguments = try arguments("-qv keys -q show admin --reveal")
        #expect(arguments.flag("quiet"))
        #expect(arguments.flag("verbose"))
        #expect(arguments.flag("reveal"))
        #expect(!arguments.flag("yes"))
    }

    @Test("An option that repeats keeps its values in order")
    func repeating() throws {
        #expect(try arguments("admin-token rotate --to fly:b --to=fly:a").texts("to") == ["fly:b", "fly:a"])
    }

    @Test("What follows two dashes is an operand, whatever it looks like")
    func dashes() throws {
        #expect(try arguments("keys import -- --output -q").operands("FILE") == ["--output", "-q"])
        #expect(try arguments("keys import - b").operands("FILE") == ["-", "b"])
    }

    @Test("A command line takes everything after two dashes, and nothing before")
    func commandLine() throws {
        let arguments = try arguments("run admin --as X -- env -i --help -- x")
        #expect(arguments.operands("COMMAND") == ["env", "-i", "--help", "--", "x"])
        #expect(arguments.operand("NAME") == "admin")
        #expect(usageError("run admin env").hint == "Write the command line to run after '--'.")
        #expect(usageError("run admin").message == "'molecule run' needs a command line to run, after '--'.")
        #expect(usageError("run admin --").message == "'molecule run' needs a command line to run, after '--'.")
        #expect(usageError("run -- env").message == "'molecule run' needs the operand NAME.")
    }

    @Test("A value comes from the command line, then the variable unless empty, then the default")
    func sources() throws {
        let variable = ["MOLECULE_OUTPUT": "json"]
        #expect(try arguments("keys show a -o tsv", variable).text("output") == "tsv")
        #expect(try arguments("keys show a", variable).text("output") == "json")
        #expect(
            try arguments("keys show a", variable).source(of: "output") == .environment(variable: "MOLECULE_OUTPUT"))
        #expect(try arguments("keys show a", ["MOLECULE_OUTPUT": ""]).text("output") == "table")
        #expect(try arguments("keys show a").source(of: "output") == .builtInDefault)
        #expect(try arguments("keys show a").text("api-url") == nil)
        #expect(try arguments("keys show a").source(of: "api-url") == nil)
    }

    @Test("A wrong value from a variable names the variable")
    func wrongVariable() {
        let error = usageError("keys show a", ["MOLECULE_OUTPUT": "jsom"])
        #expect(error.message == "The variable MOLECULE_OUTPUT must be one of table, json or tsv, not 'jsom'.")
        #expect(error.hint == "Did you mean 'json'?")
    }

    @Test("Durations and integers arrive as such")
    func typed() throws {
        let arguments = try arguments("admin-token rotate --to fly:a --timeout 1h30m --attempts -1")
        #expect(arguments.duration("timeout") == .seconds(5400))
        #expect(arguments.integer("attempts") == -1)
    }

    @Test(
        "Help is found anywhere before two dashes, for the command named so far or later",
        arguments: [
            ("", []), ("-q", []), ("keys", ["keys"]), ("-h", []), ("--help keys show", ["keys", "show"]),
            ("keys show -qh", ["keys", "show"]), ("keys show --bogus a b c -h", ["keys", "show"]),
            ("admin-token rotate --to --help", ["admin-token", "rotate"]), ("help", []), ("help help", []),
            ("help keys show", ["keys", "show"]), ("keys help show", ["keys", "show"]), ("-q help keys", ["keys"]),
        ])
    func help(_ line: String, _ expected: [String]) throws {
        guard case .help(let path) = try parsed(line) else { throw UsageError("no help") }
        #expect(path == expected)
    }

    @Test("The version and the help topics are found")
    func others() throws {
        guard case .version = try parsed("keys show --version") else { throw UsageError("no version") }
        guard case .topic(.exitStatus) = try parsed("help exit-status") else { throw UsageError("no topic") }
        guard case .run = try parsed("keys show -- --version") else { throw UsageError("not run") }
    }

    @Test("A verb's own usage error carries its path")
    func verbError() {
        #expect(usageError("keys import a b c") == UsageError("Too many files.", path: ["keys", "import"]))
    }

    @Test("A hidden command can be run")
    func hidden() throws {
        #expect(try arguments("__complete keys").operand("KIND") == "keys")
    }

    @Test(
        "A line that does not fit is refused with one clear sentence",
        arguments: [
            ("keys show", "'molecule keys show' needs the operand NAME."),
            ("keys show a current c", "'molecule keys show' does not take the operand 'c'."),
            ("keys show a current $c", "'molecule keys show' does not take the 3rd operand."),
            ("keys show a next", "The operand VERSION must be one of current or previous, not 'next'."),
            ("keys import", "'molecule keys import' needs the operand FILE."),
            ("keys show a --output", "Option '--output' needs a value, FORMAT."),
            ("keys show a --output --quiet", "Option '--output' needs a value, FORMAT."),
            ("keys show a --output=", "Option '--output' must not be empty."),
            ("keys show a --quiet=1", "Option '--quiet' takes no value."),
            ("keys show a -o json -o tsv", "Option '--output' is given more than once."),
            ("keys show a -o xml", "Option '--output' must be one of table, json or tsv, not 'xml'."),
            (
                "keys show a --timeout soon",
                "Option '--timeout' must be a length of time above zero and at most 7 days, not 'soon'."
            ),
            ("keys show a -quiet", "'-quiet' has one dash."),
            ("keys show a -x", "There is no option '-x' in 'molecule keys show'."),
            ("keys show a --out json", "There is no option '--out' in 'molecule keys show'."),
            ("admin-token rotate", "'molecule admin-token rotate' needs the option '--to'."),
            ("admin-token rotate --to fly:", "Option '--to' needs APP after 'fly:'."),
            ("admin-token rotate --to heroku:x", "Option '--to' must be one of env-file:PATH or fly:APP."),
            ("admin-token rotate --to fly", "Option '--to' must be one of env-file:PATH or fly:APP."),
            (
                "admin-token rotate --to fly:a --attempts 6",
                "Option '--attempts' must be a whole number from -1 to 5, not '6'."
            ),
            ("bogus", "There is no command 'bogus' in 'molecule'."),
            ("bogus worse -z", "There is no command 'bogus' in 'molecule'."),
            ("--zebra stripes bogus", "There is no option '--zebra' in 'molecule'."),
            ("bogus --help", "There is no command 'bogus' in 'molecule'."),
            ("help bogus", "There is no command 'bogus' in 'molecule'."),
        ])
    func refused(_ line: String, _ message: String) {
        #expect(usageError(line).message == message)
    }

    @Test(
        "Durations are read in every unit and refused outside their range",
        arguments: [
            ("90s", 90_000), ("5m", 300_000), ("1h30m", 5_400_000), ("250ms", 250), ("7", 7000), ("7d", 604_800_000),
            ("0", nil), ("0s", nil), ("", nil), ("-5s", nil), ("8d", nil), ("7d1ms", nil), ("1m1h", nil), ("1s1s", nil),
            ("1h30", nil), ("s", nil), ("1.5h", nil), ("5 m", nil), ("5M", nil), ("99999999999999999999", nil),
        ] as [(String, Int?)])
    func durations(_ text: String, _ milliseconds: Int?) {
        #expect(Value.duration(from: text) == milliseconds.map { .milliseconds($0) })
    }
}
