import Foundation
import Glibc
import HostSystem
import TestSupport
import Testing

/// Every mode, owner, number of names and kind of file against each way a private file is used.
///
/// What is expected is computed here from the rule, in other words than the product's.
@Suite(.blocking) struct HostileFileTests {
    /// How a private file is used.
    enum Use: CaseIterable {
        case read
        case readShared
        case append
        case write

        /// Does it, and says whether it was refused and why.
        func run(_ file: PrivateFile) -> FileFailure? {
            do throws(FileFailure) {
                switch self {
                case .read: _ = try file.read()
                case .readShared: _ = try file.readShared(limit: 100)
                case .append: _ = try file.openForAppending()
                case .write: try file.write(Array("new".utf8))
                }
                return nil
            } catch { return error }
        }

        /// The bits that may be set for this use.
        var allowed: mode_t { self == .readShared ? 0o644 : 0o600 }
    }

    private let scratch: Scratch
    private let isRoot = geteuid() == 0

    init() throws { scratch = try Scratch() }

    private func file(_ name: String) throws -> PrivateFile { try PrivateFile(path: scratch.path(name)) }

    /// Who a file may belong to: its user, and for root somebody else too.
    private var owners: [uid_t] { [geteuid()] + (isRoot ? [65534] : []) }

    private func content(_ name: String) -> String? {
        FileManager.default.contents(atPath: scratch.path(name)).map { String(decoding: $0, as: UTF8.self) }
    }

    @Test func `each of the 4096 modes, with each owner and one or two names, is used or refused by the rule`() throws {
        var (used, refused) = (0, 0)
        let uses: [Use] = [.read, .readShared, .append, .write]
        for owner in owners {
            for links in 1...2 {
                for mode in mode_t(0)..<0o10000 {
                    // A replaced file is another one, so what it must be is set for each.
                    for use in uses {
                        if use == .read || use == .write { try prepare(mode, owner, links) }
                        let failure = use.run(try file("a"))
                        let isAllowed = owner == geteuid() && links == 1 && mode & ~use.allowed == 0
                        // Only root reads and appends without the right to.
                        let mayFail = !isRoot && mode & 0o600 != 0o600
                        let isRight =
                            isAllowed ? failure == nil || mayFail : isInsecure(failure) || mayFail && failure != nil
                        if !isRight {
                            Issue.record(
                                "\(use), mode \(String(mode, radix: 8)), user \(owner), \(links) names: \(String(describing: failure))"
                            )
                        }
                        if failure == nil { used += 1 } else { refused += 1 }
                        if use == .write, isRoot { try expectWhole(failure, mode) }
                    }
                }
            }
        }
        #expect(used > 0 && refused > used)
        print(
            "hostile files: \(used) uses of a file allowed and \(refused) refused over every mode, owner and link count"
        )
    }

    private func prepare(_ mode: mode_t, _ owner: uid_t, _ links: Int) throws {
        unlink(scratch.path("a"))
        unlink(scratch.path("b"))
        let number = open(scratch.path("a"), O_WRONLY | O_CREAT | O_EXCL, 0o600)
        defer { close(number) }
        try #require(number >= 0 && Glibc.write(number, "old", 3) == 3)
        if owner != geteuid() { try #require(fchown(number, owner, gid_t.max) == 0) }
        try #require(fchmod(number, mode) == 0)
        if links == 2 { try #require(link(scratch.path("a"), scratch.path("b")) == 0) }
    }

    /// After a write the file is the old one or the new one, as private as before, and nothing lies beside it.
    private func expectWhole(_ failure: FileFailure?, _ mode: mode_t) throws {
        let text = content("a")
        if text != (failure == nil ? "new" : "old") { Issue.record("the file holds something else after a write") }
        if scratch.mode("a") != mode { Issue.record("a write changed the mode \(String(mode, radix: 8))") }
        if access(scratch.path(".a.molecule-new"), F_OK) == 0 { Issue.record("a write left its temporary") }
    }

    private func isInsecure(_ failure: FileFailure?) -> Bool {
        if case .insecure = failure { true } else { false }
    }

    /// What stands under the name `a` instead of a file, by how it is put there.
    private static let kinds: [(name: String, make: @Sendable (Scratch) -> Bool)] = [
        ("FIFO", { mkfifo($0.path("a"), 0o600) == 0 }),
        (
            "socket",
            { scratch in
                scratch.socket("a"); return true
            }
        ),
        ("directory", { mkdir($0.path("a"), 0o700) == 0 }),
        ("character device", { mknod($0.path("a"), S_IFCHR | 0o600, 0x0103) == 0 }),
        ("terminal", { mknod($0.path("a"), S_IFCHR | 0o600, 0x0500) == 0 }),
        ("block device", { mknod($0.path("a"), S_IFBLK | 0o600, 0x0700) == 0 }),
        ("link to a private file", { symlink("private", $0.path("a")) == 0 }),
        ("link to nothing", { symlink("nothing", $0.path("a")) == 0 }),
        ("link to itself", { symlink("a", $0.path("a")) == 0 }),
        ("link to /dev/zero", { symlink("/dev/zero", $0.path("a")) == 0 }),
        ("link to /dev/stdin", { symlink("/dev/stdin", $0.path("a")) == 0 }),
        ("link to /proc/self/fd/0", { symlink("/proc/self/fd/0", $0.path("a")) == 0 }),
        ("link to a directory", { symlink(".", $0.path("a")) == 0 }),
    ]

    @Test(.timeLimit(.minutes(30)))
    func `whatever is no file is refused at once, with every mode and owner, by every use`()
        throws
    {
        try scratch.file("private", "untouched")
        var (refused, unmade) = (0, 0)
        for kind in HostileFileTests.kinds {
            // Device nodes take a capability that root in a container may lack.
            guard kind.make(scratch) else {
                unmade += 1
                continue
            }
            let isLink = kind.name.hasPrefix("link")
            for owner in owners {
                for mode in isLink ? [0o777] : [0o600, 0o400, 0o644, 0o666, 0o777, 0o000] as [mode_t] {
                    if owner != geteuid() { try #require(lchown(scratch.path("a"), owner, gid_t.max) == 0) }
                    if !isLink { try #require(chmod(scratch.path("a"), mode) == 0) }
                    for use in Use.allCases {
                        let failure = use.run(try file("a"))
                        // Without a right of its user's own the kernel is the first to refuse.
                        let isRight =
                            isInsecure(failure) || !isRoot && mode & 0o600 != 0o600 && failure != nil
                            // Directories and devices are refused for writing before they can be looked at.
                            || use == .append && failure != nil
                        #expect(
                            isRight,
                            "\(kind.name), \(use), mode \(String(mode, radix: 8)): \(String(describing: failure))")
                        refused += 1
                    }
                }
            }
            #expect(unlink(scratch.path("a")) == 0 || rmdir(scratch.path("a")) == 0)
        }
        #expect(content("private") == "untouched")
        #expect(try scratch.names() == ["private"])
        print("hostile files: \(refused) uses of what is no file refused; \(unmade) kinds could not be made here")
    }
}
