import JSON
import Testing

private func parse(_ text: String) throws(JSONError) -> JSONValue { try JSONValue.parse(Array(text.utf8)) }

private func refusal(_ bytes: [UInt8]) -> JSONError? {
    do {
        _ = try JSONValue.parse(bytes)
        return nil
    } catch { return error }
}

private func refusal(_ text: String) -> JSONError? { refusal(Array(text.utf8)) }

@Suite struct JSONParserTests {
    @Test(
        arguments: [
            ("null", .null), ("true", true), ("false", false), ("0", 0), ("-0", 0), ("-17", -17), ("\"a\"", "a"),
            (" \t\r\n[ 1 , 2 ] \n", [1, 2]), ("[]", []), ("{}", .object([])), ("[[],{}]", [[], .object([])]),
            ("{ \"a\" : 1 }", ["a": 1]), ("\"\\u00e9\\n\\/\"", "é\n/"), ("\"\\ud83d\\ude00\"", "😀"),
            ("\"\\u0000\"", "\0"),
            ("1.5", .double(1.5)), ("1e2", .double(100)), ("1E+2", .double(100)), ("-2.5e-1", .double(-0.25)),
        ] as [(String, JSONValue)])
    func `a document is read as what it says`(_ text: String, _ value: JSONValue) throws {
        #expect(try parse(text) == value)
    }

    @Test(
        arguments: [
            ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)),
            ("9223372036854775808", .double(9_223_372_036_854_775_808)),
            ("-9223372036854775809", .double(-9_223_372_036_854_775_808)), ("1.0", .double(1)), ("10", 10),
        ] as [(String, JSONValue)])
    func `a number is an integer exactly when it has no fraction and fits 64 bits`(_ text: String, _ value: JSONValue)
        throws
    {
        #expect(try parse(text) == value)
    }

    @Test(arguments: [
        ("01", 2), ("-01", 3), ("00", 2), ("1e999", 5), ("-1e999", 6), ("1.", 2), ("1.e1", 2), ("1e", 2), ("1e+", 3),
        ("-", 1), ("[-]", 2),
    ])
    func `a malformed or infinite number is refused`(_ text: String, _ offset: Int) {
        #expect(refusal(text)?.reason == .invalidNumber)
        #expect(refusal(text)?.offset == offset)
    }

    @Test(arguments: [
        "+1", ".5", "NaN", "Infinity", "tru", "nul", "True", "'a'", "{a:1}", "[1 2]", "{\"a\" 1}", "[,]", "[1,]",
        "{\"a\":1,}", "//", "\u{FEFF}1",
    ])
    func `what other readers let pass is refused`(_ text: String) {
        let reason = refusal(text)?.reason
        #expect(reason == .unexpectedByte || reason == .unexpectedEnd)
    }

    @Test(arguments: [
        "", " ", "[", "[1", "[1,", "{", "{\"a", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,", "\"", "\"\\", "\"\\u12",
    ])
    func `every proper beginning of a document is refused as ending too early`(_ text: String) {
        #expect(refusal(text)?.reason == .unexpectedEnd)
    }

    @Test(arguments: [("{}x", 2), ("1 2", 2), ("[]]", 2), ("null\0", 4), ("{}{}", 2)])
    func `nothing may follow the document`(_ text: String, _ offset: Int) {
        #expect(refusal(text)?.reason == .trailingBytes)
        #expect(refusal(text)?.offset == offset)
    }

    @Test(arguments: [
        "{\"a\":1,\"a\":1}", "{\"a\":1,\"b\":2,\"a\":3}", "{\"a\":1,\"\\u0061\":2}", "[{\"\":1,\"\":2}]",
        "{\"x\":{\"a\":1,\"a\":2}}",
    ])
    func `two members of one name are refused, however the name is written`(_ text: String) {
        #expect(refusal(text)?.reason == .duplicateMember)
    }

    @Test(arguments: [2, 31, 32, 33, 34, 100]) func `an object of any size has each name once`(_ count: Int) throws {
        let names = (0..<count).map { "\"n\($0)\":\($0)" }
        #expect(try parse("{\(names.joined(separator: ","))}").members?.count == count)
        for repeated in [0, count / 2, count - 1] {
            let text = "{\((names + ["\"n\(repeated)\":0"]).joined(separator: ","))}"
            #expect(refusal(text)?.reason == .duplicateMember, "\(repeated)")
        }
    }

    @Test func `one name in two objects is no duplicate`() throws {
        #expect(try parse("{\"a\":{\"a\":1},\"b\":{\"a\":2}}")["b"]?["a"] == 2)
    }

    @Test(arguments: [
        "\"\\ud800\"", "\"\\udc00\"", "\"\\ud800x\"", "\"\\ud800\\n\"", "\"\\ud800\\ud800\"", "\"\\ude00\\ud83d\"",
        "\"\\x41\"",
        "\"\\u12g4\"", "\"\\ \"", "\"\\U0041\"",
    ])
    func `a lone surrogate or an unknown escape is refused`(_ text: String) {
        #expect(refusal(text)?.reason == .invalidEscape)
    }

    @Test(
        arguments: [
            [0x80], [0xC3], [0xC3, 0x28], [0xC0, 0xAF], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80],
            [0xF4, 0x90, 0x80, 0x80], [0xFF],
        ] as [[UInt8]])
    func `bytes that are not UTF-8 are refused, with and without an escape beside them`(_ bytes: [UInt8]) {
        #expect(refusal([0x22] + bytes + [0x22])?.reason == .invalidUTF8)
        #expect(refusal(Array("\"\\n".utf8) + bytes + [0x22])?.reason == .invalidUTF8)
        #expect(refusal(Array("{\"".utf8) + bytes + Array("\":1}".utf8))?.reason == .invalidUTF8)
    }

    @Test(arguments: Array(UInt8(0)..<0x20))
    func `a control character must be escaped`(_ byte: UInt8) {
        #expect(refusal([0x22, 0x61, byte, 0x22])?.reason == .controlCharacter)
        #expect(refusal(Array("\"\\n".utf8) + [byte, 0x22])?.reason == .controlCharacter)
    }

    @Test func `128 levels are read and 129 are not`() throws {
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        #expect(try parse(nested(128)).items?.count == 1)
        #expect(refusal(nested(129))?.reason == .tooDeep)
        #expect(refusal(nested(129))?.offset == 128)
        let objects = String(repeating: "{\"a\":", count: 127) + "1" + String(repeating: "}", count: 127)
        #expect(try parse(objects)["a"] != nil)
        #expect(refusal("{\"a\":" + "[" + objects + "]" + "}")?.reason == .tooDeep)
    }

    @Test(arguments: ["[", "{\"a\":", "[{\"a\":"])
    func `a hundred thousand levels are refused and nothing crashes`(_ opening: String) {
        #expect(refusal(String(repeating: opening, count: 100_000))?.reason == .tooDeep)
    }

    @Test func `half a million values are read, and one more is not`() throws {
        func list(_ count: Int) -> String { "[1" + String(repeating: ",1", count: count - 2) + "]" }
        #expect(try parse(list(JSONValue.maximumValues)).items?.count == JSONValue.maximumValues - 1)
        #expect(refusal(list(JSONValue.maximumValues + 1))?.reason == .tooManyValues)
    }

    @Test func `no prefix of a document and no change of one byte crashes the reader`() {
        let document = Array("{\"a\":[1,-2.5e3,true,null,\"x\\u00e9\\ud83d\\ude00é\"],\"b\":{}}".utf8)
        var generator = SeededGenerator(seed: 3)
        for length in 0..<document.count { #expect(refusal(Array(document[..<length])) != nil) }
        var accepted = 0
        for _ in 0..<5000 {
            var changed = document
            changed[Int.random(in: 0..<changed.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
            if refusal(changed) == nil { accepted += 1 }
        }
        #expect((1..<4000).contains(accepted))
    }

    @Test func `the members of an object keep their order`() throws {
        let value = try parse("{\"z\":1,\"a\":2,\"m\":3}")
        #expect(value.members?.map(\.name) == ["z", "a", "m"])
        #expect(value.compact == "{\"z\":1,\"a\":2,\"m\":3}")
    }

    @Test func `an accessor answers for its own kind alone`() throws {
        let value = try parse("{\"s\":\"1\",\"i\":1,\"b\":true,\"a\":[1],\"n\":null,\"d\":1.5}")
        #expect(value["s"]?.text == "1" && value["i"]?.text == nil)
        #expect(value["i"]?.integer == 1 && value["d"]?.integer == nil && value["s"]?.integer == nil)
        #expect(value["b"]?.bool == true && value["i"]?.bool == nil)
        #expect(value["a"]?.items == [1] && value["a"]?.members == nil)
        #expect(value["n"] == .null && value["missing"] == nil && value["a"]?["s"] == nil)
        #expect(JSONValue.optional(nil) == .null && JSONValue.optional("x") == "x")
    }
}
