/// A file of `NAME=value` lines as Compose (`env_file`) and systemd (`EnvironmentFile`) read it.
///
/// Comments begin with `#` or `;` at the start of a line, or with ` #` after an unquoted value. `export ` before a name
/// is skipped. In single quotes everything is literal; in double quotes a backslash escapes `"`, `\`, `$` and stands
/// for a line break before `n`. There is no substitution of variables. The last line for a name counts.
enum EnvironmentFile {
    static func parse(_ bytes: [UInt8]) -> [String: [UInt8]] {
        var values: [String: [UInt8]] = [:]
        for line in bytes.split(separator: UInt8(ascii: "\n")) {
            guard let (name, value) = assignment(trimmed(line)) else { continue }
            values[name] = value
        }
        return values
    }

    private static func assignment(_ line: ArraySlice<UInt8>) -> (String, [UInt8])? {
        var line = line
        guard let first = line.first, first != UInt8(ascii: "#"), first != UInt8(ascii: ";") else { return nil }
        let export = Array("export".utf8)
        if line.starts(with: export), let next = line.dropFirst(export.count).first, isSpace(next) {
            line = trimmed(line.dropFirst(export.count))
        }
        guard let sign = line.firstIndex(of: UInt8(ascii: "=")) else { return nil }
        let name = String(decoding: trimmed(line[..<sign]), as: UTF8.self)
        guard !name.isEmpty else { return nil }
        return (name, value(trimmed(line[(sign + 1)...])))
    }

    private static func value(_ text: ArraySlice<UInt8>) -> [UInt8] {
        let rest = text.dropFirst()
        switch text.first {
        case UInt8(ascii: "'"):
            guard let end = rest.firstIndex(of: UInt8(ascii: "'")) else { return Array(text) }
            return Array(rest[..<end])
        case UInt8(ascii: "\""):
            return doubleQuoted(rest) ?? Array(text)
        default:
            // A comment needs a space before it: a value may hold `#`.
            let comment = text.indices.first {
                text[$0] == UInt8(ascii: "#") && ($0 == text.startIndex || isSpace(text[$0 - 1]))
            }
            return Array(trimmed(text[..<(comment ?? text.endIndex)]))
        }
    }

    /// Up to the closing quote; `nil` without one.
    private static func doubleQuoted(_ text: ArraySlice<UInt8>) -> [UInt8]? {
        var value: [UInt8] = []
        var rest = text
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "\"") { return value }
            guard byte == UInt8(ascii: "\\"), let next = rest.first else {
                value.append(byte)
                continue
            }
            switch next {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "$"): value.append(next)
            case UInt8(ascii: "n"): value.append(UInt8(ascii: "\n"))
            default: value += [byte, next]
            }
            rest.removeFirst()
        }
        return nil
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D }

    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var bytes = bytes.drop(while: isSpace)
        while let last = bytes.last, isSpace(last) { bytes.removeLast() }
        return bytes
    }
}
