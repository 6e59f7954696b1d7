import Foundation
import Glibc
import HostSystem
import TestSupport
import Testing

/// Directories on the way to a private file: every mode, owner and detour at each of them.
@Suite(.blocking) struct HostilePathTests {
    private let scratch: Scratch
    private let isRoot = geteuid() == 0
    /// The directories on the way, from the top.
    private let levels = ["d1", "d1/d2", "d1/d2/d3"]

    init() throws {
        scratch = try Scratch()
        for level in levels { scratch.directory(level) }
        try scratch.file("d1/d2/d3/file", "inside")
    }

    private func isInsecure(_ result: Result<String, FileFailure>) -> Bool {
        if case .failure(.insecure) = result { true } else { false }
    }

    @Test func `a directory of any mode and owner at any place of the way is passed or refused by the rule`() throws {
        #expect(symlink("d1/d2/d3", scratch.path("relative")) == 0)
        #expect(symlink(scratch.path("d1/d2"), scratch.path("absolute")) == 0)
        #expect(symlink("relative", scratch.path("twice")) == 0)
        let paths = ["d1/d2/d3/file", "relative/file", "absolute/d3/file", "twice/../d3/file"].map { scratch.path($0) }
        var (read, refused) = (0, 0)
        for level in levels {
            for owner in [geteuid()] + (isRoot ? [65534] : []) {
                try #require(chown(scratch.path(level), owner, gid_t.max) == 0)
                for mode in mode_t(0)..<0o2000 where isRoot || mode & 0o100 != 0 {
                    try #require(chmod(scratch.path(level), mode) == 0)
                    let isAllowed = owner == geteuid() && (mode & 0o022 == 0 || mode & 0o1000 != 0)
                    for path in paths {
                        let result = reading(path)
                        if isAllowed ? result != .success("inside") : !isInsecure(result) {
                            Issue.record(
                                "\(path), \(level) of mode \(String(mode, radix: 8)), user \(owner): \(result)")
                        }
                        if isAllowed { read += 1 } else { refused += 1 }
                    }
                }
                try #require(chown(scratch.path(level), geteuid(), gid_t.max) == 0)
                try #require(chmod(scratch.path(level), 0o700) == 0)
            }
        }
        #expect(read > 0 && refused > 0)
        print("hostile paths: \(read) reads through directories of every mode and owner, and \(refused) refused")
    }

    /// What stands in the place of a directory.
    private struct Detour: Sendable {
        let name: String
        /// Whether the file behind it may be read.
        let isPassed: Bool
        /// Puts it at a path, from where the directory was moved to another name.
        let make: @Sendable (_ scratch: Scratch, _ path: String, _ moved: String) -> Bool
    }

    private static let detours: [Detour] = [
        Detour(name: "a link of one's own", isPassed: true) { symlink($0.path($2), $1) == 0 },
        Detour(name: "a link to nothing", isPassed: false) { _, path, _ in symlink("nothing", path) == 0 },
        Detour(name: "a link to itself", isPassed: false) { _, path, _ in symlink(path, path) == 0 },
        Detour(name: "a FIFO", isPassed: false) { _, path, _ in mkfifo(path, 0o700) == 0 },
        Detour(name: "a file", isPassed: false) { _, path, _ in mknod(path, S_IFREG | 0o700, 0) == 0 },
        Detour(name: "a link to a file", isPassed: false) { scratch, path, _ in
            symlink(scratch.path("plain"), path) == 0
        },
        Detour(name: "a link through an open directory", isPassed: false) { scratch, path, _ in
            symlink(scratch.path("open/moved"), path) == 0
        },
        Detour(name: "a link through /proc/self/root", isPassed: true) {
            symlink("/proc/self/root" + $0.path($2), $1) == 0
        },
        Detour(name: "a link of somebody else's", isPassed: false) {
            symlink($0.path($2), $1) == 0 && (geteuid() != 0 || lchown($1, 65534, gid_t.max) == 0)
        },
    ]

    @Test(.timeLimit(.minutes(30))) func `a detour at any place of the way is checked like the way itself`() throws {
        try scratch.file("plain")
        scratch.directory("open", mode: 0o777)
        var count = 0
        for level in levels {
            let path = scratch.path(level)
            for detour in HostilePathTests.detours where isRoot || !detour.name.contains("somebody") {
                for moved in ["moved", "open/moved"] {
                    try #require(rename(path, scratch.path(moved)) == 0)
                    try #require(detour.make(scratch, path, moved), "\(detour.name)")
                    let result = reading(scratch.path("d1/d2/d3/file"))
                    let isPassed = detour.isPassed && moved == "moved"
                    #expect(isPassed == (result == .success("inside")), "\(detour.name) at \(level): \(result)")
                    #expect(unlink(path) == 0 && rename(scratch.path(moved), path) == 0)
                    count += 1
                }
            }
        }
        #expect(reading(scratch.path("d1/d2/d3/file")) == .success("inside"))
        print("hostile paths: \(count) detours followed or refused")
    }

    /// Every file the kernel makes up about this process is read within the limit, or refused; none is waited for.
    @Test(.timeLimit(.minutes(30)))
    func `files of the kernel's making, and open files by their numbers, are read or refused`()
        throws
    {
        let own = Descriptor(open(try scratch.file("own"), O_RDONLY))
        let loose = Descriptor(open(try scratch.file("loose", mode: 0o644), O_RDONLY))
        var ends: [Int32] = [0, 0]
        #expect(pipe(&ends) == 0)
        let pipes = ends.map { Descriptor($0) }
        let numbers = [own.number, loose.number] + pipes.map(\.number)
        var paths = ["/dev/stdin", "/dev/stdout", "/dev/fd", "/dev/fd/", "/dev/tty", "/dev/ptmx", "/dev/full"]
        for number in numbers {
            paths += ["/dev/fd/\(number)", "/proc/self/fd/\(number)", "/proc/thread-self/fd/\(number)"]
        }
        // All of these but a file the user opened lead elsewhere than where their name stands.
        for path in paths { #expect(problem(path) != nil, "\(path)") }
        var (read, refused) = (0, 0)
        for directory in ["/proc/self", "/proc/thread-self", "/proc/self/attr", "/proc/self/net", "/proc/sys/kernel"] {
            for name in try FileManager.default.contentsOfDirectory(atPath: directory) {
                switch reading("\(directory)/\(name)") {
                case .success(let text):
                    #expect(text.utf8.count <= 3 * PrivateFile.secretLimit)
                    read += 1
                case .failure: refused += 1
                }
            }
        }
        #expect(refused > read)
        withExtendedLifetime((own, loose, pipes)) {}
        print("hostile paths: \(read) files of the kernel read within the limit, \(refused + paths.count) refused")
    }
}
