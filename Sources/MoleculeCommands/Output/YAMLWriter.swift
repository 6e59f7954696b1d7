import JSON

/// A document as YAML 1.2 that YAML 1.1 readers take the same way: every string is double-quoted, as JSON writes it, so
/// that `no`, `1e3` and `012` stay texts.
enum YAMLWriter {
    static func lines(_ document: JSONValue) -> [String] { block(document, indentation: "") }

    private static func block(_ value: JSONValue, indentation: String) -> [String] {
        switch value {
        case .object(let members) where !members.isEmpty:
            members.flatMap { entry("\(indentation)\(key($0.name)):", $0.value, indentation) }
        case .array(let items) where !items.isEmpty:
            items.flatMap { item($0, indentation) }
        default: [indentation + scalar(value)]
        }
    }

    private static func entry(_ start: String, _ value: JSONValue, _ indentation: String) -> [String] {
        switch value {
        case .object(let members) where !members.isEmpty: [start] + block(value, indentation: indentation + "  ")
        case .array(let items) where !items.isEmpty: [start] + block(value, indentation: indentation + "  ")
        default: ["\(start) \(scalar(value))"]
        }
    }

    /// A value without parts.
    ///
    /// YAML 1.1 takes a number with an exponent for a text unless it has a point.
    private static func scalar(_ value: JSONValue) -> String {
        let text = value.compact
        guard case .double = value, let exponent = text.firstIndex(of: "e"), !text.contains(".") else { return text }
        return "\(text[..<exponent]).0\(text[exponent...])"
    }

    private static func item(_ value: JSONValue, _ indentation: String) -> [String] {
        var lines = block(value, indentation: indentation + "  ")
        let first = lines.removeFirst().dropFirst(indentation.utf8.count + 2)
        return ["\(indentation)- \(first)"] + lines
    }

    /// A plain key where it can only be a text, a quoted one elsewhere.
    private static func key(_ name: String) -> String {
        let words: Set = ["y", "n", "yes", "no", "on", "off", "true", "false", "null"]
        let isPlain =
            name.utf8.allSatisfy { (0x61...0x7A).contains($0) || $0 == UInt8(ascii: "_") } && !words.contains(name)
        return isPlain && !name.isEmpty ? name : JSONValue.string(name).compact
    }
}
