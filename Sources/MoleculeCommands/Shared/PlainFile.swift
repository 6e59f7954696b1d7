import Glibc
import HostSystem

/// Files that hold no secret, and so may be anybody's.
enum PlainFile {
    /// Reads a whole file, which may be a pipe, of no more than `limit` bytes.
    static func read(_ path: String, limit: Int) throws(Failure) -> [UInt8] {
        let number = open(path, O_RDONLY | O_CLOEXEC)
        guard number >= 0 else {
            throw errno == ENOENT ? .file(.notFound(path: path)) : .system(SystemError(call: "open", path: path))
        }
        do { return try Descriptor(number).readAll(limit: limit, path: path) } catch { throw .file(error) }
    }
}
