import Foundation
import Glibc
import TestSupport
import Testing

/// Calls of the kernel that fail while the key store is changed, each kind at each place until none is left to fail.
///
/// What rotations make of such failures is shown by `KillTests`.
@Suite(.blocking) struct HostileCallTests {
    private static let origin = "https://platform.example.com"
    private static let failures: [(call: String, code: Int32)] = [
        ("fsync", EIO), ("write", ENOSPC), ("write", EIO), ("openat", ENOSPC), ("openat", EROFS), ("openat", EMFILE),
        ("renameat", EXDEV), ("renameat", EBUSY), ("fchmod", EPERM), ("mkdirat", EROFS), ("unlinkat", EROFS),
        ("flock", ENOLCK), ("ftruncate", EIO),
    ]
    private static let verbs = [
        ["admin-token", "generate", "--save", "new", "--origin", origin], ["keys", "remove", "old", "--yes"],
    ]

    @Test(.enabled(if: TracedRun.canChangeCalls))
    func `a call that fails is told, and leaves each entry whole, private and the old one or the new`() throws {
        let home = try TemporaryHome()
        let add = ["keys", "add", "old", "--kind", "admin-token", "--origin", HostileCallTests.origin, "--from-stdin"]
        _ = try Run.molecule(add, home: home, input: "value-of-old")
        let before = try home.read("config/molecule/keys/old")
        var (hits, done) = (0, 0)
        for verb in HostileCallTests.verbs {
            for failure in HostileCallTests.failures {
                for number in 1...40 {
                    let run = try TracedRun(
                        [Binary.molecule] + verb, home: home, prints: home.file("prints"),
                        injection: .error(failure.code, number),
                        watches: { $0.name == failure.call && $0.target.hasPrefix(home.file("config")) })
                    guard let hit = run.hit else { break }
                    hits += 1
                    if run.status == 0 { done += 1 }
                    let what = "\(verb[1]), \(failure.call) \(number) of \(hit.target) with \(failure.code)"
                    #expect(run.status < 128, "\(what): \(run.error)")
                    #expect(run.status == 0 || run.error.hasPrefix("molecule: "), "\(what): \(run.error)")
                    #expect(run.status == 0 || run.output.isEmpty, "\(what) printed something")
                    try expectWhole(home, before, run.status, verb, what)
                    _ = try Run.molecule(add, home: home, input: "value-of-old")
                    try home.write("config/molecule/keys/old", before)
                }
            }
        }
        #expect(hits > 20)
        print("hostile calls: \(hits) calls made to fail while the store was changed; \(done) did without")
    }

    private func expectWhole(
        _ home: TemporaryHome, _ before: String, _ status: Int32, _ verb: [String], _ what: String
    ) throws {
        let check = try Run.molecule("keys", "check", home: home)
        // A temporary that could not even be removed is found, and is as private as the entry.
        #expect(check.status == 0 || check.output.contains("killed"), "\(what): \(check.output)")
        for (name, item) in try FileTree(home.keys).items where item.mode.hasPrefix("f") {
            #expect(item.mode == "f600", "\(what): \(name) has \(item.mode)")
        }
        let present = Set(try Run.molecule("keys", "list", "-q", home: home).output.split(separator: "\n"))
        if present.contains("old") { #expect(try home.read("config/molecule/keys/old") == before, "\(what)") }
        if verb[1] == "remove" {
            #expect(status != 0 || !present.contains("old"), "\(what): it says it is removed")
        } else {
            #expect(present.contains("old"), "\(what): another entry is gone")
            #expect(status != 0 || present.contains("new"), "\(what): it says it is saved")
            if present.contains("new") { _ = try Run.molecule("keys", "remove", "new", "--yes", home: home) }
        }
        _ = try Run.molecule("keys", "check", "--repair", home: home)
    }
}
