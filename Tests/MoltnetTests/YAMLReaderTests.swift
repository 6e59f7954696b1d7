import JSON
import Keyfile
import TestSupport
import Testing

@testable import Moltnet

@Suite("The reader of configuration texts", .heavy)
struct YAMLReaderTests {
    static let seed = """
        version: moltnet.v1
        network:
          id: shared_lab
          name: Shared Lab
        server:
          listen_addr: ":8787"
          allowed_origins:
          - https://moltnet.example.com
        auth:
          mode: bearer  # closed
          tokens:
            - id: operator-main
              value: "aaaa"
              scopes: [observe, write, admin]

            # the node
            - id: attachment-alpha
              value: 'bbbb'
              scopes: [attach, write]
              agents: [alpha]
        storage:
          kind: sqlite
          sqlite: {path: .moltnet/moltnet.db}
        rooms:
          - id: general
            members: [alpha]
        """

    @Test("reads the seed's file with its places")
    func seed() throws {
        let server = MoltnetServerDocument(try YAMLDocument(Array(YAMLReaderTests.seed.utf8)))
        #expect(server.networkID == "shared_lab")
        #expect(server.listenAddress == ":8787")
        #expect(server.authMode == .bearer)
        #expect(server.tokens.map(\.id) == ["operator-main", "attachment-alpha"])
        #expect(server.tokens.map(\.line) == [12, 17])
        #expect(server.tokens.map(\.use) == [.operator, .attachment])
        #expect(server.tokens.map(\.agents) == [[], ["alpha"]])
        #expect(server.tokens[1].scalar?.line == 18)
        #expect(server.rooms == ["general"])
        #expect(server.holdsSecret)
    }
}

extension YAMLReaderTests {
    @Test("reads JSON as the YAML it is")
    func json() throws {
        let text = """
            {
              "version": "moltnet.v1",
              "auth": {"mode": "bearer", "tokens": [
                {"id": "a", "value": "x\\u0041\\"",
                 "scopes": ["pair"]}
              ]}
            }
            """
        let document = try YAMLDocument(Array(text.utf8))
        let server = MoltnetServerDocument(document)
        #expect(server.tokens.map(\.id) == ["a"])
        #expect(server.tokens.first?.value?.reveal { String(decoding: $0, as: UTF8.self) } == "xA\"")
        #expect(server.tokens.first?.scalar?.line == 4)
    }

    @Test(
        "takes words that stand for nothing as nothing, and numbers as they are written",
        arguments: [
            ("null", ""), ("~", ""), ("", ""), ("'null'", "null"), ("0123", "0123"), ("1e5", "1e5"), ("' x '", " x "),
            ("x # y", "x"), ("x#y", "x#y"), ("it's", "it's"), ("'it''s'", "it's"), ("\"a\\\\b\"", "a\\b"),
        ])
    func scalars(raw: String, text: String) throws {
        let document = try YAMLDocument(Array("a: \(raw)\n".utf8))
        #expect(document.text(of: document.root["a"]) == text)
    }

    private static let refused: [(text: String, line: Int)] = [
        ("a: &x y", 1), ("a: *x", 1), ("b: 1\na: !!str y", 2), ("a: |\n  y", 1), ("a: >-\n  y", 1), ("a: y\n  z", 2),
        ("a: \"y\n  z\"", 1), ("a: 'y", 1), ("a:\n  y", 2), ("a: y\na: z", 2), ("a: {b: 1, b: 2}", 1), ("a:\ty", 1),
        ("\ta: y", 1), ("a: [y,\tz]", 1), ("a: [y", 1), ("a: [y z: w]", 1), ("a: {y}", 1), ("a: [y] z", 1),
        ("a: 'y' z", 1), ("a: b: c", 1), ("a: - b", 1), ("- a\nb: c", 2), ("a: b\n- c", 2), ("a:\n    b: c\n  d: e", 3),
        ("a: b\n c: d", 2), ("  a: b\nc: d", 2), ("? a\n: b", 1), ("<<: {a: b}", 1), ("%YAML 1.2\n---\na: b", 1),
        ("a: b\n---\nc: d", 2), ("a: b\n...\n", 2), ("--- a", 1), ("a: @b", 1), ("a: `b`", 1), ("a: %b", 1),
        ("a: \"\\q\"", 1), ("a: b\rc: d", 1), ("a: b\n\u{1B}", 2), ("a: b\u{2028}c: d", 1), ("a: b\u{85}c", 1),
        ("plain", 1), ("a: ]", 1), ("a: [,]", 1), ("a: [-]", 1), ("a: \"\tb\"", 1), ("\"a\" b: c", 1), ("a: b\u{0}", 1),
        ("a: [b]]", 1), ("a: {b: 1}\n  c: d", 2),
    ]

    @Test("refuses what it does not understand, with its line", arguments: refused)
    func refusals(text: String, line: Int) {
        do throws(YAMLDefect) {
            _ = try YAMLDocument(Array(text.utf8))
            Issue.record("read: \(text)")
        } catch {
            #expect(error.line == line)
            #expect(!error.reason.isEmpty)
        }
    }

    @Test("refuses bytes that are no UTF-8, texts that are too long, and what lies too deep")
    func extremes() {
        for bytes in [
            [0x61, 0x3A, 0x20, 0xFF], Array("a: ".utf8) + Array(repeating: 0x62, count: YAMLDocument.limit),
            Array("a: ".utf8) + Array(repeating: UInt8(ascii: "["), count: 100_000),
            Array(String(repeating: "- ", count: 100_000).utf8), [0xFF, 0xFE, 0x61, 0x00],
        ] {
            #expect(throws: YAMLDefect.self) { try YAMLDocument(bytes) }
        }
    }

    @Test("never fails otherwise on texts that were damaged at random")
    func damaged() throws {
        var generator = SeededGenerator(seed: 7)
        var lines: [String] = []
        for seed in 0..<2000 as Range<UInt64> {
            var bytes = GeneratedText(seed: seed).bytes
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                let place = Int.random(in: 0..<bytes.count, using: &generator)
                switch Int.random(in: 0..<3, using: &generator) {
                case 0: bytes[place] = Array("[]{}:,-#'\"& \t\n|".utf8).randomElement(using: &generator) ?? 0
                case 1: bytes.remove(at: place)
                default: bytes.insert(UInt8.random(in: 0...255, using: &generator), at: place)
                }
                if bytes.isEmpty { bytes = [0x61] }
            }
            // Read or refused, and every scalar that was read lies in the text.
            guard let document = try? YAMLDocument(bytes) else { continue }
            #expect(document.root.scalars.allSatisfy { $0.range.upperBound <= bytes.count })
            lines.append(YAMLRecord.line(document, []))
        }
        try YAMLRecord.write(lines, as: "damaged")
    }
}
