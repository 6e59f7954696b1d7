import Glibc
import HostSystem

/// Why a journal could not be used.
public enum JournalFailure: Error, Sendable {
    /// No rotation has this name.
    case unknown(RotationID)
    /// The file is not a journal, or records in its middle are damaged.
    case defective(path: String, reason: String)
    /// The file could not be used.
    case file(FileFailure)
}

/// Where an engine writes what it is about to do and what it has done, and reads where the rotation stands.
public protocol RotationJournal: AnyObject {
    /// The rotation it is about.
    var id: RotationID { get }
    /// What its records say, the appended ones included.
    var state: RotationState { get }
    /// Makes a record durable: returns only when it would survive a power cut.
    func append(_ event: JournalRecord.Event) throws(JournalFailure)
}

/// The directory of journals: one append-only file a rotation, `ID.journal`, 0600.
public struct JournalStore: Sendable {
    /// The directory, such as `~/.local/state/molecule/rotations`.
    public let path: String
    /// A journal has some dozens of short lines; one that waits and is asked every minute grows by a megabyte in two days.
    static let sizeLimit = 64 << 20

    /// A store in a directory, which need not exist yet.
    public init(path: String) { self.path = path }

    /// The names of the rotations, oldest first as far as their seconds tell.
    public func identifiers() throws(JournalFailure) -> [RotationID] {
        do {
            return try open(.fail).names().compactMap { name in
                name.hasSuffix(".journal") ? RotationID(String(name.dropLast(8))) : nil
            }.sorted()
        } catch .notFound {
            return []
        } catch {
            throw .file(error)
        }
    }

    /// Writes the first record of a new rotation.
    ///
    /// The file appears with the record in it or not at all.
    public func create(_ id: RotationID, _ plan: RotationPlan, at time: Timestamp) throws(JournalFailure) -> Journal {
        do throws(FileFailure) {
            let record = JournalRecord(sequence: 1, time: time, event: .planned(plan))
            let directory = try open(.createDurably)
            let lock = try FileLock.acquire(on: directory, wait: .seconds(10))
            defer { withExtendedLifetime(lock) {} }
            try removeLeftovers(in: directory)
            try file(id, in: directory).write(record.line, over: .mustNotExist)
        } catch { throw .file(error) }
        return try resume(id)
    }

    /// Reads what a journal says.
    ///
    /// A last line that was not written whole is not part of it.
    public func read(_ id: RotationID) throws(JournalFailure) -> RotationState {
        try load(id).state
    }

    /// Opens a journal to go on with it.
    ///
    /// To be called by whoever holds the rotation's lock.
    public func resume(_ id: RotationID) throws(JournalFailure) -> Journal {
        let (state, length) = try load(id)
        let path = "\(path)/\(id.text).journal"
        do throws(FileFailure) {
            let directory = try open(.fail)
            let descriptor = try file(id, in: directory).openForAppending()
            // Whoever made the journal may have been killed, or have failed, before its name was on the disk.
            try directory.synchronize()
            // What a torn write left would be glued to the next record.
            guard ftruncate(descriptor.number, off_t(length)) == 0 else {
                throw FileFailure.system(SystemError(call: "ftruncate", path: path))
            }
            // What whoever was killed had written but not made durable would be believed here and lost by a power cut.
            do { try descriptor.synchronize(path: path) } catch { throw FileFailure.system(error) }
            return Journal(id: id, state: state, descriptor: descriptor, path: path)
        } catch { throw .file(error) }
    }

    /// Removes what rotations left that were killed before they had a journal.
    ///
    /// Their names never come again, so nobody else would remove it; the directory's lock keeps those apart that are
    /// being written.
    private func removeLeftovers(in directory: SafeDirectory) throws(FileFailure) {
        for name in try directory.names() {
            guard let journal = PrivateFile.nameOfTemporary(name), journal.hasSuffix(".journal") else { continue }
            try PrivateFile(in: directory, name: journal).removeLeftovers()
        }
    }

    private func open(_ missing: SafeDirectory.Missing) throws(FileFailure) -> SafeDirectory {
        try SafeDirectory.open(path, missing: missing)
    }

    private func file(_ id: RotationID, in directory: SafeDirectory) -> PrivateFile {
        PrivateFile(in: directory, name: "\(id.text).journal")
    }

    private func load(_ id: RotationID) throws(JournalFailure) -> (state: RotationState, length: Int) {
        let bytes: [UInt8]
        do throws(FileFailure) {
            bytes = try file(id, in: try open(.fail)).read(limit: JournalStore.sizeLimit)
        } catch .notFound {
            throw .unknown(id)
        } catch {
            throw .file(error)
        }
        let path = "\(path)/\(id.text).journal"
        let (records, length) = try JournalStore.records(bytes, path: path)
        do { return (try RotationState(records), length) } catch { throw .defective(path: path, reason: error.reason) }
    }

    /// The records of a file, and how many of its bytes they take.
    static func records(_ bytes: [UInt8], path: String) throws(JournalFailure) -> ([JournalRecord], Int) {
        var records: [JournalRecord] = []
        var start = 0
        while start < bytes.count {
            // A line without its newline is torn even when its checksum happens to be there.
            guard let end = bytes[start...].firstIndex(of: 0x0A) else { break }
            do {
                records.append(try JournalRecord(line: bytes[start..<end]))
            } catch .checksum where end == bytes.count - 1 {
                break
            } catch {
                let reason = error == .checksum ? "is damaged" : "cannot be understood by this version"
                throw .defective(path: path, reason: "its line \(records.count + 1) \(reason)")
            }
            start = end + 1
        }
        return (records, start)
    }
}

/// One journal, open for writing.
public final class Journal: RotationJournal {
    /// The rotation it is about.
    public let id: RotationID
    /// What its records say.
    public private(set) var state: RotationState
    private let descriptor: Descriptor
    private let path: String

    init(id: RotationID, state: RotationState, descriptor: Descriptor, path: String) {
        self.id = id
        self.state = state
        self.descriptor = descriptor
        self.path = path
    }

    /// Appends a record and waits until it is on the disk.
    public func append(_ event: JournalRecord.Event) throws(JournalFailure) {
        let record = JournalRecord(sequence: state.sequence + 1, time: .now, event: event)
        do throws(SystemError) {
            try descriptor.writeAll(record.line, path: path)
            try descriptor.synchronize(path: path)
        } catch { throw .file(.system(error)) }
        state.apply(record)
    }
}
