import Glibc
import HostSystem
import JSON
import Keyfile

/// The one place that prints: data to standard output, everything else to standard error.
public struct Output: Sendable {
    let settings: Settings
    let standardOutput: Int32
    private let standardError: Int32
    /// Whether standard output is a terminal.
    public let isTerminal: Bool
    /// Whether standard output is a terminal on which lines can be drawn again.
    let canRedraw: Bool
    /// Whether standard error is a terminal, on which a line can be drawn again.
    public let isErrorTerminal: Bool
    private let usesColor: Bool
    private let usesErrorColor: Bool

    /// Prints the way the settings say.
    public init(settings: Settings, environment: [String: String], standardOutput: Int32 = 1, standardError: Int32 = 2)
    {
        self.settings = settings
        self.standardOutput = standardOutput
        self.standardError = standardError
        isTerminal = Terminal.isTerminal(standardOutput)
        canRedraw = isTerminal && environment["TERM"] != "dumb"
        isErrorTerminal = Terminal.isTerminal(standardError) && environment["TERM"] != "dumb"
        let isPlain = !(environment["NO_COLOR"] ?? "").isEmpty || environment["TERM"] == "dumb"
        switch settings.color {
        case .always: (usesColor, usesErrorColor) = (true, true)
        case .never: (usesColor, usesErrorColor) = (false, false)
        case .auto: (usesColor, usesErrorColor) = (isTerminal && !isPlain, isErrorTerminal && !isPlain)
        }
    }

    /// The columns a table has room for; `nil` where it goes to no terminal, and nothing may be cut.
    var tableWidth: Int? { isTerminal ? Terminal.width(standardOutput) ?? 80 : nil }

    /// The form data is printed in.
    public var format: Settings.Format { settings.format ?? (isTerminal ? .table : .tsv) }

    /// Prints what a verb has to tell.
    public func print(_ report: Report) throws(Failure) {
        if settings.isQuiet, format == .table || format == .tsv {
            // A line a name: one with a line end in it would be two.
            return try write(report.names.map(TerminalText.safe))
        }
        switch format {
        case .json: try write([report.document.indented])
        case .yaml: try write(YAMLWriter.lines(report.document))
        case .tsv:
            // A script would take a sentence for a row.
            if report.rows.isEmpty { report.remarks.forEach(remark) }
            try write(report.tsv())
        case .table:
            let table = report.table(fitting: tableWidth)
            try write(table.lines + report.remarks.map { colored(TerminalText.safe($0)) })
            tellOmitted(table)
        }
    }

    /// Says which columns a terminal had no room for.
    func tellOmitted(_ table: Report.Table) {
        guard !table.omitted.isEmpty else { return }
        remark("Left out for want of room: \(table.omitted.joined(separator: ", ")). All of it: -o json.")
    }

    /// Prints text that is the result itself, such as help or a completion script.
    public func print(_ text: String) throws(Failure) {
        try write(bytes: Array(text.utf8))
    }

    /// Prints a secret, once, on a line of its own.
    ///
    /// Called by the verbs whose purpose it is, and by nothing else.
    public func reveal(_ secret: Secret) throws(Failure) {
        try secret.reveal { bytes throws(Failure) in try write(bytes: bytes + [0x0A]) }
    }

    /// Tells GitHub Actions to mask a secret in the job's log, by the command its runner reads from either stream.
    ///
    /// On standard output, ahead of everything; on standard error where standard output is one document or somebody
    /// else's.
    public func mask(_ secret: Secret, besideData: Bool = false) throws(Failure) {
        let escapes: [UInt8: String] = [0x25: "%25", 0x0D: "%0D", 0x0A: "%0A"]
        let value = secret.reveal { bytes in bytes.flatMap { escapes[$0].map { Array($0.utf8) } ?? [$0] } }
        let line = Array("::add-mask::".utf8) + value + [0x0A]
        let isDocument = besideData || format == .json || format == .yaml
        do { try Descriptor.write(line, to: isDocument ? standardError : standardOutput) } catch {
            throw .output(error)
        }
    }

    /// Prints a document that holds a secret, for the same verbs under `-o json` and `-o yaml`.
    public func reveal(_ document: JSONValue) throws(Failure) {
        try write(format == .yaml ? YAMLWriter.lines(document) : [document.indented])
    }

    /// Tells something on the way that is not the result.
    public func remark(_ text: String) {
        guard !settings.isQuiet else { return }
        error(text)
    }

    /// Tells about a request, when that was asked for.
    public func trace(_ text: String) {
        if settings.isVerbose { error(text) }
    }

    /// Draws a line on a terminal over the one before it; elsewhere nothing.
    public func progress(_ text: String) {
        guard isErrorTerminal, !settings.isQuiet else { return }
        // A line that wraps could not be drawn over.
        let line = TerminalText.cut(TerminalText.safe(text), to: (Terminal.width(standardError) ?? 80) - 1)
        put("\r\u{1B}[K\(line)")
    }

    /// Takes the line away again.
    public func endProgress() {
        guard isErrorTerminal, !settings.isQuiet else { return }
        put("\r\u{1B}[K")
    }

    /// Tells in one line what a run has come to, as a document where errors are documents too.
    public func summarize(_ text: String, _ document: JSONValue) {
        if settings.format == .json { put(document.compact + "\n") } else { remark(text) }
    }

    /// Tells about failures that `--quiet` leaves out of the result.
    func warnQuietly(_ failures: [Failure]) {
        if settings.isQuiet, format == .table || format == .tsv { failures.forEach(warn) }
    }

    /// Tells why the command failed, what to type next, and how the command is used where that was the trouble.
    public func fail(_ failure: Failure, usage: String? = nil) {
        if settings.format == .json {
            put(failure.document.compact + "\n")
            return
        }
        if case .childStatus = failure { return }
        warn(failure)
        if let hint = failure.hint { error("  next: \(hint)") }
        if let usage { error("  usage: \(usage)") }
    }

    /// Tells about one item that failed while others go on.
    public func warn(_ failure: Failure) {
        let name = usesErrorColor ? "\u{1B}[31mmolecule:\u{1B}[0m" : "molecule:"
        let lines = failure.message.split(separator: "\n", omittingEmptySubsequences: false)
        put("\(name) \(lines.map { TerminalText.safe(String($0)) }.joined(separator: "\n"))\n")
    }

    private func error(_ text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        put(lines.map { TerminalText.safe(String($0)) + "\n" }.joined())
    }

    /// There is nobody left to tell when standard error cannot be written.
    private func put(_ text: String) {
        try? Descriptor.write(Array(text.utf8), to: standardError)
    }

    /// How much is written at once: a list of twenty thousand must not be held once more to be printed.
    private static let piece = 64 << 10

    func write(_ lines: [String]) throws(Failure) {
        var buffer: [UInt8] = []
        buffer.reserveCapacity(2 * Output.piece)
        for line in lines {
            // A JSON document is one long line to this method.
            var rest = line.utf8[...]
            while rest.count > Output.piece {
                try write(bytes: buffer)
                buffer.removeAll(keepingCapacity: true)
                let head = rest.prefix(Output.piece)
                buffer.append(contentsOf: head)
                rest = rest[head.endIndex...]
            }
            buffer.append(contentsOf: rest)
            buffer.append(0x0A)
            guard buffer.count >= Output.piece else { continue }
            try write(bytes: buffer)
            buffer.removeAll(keepingCapacity: true)
        }
        if !buffer.isEmpty { try write(bytes: buffer) }
    }

    private func write(bytes: [UInt8]) throws(Failure) {
        do { try Descriptor.write(bytes, to: standardOutput) } catch { throw .output(error) }
    }

    /// Colours the words that carry a verdict, in the terminal's own colours: they suit its background.
    private func colored(_ line: String) -> String {
        guard usesColor else { return line }
        if line.hasPrefix("ok: ") { return "\u{1B}[32m\(line)\u{1B}[0m" }
        if line.hasPrefix("not ok: ") { return "\u{1B}[31m\(line)\u{1B}[0m" }
        for (word, color) in [("ok", 32), ("warning", 33), ("failure", 31)] where line.hasPrefix("\(word)  ") {
            return "\u{1B}[\(color)m\(word)\u{1B}[0m\(line.dropFirst(word.count))"
        }
        return line
    }
}
