import Glibc
import HostSystem

/// Reads and writes small files whole.
enum StateFile {
    /// Bytes of a file; more is refused, since nothing here is that large.
    static let maximumSize = 16 * 1024 * 1024

    /// The file's bytes, or `nil` when there is no such file.
    static func read(_ path: String) throws(SystemError) -> [UInt8]? {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else {
            if errno == ENOENT { return nil }
            throw SystemError(call: "open", path: path)
        }
        defer { close(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 64 * 1024)
        while true {
            let count = Glibc.read(file, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw SystemError(call: "read", path: path) }
            if count == 0 { return bytes }
            bytes += buffer[..<count]
            guard bytes.count <= maximumSize else { throw SystemError(call: "read", path: path, code: EFBIG) }
        }
    }

    /// Replaces the file: after a crash there is the old one or the new one, whole.
    static func replace(_ path: String, with bytes: [UInt8]) throws(SystemError) {
        let temporary = "\(path).\(getpid()).new"
        unlink(temporary)
        let file = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw SystemError(call: "open", path: temporary) }
        do throws(SystemError) {
            defer { close(file) }
            try append(bytes, to: file, path: temporary)
            guard fsync(file) == 0 else { throw SystemError(call: "fsync", path: temporary) }
        } catch {
            unlink(temporary)
            throw error
        }
        guard rename(temporary, path) == 0 else {
            let failure = SystemError(call: "rename", path: path)
            unlink(temporary)
            throw failure
        }
        try syncDirectory(of: path)
    }

    /// Writes all bytes to an open file.
    static func append(_ bytes: [UInt8], to file: Int32, path: String) throws(SystemError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw SystemError(call: "write", path: path) }
            rest = rest.dropFirst(count)
        }
    }

    /// Makes a directory for the owner only, unless there is one.
    static func makeDirectory(_ path: String) throws(SystemError) {
        guard mkdir(path, 0o700) != 0 else { return }
        let code = errno
        var status = stat()
        guard code == EEXIST, stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
            throw SystemError(call: "mkdir", path: path, code: code == EEXIST ? ENOTDIR : code)
        }
    }

    private static func syncDirectory(of path: String) throws(SystemError) {
        let parent = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        let directory = open(parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard directory >= 0 else { throw SystemError(call: "open", path: parent) }
        defer { close(directory) }
        guard fsync(directory) == 0 else { throw SystemError(call: "fsync", path: parent) }
    }
}
