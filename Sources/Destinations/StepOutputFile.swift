import Glibc
import HostSystem
import Keyfile
import Rotation

/// The file of step outputs of GitHub Actions.
public struct StepOutputFile: Sendable {
    /// Where it is.
    public let path: String
    /// GitHub keeps 50 MiB of outputs for a whole run; one step has far less.
    private static let limit = 8 << 20

    /// The file at a path.
    public init(path: String) { self.path = path }

    /// Whether a text can be the name of a step output.
    public static func isName(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard let first = bytes.first, !(0x30...0x39).contains(first), first != UInt8(ascii: "-") else { return false }
        return bytes.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
        }
    }

    /// Finds out whether it can be appended to.
    ///
    /// Changes nothing.
    public func inspect() throws(StepFailure) { _ = try open() }

    /// Appends the value as a step output, between two lines of a delimiter nobody can foresee.
    ///
    /// Of several outputs of one name the last is the one that counts.
    public func append(_ name: String, _ secret: Secret) throws(StepFailure) {
        let file = try open()
        let random: [UInt8]
        do { random = try SystemRandom.bytes(16) } catch { throw StepFailure(.refused, "there are no random bytes") }
        let delimiter = Array("molecule_".utf8) + TextEncoding.hexadecimal(random)
        let newline: [UInt8] = [0x0A]
        let text = secret.reveal { value in
            (file.needsNewline ? newline : []) + Array("\(name)<<".utf8) + delimiter + newline + value + newline
                + delimiter + newline
        }
        do {
            try file.descriptor.writeAll(text, path: path)
            try file.descriptor.synchronize(path: path)
        } catch { throw StepFailure(.refused, error.explanation) }
    }

    /// The value of a step output as GitHub will read it, or `nil` when there is none of this name.
    func value(of name: String) throws(StepFailure) -> [UInt8]? {
        let bytes: [UInt8]
        do { bytes = try open().descriptor.readAll(limit: StepOutputFile.limit, path: path) } catch let error
            as FileFailure
        {
            throw StepFailure(error)
        } catch let error as StepFailure {
            throw error
        } catch { return nil }
        var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)[...]
        var found: [UInt8]?
        while let line = lines.popFirst() {
            let start = Array("\(name)<<".utf8)
            let short = Array("\(name)=".utf8)
            if line.starts(with: short) { found = Array(line.dropFirst(short.count)) }
            guard let delimiter = StepOutputFile.delimiter(of: line) else { continue }
            let value = lines.prefix { $0 != delimiter }
            lines = lines.dropFirst(value.count + 1)
            if line.starts(with: start) { found = Array(value.joined(separator: [0x0A])) }
        }
        return found
    }

    /// What ends the value that a line begins; `nil` when it begins none.
    private static func delimiter(of line: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        guard let sign = line.firstIndex(of: UInt8(ascii: "<")), line[sign...].starts(with: Array("<<".utf8)),
            !line[..<sign].contains(UInt8(ascii: "="))
        else { return nil }
        return line[(sign + 2)...]
    }

    /// Opens the file for appending.
    ///
    /// The private-file rule does not hold here: the runner makes the file for this step, with a mode of its own, in a
    /// directory of the job's. What is checked is that it is a regular file under its own name, and ours.
    private func open() throws(StepFailure) -> (descriptor: Descriptor, needsNewline: Bool) {
        let number = Glibc.open(path, O_RDWR | O_APPEND | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
        guard number >= 0 else { throw StepFailure(.missing, SystemError(call: "open", path: path).explanation) }
        let descriptor = Descriptor(number)
        let status: FileStatus
        do { status = try descriptor.status(path: path) } catch { throw StepFailure(.refused, error.explanation) }
        guard status.kind == .regular else {
            throw StepFailure(.refused, "\(path) is \(status.kind.rawValue), not a regular file")
        }
        // In a job's container root acts on files of the runner's user.
        guard status.owner == geteuid() || geteuid() == 0, status.links == 1 else {
            throw StepFailure(.refused, "\(path) belongs to another user or has other names")
        }
        var last: UInt8 = 0x0A
        if status.size > 0 { pread(number, &last, 1, off_t(status.size - 1)) }
        return (descriptor, last != 0x0A)
    }
}
