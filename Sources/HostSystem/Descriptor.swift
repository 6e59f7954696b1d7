import Glibc

/// An open file, closed when the last reference goes.
public final class Descriptor: Sendable {
    /// The number the kernel knows it by.
    public let number: Int32

    /// Takes over a descriptor that is open.
    public init(_ number: Int32) { self.number = number }

    deinit { close(number) }

    /// Everything up to the end, or a failure once there are more than `limit` bytes.
    public func readAll(limit: Int, path: String) throws(FileFailure) -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 16 << 10)
        while true {
            let count = read(number, &buffer, buffer.count)
            if count < 0 {
                if errno == EINTR { continue }
                throw .system(SystemError(call: "read", path: path))
            }
            if count == 0 { return bytes }
            bytes.append(contentsOf: buffer[..<count])
            guard bytes.count <= limit else { throw .tooLarge(path: path, limit: limit) }
        }
    }

    /// Writes every byte, however many calls it takes.
    public func writeAll(_ bytes: [UInt8], path: String? = nil) throws(SystemError) {
        do { try Descriptor.write(bytes, to: number) } catch {
            throw SystemError(call: "write", path: path, code: error.code)
        }
    }

    /// Waits until what was written is on the disk.
    ///
    /// A failure is final: the kernel forgets what it could not write, so a second call that succeeds proves nothing.
    public func synchronize(path: String) throws(SystemError) {
        guard fsync(number) == 0 else { throw SystemError(call: "fsync", path: path) }
    }

    /// What the file is.
    public func status(path: String) throws(SystemError) -> FileStatus {
        var status = stat()
        guard fstat(number, &status) == 0 else { throw SystemError(call: "fstat", path: path) }
        return FileStatus(status)
    }
}

/// What kind of file something is, whose it is, and who may touch it.
public struct FileStatus: Sendable, Equatable {
    /// The kinds of file.
    public enum Kind: String, Sendable {
        case regular = "a regular file"
        case directory = "a directory"
        case symbolicLink = "a symbolic link"
        case fifo = "a FIFO"
        case socket = "a socket"
        case device = "a device"
    }

    /// The kind.
    public let kind: Kind
    /// The permission bits, with set-user-ID, set-group-ID and sticky.
    public let mode: UInt32
    /// The user it belongs to.
    public let owner: UInt32
    /// The group it belongs to.
    public let group: UInt32
    /// How many names it has.
    public let links: Int
    /// Its size in bytes.
    public let size: Int

    init(_ status: stat) {
        switch status.st_mode & S_IFMT {
        case S_IFREG: kind = .regular
        case S_IFDIR: kind = .directory
        case S_IFLNK: kind = .symbolicLink
        case S_IFIFO: kind = .fifo
        case S_IFSOCK: kind = .socket
        default: kind = .device
        }
        mode = status.st_mode & 0o7777
        owner = status.st_uid
        group = status.st_gid
        links = Int(status.st_nlink)
        size = Int(status.st_size)
    }

    /// The mode in octal, such as `0644`.
    public var modeText: String {
        let digits = String(mode, radix: 8)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}

extension Descriptor {
    /// Writes every byte to a descriptor that stays open and somebody else's, such as standard output.
    public static func write(_ bytes: [UInt8], to number: Int32) throws(SystemError) {
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                Glibc.write(number, buffer.baseAddress.map { $0 + written }, bytes.count - written)
            }
            if count < 0, errno == EAGAIN {
                // Somebody made the terminal or pipe non-blocking; wait until it takes more.
                var wait = pollfd(fd: number, events: Int16(POLLOUT), revents: 0)
                poll(&wait, 1, 1000)
            } else if count < 0, errno != EINTR {
                throw SystemError(call: "write")
            } else {
                written += max(count, 0)
            }
        }
    }
}
