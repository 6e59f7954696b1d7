import Keyfile

/// All assignments of an environment file of Compose or systemd.
///
/// What both readers agree on is taken, and what they read differently is refused with its line: a wrong guess would
/// store a value that nobody meant. Nothing of a line is ever part of a message.
struct SecretsFile: Sendable {
    /// Why the file is refused.
    struct Defect: Error, Equatable {
        /// The line, from 1.
        let line: Int
        /// What is wrong, as the end of a sentence about the line.
        let reason: String
    }

    /// One variable and its value.
    struct Assignment: Sendable {
        let key: String
        let value: Secret
        let line: Int
    }

    /// The most a file may have: a hundred secrets of 10 KiB.
    static let limit = 1 << 20

    /// In the order of the file.
    let assignments: [Assignment]

    /// Reads a file; a variable that is set twice is refused.
    init(_ bytes: [UInt8]) throws(Defect) {
        var reader = SecretsFileReader(bytes: bytes)
        var assignments: [Assignment] = []
        var lines: [String: Int] = [:]
        while let assignment = try reader.next() {
            if let first = lines.updateValue(assignment.line, forKey: assignment.key) {
                throw Defect(line: assignment.line, reason: "sets a variable again, after line \(first)")
            }
            assignments.append(assignment)
        }
        self.assignments = assignments
    }
}

/// Goes through the bytes of an environment file.
private struct SecretsFileReader {
    let bytes: [UInt8]
    var position = 0
    var line = 1

    init(bytes: [UInt8]) { self.bytes = bytes }

    private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

    private func fail(_ reason: String, at line: Int? = nil) -> SecretsFile.Defect {
        SecretsFile.Defect(line: line ?? self.line, reason: reason)
    }

    private func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

    private mutating func skipBlanks() {
        while let byte = current, isBlank(byte) { position += 1 }
    }

    /// Where the line ends, before its newline and a carriage return.
    private var lineEnd: Int {
        let end = bytes[position...].firstIndex(of: 0x0A) ?? bytes.count
        return end > position && bytes[end - 1] == 0x0D ? end - 1 : end
    }

    private mutating func skipLine() {
        position = (bytes[position...].firstIndex(of: 0x0A) ?? bytes.count - 1) + 1
        line += 1
    }

    /// The next assignment, or `nil` at the end.
    mutating func next() throws(SecretsFile.Defect) -> SecretsFile.Assignment? {
        while true {
            skipBlanks()
            guard let byte = current else { return nil }
            let end = lineEnd
            if end == position {
                skipLine()
            } else if byte == UInt8(ascii: "#") || byte == UInt8(ascii: ";") {
                guard bytes[end - 1] != UInt8(ascii: "\\") else {
                    throw fail("is a comment that ends with a backslash, after which systemd goes on")
                }
                skipLine()
            } else {
                return try assignment()
            }
        }
    }

    private mutating func assignment() throws(SecretsFile.Defect) -> SecretsFile.Assignment {
        let start = line
        let export = Array("export".utf8)
        let rest = bytes[position...]
        if rest.starts(with: export), let byte = rest.dropFirst(export.count).first, isBlank(byte) {
            position += export.count
            skipBlanks()
        }
        let key = try key()
        let value = try value()
        if let reason = SecretValue.defect(of: value) {
            throw fail(value.isEmpty ? "gives no value" : "has a value that \(reason)", at: start)
        }
        return SecretsFile.Assignment(key: key, value: Secret(value), line: start)
    }

    private mutating func key() throws(SecretsFile.Defect) -> String {
        let end = lineEnd
        let name = bytes[position..<end].prefix(while: SecretKey.isPart)
        guard SecretKey.isValid(name) else {
            throw fail("does not start with a name of letters, digits and _, as a variable has it")
        }
        guard name.endIndex < end else { throw fail("names a variable without a value") }
        guard bytes[name.endIndex] == UInt8(ascii: "=") else {
            throw fail(
                isBlank(bytes[name.endIndex])
                    ? "has no equals sign right after the name" : "has a name with a character that no variable has")
        }
        position = name.endIndex + 1
        return String(decoding: name, as: UTF8.self)
    }

    private mutating func value() throws(SecretsFile.Defect) -> [UInt8] {
        let value: [UInt8]
        switch current {
        case UInt8(ascii: "'"): value = try singleQuoted()
        case UInt8(ascii: "\""): value = try doubleQuoted()
        default: return try unquoted()
        }
        skipBlanks()
        guard position == lineEnd else { throw fail("has something after the closing quote") }
        if position < bytes.count { skipLine() }
        return value
    }

    /// Everything up to the next quote, newlines included.
    private mutating func singleQuoted() throws(SecretsFile.Defect) -> [UInt8] {
        let start = line
        position += 1
        guard let close = bytes[position...].firstIndex(of: UInt8(ascii: "'")) else {
            throw fail("opens a quote that is never closed", at: start)
        }
        let value = Array(bytes[position..<close])
        guard value.last != UInt8(ascii: "\\") else {
            throw fail("has a backslash before a closing quote, which Compose and systemd read differently", at: start)
        }
        try checkLines(value, from: start)
        position = close + 1
        return value
    }

    private mutating func doubleQuoted() throws(SecretsFile.Defect) -> [UInt8] {
        let start = line
        var value: [UInt8] = []
        position += 1
        while let byte = current, byte != UInt8(ascii: "\"") {
            if byte == UInt8(ascii: "$") {
                throw fail("has a dollar sign in double quotes, which Compose replaces; use single quotes", at: start)
            }
            if byte == UInt8(ascii: "\\") {
                position += 1
                guard let escaped = current, "\"\\$".utf8.contains(escaped) else {
                    throw fail(
                        "has an escape that Compose and systemd read differently; use single quotes", at: start)
                }
            }
            value.append(bytes[position])
            position += 1
        }
        guard current != nil else { throw fail("opens a quote that is never closed", at: start) }
        try checkLines(value, from: start)
        position += 1
        return value
    }

    /// Counts the lines of a quoted value; one reader drops its carriage returns.
    private mutating func checkLines(_ value: [UInt8], from start: Int) throws(SecretsFile.Defect) {
        guard !value.contains(0x0D) else { throw fail("has a carriage return in its value", at: start) }
        line += value.count { $0 == 0x0A }
    }

    private mutating func unquoted() throws(SecretsFile.Defect) -> [UInt8] {
        var end = lineEnd
        // Blanks at the end belong to no reader's value.
        while end > position, isBlank(bytes[end - 1]) { end -= 1 }
        let value = Array(bytes[position..<end])
        for (index, byte) in value.enumerated() {
            let isComment = byte == UInt8(ascii: "#") && (index == 0 || isBlank(value[index - 1]))
            let isControl = byte < 0x20 || byte == 0x7F
            if isComment || isControl || "\\$\"'`".utf8.contains(byte) || (index == 0 && isBlank(byte)) {
                throw fail("has a value that Compose and systemd may read differently; put it in single quotes")
            }
        }
        skipLine()
        return value
    }
}
