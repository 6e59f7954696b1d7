import Glibc
import HostSystem
import JSON

/// Files that hold no secret: documents that are sent.
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
}
