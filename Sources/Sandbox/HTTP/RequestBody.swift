import JSON

/// A body as Go reads it into a struct: names of members match in any case, unknown ones are ignored, and what follows
/// the first complete value is ignored too.
///
/// Stricter than Go in one place: an object with two members of the same spelling is refused.
struct RequestBody: Sendable {
    private let members: [JSONValue.Member]
    private let refusal: Refusal

    /// Refuses what is no JSON, and what is neither an object nor null (which is an empty one).
    init(_ bytes: [UInt8], else refusal: Refusal) throws(Refusal) {
        try self.init(RequestBody.value(bytes, else: refusal), else: refusal)
    }

    init(_ value: JSONValue, else refusal: Refusal) throws(Refusal) {
        switch value {
        case .object(let members): self.members = members
        case .null: members = []
        default: throw refusal
        }
        self.refusal = refusal
    }

    /// The first value in some bytes.
    static func value(_ bytes: [UInt8], else refusal: Refusal) throws(Refusal) -> JSONValue {
        // Go puts a replacement character where bytes are no UTF-8.
        let text = Array(String(decoding: bytes, as: UTF8.self).utf8)
        do {
            return try JSONValue.parse(text)
        } catch {
            guard error.reason == .trailingBytes else { throw refusal }
            do { return try JSONValue.parse(Array(text[..<error.offset])) } catch { throw refusal }
        }
    }

    /// The value of a member; `nil` when it is missing or null, which to Go is the same.
    subscript(_ name: String) -> JSONValue? {
        let value = members.last { $0.name.lowercased() == name }?.value
        return value == .null ? nil : value
    }

    /// Whether a member is there, though it may be null.
    func has(_ name: String) -> Bool { members.contains { $0.name.lowercased() == name } }

    func text(_ name: String) throws(Refusal) -> String? { try typed(name) { $0.text } }

    /// A text that must be there and not be empty.
    func required(_ name: String) throws(Refusal) -> String {
        guard let text = try text(name), !text.isEmpty else { throw refusal }
        return text
    }

    func integer(_ name: String) throws(Refusal) -> Int64? { try typed(name) { $0.integer } }

    func truth(_ name: String) throws(Refusal) -> Bool? { try typed(name) { $0.bool } }

    func number(_ name: String) throws(Refusal) -> Double? { try typed(name) { $0.number } }

    func items(_ name: String) throws(Refusal) -> [JSONValue]? { try typed(name) { $0.items } }

    /// A list of strings.
    func texts(_ name: String) throws(Refusal) -> [String]? {
        guard let items = try items(name) else { return nil }
        let texts = items.map { $0 == .null ? "" : $0.text }
        guard !texts.contains(nil) else { throw refusal }
        return texts.compactMap { $0 }
    }

    /// A member that is an object itself.
    func body(_ name: String) throws(Refusal) -> RequestBody? {
        guard let value = self[name] else { return nil }
        return try RequestBody(value, else: refusal)
    }

    /// A list of objects.
    func bodies(_ name: String) throws(Refusal) -> [RequestBody] {
        var bodies: [RequestBody] = []
        for item in try items(name) ?? [] { bodies.append(try RequestBody(item, else: refusal)) }
        return bodies
    }

    /// An object of strings.
    func table(_ name: String) throws(Refusal) -> [(String, String)]? {
        guard let value = self[name] else { return nil }
        guard let members = value.members else { throw refusal }
        var table: [(String, String)] = []
        for member in members {
            guard let text = member.value == .null ? "" : member.value.text else { throw refusal }
            table.append((member.name, text))
        }
        return table
    }

    private func typed<Value>(_ name: String, _ read: (JSONValue) -> Value?) throws(Refusal) -> Value? {
        guard let value = self[name] else { return nil }
        guard let typed = read(value) else { throw refusal }
        return typed
    }
}

extension JSONValue {
    /// The number, whole or not.
    var number: Double? {
        switch self {
        case .integer(let number): Double(number)
        case .double(let number): number
        default: nil
        }
    }
}

extension HTTPRequest {
    /// The first value of a parameter in the query; `nil` when it is not there.
    func parameter(_ name: String) -> String? {
        for pair in (query ?? "").split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard HTTPRequest.unescaped(parts[0]) == name else { continue }
            return parts.count > 1 ? HTTPRequest.unescaped(parts[1]) : ""
        }
        return nil
    }

    /// A whole number in the query within a range; the default for everything else.
    func number(_ name: String, in range: ClosedRange<Int>, else other: Int) -> Int {
        parameter(name).flatMap { Int($0) }.flatMap { range.contains($0) ? $0 : nil } ?? other
    }

    /// Whether a flag in the query is set with this exact text.
    func isTrue(_ name: String) -> Bool { parameter(name) == "true" }

    /// Text of a query with `+` and `%XX` decoded; a broken escape stays as it is.
    private static func unescaped(_ text: Substring) -> String {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            let digits = rest.prefix(2)
            if byte == UInt8(ascii: "%"), digits.count == 2,
                let value = UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
            {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte == UInt8(ascii: "+") ? 0x20 : byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
