import CommandTree
import Glibc
import HostSystem
import Keyfile

/// What a step of GitHub Actions has around it.
struct GitHubActions: Sendable {
    /// The name of the step output that gets the value, if one does.
    let outputName: String?

    static let option = Option.value(
        "github-output", Value("NAME", .text),
        "Append the key to the file in GITHUB_OUTPUT, as the step output of this name.")

    static let variables = [
        DocumentedVariable(
            "GITHUB_ACTIONS", "When true, the key is masked in the log before anything else is printed."),
        DocumentedVariable("GITHUB_OUTPUT", "The file of step outputs, which --github-output appends to."),
    ]

    init(_ arguments: Arguments) throws(UsageError) {
        outputName = arguments.text("github-output")
        guard let outputName else { return }
        let bytes = Array(outputName.utf8)
        let isName = bytes.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
        }
        let startsWell = bytes.first.map { !(0x30...0x39).contains($0) && $0 != UInt8(ascii: "-") } ?? false
        guard isName, startsWell else {
            throw UsageError(
                "The name of a step output has letters, digits, _ and -, and starts with a letter or _.",
                hint: "Write it like org_key.")
        }
    }

    /// Masks a value in the log of the job, before anything can print it.
    ///
    /// GitHub reads the line from either stream. It goes where the value itself may follow, so that it cannot come too
    /// late; only a document on standard output must stay one document.
    static func mask(_ secret: Secret, in world: World) throws(Failure) {
        guard world.environment["GITHUB_ACTIONS"] == "true" else { return }
        try world.output.mask(secret)
    }

    /// Finds out whether the file of step outputs can be appended to.
    ///
    /// Changes nothing.
    func inspect(in world: World) throws(Failure) {
        if outputName != nil { _ = try openFile(in: world) }
    }

    /// Appends the value as a step output, between two lines of a delimiter nobody can foresee.
    func append(_ secret: Secret, in world: World) throws(Failure) {
        guard let outputName else { return }
        let (descriptor, path, needsNewline) = try openFile(in: world)
        let random: [UInt8]
        do { random = try SystemRandom.bytes(16) } catch { throw .system(error) }
        let delimiter = Array("molecule_".utf8) + TextEncoding.hexadecimal(random)
        let newline: [UInt8] = [0x0A]
        let text = secret.reveal { value in
            (needsNewline ? newline : []) + Array("\(outputName)<<".utf8) + delimiter + newline + value + newline
                + delimiter + newline
        }
        do {
            try descriptor.writeAll(text, path: path)
            try descriptor.synchronize(path: path)
        } catch { throw .orgKeys(.outputFile(reason: error.explanation)) }
    }

    /// Opens the file for appending.
    ///
    /// The private-file rule does not hold here: the runner makes the file for this step, with a mode of its own, in a
    /// directory of the job's. What is checked is that it is a regular file under its own name, and ours.
    private func openFile(in world: World) throws(Failure) -> (Descriptor, path: String, needsNewline: Bool) {
        guard let path = world.environment["GITHUB_OUTPUT"], !path.isEmpty else {
            throw .orgKeys(.outputFile(reason: "GITHUB_OUTPUT is not set"))
        }
        let flags = O_RDWR | O_APPEND | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY
        let number = open(world.absolute(path), flags)
        guard number >= 0 else {
            throw .orgKeys(.outputFile(reason: SystemError(call: "open", path: path).explanation))
        }
        let descriptor = Descriptor(number)
        let status: FileStatus
        do { status = try descriptor.status(path: path) } catch { throw .system(error) }
        guard status.kind == .regular else {
            throw .orgKeys(.outputFile(reason: "\(path) is \(status.kind.rawValue), not a regular file"))
        }
        // In a job's container root acts on files of the runner's user.
        guard status.owner == geteuid() || geteuid() == 0, status.links == 1 else {
            throw .orgKeys(.outputFile(reason: "\(path) belongs to another user or has other names"))
        }
        var last: UInt8 = 0x0A
        if status.size > 0 { pread(number, &last, 1, off_t(status.size - 1)) }
        return (descriptor, path, last != 0x0A)
    }
}
