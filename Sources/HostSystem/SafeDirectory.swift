import Glibc

/// A directory that nobody but its user and root can reach by another way or change under us: every directory and every
/// symbolic link on the way was opened and checked, one inside the other, so nothing can be swapped between the check
/// and the use.
public struct SafeDirectory: Sendable {
    /// The path as it was given.
    public let path: String
    let descriptor: Descriptor

    /// What a missing directory on the way leads to.
    public enum Missing: Sendable {
        case fail
        /// It is made with mode 0700.
        case create
        /// The same, and the names on the way are on the disk before the directory is used. That holds for names that
        /// were there already too: whoever made them may have been killed before it could see to that.
        case createDurably
    }

    /// O_PATH of Linux, which Glibc's module hides without _GNU_SOURCE: a handle that needs no permission to read the
    /// directory, since parents such as /home are often searchable only.
    ///
    /// The value is that of every architecture Swift runs on (asm-generic/fcntl.h).
    private static let pathOnly: Int32 = 0o10000000
    /// As many links as the kernel itself follows in one path (path_resolution(7)).
    private static let maximumLinks = 40

    /// Opens the directory at `path`.
    ///
    /// `path` is taken relative to the working directory when it is not absolute.
    public static func open(_ path: String, missing: Missing = .fail) throws(FileFailure) -> SafeDirectory {
        var walk = Walk(target: path, missing: missing)
        return SafeDirectory(path: path, descriptor: try walk.run())
    }

    /// Requires that nobody else can even list the directory.
    public func requirePrivate() throws(FileFailure) {
        let status = try self.status()
        guard status.owner == geteuid() else {
            throw .insecure(InsecureFile(path: path, problem: .parentOwner(directory: path, owner: status.owner)))
        }
        guard status.mode & 0o077 == 0 else {
            throw .insecure(InsecureFile(path: path, problem: .parentMode(directory: path, mode: status.modeText)))
        }
    }

    func status() throws(FileFailure) -> FileStatus {
        do { return try descriptor.status(path: path) } catch { throw .system(error) }
    }

    /// The names in the directory, sorted, without `.` and `..`.
    public func names() throws(FileFailure) -> [String] {
        let number = openat(descriptor.number, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard number >= 0 else { throw .system(SystemError(call: "open", path: path)) }
        guard let stream = fdopendir(number) else {
            close(number)
            throw .system(SystemError(call: "fdopendir", path: path))
        }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: UInt8.self, capacity: 256) { String(decodingCString: $0, as: UTF8.self) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    /// What stands under a name, without following a link; `nil` when nothing does.
    public func status(of name: String) throws(FileFailure) -> FileStatus? {
        var status = stat()
        if fstatat(descriptor.number, name, &status, AT_SYMLINK_NOFOLLOW) == 0 { return FileStatus(status) }
        if errno == ENOENT { return nil }
        throw .system(SystemError(call: "stat", path: path(of: name)))
    }

    /// Removes a name and makes the removal durable; nothing happens when there is no such name.
    public func remove(_ name: String) throws(FileFailure) {
        if unlinkat(descriptor.number, name, 0) != 0 {
            if errno == ENOENT { return }
            throw .system(SystemError(call: "unlink", path: path(of: name)))
        }
        try synchronize()
    }

    /// Waits until the names in the directory are on the disk.
    public func synchronize() throws(FileFailure) {
        let number = openat(descriptor.number, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard number >= 0 else { throw .system(SystemError(call: "open", path: path)) }
        do { try Descriptor(number).synchronize(path: path) } catch { throw .system(error) }
    }

    /// Why a name could not be opened that the system says is not for us; `nil` where that is not because it, or the
    /// directory, belongs to another user.
    func foreignness(of name: String) -> InsecureFile? {
        var file = stat()
        let inner = self.path(of: name)
        if fstatat(descriptor.number, name, &file, AT_SYMLINK_NOFOLLOW) == 0 {
            return file.st_uid == geteuid() ? nil : InsecureFile(path: inner, problem: .owner(file.st_uid))
        }
        return SafeDirectory.otherOwner(of: descriptor.number).map {
            InsecureFile(path: inner, problem: .parentOwner(directory: path, owner: $0))
        }
    }

    /// The user whom an open directory belongs to, if it is another than ours.
    private static func otherOwner(of directory: Int32) -> UInt32? {
        var status = stat()
        guard fstat(directory, &status) == 0, status.st_uid != geteuid() else { return nil }
        return status.st_uid
    }

    /// The path of an entry, for messages.
    public func path(of name: String) -> String { path.hasSuffix("/") ? path + name : "\(path)/\(name)" }

    /// Goes down one component at a time, each opened from the one before.
    private struct Walk {
        let target: String
        let missing: Missing
        var links = 0

        mutating func run() throws(FileFailure) -> Descriptor {
            var absolute = target
            if !target.hasPrefix("/") {
                guard let working = getcwd(nil, 0) else { throw .system(SystemError(call: "getcwd")) }
                defer { free(working) }
                absolute = String(cString: working) + "/" + target
            }
            var pending = components(absolute)
            var directory = try open(AT_FDCWD, "/", "/")
            var visited: [Descriptor] = []
            var place = ""
            while let name = pending.popLast() {
                if name == ".." {
                    directory = visited.popLast() ?? directory
                    place = parent(place)
                    continue
                }
                let inner = "\(place)/\(name)"
                if let link = try link(directory, name, inner) {
                    links += 1
                    guard links <= SafeDirectory.maximumLinks else {
                        throw .system(SystemError(call: "open", path: target, code: ELOOP))
                    }
                    pending += components(link)
                    if link.hasPrefix("/") {
                        directory = try open(AT_FDCWD, "/", "/")
                        visited = []
                        place = ""
                    }
                    continue
                }
                visited.append(directory)
                let parent = directory
                directory = try open(parent.number, name, inner)
                if case .createDurably = missing { try synchronize(parent, place) }
                place = inner
            }
            return directory
        }

        /// The components last first, so that the next one is popped from the end.
        func components(_ path: String) -> [String] {
            path.split(separator: "/").map(String.init).filter { $0 != "." }.reversed()
        }

        func parent(_ path: String) -> String {
            guard let slash = path.lastIndex(of: "/") else { return "" }
            return String(path[..<slash])
        }

        func open(_ parent: Int32, _ name: String, _ path: String) throws(FileFailure) -> Descriptor {
            let flags = SafeDirectory.pathOnly | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC
            var number = openat(parent, name, flags)
            if number < 0, errno == ENOENT, missing != .fail {
                // Another process may make it in the same moment; what is opened then is checked all the same.
                if mkdirat(parent, name, 0o700) != 0, errno != EEXIST {
                    throw .system(SystemError(call: "mkdir", path: path))
                }
                number = openat(parent, name, flags)
            }
            guard number >= 0 else {
                if errno == ENOENT { throw .notFound(path: path) }
                if errno == ENOTDIR { throw .insecure(InsecureFile(path: path, problem: .notADirectory)) }
                let error = SystemError(call: "open", path: path)
                if error.code == EACCES, let owner = SafeDirectory.otherOwner(of: parent) {
                    let directory = self.parent(path)
                    throw .insecure(
                        InsecureFile(
                            path: target,
                            problem: .parentOwner(directory: directory.isEmpty ? "/" : directory, owner: owner)))
                }
                throw .system(error)
            }
            let descriptor = Descriptor(number)
            try check(descriptor, path)
            return descriptor
        }

        /// Waits until the names in a directory of this user are on the disk; nobody makes names in those of others.
        func synchronize(_ directory: Descriptor, _ path: String) throws(FileFailure) {
            do throws(SystemError) {
                guard try directory.status(path: path).owner == geteuid() else { return }
                // What is open so far is a handle that only names the directory.
                let number = openat(directory.number, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
                guard number >= 0 else { throw SystemError(call: "open", path: path) }
                try Descriptor(number).synchronize(path: path)
            } catch { throw .system(error) }
        }

        func check(_ descriptor: Descriptor, _ path: String) throws(FileFailure) {
            let status: FileStatus
            do { status = try descriptor.status(path: path) } catch { throw .system(error) }
            guard status.owner == geteuid() || status.owner == 0 else {
                throw .insecure(InsecureFile(path: target, problem: .parentOwner(directory: path, owner: status.owner)))
            }
            // In a sticky directory others can add entries but not rename or remove ours.
            guard status.mode & 0o022 == 0 || status.mode & 0o1000 != 0 else {
                throw .insecure(
                    InsecureFile(path: target, problem: .parentMode(directory: path, mode: status.modeText)))
            }
        }

        /// Where a symbolic link leads, if the name is one; a link of another user is refused.
        func link(_ directory: Descriptor, _ name: String, _ path: String) throws(FileFailure) -> String? {
            var status = stat()
            guard fstatat(directory.number, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else { return nil }
            guard status.st_mode & S_IFMT == S_IFLNK else { return nil }
            guard status.st_uid == geteuid() || status.st_uid == 0 else {
                throw .insecure(
                    InsecureFile(path: target, problem: .parentOwner(directory: path, owner: status.st_uid)))
            }
            var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
            let count = readlinkat(directory.number, name, &buffer, buffer.count)
            guard count > 0 else { throw .system(SystemError(call: "readlink", path: path)) }
            return String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
        }
    }
}
