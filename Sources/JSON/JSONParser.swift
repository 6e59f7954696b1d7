/// Why some bytes are not the JSON document we accept.
///
/// Carries a place, never the text found there: it may be secret.
public struct JSONError: Error, Sendable, Equatable {
    /// What is wrong.
    public enum Reason: String, Sendable {
        case unexpectedEnd = "it ends too early"
        case unexpectedByte = "a character stands where none may"
        case trailingBytes = "something follows the document"
        case tooDeep = "it is nested too deeply"
        case tooManyValues = "it has too many values"
        case duplicateMember = "an object has two members of one name"
        case invalidUTF8 = "it is not valid UTF-8"
        case invalidEscape = "a string has an invalid escape"
        case controlCharacter = "a string has an unescaped control character"
        case invalidNumber = "a number is malformed or out of range"
    }

    /// What is wrong.
    public let reason: Reason
    /// Where, in bytes from the start.
    public let offset: Int
}

extension JSONValue {
    /// How deep arrays and objects may nest; far above any real answer, far below what the stack can take.
    public static let maximumDepth = 128
    /// How many values a document may have in all: those of a list of twenty thousand workspaces, and some more.
    ///
    /// Two bytes of a document can become fifty of memory, so a limit on bytes alone bounds nothing.
    public static let maximumValues = 800_000

    /// Reads one document.
    ///
    /// Duplicate members, invalid UTF-8, lone surrogates and anything after the document are refused, since two readers
    /// that disagree on what a document says are how checks get bypassed.
    public static func parse(_ bytes: [UInt8]) throws(JSONError) -> JSONValue {
        var parser = JSONParser(bytes: bytes)
        let value = try parser.value(depth: 0)
        parser.skipSpace()
        guard parser.position == bytes.count else { throw parser.error(.trailingBytes) }
        return value
    }
}

private struct JSONParser {
    let bytes: [UInt8]
    var position = 0
    var valuesLeft = JSONValue.maximumValues

    init(bytes: [UInt8]) { self.bytes = bytes }

    func error(_ reason: JSONError.Reason) -> JSONError { JSONError(reason: reason, offset: position) }

    var current: UInt8? { position < bytes.count ? bytes[position] : nil }

    mutating func skipSpace() {
        while let byte = current, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
    }

    mutating func value(depth: Int) throws(JSONError) -> JSONValue {
        guard depth < JSONValue.maximumDepth else { throw error(.tooDeep) }
        guard valuesLeft > 0 else { throw error(.tooManyValues) }
        valuesLeft -= 1
        skipSpace()
        guard let byte = current else { throw error(.unexpectedEnd) }
        switch byte {
        case UInt8(ascii: "{"): return try object(depth: depth)
        case UInt8(ascii: "["): return try array(depth: depth)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
        default: throw error(.unexpectedByte)
        }
    }

    mutating func word(_ word: StaticString, _ value: JSONValue) throws(JSONError) -> JSONValue {
        let count = word.utf8CodeUnitCount
        guard position + count <= bytes.count else { throw error(.unexpectedEnd) }
        for index in 0..<count where bytes[position + index] != word.utf8Start[index] { throw error(.unexpectedByte) }
        position += count
        return value
    }

    mutating func object(depth: Int) throws(JSONError) -> JSONValue {
        position += 1
        var members: [JSONValue.Member] = []
        var names: Set<String> = []
        skipSpace()
        if current == UInt8(ascii: "}") {
            position += 1
            return .object(members)
        }
        while true {
            skipSpace()
            guard let byte = current else { throw error(.unexpectedEnd) }
            guard byte == UInt8(ascii: "\"") else { throw error(.unexpectedByte) }
            let name = try string()
            // Few names are soonest compared one by one; among many that would take quadratic time.
            let isNew: Bool
            if members.count < 32 {
                isNew = !members.contains { $0.name == name }
            } else {
                if names.isEmpty { names = Set(members.map(\.name)) }
                isNew = names.insert(name).inserted
            }
            guard isNew else { throw error(.duplicateMember) }
            skipSpace()
            try expect(UInt8(ascii: ":"))
            members.append(JSONValue.Member(name, try value(depth: depth + 1)))
            skipSpace()
            if try !separator(closing: UInt8(ascii: "}")) { return .object(members) }
        }
    }

    mutating func array(depth: Int) throws(JSONError) -> JSONValue {
        position += 1
        var items: [JSONValue] = []
        skipSpace()
        if current == UInt8(ascii: "]") {
            position += 1
            return .array(items)
        }
        while true {
            items.append(try value(depth: depth + 1))
            skipSpace()
            if try !separator(closing: UInt8(ascii: "]")) { return .array(items) }
        }
    }

    mutating func expect(_ byte: UInt8) throws(JSONError) {
        guard let found = current else { throw error(.unexpectedEnd) }
        guard found == byte else { throw error(.unexpectedByte) }
        position += 1
    }

    /// Steps over `,` (true: more follows) or the closing bracket (false).
    mutating func separator(closing: UInt8) throws(JSONError) -> Bool {
        guard let byte = current else { throw error(.unexpectedEnd) }
        guard byte == UInt8(ascii: ",") || byte == closing else { throw error(.unexpectedByte) }
        position += 1
        return byte != closing
    }

    mutating func number() throws(JSONError) -> JSONValue {
        let start = position
        if current == UInt8(ascii: "-") { position += 1 }
        let integerStart = position
        try digits()
        if bytes[integerStart] == UInt8(ascii: "0"), position - integerStart > 1 { throw error(.invalidNumber) }
        var isInteger = true
        if current == UInt8(ascii: ".") {
            isInteger = false
            position += 1
            try digits()
        }
        if current == UInt8(ascii: "e") || current == UInt8(ascii: "E") {
            isInteger = false
            position += 1
            if current == UInt8(ascii: "+") || current == UInt8(ascii: "-") { position += 1 }
            try digits()
        }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        if isInteger, let integer = Int64(text) { return .integer(integer) }
        guard let double = Double(text), double.isFinite else { throw error(.invalidNumber) }
        return .double(double)
    }

    mutating func digits() throws(JSONError) {
        let start = position
        while let byte = current, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") { position += 1 }
        guard position > start else { throw error(.invalidNumber) }
    }

    mutating func string() throws(JSONError) -> String {
        position += 1
        let start = position
        // Most strings have no escape: find the end first and decode in one go.
        while let byte = current, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 { position += 1 }
        if current == UInt8(ascii: "\"") {
            let slice = bytes[start..<position]
            position += 1
            return try text(slice)
        }
        var decoded = Array(bytes[start..<position])
        while true {
            guard let byte = current else { throw error(.unexpectedEnd) }
            switch byte {
            case UInt8(ascii: "\""):
                position += 1
                return try text(decoded[...])
            case UInt8(ascii: "\\"):
                position += 1
                try escape(into: &decoded)
            case 0..<0x20:
                throw error(.controlCharacter)
            default:
                decoded.append(byte)
                position += 1
            }
        }
    }

    func text(_ slice: ArraySlice<UInt8>) throws(JSONError) -> String {
        guard let text = String(validating: slice, as: UTF8.self) else { throw error(.invalidUTF8) }
        return text
    }

    mutating func escape(into decoded: inout [UInt8]) throws(JSONError) {
        guard let byte = current else { throw error(.unexpectedEnd) }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): decoded.append(byte)
        case UInt8(ascii: "b"): decoded.append(0x08)
        case UInt8(ascii: "f"): decoded.append(0x0C)
        case UInt8(ascii: "n"): decoded.append(0x0A)
        case UInt8(ascii: "r"): decoded.append(0x0D)
        case UInt8(ascii: "t"): decoded.append(0x09)
        case UInt8(ascii: "u"): decoded.append(contentsOf: String(Character(try unicodeEscape())).utf8)
        default: throw error(.invalidEscape)
        }
    }

    mutating func unicodeEscape() throws(JSONError) -> Unicode.Scalar {
        let first = try hexadecimal()
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard (0xD800...0xDBFF).contains(first), current == UInt8(ascii: "\\") else { throw error(.invalidEscape) }
        position += 1
        guard current == UInt8(ascii: "u") else { throw error(.invalidEscape) }
        position += 1
        let second = try hexadecimal()
        guard (0xDC00...0xDFFF).contains(second) else { throw error(.invalidEscape) }
        let code = 0x10000 + (UInt32(first) - 0xD800) << 10 + (UInt32(second) - 0xDC00)
        guard let scalar = Unicode.Scalar(code) else { throw error(.invalidEscape) }
        return scalar
    }

    mutating func hexadecimal() throws(JSONError) -> UInt16 {
        var value: UInt16 = 0
        for _ in 0..<4 {
            guard let byte = current else { throw error(.unexpectedEnd) }
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { throw error(.invalidEscape) }
            value = value << 4 | UInt16(digit)
            position += 1
        }
        return value
    }
}
