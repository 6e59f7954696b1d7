import Foundation
import HostSystem
import TestSupport
import Testing

@testable import Keyfile

@Suite struct KeyStoreCheckTests {
    private let home: TemporaryHome
    private let store: KeyStore

    init() throws {
        home = try TemporaryHome()
        store = KeyStore(path: home.file("keys"))
        for text in ["good", "open"] { try store.create(try newEntry(name: try #require(KeyName(text)))) }
    }

    private func finding(_ name: String, repair: Bool) throws -> KeyStoreFinding? {
        let path = name.isEmpty ? store.path : "\(store.path)/\(name)"
        let findings = try store.check(repair: repair)
        #expect(findings.count { $0.path == path } <= 1)
        return findings.first { $0.path == path }
    }

    private func mode(_ path: String) -> mode_t {
        var status = stat()
        return lstat(path, &status) == 0 ? status.st_mode & 0o7777 : 0
    }

    @Test func `a good store has a finding for itself and for each entry, without failures`() throws {
        let findings = try store.check(repair: false)
        #expect(findings.map(\.path) == [store.path, "\(store.path)/good", "\(store.path)/open"])
        #expect(findings.allSatisfy { $0.failure == nil && !$0.isRepaired })
    }

    @Test func `a mode is reported, and put right when that is asked for`() throws {
        #expect(chmod("\(store.path)/open", 0o644) == 0)
        let found = try #require(try finding("open", repair: false))
        #expect(found.failure != nil && !found.isRepaired)
        #expect(mode("\(store.path)/open") == 0o644)
        let repaired = try #require(try finding("open", repair: true))
        #expect(repaired.failure != nil && repaired.isRepaired)
        #expect(mode("\(store.path)/open") == 0o600)
        #expect(try finding("open", repair: false)?.failure == nil)
        #expect(try finding("good", repair: true)?.isRepaired == false)
    }

    @Test func `the mode of the directory is reported and put right`() throws {
        #expect(chmod(store.path, 0o755) == 0)
        #expect(try finding("", repair: false)?.isRepaired == false)
        #expect(mode(store.path) == 0o755)
        #expect(try finding("", repair: true)?.isRepaired == true)
        #expect(mode(store.path) == 0o700)
    }

    @Test func `links, contents and foreign files are reported and left alone`() throws {
        #expect(symlink("good", "\(store.path)/linked") == 0)
        try home.write("keys/torn", "{\"molecule_key\":1,")
        try home.write("keys/no name", "x")
        #expect(mkdir("\(store.path)/folder", 0o700) == 0)
        #expect(link("\(store.path)/open", "\(home.path)/second-name") == 0)
        let names = try FileManager.default.contentsOfDirectory(atPath: store.path).sorted()
        for name in ["linked", "torn", "no name", "folder", "open"] {
            let found = try #require(try finding(name, repair: true), "\(name)")
            #expect(found.failure != nil && !found.isRepaired, "\(name)")
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: store.path).sorted() == names)
    }

    @Test func `an open file with contents that are none is not called repaired`() throws {
        try home.write("keys/torn", "{", mode: 0o644)
        #expect(try finding("torn", repair: true)?.isRepaired == false)
    }

    @Test(arguments: [".good.molecule-new", ".no such entry.molecule-new"])
    func `what a killed writer left is reported, and removed when that is asked for`(_ name: String) throws {
        try home.write("keys/\(name)", "half a secret")
        let found = try #require(try finding(name, repair: false))
        #expect(found.failure != nil && !found.isRepaired)
        #expect(FileManager.default.fileExists(atPath: found.path))
        #expect(try finding(name, repair: true)?.isRepaired == true)
        #expect(!FileManager.default.fileExists(atPath: found.path))
        #expect(try store.load(try #require(KeyName("good"))).current?.value == "value-1")
    }

    @Test func `a file that only looks like a leftover is not called repaired while it is there`() throws {
        try home.write("keys/.molecule-new", "x")
        let found = try #require(try finding(".molecule-new", repair: true))
        #expect(found.isRepaired == !FileManager.default.fileExists(atPath: found.path))
    }
}
