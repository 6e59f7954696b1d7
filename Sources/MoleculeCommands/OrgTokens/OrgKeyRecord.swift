import HostSystem
import JSON
import Keyfile
import ManagementAPI

/// What a mint is about to do, durable before its effect.
///
/// A process that is killed in between is made good by the next one of the same name. Holds no value.
struct OrgKeyRecord: Sendable, Equatable {
    /// The name that the key is minted under.
    let name: String
    /// The key entry that the value goes to, if it goes to one.
    let entry: KeyName?
    /// Whether the key is for one command, and so is to go whether it has been used or not.
    let isForCommand: Bool

    init(name: String, entry: KeyName? = nil, isForCommand: Bool = false) {
        self.name = name
        self.entry = entry
        self.isForCommand = isForCommand
    }

    fileprivate var document: JSONValue {
        [
            "molecule_org_key": 2, "name": .string(name), "entry": .optional(entry?.text),
            "for_command": .bool(isForCommand),
        ]
    }

    fileprivate init?(_ document: JSONValue) {
        // Format 1 was that of rotations too, whose name was the old key's.
        guard document["molecule_org_key"]?.integer == 2, let name = document["name"]?.text else { return nil }
        self.init(
            name: name, entry: document["entry"]?.text.flatMap { KeyName($0) },
            isForCommand: document["for_command"] == .bool(true))
    }
}

/// The place of one record, locked: two processes never mint under one name at a time.
struct OrgKeyRecordFile: Sendable {
    private let file: PrivateFile
    private let lock: FileLock
    private static let limit = 64 << 10

    /// Opens the place of the record for a name at a server and takes its lock.
    init(_ name: String, at desk: OrgKeyDesk) throws(Failure) {
        let subject = [desk.client.server.text, desk.organization ?? "", name].joined(separator: "\n")
        let digest = TextEncoding.hexadecimal(Array(SHA256.digest(subject.utf8).prefix(16)))
        let title = String(decoding: digest, as: UTF8.self)
        let path = desk.world.orgKeyRecordsPath
        do {
            file = PrivateFile(in: try SafeDirectory.open(path, missing: .create), name: title)
            let locks = try SafeDirectory.open("\(path)/.locks", missing: .create)
            lock = try FileLock.acquire(in: locks, name: "\(title).lock", purpose: "minting '\(name)'")
        } catch .locked(_, let holder) {
            throw .conflict(
                "Another process is minting or rotating org key '\(name)': \(holder).",
                hint: "Wait for it to end, then type the same again.")
        } catch { throw .file(error) }
    }

    /// The record, if a process before this one left one.
    func read() throws(Failure) -> OrgKeyRecord? {
        let bytes: [UInt8]
        do { bytes = try file.read(limit: OrgKeyRecordFile.limit) } catch {
            if case .notFound = error { return nil }
            throw .file(error)
        }
        // What does not parse is no record, whatever the reason.
        guard let document = try? JSONValue.parse(bytes), let record = OrgKeyRecord(document) else {
            throw .conflict(
                "\(file.path) is not a record of this program.",
                hint: "See what it is; remove it if no mint is unfinished.")
        }
        return record
    }

    /// Makes a record durable.
    func write(_ record: OrgKeyRecord) throws(Failure) {
        do { try file.write(Array((record.document.indented + "\n").utf8)) } catch { throw .file(error) }
    }

    /// Removes the record of a mint that failed, unless the server may have made a key all the same.
    func remove(after failure: Failure) throws(Failure) {
        switch failure {
        case .orgKeys(.fateUnknown), .orgKeys(.left), .orgKeys(.repliesLost): return
        case .call(.answer(let answer), _) where answer.kind == .serverError: return
        default: try remove()
        }
    }

    /// Nothing is left to be made good.
    func remove() throws(Failure) {
        do { try file.directory.remove(file.name) } catch { throw .file(error) }
    }
}
