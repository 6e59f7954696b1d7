import Keyfile
import TestSupport
import Testing

@testable import Moltnet

@Suite("The editor of one scalar")
struct YAMLEditTests {
    private static let documents = 2500

    @Test("leaves every byte but those of the scalar, in thousands of generated texts")
    func property() throws {
        var lines: [String] = []
        var edited = 0
        for seed in 0..<UInt64(YAMLEditTests.documents) {
            let text = GeneratedText(seed: seed)
            let document = try YAMLDocument(text.bytes)
            let scalars = document.root.scalars
            // The reader finds what the generator has written, and nothing else.
            try #require(scalars.map(\.range) == text.leaves.map(\.range), "seed \(seed)")
            try #require(scalars.map(\.style) == text.leaves.map(\.style), "seed \(seed)")
            var generator = SeededGenerator(seed: seed &+ 1_000_000)
            guard
                let (leaf, scalar) = zip(text.leaves, scalars).filter({ !$0.0.range.isEmpty })
                    .randomElement(using: &generator)
            else { continue }
            let value = YAMLEditTests.value(&generator)
            let after = try document.replacing(scalar, with: Array(value.utf8))
            let expected =
                Array(text.bytes[..<leaf.range.lowerBound]) + Array(value.utf8)
                + text.bytes[leaf.range.upperBound...]
            try #require(after == expected, "seed \(seed)")
            // And back, as a rollback does it.
            let again = try YAMLDocument(after)
            let place = try #require(again.root.scalars.first { $0.range.lowerBound == leaf.range.lowerBound })
            try #require(try again.replacing(place, with: Array(leaf.text.utf8)) == text.bytes, "seed \(seed)")
            edited += 1
            lines.append(
                YAMLRecord.line(
                    document,
                    [
                        .init("after", .string(YAMLRecord.hexadecimal(after))), .init("path", .array(leaf.path)),
                        .init("old", .string(leaf.text)), .init("new", .string(value)),
                    ]))
        }
        #expect(edited > YAMLEditTests.documents * 9 / 10)
        try YAMLRecord.write(lines, as: "edits")
    }

    private static func value(_ generator: inout SeededGenerator) -> String {
        let digits = Array("0123456789abcdef")
        return String((0..<64).map { _ in digits[Int.random(in: 0..<16, using: &generator)] })
    }

    private static let texts = [
        "tokens:\n  - id: a\n    value: \"xx\"\n    scopes: [pair]\n", "tokens:\r\n- id: a\r\n  value: xx",
        "\u{FEFF}tokens:\n  # first\n  -  value: 'xx'   # it\n     id: a\n\n  # second\n  - id: b\n    value: yy\nrooms: []\n",
        "tokens:\n  -\n    id: a\n\n    # inside\n    value: xx\n# behind",
        "tokens: \n    - value: xx\n      id: a\n      agents:\n      - x\n\n\n",
    ]

    @Test("adds a second entry behind the first, and takes either away again", arguments: texts)
    func duplicate(text: String) throws {
        let document = try YAMLDocument(Array(text.utf8))
        let item = try #require(document.root["tokens"]?.items.first)
        let scalar = try #require(item["value"]?.scalar)
        let both = try YAMLDocument(try document.duplicating(item, changing: scalar, to: Array("new".utf8)))
        let items = both.root["tokens"]?.items ?? []
        #expect(items.count == (document.root["tokens"]?.items.count ?? 0) + 1)
        #expect(items.prefix(2).map { both.text(of: $0["value"]) } == ["xx", "new"])
        #expect(items.prefix(2).map { both.text(of: $0["id"]) } == ["a", "a"])
        #expect(try both.removing(items[1]) == document.bytes)
        #expect(try both.removing(items[0]) == (try document.replacing(scalar, with: Array("new".utf8))))
    }

    @Test(
        "refuses a value that the quotes it has cannot hold",
        arguments: [
            ("a: x", "y: z"), ("a: x", "y #z"), ("a: x", "null"), ("a: x", "~"), ("a: x", ""), ("a: x", " y"),
            ("a: x", "&y"), ("a: [x]", "y, z"), ("a: [x]", "y]"), ("a: 'x'", "y\nz"), ("a: \"x\"", "y\u{7}"),
            ("a:", "y"), ("a: x", "- y"), ("a: x", "'y"),
        ])
    func refused(text: String, value: String) throws {
        let document = try YAMLDocument(Array(text.utf8))
        guard let scalar = document.root.scalars.first else {
            // Nothing stands there that could be replaced.
            #expect(text == "a:")
            return
        }
        #expect(throws: YAMLDefect.self) { try document.replacing(scalar, with: Array(value.utf8)) }
    }

    @Test("refuses to copy or remove an entry that shares its lines with others")
    func shared() throws {
        for text in ["tokens: [{id: a, value: xx}]", "tokens:\n- - value: xx\n"] {
            let document = try YAMLDocument(Array(text.utf8))
            let first = try #require(document.root["tokens"]?.items.first)
            let item = first.items.first ?? first
            let scalar = try #require(item["value"]?.scalar)
            #expect(throws: YAMLDefect.self) {
                try document.duplicating(item, changing: scalar, to: Array("new".utf8))
            }
            #expect(throws: YAMLDefect.self) { try document.removing(item) }
        }
    }

    @Test("shows no byte of a text in a dump")
    func dumped() throws {
        var shown = ""
        dump(try YAMLDocument(Array("value: topsecret".utf8)), to: &shown)
        dump(
            MoltnetServerDocument(try YAMLDocument(Array("auth: {tokens: [{id: a, value: topsecret}]}".utf8))),
            to: &shown)
        #expect(!shown.contains("topsecret"))
        #expect(!shown.contains("\(Array("topsecret".utf8)[0])\n"))
    }
}
