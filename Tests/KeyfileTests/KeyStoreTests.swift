import Foundation
import HostSystem
import JSON
import TestSupport
import Testing

@testable import Keyfile

@Suite(.blocking) struct KeyStoreTests {
    private let home: TemporaryHome
    private let store: KeyStore
    private let name: KeyName

    init() throws {
        home = try TemporaryHome()
        store = KeyStore(path: home.file("config/keys"))
        name = try #require(KeyName("production"))
    }

    private func mode(_ path: String) -> mode_t {
        var status = stat()
        return lstat(path, &status) == 0 ? status.st_mode & 0o7777 : 0
    }

    private func failure(_ body: () throws(KeyStoreFailure) -> Void) -> KeyStoreFailure? {
        do throws(KeyStoreFailure) {
            try body()
            return nil
        } catch { return error }
    }

    private func isUnknown(_ failure: KeyStoreFailure?) -> Bool {
        if case .unknown(let unknown)? = failure { unknown == name } else { false }
    }

    @Test func `an entry that is added can be read, in a file of mode 0600 in a directory of mode 0700`() throws {
        try store.create(try newEntry())
        #expect(try store.load(name).current?.value == "value-1")
        #expect(mode("\(store.path)/production") == 0o600)
        #expect(mode(store.path) == 0o700)
        #expect(mode(home.file("config")) == 0o700)
    }

    @Test func `a name that is taken is refused and its entry stays`() throws {
        try store.create(try newEntry())
        let failure = failure { () throws(KeyStoreFailure) in try store.create(try entry("value-2")) }
        guard case .exists(let taken)? = failure else {
            Issue.record("it was not refused: \(String(describing: failure))")
            return
        }
        #expect(taken == name)
        #expect(try store.load(name).current?.value == "value-1")
    }

    private func entry(_ value: String) throws(KeyStoreFailure) -> KeyEntry {
        do { return try newEntry(value) } catch { throw .refused("\(error)") }
    }

    @Test func `there is nothing in a store that is not there, and asking makes none`() throws {
        #expect(try store.names() == [])
        #expect(try store.check(repair: true).isEmpty)
        #expect(isUnknown(failure { () throws(KeyStoreFailure) in _ = try store.load(name) }))
        #expect(isUnknown(failure { () throws(KeyStoreFailure) in try store.remove(name) }))
        #expect(isUnknown(failure { () throws(KeyStoreFailure) in try store.update(name) { _ in true } }))
        #expect(!FileManager.default.fileExists(atPath: store.path))
    }

    @Test func `an unknown name in a store is unknown for every call`() throws {
        try store.create(try newEntry(name: try #require(KeyName("other"))))
        #expect(isUnknown(failure { () throws(KeyStoreFailure) in _ = try store.load(name) }))
        #expect(isUnknown(failure { () throws(KeyStoreFailure) in try store.remove(name) }))
        #expect(isUnknown(failure { () throws(KeyStoreFailure) in try store.update(name) { _ in true } }))
    }

    @Test func `the names are sorted and hold no lock and no leftover`() throws {
        for text in ["b", "a", "C"] { try store.create(try newEntry(name: try #require(KeyName(text)))) }
        try home.write("config/keys/.a.molecule-new", "half")
        #expect(try store.names().map(\.text) == ["C", "a", "b"])
    }

    @Test func `an update is written, unless it is refused or changes nothing`() throws {
        try store.create(try newEntry())
        let updated = try store.update(name) { $0.stage(secret("new"), rotation: "r-1", created: .now) }
        #expect(updated.pending?.value == "new")
        #expect(try store.load(name).pending?.value == "new")
        let refusal = failure { () throws(KeyStoreFailure) in
            try store.update(name) { entry throws(KeyStoreFailure) in
                entry.discardPending(rotation: "r-1")
                throw .refused("no")
            }
        }
        guard case .refused("no")? = refusal else {
            Issue.record("the refusal did not come through")
            return
        }
        try store.update(name) { entry in
            entry.discardPending(rotation: "r-1")
            return false
        }
        #expect(try store.load(name).pending?.value == "new")
    }

    @Test func `an entry that is removed is gone, with what a killed writer left of it`() throws {
        try store.create(try newEntry())
        try home.write("config/keys/.production.molecule-new", "half a secret")
        try store.remove(name)
        #expect(try FileManager.default.contentsOfDirectory(atPath: store.path) == [".locks"])
        #expect(isUnknown(failure { () throws(KeyStoreFailure) in try store.remove(name) }))
    }

    @Test func `a store that others can look into is refused`() throws {
        try store.create(try newEntry())
        #expect(chmod(store.path, 0o750) == 0)
        guard case .file(.insecure(let file))? = failure({ () throws(KeyStoreFailure) in _ = try store.load(name) })
        else {
            Issue.record("it was not refused")
            return
        }
        #expect(file.problem == .parentMode(directory: store.path, mode: "0750"))
    }

    @Test func `the lock of a rotation is another than that of changes, and than that of any other entry`() throws {
        try store.create(try newEntry())
        let other = try #require(KeyName("production.rotation"))
        try store.create(try newEntry(name: other))
        let lock = try store.lockForRotation(name, purpose: "testing")
        #expect(throws: KeyStoreFailure.self) { try store.lockForRotation(name, purpose: "testing") }
        let start = ContinuousClock.now
        try store.update(name) { _ in true }
        try store.update(other) { _ in true }
        #expect(ContinuousClock.now - start < .seconds(120))
        withExtendedLifetime(lock) {}
    }

    /// Every update reads a counter and writes it back larger by one.
    ///
    /// A lost update would leave it short. flock(2)
    /// belongs to an open file, so threads exclude one another just as processes do.
    @Test func `no update of eight writers at once is lost`() async throws {
        try store.create(try newEntry("0"))
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                let store = KeyStore(path: store.path)
                group.addTask { [name] in
                    for _ in 0..<30 { increment(store, name) }
                }
            }
        }
        #expect(try store.load(name).current?.value == "240")
    }

    /// Adding and removing take the same lock: of many processes that add one name exactly one can.
    @Test func `of processes that add one entry at once one can, and removals never meet a torn file`() async throws {
        let script = """
            add() { echo "value-$1" | molecule keys add one --kind org-token --origin https://a.example --from-stdin -q >/dev/null 2>&1; }
            for n in 1 2 3 4 5 6; do (add $n && echo added >> added) & done; wait
            """
        for _ in 0..<3 {
            try home.write("added", "")
            // Not Foundation's Process: its children have SIGCHLD blocked, and a shell then waits for ever.
            let shell = ChildProcess.shell(
                "cd '\(home.path)' && \(script)", environment: home.environment, deadline: .seconds(60))
            #expect(try await shell.run() == .exited(0))
            #expect(try home.read("added") == "added\n")
            let value = try Run.molecule("keys", "show", "one", "--reveal", home: home).output
            #expect(value.hasPrefix("value-"))
            #expect(try Run.molecule("keys", "remove", "one", "--yes", home: home).status == 0)
        }
    }
}

/// One more promoted value, whose text is the former one's number and one.
private func increment(_ store: KeyStore, _ name: KeyName) {
    do {
        try store.update(name) { entry in
            let number = Int(entry.current?.value ?? "") ?? -1
            return entry.stage(secret("\(number + 1)"), rotation: "r-\(number)", created: .now)
                && entry.promote(rotation: "r-\(number)")
        }
    } catch { Issue.record("an update failed: \(error)") }
}
