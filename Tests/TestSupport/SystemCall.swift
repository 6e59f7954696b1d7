import Foundation

/// A call of the kernel that changes something or speaks to somebody, as a process is about to make it.
public struct SystemCall: Sendable {
    /// Its name, such as `renameat`.
    public let name: String
    /// What it is about: an absolute path, `socket:…`, `pipe:…`, or nothing for calls without such an argument.
    public let target: String
    /// The thread that makes it.
    public let thread: pid_t
    /// How many bytes a write is to write.
    let length: UInt64

    /// Where a call names what it is about.
    enum Shape {
        /// A descriptor in the argument of this number.
        case descriptor(Int)
        /// A directory's descriptor and a path in the arguments of these numbers.
        case entry(Int, Int)
        /// A path in the argument of this number.
        case path(Int)
        /// None of them.
        case plain
    }

    /// The calls that change files, speak to somebody, or start or signal a process, by their number here.
    ///
    /// Source: `arch/x86/entry/syscalls/syscall_64.tbl` and `include/uapi/asm-generic/unistd.h` of Linux.
    static let table: [UInt64: (name: String, shape: Shape)] = {
        let shapes: [String: Shape] = [
            "write": .descriptor(0), "pwrite64": .descriptor(0), "writev": .descriptor(0), "fsync": .descriptor(0),
            "fdatasync": .descriptor(0), "fchmod": .descriptor(0), "fchown": .descriptor(0),
            "ftruncate": .descriptor(0), "flock": .descriptor(0), "connect": .descriptor(0),
            "sendto": .descriptor(0), "sendmsg": .descriptor(0), "sendmmsg": .descriptor(0),
            "openat": .entry(0, 1), "mkdirat": .entry(0, 1), "unlinkat": .entry(0, 1), "fchmodat": .entry(0, 1),
            "renameat": .entry(2, 3), "renameat2": .entry(2, 3), "linkat": .entry(2, 3), "symlinkat": .entry(1, 2),
            "open": .path(0), "creat": .path(0), "mkdir": .path(0), "unlink": .path(0), "rmdir": .path(0),
            "chmod": .path(0), "rename": .path(1), "link": .path(1), "symlink": .path(1), "truncate": .path(0),
            "execve": .plain, "kill": .plain,
        ]
        var table: [UInt64: (String, Shape)] = [:]
        for (name, number) in numbers { table[number] = shapes[name].map { (name, $0) } }
        return table
    }()

    #if arch(x86_64)
    private static let numbers: [String: UInt64] = [
        "write": 1, "open": 2, "pwrite64": 18, "writev": 20, "connect": 42, "sendto": 44, "sendmsg": 46,
        "execve": 59, "kill": 62, "flock": 73, "fsync": 74, "fdatasync": 75, "truncate": 76, "ftruncate": 77,
        "rename": 82, "mkdir": 83, "rmdir": 84, "creat": 85, "link": 86, "unlink": 87, "symlink": 88, "chmod": 90,
        "fchmod": 91, "fchown": 93, "openat": 257, "mkdirat": 258, "unlinkat": 263, "renameat": 264,
        "linkat": 265, "symlinkat": 266, "fchmodat": 268, "sendmmsg": 307, "renameat2": 316,
    ]
    #else
    private static let numbers: [String: UInt64] = [
        "write": 64, "pwrite64": 68, "writev": 66, "connect": 203, "sendto": 206, "sendmsg": 211, "execve": 221,
        "kill": 129, "flock": 32, "fsync": 82, "fdatasync": 83, "truncate": 45, "ftruncate": 46, "fchmod": 52,
        "fchown": 55, "openat": 56, "mkdirat": 34, "unlinkat": 35, "renameat": 38, "linkat": 37, "symlinkat": 36,
        "fchmodat": 53, "sendmmsg": 269, "renameat2": 276,
    ]
    #endif

    /// The names of the calls that are looked at here, as `strace -e trace=` takes them.
    public static var names: [String] { table.values.map(\.name).sorted() }

    /// Reads a call that a stopped thread is about to make; `nil` when it is not one of the table.
    init?(number: UInt64, arguments: [UInt64], thread: pid_t) {
        guard let (name, shape) = SystemCall.table[number] else { return nil }
        self.name = name
        self.thread = thread
        length = arguments[2]
        switch shape {
        case .plain: target = ""
        case .descriptor(let index):
            target = SystemCall.link("fd/\(Int32(truncatingIfNeeded: arguments[index]))", thread)
        case .path(let index):
            target = SystemCall.absolute(
                SystemCall.text(at: arguments[index], thread), in: { SystemCall.link("cwd", thread) })
        case .entry(let directory, let index):
            let number = Int32(truncatingIfNeeded: arguments[directory])
            target = SystemCall.absolute(
                SystemCall.text(at: arguments[index], thread),
                in: {
                    SystemCall.link(number == -100 ? "cwd" : "fd/\(number)", thread)
                })
        }
    }

    private static func absolute(_ path: String, in directory: () -> String) -> String {
        if path.hasPrefix("/") { return path }
        return path == "." ? directory() : "\(directory())/\(path)"
    }

    private static func link(_ name: String, _ thread: pid_t) -> String {
        var buffer = [CChar](repeating: 0, count: 4096)
        let count = readlink("/proc/\(thread)/\(name)", &buffer, buffer.count)
        return count > 0 ? String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self) : ""
    }

    /// A C string in the memory of a stopped thread.
    private static func text(at address: UInt64, _ thread: pid_t) -> String {
        let memory = Glibc.open("/proc/\(thread)/mem", O_RDONLY | O_CLOEXEC)
        guard memory >= 0 else { return "" }
        defer { close(memory) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 256)
        while bytes.count < 4096 {
            // A read stops at the end of a mapping, so what came is used as far as it goes.
            let count = pread(memory, &buffer, buffer.count, off_t(truncatingIfNeeded: address) + off_t(bytes.count))
            guard count > 0 else { break }
            if let end = buffer[..<count].firstIndex(of: 0) {
                bytes += buffer[..<end]
                break
            }
            bytes += buffer[..<count]
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
