import Foundation
import HostSystem
import JSON
import Keyfile
import TestSupport
import Testing

@testable import MoleculeCommands

/// What an output writes to both its streams.
private func captured(_ format: Settings.Format?, quiet: Bool = false, _ body: (Output) throws -> Void) throws -> (
    out: String, error: String
) {
    let home = try TemporaryHome()
    let numbers = ["out", "error"].map { open(home.file($0), O_RDWR | O_CREAT | O_CLOEXEC, 0o600) }
    defer { for number in numbers { close(number) } }
    var settings = Settings()
    settings.format = format
    settings.isQuiet = quiet
    try body(Output(settings: settings, environment: [:], standardOutput: numbers[0], standardError: numbers[1]))
    return (try home.read("out"), try home.read("error"))
}

private let report = Report.list(
    [["name": "a", "n": 1], ["name": "漢字", "n": .null]], columns: ["NAME", "N", "LAST"],
    rows: [["a", "1", "x"], ["漢字", "-", "tab\there\\\u{1B}[2J"]], names: ["a", "漢字"], remarks: ["ok: two \u{1B}[2J"])

@Suite struct OutputTests {
    @Test func `a table is aligned by what a terminal shows and ends with its remarks`() throws {
        let text = try captured(.table) { try $0.print(report) }.out
        #expect(text == "NAME  N  LAST\na     1  x\n漢字  -  tab\u{FFFD}here\\\u{FFFD}[2J\nok: two \u{FFFD}[2J\n")
    }

    @Test func `TSV has a row a line, without heads, and escapes what would break it`() throws {
        let text = try captured(.tsv) { try $0.print(report) }.out
        #expect(text == "a\t1\tx\n漢字\t-\ttab\\there\\\\\u{FFFD}[2J\n")
        let lines = Report(.null, columns: ["A"], rows: [["a\nb\rc", "\\t"]])
        #expect(try captured(.tsv) { try $0.print(lines) }.out == "a\\nb\\rc\t\\\\t\n")
    }

    @Test func `what is no terminal gets TSV unless another format is given`() throws {
        #expect(try captured(nil) { try $0.print(report) }.out == captured(.tsv) { try $0.print(report) }.out)
    }

    @Test func `JSON is the document and nothing else`() throws {
        let text = try captured(.json) { try $0.print(report) }.out
        #expect(try JSONValue.parse(Array(text.utf8)) == report.document)
        #expect(text.hasSuffix("}\n") && !text.contains("ok: two"))
    }

    @Test func `quiet prints names and no remarks, and leaves documents whole`() throws {
        for format in [Settings.Format.table, .tsv] {
            let both = try captured(format, quiet: true) {
                try $0.print(report)
                $0.remark("by the way")
            }
            #expect(both.out == "a\n漢字\n" && both.error == "")
        }
        #expect(try captured(.json, quiet: true) { try $0.print(report) }.out.contains("\"items\""))
    }

    @Test func `remarks, warnings and failures go to standard error, made safe`() throws {
        let both = try captured(.table) {
            $0.remark("one\ntwo\u{1B}[2J")
            $0.warn(.program("no program"))
            $0.fail(.noAddress)
        }
        #expect(both.out == "")
        #expect(
            both.error.hasPrefix(
                "one\ntwo\u{FFFD}[2J\nmolecule: No program.\nmolecule: No platform address was given.\n  next: Pass --api-url"
            ))
    }

    @Test func `a failure under JSON is one object on standard error`() throws {
        let both = try captured(.json) {
            $0.fail(.verdict(.rateLimited(seconds: 7), origin: try Origin("https://a.example")))
        }
        let error = try #require(try JSONValue.parse(Array(both.error.utf8))["error"])
        #expect(both.out == "" && both.error.count { $0 == "\n" } == 1)
        #expect(error["status"] == 11 && error["name"] == "rate-limited" && error["retry_after"] == 7)
    }

    @Test func `a secret is revealed on a line of its own`() throws {
        #expect(try captured(.table) { try $0.reveal(Secret(Array("value".utf8))) }.out == "value\n")
    }

    @Test func `a closed standard output is a failure and not a silent success`() throws {
        let output = Output(settings: Settings(), environment: [:], standardOutput: -1, standardError: -1)
        #expect(throws: Failure.self) { try output.print("x") }
        output.remark("nobody hears this")
    }
}

@Suite struct YAMLWriterTests {
    static let tricky = [
        "", "no", "yes", "on", "null", "~", "true", "1", "012", "1e3", "0x1F", "1:30", "2026-11-20", ".5", "- a",
        "a: b", "a #b", "# a", "'a'", "\"a\"",
        "&a", "*a", "!a", "%a", "@a", "`a", "|", ">", "{a}", "[a]", "a,b", " a ", "a\nb", "a\tb", "\u{1B}[2J", "\u{85}",
        "\u{2028}", "\u{FEFF}", "é漢😀",
        "\\", "\\n", "\0", "=", "<<", "---", "...", "?", ":", "\u{FFFE}", "\u{FFFF}", "\u{E000}", "\u{A0}", "e\u{0301}",
        "\u{10FFFF}",
    ]

    private static func document() -> JSONValue {
        .object([
            .init("texts", .array(tricky.map { .string($0) })),
            .init("numbers", [0, -1, .integer(.max), .double(0.5), .double(1e15), .double(-2.5e-9), .double(1e300)]),
            .init("empty", [[], .object([]), .null, true, false]),
            .init("nested", [[["a", ["b"]], ["c": ["d": [["e": 1, "f": [2]], 3]]]], .object([])]),
            .init(
                "object",
                [
                    "y": 1, "no": 2, "plain_key": 3, "Key": 4, "a b": 5, "": 6, "1": 7, "null": 8, "a:": 9, "é": 10,
                    "#": ["x": 11],
                ]),
        ])
    }

    @Test func `every document comes back from a YAML reader as it was`() throws {
        guard
            let python = Binary.tool("python3")
                ?? ["/root/.pyenv/shims/python3"].first(where: FileManager.default.isExecutableFile)
        else { return }
        let home = try TemporaryHome()
        try home.write("document.yaml", YAMLWriter.lines(YAMLWriterTests.document()).joined(separator: "\n") + "\n")
        let program = """
            import json, sys
            try:
                import yaml
            except ImportError:
                sys.exit(77)
            print(json.dumps(yaml.safe_load(open('document.yaml', encoding='utf-8').read())))
            """
        var environment = home.environment
        environment["HOME"] = ProcessInfo.processInfo.environment["HOME"]
        environment["PATH"] = ProcessInfo.processInfo.environment["PATH"]
        let run = try Run.program(python, ["-c", program], environment: environment, directory: home.path)
        // Without PyYAML the structure is checked below.
        guard run.status != 77 else { return }
        #expect(run.status == 0, "\(run.error)")
        let read = try JSONValue.parse(Array(run.output.utf8))
        for (name, value) in YAMLWriterTests.document().members?.map({ ($0.name, $0.value) }) ?? [] {
            #expect(read[name]?.sortedMembers.compact == value.sortedMembers.compact, "\(name)")
        }
    }

    @Test func `members, items and what is in them stand in blocks`() {
        let document: JSONValue = [
            "items": [["name": "a", "tags": ["x", "y"]], ["name": "no", "tags": []]], "next": .null,
            "y": [[1, 2], [.object([])]],
        ]
        #expect(
            YAMLWriter.lines(document) == [
                "items:", "  - name: \"a\"", "    tags:", "      - \"x\"", "      - \"y\"", "  - name: \"no\"",
                "    tags: []", "next: null", "\"y\":",
                "  - - 1", "    - 2", "  - - {}",
            ])
        #expect(YAMLWriter.lines(.object([])) == ["{}"])
    }
}

extension JSONValue {
    /// The document with the members of its objects in the order of their names.
    fileprivate var sortedMembers: JSONValue {
        switch self {
        case .object(let members):
            .object(members.map { Member($0.name, $0.value.sortedMembers) }.sorted { $0.name < $1.name })
        case .array(let items): .array(items.map(\.sortedMembers))
        default: self
        }
    }
}

@Suite struct TableWidthTests {
    private let columns = ["ID", "NAME", "STATE", "REASON"]

    @Test func `a table that fits is left alone`() {
        let layout = TableLayout([4, 5, 6, 40], columns, into: 61)
        #expect(layout == TableLayout([4, 5, 6, 40]) && layout.omitted == [])
    }

    @Test func `the widest column gives way first, then names beside an id, and ids never`() {
        #expect(TableLayout([36, 20, 6, 60], columns, into: 100).widths == [36, 20, 6, 32])
        #expect(TableLayout([36, 20, 30, 30], columns, into: 102).widths == [36, 20, 20, 20])
        #expect(TableLayout([36, 30, 6, 60], columns, into: 80).widths == [36, 24, 6, 8])
        #expect(TableLayout([30, 6, 60], ["NAME", "STATE", "REASON"], into: 60).widths == [30, 6, 20])
    }

    @Test func `what there is no room for is left out from the right, and told`() {
        let keys = TableLayout([20, 9, 30, 24], ["NAME", "KIND", "ORIGIN", "CREATED"], into: 36)
        #expect(keys.widths == [20, 9] && keys.omitted == ["ORIGIN", "CREATED"])
        let heads = ["NAME", "STATUS", "CHANGE", "TASKS", "RUNTIME", "ID"]
        let fleet = TableLayout([24, 12, 24, 5, 12, 36], heads, into: 80)
        #expect(fleet.omitted == ["TASKS", "RUNTIME"] && fleet.places == [0, 1, 2, 5])
        #expect(TableLayout([24, 9, 60, 60], ["NAME", "STATE", "PATH", "FINDING"], into: 80).omitted == [])
        // What the table is looked at for stays, and the terminal wraps.
        #expect(TableLayout([36, 20, 6, 60], columns, into: 20).places == [0, 1, 2, 3])
    }

    @Test func `every line of a table fits the terminal it is for`() {
        let rows = (0..<5).map { ["id-\($0)", "name", "online", String(repeating: "long ", count: $0 * 20)] }
        for width in [40, 80, 120] {
            for line in Report(.null, columns: columns, rows: rows).table(fitting: width).lines {
                #expect(TerminalText.width(line) <= width)
            }
        }
    }

    @Test(
        arguments: [
            (0, "just now"), (30, "30 seconds ago"), (60, "1 minute ago"), (7300, "2 hours ago"), (90_000, "1 day ago"),
            (3 * 86_400 + 5, "3 days ago"), (59 * 86_400, "59 days ago"), (61 * 86_400, "2 months ago"),
            (800 * 86_400, "2 years ago"), (-7300, "in 2 hours"),
        ] as [(Int64, String)]) func `a time is said on a terminal`(_ seconds: Int64, _ text: String)
    {
        let now = Timestamp(milliseconds: 1_800_000_000_000)
        let time = Timestamp(milliseconds: now.milliseconds - seconds * 1000)
        #expect(RelativeTime.cell(time.text, now: now) == text)
        #expect(Report(.null, columns: ["A"], rows: [[time.text]]).table().lines == ["A", time.text])
    }

    @Test func `what is no time is left as it is`() {
        for text in ["", "never", "2026-11-20", "aaaaaaaaaaaaaaaaaaaaaaaa"] {
            #expect(RelativeTime.cell(text, now: .now) == text)
        }
    }
}
