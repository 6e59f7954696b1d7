import Glibc

/// A lock between processes, held until the value goes or the process ends, however it ends.
///
/// flock(2) on a file that is never deleted: deleting it would let two processes hold locks on two files of one name.
/// A child may be given the lock, too (`ChildProcess.lock`); then it is held until the last of both has gone.
public final class FileLock: Sendable {
    let descriptor: Descriptor
    /// The file to remove with the lock, if it is litter.
    private let litter: (directory: SafeDirectory, name: String)?

    private init(_ descriptor: Descriptor, litter: (directory: SafeDirectory, name: String)? = nil) {
        self.descriptor = descriptor
        self.litter = litter
    }

    deinit {
        // While it is held: whoever gets a lock looks whether its file still has its name.
        if let litter { unlinkat(litter.directory.descriptor.number, litter.name, 0) }
    }

    /// Takes the lock, or fails with `locked` once `wait` has passed.
    ///
    /// The file says who holds it.
    public static func acquire(
        in directory: SafeDirectory, name: String, purpose: String, wait: Duration = .zero
    ) throws(FileFailure) -> FileLock {
        let path = directory.path(of: name)
        let number = openat(directory.descriptor.number, name, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard number >= 0 else {
            if errno == ELOOP { throw .insecure(InsecureFile(path: path, problem: .symbolicLink)) }
            throw .system(SystemError(call: "open", path: path))
        }
        let descriptor = Descriptor(number)
        try requirePlain(descriptor, path)
        try hold(descriptor, path: path, wait: wait)
        // The note is for the message another process prints; a lock without it is as good.
        if ftruncate(number, 0) == 0 {
            let note = Array("process \(getpid()), \(purpose)\n".utf8)
            _ = pwrite(number, note, note.count, 0)
        }
        return FileLock(descriptor)
    }

    /// Locks a directory, without leaving a lock file in it.
    ///
    /// Blocks until it is free, for `wait` at most. A directory that others may read could be locked by them, too: there
    /// a file is the lock, which they cannot open, and which goes with it.
    public static func acquire(on directory: SafeDirectory, wait: Duration) throws(FileFailure) -> FileLock {
        let status = try directory.status()
        guard status.owner == geteuid(), status.mode & 0o044 == 0 else {
            return try acquireLitter(in: directory, deadline: .now + wait)
        }
        let number = openat(directory.descriptor.number, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard number >= 0 else { throw .system(SystemError(call: "open", path: directory.path)) }
        let descriptor = Descriptor(number)
        try hold(descriptor, path: directory.path, wait: wait)
        return FileLock(descriptor)
    }

    private static func acquireLitter(
        in directory: SafeDirectory, deadline: ContinuousClock.Instant
    ) throws(FileFailure) -> FileLock {
        // In a directory that users share, each has a lock of their own, since each changes files of their own.
        let name = ".molecule-\(geteuid()).lock"
        while true {
            let lock: FileLock
            do throws(FileFailure) {
                lock = try acquire(
                    in: directory, name: name, purpose: "changing a file", wait: max(.zero, deadline - .now))
            } catch {
                // Whoever held it has removed it since it was opened.
                guard case .insecure(let file) = error, file.problem == .links(0), .now < deadline else { throw error }
                continue
            }
            let path = directory.path(of: name)
            var (held, named) = (stat(), stat())
            guard fstat(lock.descriptor.number, &held) == 0 else {
                throw .system(SystemError(call: "fstat", path: path))
            }
            guard held.st_uid == geteuid() else {
                throw .insecure(InsecureFile(path: path, problem: .owner(held.st_uid)))
            }
            // Whoever held it before has removed it, and another may have made it anew.
            if fstatat(directory.descriptor.number, name, &named, AT_SYMLINK_NOFOLLOW) == 0,
                held.st_ino == named.st_ino, held.st_dev == named.st_dev
            {
                return FileLock(lock.descriptor, litter: (directory, name))
            }
        }
    }

    /// Gives the lock up, also for the children that were given it.
    func release() { _ = flock(descriptor.number, LOCK_UN) }

    /// The process groups that hold a lock, other than ours and as far as this user may see; for messages.
    public static func groups(holding name: String, in directory: SafeDirectory) -> [Int32] {
        var file = stat()
        guard fstatat(directory.descriptor.number, name, &file, AT_SYMLINK_NOFOLLOW) == 0 else { return [] }
        var groups: Set<pid_t> = []
        for process in DirectoryListing.numbers("/proc") where process != getpid() {
            let open = DirectoryListing.numbers("/proc/\(process)/fd").contains { number in
                var status = stat()
                return stat("/proc/\(process)/fd/\(number)", &status) == 0
                    && status.st_dev == file.st_dev && status.st_ino == file.st_ino
                    && holdsLock("/proc/\(process)/fdinfo/\(number)")
            }
            if open { groups.insert(getpgid(process)) }
        }
        return groups.filter { $0 > 0 }.sorted()
    }

    /// Whether a descriptor holds its lock: what a command left running may still have it open after that was given up.
    private static func holdsLock(_ information: String) -> Bool {
        let number = open(information, O_RDONLY | O_CLOEXEC)
        guard number >= 0 else { return false }
        // What cannot be read whole holds nothing that is known.
        guard let bytes = try? Descriptor(number).readAll(limit: 64 << 10, path: information) else { return false }
        return String(decoding: bytes, as: UTF8.self).contains("FLOCK")
    }

    /// Requires a regular file with one name: the note would replace the content of whatever else it is a name of.
    private static func requirePlain(_ descriptor: Descriptor, _ path: String) throws(FileFailure) {
        let status: FileStatus
        do { status = try descriptor.status(path: path) } catch { throw .system(error) }
        guard status.kind == .regular else { throw .insecure(InsecureFile(path: path, problem: .kind(status.kind))) }
        guard status.links == 1 else { throw .insecure(InsecureFile(path: path, problem: .links(status.links))) }
    }

    private static func hold(_ descriptor: Descriptor, path: String, wait: Duration) throws(FileFailure) {
        let deadline = ContinuousClock.now + wait
        while flock(descriptor.number, LOCK_EX | LOCK_NB) != 0 {
            if errno == EINTR { continue }
            guard errno == EWOULDBLOCK else { throw .system(SystemError(call: "flock", path: path)) }
            guard ContinuousClock.now < deadline else { throw .locked(path: path, holder: note(in: descriptor)) }
            usleep(10_000)
        }
    }

    private static func note(in descriptor: Descriptor) -> String {
        var buffer = [UInt8](repeating: 0, count: 200)
        let count = pread(descriptor.number, &buffer, buffer.count, 0)
        guard count > 0 else { return "another process" }
        return String(decoding: buffer[..<count].prefix { $0 >= 0x20 && $0 < 0x7F }, as: UTF8.self)
    }
}
