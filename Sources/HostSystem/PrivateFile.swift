import Glibc

/// Files that only their user may read: the one way this tool reads and writes secrets.
///
/// The rule: opened without following a link, then checked on the descriptor: a regular file of the effective user,
/// mode 0600 or 0400, one name, in directories nobody else can write. The rule is that of ssh and pgpass, made strict.
public struct PrivateFile: Sendable {
    /// The directory it lies in.
    public let directory: SafeDirectory
    /// Its name there.
    public let name: String

    /// The most a file with one secret may hold: 64 KiB, four times the longest value any platform accepts.
    public static let secretLimit = 64 << 10

    /// Names a file in a directory that was opened safely.
    public init(in directory: SafeDirectory, name: String) {
        self.directory = directory
        self.name = name
    }

    /// Names a file by its path and opens its directory safely.
    public init(path: String) throws(FileFailure) {
        let slash = path.lastIndex(of: "/")
        let name = slash.map { String(path[path.index(after: $0)...]) } ?? path
        guard !name.isEmpty, name != ".", name != ".." else {
            throw .insecure(InsecureFile(path: path, problem: .kind(.directory)))
        }
        let parent = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        do {
            directory = try SafeDirectory.open(parent)
        } catch {
            // The directory is the place; what the user asked for is the file.
            if case .insecure(let file) = error { throw .insecure(InsecureFile(path: path, problem: file.problem)) }
            throw error
        }
        self.name = name
    }

    /// The path, for messages.
    public var path: String { directory.path == "." ? name : directory.path(of: name) }

    /// Reads the whole file, which must be private and no larger than `limit` bytes.
    public func read(limit: Int = PrivateFile.secretLimit) throws(FileFailure) -> [UInt8] {
        try readWithStatus(limit: limit).bytes
    }

    /// Reads the whole file, which others may read too but nobody else may change: one that holds no secret.
    public func readShared(limit: Int) throws(FileFailure) -> [UInt8] {
        try readWithStatus(limit: limit, forbidden: PrivateFile.forbiddenSharedMode).bytes
    }

    /// Reads the whole file and tells what it is.
    public func readWithStatus(limit: Int) throws(FileFailure) -> (bytes: [UInt8], status: FileStatus) {
        try readWithStatus(limit: limit, forbidden: PrivateFile.forbiddenMode)
    }

    private func readWithStatus(
        limit: Int, forbidden: UInt32
    ) throws(FileFailure) -> (bytes: [UInt8], status: FileStatus) {
        let (descriptor, status) = try openLiving(O_RDONLY)
        try check(status, forbidden: forbidden)
        guard status.size <= limit else { throw .tooLarge(path: path, limit: limit) }
        return (try descriptor.readAll(limit: limit, path: path), status)
    }

    /// Opens the file without following a link, and tells what it is.
    ///
    /// One that has no name any more by the time it is looked at was replaced or removed meanwhile: the name is asked
    /// again, and a file that is replaced ever anew is taken as it is found in the end.
    private func openLiving(_ access: Int32) throws(FileFailure) -> (Descriptor, FileStatus) {
        var attempts = 0
        while true {
            // Without O_NONBLOCK, opening a FIFO that someone put here would wait for ever.
            let flags = access | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY
            let number = openat(directory.descriptor.number, name, flags)
            guard number >= 0 else { throw openFailure() }
            let descriptor = Descriptor(number)
            let status = try statusOf(descriptor, path)
            attempts += 1
            if status.links > 0 || attempts == 100 { return (descriptor, status) }
        }
    }

    /// Opens an existing private file to add to its end.
    public func openForAppending() throws(FileFailure) -> Descriptor {
        let (descriptor, status) = try openLiving(O_WRONLY | O_APPEND)
        try check(status)
        return descriptor
    }

    private func openFailure() -> FileFailure {
        let code = errno
        switch code {
        case ENOENT: return .notFound(path: path)
        case ELOOP: return .insecure(InsecureFile(path: path, problem: .symbolicLink))
        case ENXIO: return .insecure(InsecureFile(path: path, problem: .kind(.socket)))
        default:
            if code == EACCES, let file = directory.foreignness(of: name) { return .insecure(file) }
            return .system(SystemError(call: "open", path: path, code: code))
        }
    }

    /// Applies the rule to what a descriptor or a name was found to be.
    public func check(_ status: FileStatus) throws(FileFailure) {
        try check(status, forbidden: PrivateFile.forbiddenMode)
    }

    /// Special bits, bits of others, and the right to run.
    private static let forbiddenMode: UInt32 = 0o7177
    /// The same, without the bits that let others read.
    private static let forbiddenSharedMode: UInt32 = 0o7133

    private func check(_ status: FileStatus, forbidden: UInt32) throws(FileFailure) {
        func refuse(_ problem: InsecureFile.Problem) -> FileFailure {
            .insecure(InsecureFile(path: path, problem: problem))
        }
        if status.kind == .symbolicLink { throw refuse(.symbolicLink) }
        guard status.kind == .regular else { throw refuse(.kind(status.kind)) }
        guard status.owner == geteuid() else { throw refuse(.owner(status.owner)) }
        guard status.mode & forbidden == 0 else { throw refuse(.mode(status.modeText)) }
        guard status.links == 1 else { throw refuse(.links(status.links)) }
    }

    /// What may stand under the name when a file is written.
    public enum Existing: Sendable {
        /// Nothing: an existing file stays as it is and the write fails.
        case mustNotExist
        /// A private file, which is replaced and keeps its mode and group; or nothing.
        case mayBeReplaced
        /// The same, but others may read the file too: one that holds no secret.
        case mayBeShared

        fileprivate var forbidden: UInt32 {
            switch self {
            case .mustNotExist, .mayBeReplaced: PrivateFile.forbiddenMode
            case .mayBeShared: PrivateFile.forbiddenSharedMode
            }
        }
    }

    /// Writes the file so that a reader, or a crash at any instant, meets the old bytes or the new ones and never a
    /// part of either, and so that no other user can read them at any moment.
    public func write(_ bytes: [UInt8], over existing: Existing = .mayBeReplaced) throws(FileFailure) {
        let previous = try directory.status(of: name)
        if let previous {
            if case .mustNotExist = existing { throw .exists(path: path) }
            try check(previous, forbidden: existing.forbidden)
        }
        do {
            try writeTemporary(bytes, like: previous)
            try swapIn(existing)
        } catch {
            // The temporary holds a secret: it must not outlive a failed write. That it may be gone already is fine.
            unlinkat(directory.descriptor.number, temporaryName, 0)
            throw error
        }
        try directory.synchronize()
    }

    /// Finds out whether the file could be replaced: whether its directory takes new names, and one as long as the
    /// temporary's.
    ///
    /// Leaves nothing behind.
    public func requireReplaceable() throws(FileFailure) {
        try removeLeftovers()
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
        let number = openat(directory.descriptor.number, temporaryName, flags, 0o600)
        guard number >= 0 else { throw .system(SystemError(call: "open", path: directory.path(of: temporaryName))) }
        close(number)
        unlinkat(directory.descriptor.number, temporaryName, 0)
    }

    /// Removes what a killed writer may have left.
    ///
    /// To be called by whoever holds the lock that guards the file.
    public func removeLeftovers() throws(FileFailure) {
        if try directory.status(of: temporaryName) != nil { try directory.remove(temporaryName) }
    }

    /// The file that a leftover of a killed writer was to become, or `nil` when the name is not that of a leftover.
    public static func nameOfTemporary(_ name: String) -> String? {
        guard name.hasPrefix("."), name.hasSuffix(temporarySuffix), name.utf8.count > temporarySuffix.utf8.count + 1
        else {
            return nil
        }
        return String(name.dropFirst().dropLast(temporarySuffix.count))
    }

    private static let temporarySuffix = ".molecule-new"

    /// One name per file, so that the next writer finds and removes what a killed one left; writers hold a lock.
    private var temporaryName: String { PrivateFile.temporaryName(of: name) }

    /// The name under which a file is written before it takes its own.
    public static func temporaryName(of name: String) -> String { ".\(name)\(temporarySuffix)" }

    private func writeTemporary(_ bytes: [UInt8], like previous: FileStatus?) throws(FileFailure) {
        try removeLeftovers()
        let temporaryPath = directory.path(of: temporaryName)
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
        let number = openat(directory.descriptor.number, temporaryName, flags, 0o600)
        guard number >= 0 else { throw .system(SystemError(call: "open", path: temporaryPath)) }
        let descriptor = Descriptor(number)
        guard fchmod(number, 0o600) == 0 else { throw .system(SystemError(call: "fchmod", path: temporaryPath)) }
        if let previous {
            let own = try statusOf(descriptor, temporaryPath)
            if own.group != previous.group, fchown(number, uid_t.max, previous.group) != 0 {
                throw .system(SystemError(call: "fchown", path: temporaryPath))
            }
        }
        do {
            try descriptor.writeAll(bytes, path: path)
            try descriptor.synchronize(path: path)
        } catch { throw .system(error) }
        if let previous, previous.mode != 0o600, fchmod(number, previous.mode) != 0 {
            throw .system(SystemError(call: "fchmod", path: temporaryPath))
        }
    }

    private func statusOf(_ descriptor: Descriptor, _ path: String) throws(FileFailure) -> FileStatus {
        do { return try descriptor.status(path: path) } catch { throw .system(error) }
    }

    private func swapIn(_ existing: Existing) throws(FileFailure) {
        // Checked again at the last moment. Writers of this tool exclude one another by a lock, so that what is left
        // between this look and the rename is a program that ignores the rule.
        if let status = try directory.status(of: name) {
            if case .mustNotExist = existing { throw .exists(path: path) }
            try check(status, forbidden: existing.forbidden)
        }
        let number = directory.descriptor.number
        guard renameat(number, temporaryName, number, name) == 0 else {
            throw .system(SystemError(call: "rename", path: path))
        }
    }
}
