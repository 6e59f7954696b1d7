import Keyfile
import TestSupport
import Testing

@testable import Moltnet

@Suite("The editor of one scalar", .heavy)
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

    @Test("adds and takes away items of generated texts, and changes nothing else")
    func items() throws {
        var (added, refused) = (0, 0)
        var lines: [String] = []
        for seed in 0..<UInt64(YAMLEditTests.documents) {
            let text = GeneratedText(seed: seed &+ 5_000_000)
            let document = try YAMLDocument(text.bytes)
            var generator = SeededGenerator(seed: seed &+ 9_000_000)
            let all = YAMLEditTests.items(document.root).filter { !$0.scalars.isEmpty }
            guard let item = all.randomElement(using: &generator),
                let scalar = item.scalars.filter({ !$0.range.isEmpty }).randomElement(using: &generator)
            else { continue }
            let value = Array(YAMLEditTests.value(&generator).utf8)
            let both: [UInt8]
            do { both = try document.duplicating(item, changing: scalar, to: value) } catch {
                // One that shares its lines with others, and nothing else.
                try #require(!item.isOwnItem, "seed \(seed): \(error.reason)")
                refused += 1
                continue
            }
            let own = document.root.scalars.map { document.content(of: $0) }
            let start = try #require(document.root.scalars.firstIndex(of: item.scalars[0]))
            let inside = start..<start + item.scalars.count
            let copy = item.scalars.map { $0 == scalar ? value : document.content(of: $0) }
            let after = try YAMLDocument(both)
            let wanted = own[..<inside.upperBound] + copy + own[inside.upperBound...]
            try #require(after.root.scalars.map { after.content(of: $0) } == Array(wanted), "seed \(seed)")
            // Either is taken away again; what is left is the text, or the text with the one scalar changed.
            let found = YAMLEditTests.items(after.root)
            let first = try #require(found.first { $0.line == item.line && $0.column == item.column })
            let second = try #require(
                found.first {
                    $0.column == item.column && $0.scalars.first == after.root.scalars[inside.upperBound]
                        && $0.scalars.count == item.scalars.count
                })
            try #require(try after.removing(second) == document.bytes, "seed \(seed)")
            try #require(try after.removing(first) == document.replacing(scalar, with: value), "seed \(seed)")
            added += 1
            lines.append(YAMLRecord.line(after, []))
        }
        try YAMLRecord.write(lines, as: "items")
        #expect(added > YAMLEditTests.documents / 4 && refused > 0)
    }

    /// The items of every list in a tree.
    private static func items(_ node: YAMLNode) -> [YAMLNode] {
        node.members.flatMap { items($0.value) } + node.items.flatMap { [$0] + items($0) }
    }

    @Test("gives a copy a name and a value of its own")
    func renamed() throws {
        let text = "tokens:\n  - value: 'xx'  # v\n    id: a\n    scopes: [pair]\n  - id: b\n"
        let document = try YAMLDocument(Array(text.utf8))
        let item = try #require(document.root["tokens"]?.items.first)
        let (id, value) = (try #require(item["id"]?.scalar), try #require(item["value"]?.scalar))
        let both = try document.duplicating(item, changing: [(id, Array("a-2".utf8)), (value, Array("newer".utf8))])
        #expect(
            String(decoding: both, as: UTF8.self)
                == "tokens:\n  - value: 'xx'  # v\n    id: a\n    scopes: [pair]\n  - value: 'newer'  # v\n    id: a-2\n    scopes: [pair]\n  - id: b\n"
        )
    }

    @Test(
        "refuses a value that the quotes it has cannot hold",
        arguments: [
            ("a: x", "y: z"), ("a: x", "y #z"), ("a: x", "null"), ("a: x", "~"), ("a: x", ""), ("a: x", " y"),
            ("a: x", "&y"), ("a: [x]", "y, z"), ("a: [x]", "y]"), ("a: 'x'", "y\nz"), ("a: \"x\"", "y\u{7}"),
            ("a: ~", "null"), ("a: x", "- y"), ("a: x", "'y"),
        ])
    func refused(text: String, value: String) throws {
        let document = try YAMLDocument(Array(text.utf8))
        let scalar = try #require(document.root.scalars.first)
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
