import CommandTree
import Destinations
import Glibc
import HostSystem
import JSON
import Rotation

/// A runbook as it is named on a command line: a secret whose runbook is built in, or a file.
struct RunbookReference: Sendable {
    /// What was typed.
    let text: String

    /// The operand that names one.
    static let operand = Operand(
        Value("RUNBOOK", .dynamic(kind: "runbooks")), .one,
        "The name of a secret whose runbook is built in, or a file: a word with a dot or a slash in it.")

    /// Reads the operand.
    init(_ arguments: Arguments) { text = arguments.operand("RUNBOOK") ?? "" }

    /// Names a runbook.
    init(_ text: String) { self.text = text }

    /// Whether a file is meant: names of secrets have neither a dot nor a slash.
    var isFile: Bool { text.contains { "./".contains($0) } }

    /// Reads the runbook.
    func read(in world: World) throws(Failure) -> Runbook {
        isFile ? try RunbookFile(path: text).runbook(in: world) : try builtIn()
    }

    /// The runbook that is built in.
    func builtIn() throws(Failure) -> Runbook {
        if let runbook = BuiltInRunbooks.runbook(of: text) { return runbook }
        let near = suggestion(for: text.uppercased(), among: BuiltInRunbooks.names)
        if let known = KnownSecret.all.first(where: { $0.name == text }) {
            throw .explained("There is no runbook of \(text): \(known.note).", hint: known.hint, .notFound)
        }
        throw .explained(
            "There is no runbook of that name.",
            hint: near.map { "molecule secrets runbook show \($0)" } ?? "molecule secrets runbook list", .notFound)
    }
}

/// A runbook document in a file, which need not be private: it holds no secret.
struct RunbookFile: Sendable {
    let path: String

    /// Reads the file as it is.
    func bytes(in world: World) throws(Failure) -> [UInt8] { try bytes(at: world.absolute(path)) { _ in } }

    private func bytes(
        at path: String, _ check: (FileStatus) throws(Failure) -> Void
    ) throws(Failure) -> [UInt8] {
        // Without O_NONBLOCK, opening a FIFO that nobody writes would wait for ever.
        let number = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)
        guard number >= 0 else {
            throw errno == ENOENT ? .file(.notFound(path: path)) : .system(SystemError(call: "open", path: path))
        }
        let descriptor = Descriptor(number)
        let status: FileStatus
        do { status = try descriptor.status(path: path) } catch { throw .system(error) }
        guard status.kind == .regular else {
            throw .value("is \(status.kind.rawValue), not a regular file", source: path)
        }
        try check(status)
        do { return try descriptor.readAll(limit: RunbookFormat.sizeLimit, path: path) } catch { throw .file(error) }
    }

    /// Reads the file, which nobody else, root aside, may be able to change: what stands in it is carried out.
    private func ownBytes(in world: World) throws(Failure) -> [UInt8] {
        guard let resolved = realpath(world.absolute(path), nil) else { return try bytes(in: world) }
        defer { free(resolved) }
        let path = String(cString: resolved)
        // The directories on the way; the file itself is looked at once it is open.
        do { _ = try PrivateFile(path: path) } catch { throw .file(error) }
        return try bytes(at: path) { status throws(Failure) in
            guard [geteuid(), 0].contains(status.owner) else {
                throw .file(.insecure(InsecureFile(path: path, problem: .owner(status.owner))))
            }
            guard status.mode & 0o022 == 0 else {
                throw .explained(
                    "\(path) has mode \(status.modeText), so others can change what is carried out.",
                    hint: "chmod go-w \(ShellWord.quoted(path))", .insecureFile)
            }
        }
    }

    /// Reads the runbook, or tells how many defects it has.
    func runbook(in world: World) throws(Failure) -> Runbook {
        let bytes = try ownBytes(in: world)
        do { return try Runbook(bytes, suspects: looksLikeSecret) } catch { throw .runbook(path, error) }
    }
}

extension Failure {
    /// A runbook file with defects.
    static func runbook(_ path: String, _ defects: RunbookDefects) -> Failure {
        let count = defects.list.count
        let first = defects.list.first?.text ?? "it cannot be read"
        let others = count > 1 ? ", and there are \(count - 1) more" : ""
        return .usage(
            UsageError(
                "\(path) is no runbook that can be used: \(first)\(others).",
                hint: "molecule secrets runbook check \(path)"))
    }
}
