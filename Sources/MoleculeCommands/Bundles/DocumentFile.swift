import Glibc
import HostSystem
import JSON

/// Files that hold no secret: documents that are sent or received.
enum DocumentFile {
    /// 8 MiB, above any bundle a platform takes.
    static let limit = 8 << 20

    /// Reads a regular file, or a pipe.
    static func read(
        _ path: String, limit: Int = DocumentFile.limit, followingLinks: Bool = true
    ) throws(Failure) -> [UInt8] {
        // Without O_NONBLOCK, opening a FIFO that nobody writes would wait for ever.
        let flags = O_RDONLY | O_CLOEXEC | O_NOCTTY | (followingLinks ? 0 : O_NOFOLLOW | O_NONBLOCK)
        let number = open(path, flags)
        guard number >= 0 else {
            throw errno == ENOENT ? .file(.notFound(path: path)) : .system(SystemError(call: "open", path: path))
        }
        let descriptor = Descriptor(number)
        let status: FileStatus
        do { status = try descriptor.status(path: path) } catch { throw .system(error) }
        guard status.kind == .regular || followingLinks && status.kind == .fifo else {
            throw .value("is \(status.kind.rawValue), not a regular file", source: path)
        }
        do { return try descriptor.readAll(limit: limit, path: path) } catch { throw .file(error) }
    }

    /// Reads a JSON document.
    static func readJSON(_ path: String) throws(Failure) -> JSONValue {
        let bytes = try read(path)
        do { return try JSONValue.parse(bytes) } catch {
            throw .value("is not JSON: \(error.reason.rawValue), at byte \(error.offset)", source: path)
        }
    }

    /// Writes a file whole or not at all; the program's own mask makes it the user's alone.
    ///
    /// One that is there is replaced only when that is wanted.
    static func write(_ bytes: [UInt8], to path: String, replacing: Bool) throws(Failure) {
        let temporary = "\(path).\(getpid()).new"
        let number = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        guard number >= 0 else { throw .system(SystemError(call: "open", path: temporary)) }
        let descriptor = Descriptor(number)
        do throws(SystemError) {
            try descriptor.writeAll(bytes, path: temporary)
            try descriptor.synchronize(path: temporary)
        } catch {
            unlink(temporary)
            throw .system(error)
        }
        // A link, unlike a rename, never takes the place of another file.
        let isDone = replacing ? rename(temporary, path) == 0 : link(temporary, path) == 0
        let code = errno
        if !replacing || !isDone { unlink(temporary) }
        guard !isDone else { return }
        guard code != EEXIST else { throw exists(path) }
        throw .system(SystemError(call: replacing ? "rename" : "link", path: path, code: code))
    }

    /// Refuses a path that is taken, before anything is asked of a server.
    static func requireFree(_ path: String) throws(Failure) {
        if access(path, F_OK) == 0 { throw exists(path) }
    }

    private static func exists(_ path: String) -> Failure {
        .explained("\(path) is there already.", hint: "Add --force to replace it, or name another file.", .conflict)
    }
}
