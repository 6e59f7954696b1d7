/// The text of an environment file of Compose or systemd, in which one variable can be read and replaced without
/// touching any other byte.
///
/// What both readers agree on is edited; what they read differently, or what this reader does not understand, is refused
/// with its line, since a wrong guess here writes a server a token nobody has.
public struct EnvironmentFile: Sendable {
    /// Why the text cannot be edited.
    ///
    /// Names a line, never what stands in it.
    public struct Defect: Error, Sendable, Equatable {
        /// The line, from 1.
        public let line: Int
        /// What is wrong, as the end of a sentence about the line.
        public let reason: String
    }

    /// How the value is written.
    enum Quoting {
        case none
        case single
        case double
    }

    /// One assignment of the variable.
    struct Assignment {
        let line: Int
        /// The bytes of the value, between its quotes.
        let value: Range<Int>
        let quoting: Quoting
    }

    /// The bytes of the file.
    public private(set) var bytes: [UInt8]
    private let variable: [UInt8]
    private let assignment: Assignment?

    /// Finds the variable in a text.
    ///
    /// At most one line may assign it.
    public init(_ bytes: [UInt8], variable: String) throws(Defect) {
        self.bytes = bytes
        self.variable = Array(variable.utf8)
        assignment = try EnvironmentFile.find(Array(variable.utf8), in: bytes)
    }

    /// The value, or `nil` when no line assigns the variable.
    ///
    /// Without escapes, since those are refused.
    public var value: [UInt8]? { assignment.map { Array(bytes[$0.value]) } }

    /// Whether a value can be written in every style without changing its meaning: letters, digits and `+/=_-.:@%,`.
    public static func isPlain(_ value: [UInt8]) -> Bool {
        !value.isEmpty
            && value.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                    || Array("+/=_-.:@%,".utf8).contains(byte)
            }
    }

    /// The bytes of the file with the variable set.
    ///
    /// Only the value between the quotes changes; a variable that no line assigns gets a line at the end. `value` must
    /// be plain.
    public func setting(_ value: [UInt8]) -> [UInt8] {
        precondition(EnvironmentFile.isPlain(value), "the caller has checked the value")
        guard let assignment else {
            let separator: [UInt8] = bytes.isEmpty || bytes.last == 0x0A ? [] : [0x0A]
            return bytes + separator + variable + [UInt8(ascii: "=")] + value + [0x0A]
        }
        return bytes[..<assignment.value.lowerBound] + value + bytes[assignment.value.upperBound...]
    }

    private static func find(_ variable: [UInt8], in bytes: [UInt8]) throws(Defect) -> Assignment? {
        try requireText(bytes)
        var found: Assignment?
        var start = 0
        var line = 0
        var isContinued = false
        /// The quote that a value of another variable has opened and not closed yet, and the line it stands on.
        var open: (quote: UInt8, line: Int)?
        while start < bytes.count {
            line += 1
            let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
            var content = start..<end
            if content.last.map({ bytes[$0] }) == 0x0D { content = content.dropLast() }
            if let assignment = try assignment(of: variable, in: bytes, content, line: line) {
                guard !isContinued else {
                    throw Defect(
                        line: line, reason: "continues the line before it, which Compose and systemd read differently")
                }
                if let open {
                    throw Defect(line: line, reason: "stands in a quoted value that begins on line \(open.line)")
                }
                if let first = found {
                    throw Defect(line: line, reason: "sets the variable again, after line \(first.line)")
                }
                found = assignment
            } else {
                open = openQuote(after: open, bytes[content], line: line)
            }
            // systemd continues comments, too.
            isContinued = content.last.map { bytes[$0] } == UInt8(ascii: "\\")
            start = end + 1
        }
        if let open { throw Defect(line: open.line, reason: "opens a quote that nothing closes") }
        // A line that is added would be a part of the last one.
        guard found != nil || !isContinued else {
            throw Defect(line: line, reason: "is continued after the end of the file")
        }
        return found
    }

    /// Refuses bytes that no reader of lines, or only one of them, takes as the others do.
    private static func requireText(_ bytes: [UInt8]) throws(Defect) {
        let marks: [[UInt8]] = [[0xEF, 0xBB, 0xBF], [0xFE, 0xFF], [0xFF, 0xFE]]
        if marks.contains(where: bytes.starts) {
            throw Defect(line: 1, reason: "begins with a byte order mark, which hides its first name")
        }
        var line = 1
        for (place, byte) in bytes.enumerated() {
            if byte == 0x0A { line += 1 }
            if byte == 0x00 { throw Defect(line: line, reason: "has a NUL byte, at which systemd reads nothing") }
            if byte == 0x0D, place + 1 < bytes.count, bytes[place + 1] != 0x0A {
                throw Defect(line: line, reason: "has a carriage return in it, which ends the line for systemd alone")
            }
        }
    }

    /// The quote that is open after a line that does not assign the variable.
    ///
    /// Both readers take a quote for one only where a value begins, and know backslashes within double quotes alone.
    private static func openQuote(
        after open: (quote: UInt8, line: Int)?, _ content: ArraySlice<UInt8>, line: Int
    ) -> (quote: UInt8, line: Int)? {
        var rest = content
        var opened = open
        if opened == nil {
            guard !isComment(content), let equals = content.firstIndex(of: UInt8(ascii: "=")) else { return nil }
            rest = content[(equals + 1)...].drop { $0 == 0x20 || $0 == 0x09 }
            guard let first = rest.popFirst(), first == UInt8(ascii: "'") || first == UInt8(ascii: "\"") else {
                return nil
            }
            opened = (first, line)
        }
        while let current = opened, let byte = rest.popFirst() {
            if byte == UInt8(ascii: "\\"), current.quote == UInt8(ascii: "\"") { rest = rest.dropFirst() }
            guard byte == current.quote else { continue }
            // For systemd another quoted piece of the value may follow.
            rest = rest.drop { $0 == 0x20 || $0 == 0x09 }
            guard let next = rest.popFirst(), next == UInt8(ascii: "'") || next == UInt8(ascii: "\"") else {
                return nil
            }
            opened = (next, line)
        }
        return opened
    }

    private static func isComment(_ content: ArraySlice<UInt8>) -> Bool {
        let first = content.first { $0 != 0x20 && $0 != 0x09 }
        return first == UInt8(ascii: "#") || first == UInt8(ascii: ";")
    }

    /// The assignment on one line, if the line assigns this variable.
    private static func assignment(
        of variable: [UInt8], in bytes: [UInt8], _ content: Range<Int>, line: Int
    ) throws(Defect) -> Assignment? {
        var position = content.lowerBound
        func skipBlanks() {
            while position < content.upperBound, bytes[position] == 0x20 || bytes[position] == 0x09 { position += 1 }
        }
        skipBlanks()
        let export = Array("export".utf8)
        let isExported = [0x20, 0x09].contains { bytes[position..<content.upperBound].starts(with: export + [$0]) }
        if isExported {
            position += export.count
            skipBlanks()
        }
        guard bytes[position..<content.upperBound].starts(with: variable) else { return nil }
        position += variable.count
        let nameEnd = position
        skipBlanks()
        guard position < content.upperBound, bytes[position] == UInt8(ascii: "=") else {
            // A bare name, which Compose takes from its own environment.
            if position == content.upperBound { throw Defect(line: line, reason: "names the variable without a value") }
            // A longer name that starts alike.
            if position == nameEnd, isNamePart(bytes[position]) { return nil }
            throw Defect(
                line: line, reason: "names the variable, and is no assignment that both Compose and systemd read")
        }
        guard nameEnd == position else { throw Defect(line: line, reason: "has a space before the equals sign") }
        return try value(in: bytes, from: position + 1, to: content.upperBound, line: line)
    }

    private static func isNamePart(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
            || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
    }

    private static func value(
        in bytes: [UInt8], from start: Int, to end: Int, line: Int
    ) throws(Defect) -> Assignment {
        let quotes: [UInt8: Quoting] = [UInt8(ascii: "'"): .single, UInt8(ascii: "\""): .double]
        guard start < end, let quoting = quotes[bytes[start]] else {
            return try unquoted(in: bytes, from: start, to: end, line: line)
        }
        let quote = bytes[start]
        let rest = bytes[(start + 1)..<end]
        guard let close = rest.firstIndex(of: quote) else {
            throw Defect(line: line, reason: "opens a quote that it does not close")
        }
        guard !bytes[start + 1..<close].contains(where: { $0 == UInt8(ascii: "\\") || $0 == UInt8(ascii: "$") }) else {
            throw Defect(line: line, reason: "has an escape or a substitution in its value")
        }
        let after = bytes[(close + 1)..<end].drop { $0 == 0x20 || $0 == 0x09 }
        guard after.isEmpty else { throw Defect(line: line, reason: "has something after the closing quote") }
        return Assignment(line: line, value: start + 1..<close, quoting: quoting)
    }

    private static func unquoted(
        in bytes: [UInt8], from start: Int, to end: Int, line: Int
    ) throws(Defect) -> Assignment {
        // Trailing blanks belong to no reader's value.
        var last = end
        while last > start, bytes[last - 1] == 0x20 || bytes[last - 1] == 0x09 { last -= 1 }
        let value = bytes[start..<last]
        guard value.isEmpty || isPlain(Array(value)) else {
            throw Defect(
                line: line, reason: "has a value that Compose and systemd may read differently; put it in quotes")
        }
        return Assignment(line: line, value: start..<last, quoting: .none)
    }
}
