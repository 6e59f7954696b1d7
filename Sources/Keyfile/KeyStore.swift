import HostSystem

/// Why the key store could not do what was asked.
public enum KeyStoreFailure: Error, Sendable {
    /// No entry has this name.
    case unknown(KeyName)
    /// An entry of this name is there already.
    case exists(KeyName)
    /// The entry's file is not one this program wrote.
    case defective(path: String, KeyEntryDefect)
    /// The file or directory could not be used.
    case file(FileFailure)
    /// The update was refused by the one who asked for it; nothing was written.
    case refused(String)
}

/// The store of key entries: one 0600 file each in a 0700 directory.
///
/// Every change is made under the entry's lock, so that two processes never lose one another's update.
public struct KeyStore: Sendable {
    /// The directory, such as `~/.config/molecule/keys`.
    public let path: String
    /// Where the lock files lie.
    ///
    /// They are never deleted, so they stay out of the way of `ls`.
    private var lockPath: String { path + "/.locks" }
    /// How long a change waits for another process's change, which takes milliseconds.
    private static let lockWait = Duration.seconds(10)

    /// A store in a directory, which need not exist yet.
    public init(path: String) { self.path = path }

    /// The names of the entries, sorted; none when there is no store yet.
    public func names() throws(KeyStoreFailure) -> [KeyName] {
        let directory: SafeDirectory
        do { directory = try open(.fail) } catch .file(.notFound) { return [] }
        do { return try directory.names().compactMap { KeyName($0) } } catch { throw .file(error) }
    }

    /// Reads one entry.
    public func load(_ name: KeyName) throws(KeyStoreFailure) -> KeyEntry {
        let directory: SafeDirectory
        do { directory = try open(.fail) } catch .file(.notFound) { throw .unknown(name) }
        return try load(name, in: directory)
    }

    /// Adds an entry; an entry of the same name stays as it is and the call fails.
    public func create(_ entry: KeyEntry) throws(KeyStoreFailure) {
        let directory = try open(.createDurably)
        let lock = try lock(entry.name, "adding key entry \(entry.name.text)")
        defer { withExtendedLifetime(lock) {} }
        do {
            try PrivateFile(in: directory, name: entry.name.text).write(entry.encoded, over: .mustNotExist)
        } catch .exists {
            throw .exists(entry.name)
        } catch {
            throw .file(error)
        }
    }

    /// Finds out whether an entry of this name could be added: the name is free, the directory private, and a file as
    /// large as an entry can be written and removed there.
    public func requireRoom(for name: KeyName) throws(KeyStoreFailure) {
        let directory = try open(.create)
        let lock = try lock(name, "checking for room for \(name.text)")
        defer { withExtendedLifetime(lock) {} }
        do throws(FileFailure) {
            let path = directory.path(of: name.text)
            guard try directory.status(of: name.text) == nil else { throw .exists(path: path) }
            // Named like what a killed writer leaves, so that whatever kills this one leaves nothing new.
            let trial = PrivateFile(in: directory, name: PrivateFile.temporaryName(of: name.text))
            try trial.write([UInt8](repeating: 0x20, count: KeyStore.trialSize))
            try directory.remove(trial.name)
        } catch .exists {
            throw .exists(name)
        } catch {
            throw .file(error)
        }
    }

    /// Two entries' worth of bytes, with three versions of 43 characters each.
    private static let trialSize = 4 << 10

    /// Changes an entry: reads it, lets `change` have it, and writes it back, under its lock.
    ///
    /// When `change` throws or returns `false`, nothing is written.
    @discardableResult
    public func update(
        _ name: KeyName, _ change: (inout KeyEntry) throws(KeyStoreFailure) -> Bool
    ) throws(KeyStoreFailure) -> KeyEntry {
        let directory: SafeDirectory
        do { directory = try open(.fail) } catch .file(.notFound) { throw .unknown(name) }
        let lock = try lock(name, "changing key entry \(name.text)")
        defer { withExtendedLifetime(lock) {} }
        var entry = try load(name, in: directory)
        let isChanged = try change(&entry)
        let file = PrivateFile(in: directory, name: name.text)
        do throws(FileFailure) {
            if isChanged {
                try file.write(entry.encoded)
            } else {
                // What is found may be the work of a writer that was killed: its name may not be on the disk yet, and a
                // temporary with a value may lie beside it.
                try file.removeLeftovers()
                try directory.synchronize()
            }
        } catch { throw .file(error) }
        return entry
    }

    /// Removes an entry for good.
    public func remove(_ name: KeyName) throws(KeyStoreFailure) {
        let directory: SafeDirectory
        do { directory = try open(.fail) } catch .file(.notFound) { throw .unknown(name) }
        let lock = try lock(name, "removing key entry \(name.text)")
        defer { withExtendedLifetime(lock) {} }
        let isThere: Bool
        do throws(FileFailure) {
            isThere = try directory.status(of: name.text) != nil
            try directory.remove(name.text)
            try PrivateFile(in: directory, name: name.text).removeLeftovers()
        } catch { throw .file(error) }
        guard isThere else { throw .unknown(name) }
    }

    /// Takes the lock that a rotation of this entry holds from its first to its last step.
    ///
    /// It is another than the one changes are made under, since a rotation changes the entry while it runs.
    public func lockForRotation(_ name: KeyName, purpose: String) throws(KeyStoreFailure) -> FileLock {
        do {
            let directory = try SafeDirectory.open(lockPath, missing: .create)
            // No name has a colon: "NAME.rotation.lock" would be the lock of changes to an entry called "NAME.rotation".
            return try FileLock.acquire(in: directory, name: "\(name.text):rotation.lock", purpose: purpose)
        } catch { throw .file(error) }
    }

    /// Takes the lock that a program holds while it is handed a value of this entry, also when its rotation is killed.
    public func lockForHandover(_ name: KeyName, purpose: String, wait: Duration) throws(KeyStoreFailure) -> FileLock {
        do {
            return try FileLock.acquire(
                in: try SafeDirectory.open(lockPath, missing: .create), name: KeyStore.handover(name), purpose: purpose,
                wait: wait)
        } catch { throw .file(error) }
    }

    /// The process groups of the programs that are still being handed a value of this entry, as far as they can be seen.
    public func groupsInHandover(_ name: KeyName) -> [Int32] {
        // Only a message wants to know it.
        guard let directory = try? SafeDirectory.open(lockPath, missing: .fail) else { return [] }
        return FileLock.groups(holding: KeyStore.handover(name), in: directory)
    }

    private static func handover(_ name: KeyName) -> String { "\(name.text):handover.lock" }

    /// Takes the lock under which rotations of all entries begin, one after the other.
    public func lockForBeginning(purpose: String) throws(KeyStoreFailure) -> FileLock {
        do {
            let directory = try SafeDirectory.open(lockPath, missing: .create)
            // No name is empty, so no entry has a lock of this name.
            return try FileLock.acquire(
                in: directory, name: ":rotations.lock", purpose: purpose, wait: KeyStore.lockWait)
        } catch { throw .file(error) }
    }

    private func open(_ missing: SafeDirectory.Missing) throws(KeyStoreFailure) -> SafeDirectory {
        do {
            let directory = try SafeDirectory.open(path, missing: missing)
            try directory.requirePrivate()
            return directory
        } catch { throw .file(error) }
    }

    func lock(_ name: KeyName, _ purpose: String) throws(KeyStoreFailure) -> FileLock {
        do {
            let directory = try SafeDirectory.open(lockPath, missing: .create)
            return try FileLock.acquire(
                in: directory, name: "\(name.text).lock", purpose: purpose, wait: KeyStore.lockWait)
        } catch { throw .file(error) }
    }

    func load(_ name: KeyName, in directory: SafeDirectory) throws(KeyStoreFailure) -> KeyEntry {
        let file = PrivateFile(in: directory, name: name.text)
        let bytes: [UInt8]
        do {
            bytes = try file.read(limit: 4 * PrivateFile.secretLimit)
        } catch .notFound {
            throw .unknown(name)
        } catch {
            throw .file(error)
        }
        do {
            return try KeyEntry(decoding: bytes, name: name)
        } catch {
            throw .defective(path: file.path, error)
        }
    }
}
