import Glibc

/// A system call that failed: which one, on what, and why.
public struct SystemError: Error, Sendable, Equatable {
    /// The value of `errno`.
    public let code: Int32
    /// The name of the call, such as `open`.
    public let call: String
    /// The file it was about, if it was about one.
    public let path: String?

    /// Takes `errno` as it stands, or a given code.
    public init(call: String, path: String? = nil, code: Int32 = errno) {
        self.code = code
        self.call = call
        self.path = path
    }

    /// The system's own words for the code, such as `No space left on device`.
    public var reason: String {
        var buffer = [CChar](repeating: 0, count: 256)
        guard strerror_r(code, &buffer, buffer.count) == 0 else { return "error \(code)" }
        return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// What happened, as a sentence without its full stop.
    public var explanation: String {
        path.map { "\($0) \(trouble): \(reason)" } ?? "\(call) failed: \(reason)"
    }

    /// What could not be done to the file.
    private var trouble: String {
        switch call {
        case "open", "fdopendir": "cannot be opened"
        case "read", "readlink": "cannot be read"
        case "write", "ftruncate": "cannot be written"
        case "fsync": "cannot be made durable"
        case "rename": "cannot be put in place"
        case "mkdir", "mkdtemp": "cannot be made"
        case "unlink": "cannot be removed"
        case "execve", "posix_spawn": "cannot be run"
        case "fchmod", "fchown": "cannot be given its mode and group"
        default: "cannot be used (\(call))"
        }
    }
}
