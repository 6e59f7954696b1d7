import Glibc

/// A call that is made to fail.
struct KillError: Sendable {
    let call: String
    let code: Int32
    /// Which of its kind, from 1.
    let number: Int

    /// The calls that fail, and how; several codes are taken in turn from call to call.
    static let kinds: [(call: String, codes: [Int32])] = [
        ("fsync", [EIO]), ("write", [ENOSPC]), ("write", [EIO]), ("openat", [ENOSPC, EIO, EROFS, EACCES]),
        ("renameat", [ENOSPC]), ("renameat", [EIO]), ("renameat", [EROFS]), ("renameat", [EACCES]),
        ("mkdirat", [ENOSPC, EROFS, EACCES]), ("fchmod", [EPERM]), ("flock", [ENOLCK]), ("ftruncate", [EIO]),
        ("connect", [ECONNREFUSED, ENETUNREACH]), ("sendto", [ECONNRESET]), ("execve", [ENOENT, EACCES]),
    ]
}
