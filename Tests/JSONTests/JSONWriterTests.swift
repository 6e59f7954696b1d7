import Foundation
import JSON
import Testing

@Suite struct JSONWriterTests {
    @Test func `what is written is read back the same, in both forms`() throws {
        var generator = SeededGenerator(seed: 20_261_120)
        for round in 0..<3000 {
            let document = SampleDocuments.document(&generator)
            let compact = try JSONValue.parse(Array(document.compact.utf8))
            let indented = try JSONValue.parse(Array(document.indented.utf8))
            #expect(compact.isWritten(like: document), "round \(round)")
            #expect(indented.isWritten(like: document), "round \(round)")
            #expect(compact == document, "round \(round)")
        }
    }

    @Test func `Foundation reads what is written as the same texts`() throws {
        var generator = SeededGenerator(seed: 7)
        for _ in 0..<300 {
            let texts = (0..<5).map { _ in SampleDocuments.text(&generator) }
            let written = Data(JSONValue.array(texts.map { .string($0) }).compact.utf8)
            let read = try #require(try JSONSerialization.jsonObject(with: written) as? [String])
            #expect(read.map { Array($0.utf8) } == texts.map { Array($0.utf8) })
        }
    }

    @Test(
        arguments: [
            (.double(3), "3"), (.double(-0.25), "-0.25"), (.double(1e16), "1e+16"), (.double(1e300), "1e+300"),
            (.integer(.min), "-9223372036854775808"), (.array([]), "[]"), (.object([]), "{}"),
            (["a": [1, .null]], "{\"a\":[1,null]}"),
        ] as [(JSONValue, String)])
    func `the compact form has no blanks`(_ value: JSONValue, _ text: String) {
        #expect(value.compact == text)
    }

    @Test func `the indented form has a member a line and no newline at its end`() {
        let value: JSONValue = ["a": 1, "b": ["x", .object([])], "c": []]
        #expect(value.indented == "{\n  \"a\": 1,\n  \"b\": [\n    \"x\",\n    {}\n  ],\n  \"c\": []\n}")
    }

    @Test func `nothing that acts on a terminal is written as it is`() throws {
        let ranges: [ClosedRange<UInt32>] = [
            0x00...0x1F, 0x7F...0x9F, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF...0xFEFF,
            0xFFF9...0xFFFB, 0xFFFE...0xFFFF, 0xAD...0xAD, 0x61C...0x61C, 0x3164...0x3164, 0xFE00...0xFE0F,
            0xE0020...0xE007F,
        ]
        for code in ranges.joined() {
            let scalar = try #require(Unicode.Scalar(code))
            let written = JSONValue.string("a\(scalar)b").compact
            #expect(written.utf8.allSatisfy { (0x20...0x7E).contains($0) }, "U+\(String(code, radix: 16))")
            #expect(try JSONValue.parse(Array(written.utf8)).text?.unicodeScalars.dropFirst().first == scalar)
        }
    }

    @Test func `ordinary text is written as it is`() {
        #expect(JSONValue.string("é漢😀 /~").compact == "\"é漢😀 /~\"")
        #expect(JSONValue.string("\"\\\n\r\t\u{1B}").compact == "\"\\\"\\\\\\n\\r\\t\\u001b\"")
    }
}
